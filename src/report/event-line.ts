/** Formats an event as a line of live progress: a word, its subject, and the rest. Pure. */
import { isWaivedAt } from '../core/gates-turn.ts';
import type { EpochMs, RunId } from '../model/brand.ts';
import type { AttemptEvent, Event, Expansion, GateEvent, RunEvent, StageEvent, TaskEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import { placeText } from './diagnostics.ts';
import { answerText, feedbackText, roundText } from './gates.ts';
import type { Colour, Paint } from './paint.ts';
import type { Seen } from './progress-count.ts';
import { codeAndMessage, counted, durationText, oneLine, timeOfDay } from './words.ts';

export interface LineText {
  readonly word: string;
  readonly colour: Colour | null;
  /** The stage or item; empty: the run itself. */
  readonly subject: string;
  readonly text: string;
  /** Should the line show the progress of the run? */
  readonly isProgress: boolean;
}

const ENDS: ReadonlySet<Event['type']> = new Set(['attempt-succeeded', 'attempt-failed', 'attempt-cancelled']);

/** When the attempts in flight started. */
export class AttemptTimes {
  /** By run and task. */
  readonly #startedAt = new Map<string, EpochMs>();

  /** Milliseconds since the attempt of the event started; null: not known. To be asked about each event once. */
  since(run: RunId, event: Event): number | null {
    if (!('task' in event)) return null;
    const key = `${run}:${event.task}`;
    if (event.type === 'attempt-started') this.#startedAt.set(key, event.at);
    const started = this.#startedAt.get(key);
    if (ENDS.has(event.type)) this.#startedAt.delete(key);
    return started === undefined ? null : event.at - started;
  }
}

export const wordText = ({ word, colour }: LineText, paint: Paint): string => (colour ? paint(colour, word) : word);

/** @param since as from {@link AttemptTimes}. @returns null when the event has no line. */
export const lineIn = ({ pipeline, state }: Seen, event: Event, since: number | null): LineText | null =>
  event.type === 'gate-asked' && isWaivedAt(pipeline, state, event.task) ? null : lineOf(event, since);

/** The line, without regard to the state of the run. */
export function lineOf(event: Event, since: number | null): LineText | null {
  switch (event.type) {
    case 'stage-expanded':
    case 'stage-broken':
      return stageLine(event);
    case 'task-prepared':
    case 'task-broken':
    case 'task-reused':
    case 'child-opened':
    case 'child-closed':
      return taskLine(event);
    case 'attempt-started':
    case 'attempt-progressed':
    case 'attempt-cost':
    case 'attempt-external':
    case 'call-granted':
    case 'call-settled':
    case 'call-dropped':
    case 'attempt-succeeded':
    case 'attempt-failed':
    case 'attempt-cancelled':
      return attemptLine(event, since);
    case 'gate-asked':
    case 'gate-noted':
    case 'gate-reminded':
    case 'gate-answered':
    case 'child-rejected':
      return gateLine(event);
    default:
      return runLine(event);
  }
}

export const SKIPPED = {
  when: '`when` is false',
  manifest: 'the manifest skips it',
  'null-foreach': 'its `foreach` list is null',
  'no-subject': 'its subject has no output',
} as const;

function stageLine(event: StageEvent): LineText | null {
  if (event.type === 'stage-broken') return broken(event.task, event.failure);
  const { expansion }: { expansion: Expansion } = event;
  const about = { subject: event.task, isProgress: false };
  if (expansion.type === 'single') return null;
  if (expansion.type === 'skip')
    return { ...about, word: 'skipped', colour: 'dim', text: SKIPPED[expansion.reason], isProgress: true };
  return { ...about, word: 'items', colour: null, text: counted(expansion.keys.length, 'item') };
}

function taskLine(event: TaskEvent): LineText | null {
  const about = { subject: event.task, isProgress: true };
  switch (event.type) {
    case 'task-prepared':
      return null;
    case 'task-broken':
      return broken(event.task, event.failure);
    case 'task-reused':
      return { ...about, word: 'reused', colour: 'green', text: 'nothing it depends on has changed' };
    case 'child-opened':
      return { ...about, word: 'opened', colour: null, text: 'sub-pipeline', isProgress: false };
    case 'child-closed':
      return { ...about, word: 'done', colour: 'green', text: 'sub-pipeline' };
  }
}

const broken = (subject: string, failure: Failure): LineText => ({
  word: 'failed',
  colour: 'red',
  subject,
  text: codeAndMessage(failure),
  isProgress: true,
});

function attemptLine(event: AttemptEvent, since: number | null): LineText | null {
  const about = { subject: event.task, isProgress: true };
  const took = since === null ? '' : `in ${durationText(since)}`;
  switch (event.type) {
    case 'attempt-started':
      return { ...about, word: 'started', colour: null, text: `attempt ${event.n}`, isProgress: false };
    case 'attempt-progressed':
    case 'attempt-cost':
    case 'call-granted':
    case 'call-settled':
    case 'call-dropped':
      return null;
    case 'attempt-external':
      return { ...about, word: 'waiting', colour: null, text: `for ${oneLine(event.externalId)}`, isProgress: false };
    case 'attempt-succeeded':
      if (event.cachedFrom !== null)
        return { ...about, word: 'cached', colour: 'green', text: `made by ${oneLine(event.cachedFrom)}` };
      return { ...about, word: 'done', colour: 'green', text: took };
    case 'attempt-failed':
      return { ...about, ...failedAttempt(event, took) };
    case 'attempt-cancelled': {
      const [word, why] = ENDINGS[event.reason];
      return { ...about, word, colour: 'yellow', text: `attempt ${event.n} ${took}`.trimEnd() + why };
    }
  }
}

const ENDINGS = {
  cancelled: ['cancelled', ''],
  shutdown: ['stopped', ''],
  budget: ['stopped', ', before a call that the budget does not cover'],
} as const;

type FailedAttempt = Extract<AttemptEvent, { type: 'attempt-failed' }>;

function failedAttempt(event: FailedAttempt, took: string): Pick<LineText, 'word' | 'colour' | 'text'> {
  const { n, failure, retryAt, at } = event;
  const what = `attempt ${n} ${took}`.trimEnd();
  if (retryAt === null) return { word: 'failed', colour: 'red', text: `${what}: ${codeAndMessage(failure)}` };
  const again = `retry at ${timeOfDay(retryAt)}, in ${durationText(Math.max(0, retryAt - at))}`;
  return { word: 'failed', colour: 'yellow', text: `${what}: ${codeAndMessage(failure)}; ${again}` };
}

function gateLine(event: GateEvent): LineText | null {
  const about = { subject: event.task, colour: 'yellow', isProgress: false } as const;
  switch (event.type) {
    case 'gate-asked': {
      const { question, iteration, read } = event;
      return {
        ...about,
        word: '? asks',
        text: `${oneLine(question)} (${roundText(iteration, '')}${iteration > 1 ? '; ' : ''}read ${oneLine(read)})`,
      };
    }
    case 'gate-noted': {
      if (!event.remark) return null;
      const { severity, code, message, hint, at } = event.remark;
      const place = at === null ? '' : ` in ${oneLine(placeText(at))}`;
      const advice = hint === undefined ? '' : `; ${oneLine(hint)}`;
      return { ...about, word: severity, text: `${code}${place}: ${oneLine(message)}${advice}` };
    }
    case 'gate-reminded':
      return { ...about, word: '? waits', text: `still for an answer (reminder ${event.n})` };
    case 'gate-answered':
      return { ...about, ...answerLine(event), isProgress: true };
    case 'child-rejected': {
      const said = feedbackText({ decision: 'reject', feedback: event.feedback });
      return { ...about, word: 'rejected', colour: 'red', text: `at ${event.gate}${said === '' ? '' : `: ${said}`}` };
    }
  }
}

const ANSWERS = {
  approve: ['approved', 'green'],
  changes: ['changes', 'yellow'],
  reject: ['rejected', 'red'],
} as const;

function answerLine(event: Extract<GateEvent, { type: 'gate-answered' }>): Pick<LineText, 'word' | 'colour' | 'text'> {
  const [word, colour] = ANSWERS[event.decision];
  const whole = answerText(event);
  // The text begins with the word already.
  return { word, colour, text: whole.startsWith(`${word} `) ? whole.slice(word.length + 1) : whole };
}

function runLine(event: RunEvent): LineText | null {
  const about = { subject: '', isProgress: false };
  switch (event.type) {
    case 'generation-started': {
      const again = event.generation > 1 ? `, generation ${event.generation}` : '';
      return {
        ...about,
        word: 'run',
        colour: 'bold',
        text: `${event.run} of pipeline ${oneLine(event.pipeline.name)}${again}`,
      };
    }
    case 'execution-started':
    case 'execution-ended':
    case 'finals-ended':
      return null;
    case 'run-paused':
      return { ...about, word: 'paused', colour: 'yellow', text: oneLine(event.message) };
    case 'run-unpaused':
    case 'run-resumed':
      return { ...about, word: 'resumed', colour: null, text: '' };
    case 'run-awaiting':
      return {
        ...about,
        word: 'waits',
        colour: 'yellow',
        text: 'for a person: nothing can continue without an answer',
      };
    case 'cancel-requested':
      return { ...about, word: 'cancel', colour: 'yellow', text: 'the manifest says cancelled: true' };
    case 'run-ended': {
      const colour = event.status === 'completed' ? 'green' : event.status === 'cancelled' ? 'yellow' : 'red';
      const text = event.failure ? codeAndMessage(event.failure) : '';
      return { ...about, word: event.status, colour, text, isProgress: true };
    }
    case 'notice': {
      const { diagnostic } = event;
      return { ...about, word: diagnostic.severity, colour: 'yellow', text: codeAndMessage(diagnostic) };
    }
    case 'notices-withdrawn': {
      const codes = [...new Set(event.diagnostics.map(({ code }) => code))];
      return { ...about, word: 'resolved', colour: null, text: codes.join(', ') };
    }
  }
}
