/**
 * Notifies people who are away. Hooks for `trouble` are called when the daemon has been in trouble for minutes, when
 * that is over, and, at once, when the daemon stops by itself.
 *
 * A1. Trouble that ends within {@link PATIENCE_MS} calls nobody: a remote that restarts, a disk that is briefly full.
 * A2. From the first trouble until none is left there is one call, whatever comes and goes in between.
 * A3. A hook that could not be called is retried as long as the trouble lasts: the network may be the trouble.
 */
import type { EpochMs } from '../../model/brand.ts';
import type { NotifyHook } from '../../model/config.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Caller, Notice } from '../notify.ts';

export const PATIENCE_MS = 5 * 60_000;

export interface AlarmParts {
  /** Hooks for `trouble`. */
  readonly hooks: readonly NotifyHook[];
  readonly caller: Caller;
  readonly now: () => EpochMs;
  /** Takes the diagnostics of hooks that could not be called. */
  readonly say: (diagnostics: readonly Diagnostic[]) => void;
}

type State =
  | { readonly status: 'well' }
  /** The last call was made: any further trouble while stopping has the same cause. */
  | { readonly status: 'stopped' }
  /** `uncalled`: hooks that were not told yet. `why`: the newest trouble, current or over. */
  | { readonly status: 'trouble'; readonly since: EpochMs; why: Diagnostic; uncalled: readonly NotifyHook[] };

export class Alarm implements AsyncDisposable {
  readonly #parts: AlarmParts;
  readonly #troubles = new Map<string, Diagnostic>();
  #state: State = { status: 'well' };
  #timer: NodeJS.Timeout | null = null;
  #last: Promise<void> = Promise.resolve();
  /** It was reported that hooks cannot be called; reset when they can. */
  #hasSaid = false;

  constructor(parts: AlarmParts) {
    this.#parts = parts;
  }

  /** @param troubles all current troubles of `source`; empty: none. */
  set(source: string, troubles: readonly Diagnostic[]): void {
    if (this.#state.status === 'stopped') return;
    const [first] = troubles;
    if (first) this.#troubles.set(source, first);
    else this.#troubles.delete(source);
    const [why] = this.#troubles.values();
    if (why && this.#state.status === 'trouble') this.#state.why = why;
    else if (why) this.#begin(why);
    else this.#end();
  }

  /** The daemon ends by itself: this replaces all reported troubles. */
  stops(why: Diagnostic): void {
    if (this.#state.status === 'stopped') return;
    const since = this.#state.status === 'trouble' ? this.#state.since : this.#parts.now();
    clearTimeout(this.#timer ?? undefined);
    this.#call(this.#parts.hooks, noticeOf('stopped', { why, since }));
    this.#state = { status: 'stopped' };
  }

  #begin(why: Diagnostic): void {
    this.#state = { status: 'trouble', since: this.#parts.now(), why, uncalled: this.#parts.hooks };
    this.#later();
  }

  /** Tells the hooks that were called that the trouble is over. */
  #end(): void {
    const state = this.#state;
    if (state.status !== 'trouble') return;
    clearTimeout(this.#timer ?? undefined);
    this.#state = { status: 'well' };
    const called = this.#parts.hooks.filter((hook) => !state.uncalled.includes(hook));
    this.#call(called, noticeOf('over', state));
  }

  #later(): void {
    this.#timer = setTimeout(() => this.#due(), PATIENCE_MS).unref();
  }

  /** A1, A3. */
  #due(): void {
    const state = this.#state;
    if (state.status !== 'trouble') return;
    const asked = state.uncalled;
    state.uncalled = [];
    this.#call(asked, noticeOf('begun', state), (failed) => {
      state.uncalled = failed;
      if (failed.length > 0 && this.#state === state) this.#later();
    });
  }

  #call(hooks: readonly NotifyHook[], notice: Notice, then: (failed: readonly NotifyHook[]) => void = () => {}): void {
    this.#last = this.#last.then(async () => {
      const failed = await this.#parts.caller.call(hooks, notice);
      if (failed.length > 0 && !this.#hasSaid) this.#parts.say(this.#parts.caller.failures());
      this.#hasSaid = failed.length > 0;
      then(failed);
    });
  }

  /** Waits for a call in progress, up to the timeout of hooks. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer ?? undefined);
    this.#state = { status: 'stopped' };
    await this.#last;
    await this.#parts.caller[Symbol.asyncDispose]();
  }
}

interface About {
  readonly why: Diagnostic;
  readonly since: EpochMs;
}

const noticeOf = (status: 'begun' | 'over' | 'stopped', { why: { code, message, hint }, since }: About): Notice => ({
  event: 'trouble',
  run: null,
  gate: null,
  iteration: null,
  question: null,
  read: null,
  draft: null,
  approve: null,
  status,
  why: `${code}: ${message}`,
  hint: hint ?? null,
  since: new Date(since).toISOString(),
});
