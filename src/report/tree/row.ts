/** What one line of the tree says, before anybody knows how wide the terminal is. Pure. */
import { consumedAttempts } from '../../core/task.ts';
import type { Failure } from '../../model/failure.ts';
import type { GateRound } from '../../model/gate.ts';
import type { Stage } from '../../model/pipeline.ts';
import type { Attempt } from '../../model/result.ts';
import type { TaskState } from '../../model/state.ts';
import { answerText, feedbackText, roundText } from '../gates.ts';
import { codeAndMessage, durationText, oneLine } from '../words.ts';
import type { Mark } from './glyphs.ts';

export interface Row {
  readonly mark: Mark;
  readonly name: string;
  /** `total` null: nobody knows. */
  readonly bar: { readonly done: number; readonly total: number | null } | null;
  /** null: it has not begun. */
  readonly ms: number | null;
  readonly cost: Money | null;
  readonly remark: string;
  readonly failure: Pick<Failure, 'code' | 'message'> | null;
  /** Of a gate that asks: what to read, and the question. */
  readonly asked: string | null;
  /** What is inside it and worth a line: in flight, or failed. */
  readonly inside: readonly Row[];
}

/** Micro-dollars; `isKnown` false: at least that much. */
export interface Money {
  readonly usd: number;
  readonly isKnown: boolean;
}

export const BLANK: Omit<Row, 'mark' | 'name'> = {
  bar: null,
  ms: null,
  cost: null,
  remark: '',
  failure: null,
  asked: null,
  inside: [],
};

/** All attempts together, as the checkpoint counts them. */
export function costOf(attempts: readonly Attempt[]): Money | null {
  let sum: Money | null = null;
  for (const { cost } of attempts) if (cost) sum = sumOf(sum, { usd: cost.usd ?? 0, isKnown: cost.usd !== null });
  return sum;
}

export function sumOf(a: Money | null, b: Money | null): Money | null {
  return a && b ? { usd: a.usd + b.usd, isKnown: a.isKnown && b.isKnown } : (a ?? b);
}

/** It goes on when the run does. */
export const STOPPED = 'stopped';

export interface TaskPlace {
  readonly stage: Stage;
  readonly generation: number;
  /** This period of work is over. */
  readonly isOver: boolean;
  /** When its stage was expanded; null: of an item, which may have begun later. */
  readonly since: number | null;
  readonly now: number;
}

/** What there is to say of a task beside its mark, its times and its failure. */
export function taskRemark(task: TaskState, place: TaskPlace): string {
  const { stage, generation, isOver, now } = place;
  switch (task.status) {
    case 'running':
      return runningRemark(task, place);
    case 'backoff': {
      const nth = consumedAttempts(task, generation) + 1;
      return `attempt ${nth} of ${stage.retry.attempts} ${inText(task.retryAt - now)}${becauseOf(task.attempts.at(-1))}`;
    }
    case 'completed':
      if (task.result.origin === 'reused') return 'reused';
      if (task.result.origin === 'cached') return 'from the cache';
      if (stage.gate) return answeredText(task.rounds.at(-1));
      return nthAttempt(attemptsOf(task, generation));
    case 'failed': {
      const tried = attemptsOf(task, generation);
      const parts = [
        tried > 1 ? `after ${tried} attempts` : '',
        stage.onError === 'continue' ? 'the run continues' : '',
      ];
      return parts.filter((part) => part !== '').join(', ');
    }
    case 'cancelled':
      return 'cancelled';
    case 'rejected':
      return rejectedText(task);
    case 'asked':
      return '';
    case 'child':
      return isOver ? STOPPED : '';
    default:
      return task.attempts.at(-1)?.outcome === 'cancellation' ? STOPPED : 'queued';
  }
}

/** What to read first: the terminal may be narrow. null: it asks nothing. */
export function askedText({ status, rounds }: TaskState): string | null {
  const round = rounds.at(-1);
  if (status !== 'asked' || !round) return null;
  const { iteration, read, remark, question } = round;
  const parts = [`read ${read}${roundText(iteration)}`, ...(remark ? [remark.code] : []), question];
  return parts.map((part) => oneLine(part)).join(': ');
}

const answeredText = (round: GateRound | undefined): string =>
  round?.end ? answerText({ ...round.end, feedback: null }) : '';

function rejectedText({ gate, feedback, rounds }: Extract<TaskState, { status: 'rejected' }>): string {
  const end = rounds.at(-1)?.end;
  if (end) return answerText(end);
  const said = feedbackText({ decision: 'reject', feedback });
  return `${gate} was rejected${said === '' ? '' : `: ${said}`}`;
}

function runningRemark(task: Extract<TaskState, { status: 'running' }>, { stage, generation }: TaskPlace): string {
  const last = task.attempts.at(-1);
  const nth = consumedAttempts(task, generation) + 1;
  const lost = task.attempts.filter((attempt) => attempt.outcome === 'lost' && attempt.generation === generation);
  return [
    nth > 1 ? `attempt ${nth} of ${stage.retry.attempts}` : '',
    lost.length > 0 ? `${lost.length} lost earlier` : '',
    task.progress?.label ? oneLine(task.progress.label, 60) : '',
    last?.externalId ? `for ${oneLine(last.externalId, 60)}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const attemptsOf = ({ attempts }: TaskState, generation: number): number =>
  attempts.filter((attempt) => attempt.generation === generation).length;

const becauseOf = (last: Attempt | undefined): string =>
  last && 'failure' in last ? `: ${codeAndMessage(last.failure)}` : '';

/** `in 4 s`: whole seconds, so that it counts down. */
export const inText = (ms: number): string => (ms <= 0 ? 'now' : `in ${secondsText(Math.ceil(ms / 1000) * 1000)}`);

/** Of what goes on: whole seconds. */
export const secondsText = (ms: number): string =>
  ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : durationText(ms);

/** '' for the first. */
function nthAttempt(n: number): string {
  if (n < 2) return '';
  const isTeen = n % 100 > 10 && n % 100 < 14;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending} attempt`;
}
