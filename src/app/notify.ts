/**
 * Hooks of the project: programs and web addresses that are called when a run asks a person, sends a reminder, has used
 * up a budget, or ends, and when the daemon is in trouble (daemon/alarm.ts).
 *
 * N1. A hook never fails or delays a run: its failures are warnings, shown when the run rests.
 * N2. Each hook gets one notice at a time, in the order of events.
 * N3. Notices are redacted. A program gets the environment of command stages. An address is checked as for http stages,
 *     and redirects are not followed.
 * N4. Calls that a killed runner did not make are not repeated: `list --waiting` and the checkpoint have the facts.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type HookCall, tellProgram } from '../adapters/processes/hook.ts';
import { askedGates } from '../core/asked.ts';
import { isWaivedAt } from '../core/gates-turn.ts';
import { type DurationMs, durationMs } from '../model/brand.ts';
import type { NotifyEvent, NotifyHook } from '../model/config.ts';
import { aWarning, type Diagnostic } from '../model/diagnostic.ts';
import type { Event, RunEnd } from '../model/event.ts';
import type { RunState } from '../model/state.ts';
import type { Observed, Observer } from '../ports/observer.ts';
import { commandText } from '../report/gates.ts';
import { counted, durationText, oneLine } from '../report/words.ts';
import { inheritedEnvironment } from '../stages/command/environment.ts';
import { exchange } from '../stages/http/exchange.ts';
import { guardedLookup, refusalOf } from '../stages/http/guard.ts';
import { redactorFor, secretValue } from './drive/secrets.ts';
import type { Project } from './types.ts';

/** What a hook gets, as JSON. Fields that apply only to questions are null otherwise. */
export interface Notice {
  readonly event: NotifyEvent;
  /** null: of the daemon itself. */
  readonly run: string | null;
  readonly gate: string | null;
  readonly iteration: number | null;
  readonly question: string | null;
  /** Path of the file to read. */
  readonly read: string | null;
  /** Path of the file to edit; null: there is none. */
  readonly draft: string | null;
  /** The command that approves. */
  readonly approve: string | null;
  /** Number of a reminder, from 1. */
  readonly n?: number;
  /** If the run ended, its budget is used up, or the daemon is in trouble. */
  readonly status?: RunEnd | 'budget_exceeded' | 'begun' | 'over' | 'stopped';
  /** If its budget is used up, it failed, or the daemon is in trouble. */
  readonly why?: string;
  /** If the daemon is in trouble: what to do; null: nothing is known to help. */
  readonly hint?: string | null;
  /** If the daemon is in trouble: since when, an ISO time. */
  readonly since?: string;
}

export interface Caller extends AsyncDisposable {
  /** @returns the hooks that could not be called. */
  call(hooks: readonly NotifyHook[], notice: Notice): Promise<readonly NotifyHook[]>;
  /** What went wrong so far; the same mistake of a hook is told once. */
  failures(): readonly Diagnostic[];
}

export interface Notifier extends Observer, Caller {}

export interface NotifyLimits {
  /** Time limit of one call; a program is then killed with its process group. */
  readonly each: DurationMs;
  /** Time limit of all calls that are under way when the run is over. */
  readonly atEnd: DurationMs;
}

const LIMITS: NotifyLimits = { each: durationMs(10_000), atEnd: durationMs(20_000) };

type Here = Pick<Project, 'root' | 'config'>;

export const notifier = (project: Here, hooks: readonly NotifyHook[], limits: NotifyLimits = LIMITS): Notifier =>
  new Hooks(project, hooks, limits);

interface Mistake {
  readonly hook: string;
  readonly why: string;
  readonly about: string;
  count: number;
}

class Hooks implements Notifier {
  readonly #project: Here;
  readonly #limits: NotifyLimits;
  /** N2: the last call of each hook, which the next one waits for. */
  readonly #last: Map<NotifyHook, Promise<unknown>>;
  readonly #mistakes = new Map<string, Mistake>();
  readonly #over = new AbortController();

  constructor(project: Here, hooks: readonly NotifyHook[], limits: NotifyLimits) {
    this.#project = project;
    this.#limits = limits;
    this.#last = new Map(hooks.map((hook) => [hook, Promise.resolve()]));
  }

  saw(event: Event, context: Observed): void {
    if (this.#last.size === 0) return;
    const notice = noticeOf(event, context);
    if (!notice) return;
    const asked = [...this.#last.keys()].filter((hook) => hook.on.includes(notice.event));
    void this.call(asked, notice); // N1: what goes wrong is in `failures`
  }

  async call(hooks: readonly NotifyHook[], notice: Notice): Promise<readonly NotifyHook[]> {
    const calls = hooks.map((hook) => {
      const before = this.#last.get(hook) ?? Promise.resolve();
      const told = before.then(() => this.#tell(hook, notice));
      this.#last.set(hook, told);
      return told;
    });
    const were = await Promise.all(calls);
    return hooks.filter((_, i) => were[i] === 'failed');
  }

  failures(): readonly Diagnostic[] {
    return [...this.#mistakes.values()].map(diagnosticOf);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = Promise.all(this.#last.values());
    const enough = new AbortController();
    const late = delay(this.#limits.atEnd, undefined, { signal: enough.signal, ref: false }).catch(() => {});
    await Promise.race([all, late]);
    enough.abort();
    this.#over.abort();
    await all;
  }

  /** N1. */
  async #tell(hook: NotifyHook, notice: Notice): Promise<'told' | 'failed'> {
    const redactor = redactorFor(this.#project);
    const signal = AbortSignal.any([this.#over.signal, AbortSignal.timeout(this.#limits.each)]);
    const text = redactor.text(`${JSON.stringify(notice)}\n`);
    const failed = await (hook.type === 'command'
      ? this.#callProgram(hook.argv, { input: text, clean: redactor.text }, signal)
      : this.#post(hook, text, signal));
    if (failed === null) return 'told';
    const why = signal.aborted ? this.#lateText() : failed;
    const mistake = { hook: nameOf(hook), why: oneLine(redactor.text(why)), about: aboutOf(notice), count: 1 };
    const known = this.#mistakes.get(`${mistake.hook} ${mistake.why}`);
    if (known) known.count++;
    else this.#mistakes.set(`${mistake.hook} ${mistake.why}`, mistake);
    return 'failed';
  }

  #lateText(): string {
    if (this.#over.signal.aborted) return 'the run ended before the hook did';
    return `it took longer than ${durationText(this.#limits.each)}`;
  }

  async #callProgram(
    argv: readonly string[],
    told: Pick<HookCall, 'input' | 'clean'>,
    signal: AbortSignal,
  ): Promise<string | null> {
    const [file, ...args] = argv;
    if (file === undefined) return 'it does not name a program';
    const { root, config } = this.#project;
    const env = inheritedEnvironment(process.env, config.env);
    return tellProgram({ argv: [file, ...args], cwd: root, env, ...told }, signal);
  }

  /** N3. */
  async #post({ url: address, bearer }: Webhook, body: string, signal: AbortSignal): Promise<string | null> {
    const { config } = this.#project;
    const url = URL.parse(address);
    if (url === null || url.username !== '' || url.password !== '') return 'its address cannot be called';
    const refusal = refusalOf(url, config.http);
    if (refusal !== null) return `it may not be called: ${refusal.why}`;
    const headers = new Map([['content-type', 'application/json']]);
    const token = bearer === null ? null : secretValue(this.#project, bearer);
    if (token?.ok === false) return `the secret ${bearer} has no value: ${token.error}`;
    if (token !== null) headers.set('authorization', `Bearer ${token.value}`);
    try {
      const sent = { url, method: 'POST', headers, body, lookup: guardedLookup(url, config.http) };
      const answer = await exchange(sent, signal);
      answer.destroy();
      const { statusCode: status = 0 } = answer;
      return status >= 200 && status <= 299 ? null : `it answered with ${status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

type Webhook = Extract<NotifyHook, { type: 'webhook' }>;

/** null: hooks are not called. */
function noticeOf(event: Event, { run, pipeline, state }: Observed): Notice | null {
  switch (event.type) {
    case 'gate-asked':
      return isWaivedAt(pipeline, state, event.task)
        ? null
        : { event: 'question', run, ...questionOf(run, event.task, event) };
    case 'gate-reminded': {
      const found = askedGates(pipeline, state).find(({ task }) => task === event.task);
      // answered in the same turn
      if (!found) return null;
      return { event: 'reminder', run, ...questionOf(run, event.task, found.round), n: event.n };
    }
    case 'run-paused':
      // Whoever wrote `paused: true` knows.
      return event.reason === 'budget'
        ? { event: 'budget', run, ...NO_QUESTION, status: 'budget_exceeded', why: event.message }
        : null;
    case 'run-ended': {
      const why = event.status === 'failed' ? whyFailed(event, state) : null;
      return { event: 'ended', run, ...NO_QUESTION, status: event.status, ...(why === null ? {} : { why }) };
    }
    default:
      return null;
  }
}

/** Message of the newest failure; null: there is none. */
function whyFailed({ failure }: Extract<Event, { type: 'run-ended' }>, { errors }: RunState): string | null {
  if (failure) return `${failure.code}: ${failure.message}`;
  const last = errors.at(-1);
  return last ? `${last.task}: ${last.code}: ${last.message}` : null;
}

type Question = Pick<Notice, 'gate' | 'iteration' | 'question' | 'read' | 'draft' | 'approve'>;
type Asking = Pick<Extract<Event, { type: 'gate-asked' }>, 'iteration' | 'question' | 'read' | 'draft'>;

const NO_QUESTION: Question = { gate: null, iteration: null, question: null, read: null, draft: null, approve: null };

function questionOf(run: string, gate: string, { iteration, question, read, draft }: Asking): Question {
  const approve = commandText('pipeline-runner', 'approve', { run, gate });
  return { gate, iteration, question, read, draft, approve };
}

/** Only the host of an address: the rest may be secret. */
const nameOf = (hook: NotifyHook): string =>
  hook.type === 'command' ? oneLine(hook.argv.join(' '), 80) : (URL.parse(hook.url)?.host ?? 'a web address');

const aboutOf = ({ event, run, gate }: Notice): string => {
  if (run === null) return 'trouble of the daemon';
  if (event === 'budget') return `the budget of ${run}`;
  return event === 'ended' ? `the end of ${run}` : `the ${event} of ${gate}`;
};

const diagnosticOf = ({ hook, why, about, count }: Mistake): Diagnostic =>
  aWarning(
    'notify/failed',
    `the hook "${hook}" was not notified of ${about}${count > 1 ? ` and ${counted(count - 1, 'other thing')}` : ''}: ${why}`,
    { hint: 'fix it under `notify:` in pipeline-runner.config.yaml; the run is not affected' },
  );
