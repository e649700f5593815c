/**
 * What is to be done next, in the imperative: the results of `decide`. Plain JSON.
 *
 * `expand`, `prepare`, `open-child`, `close-child` and `end-run` are answered at once by evaluation (no effect);
 * the others are announced by an event, saved, and only then performed.
 */
import type { TaskAddress } from './address.ts';
import type { EpochMs, UsdMicros } from './brand.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Hold, RunEnd } from './event.ts';
import type { GateFacts, GateNote, Verdict } from './gate.ts';
import type { Call } from './result.ts';

export type Command =
  /** Evaluate `when` and `foreach` -> `stage-expanded` | `stage-broken`. */
  | { readonly type: 'expand-stage'; readonly task: TaskAddress }
  /** The manifest skips it -> `stage-expanded` {skip, manifest}. */
  | { readonly type: 'skip-stage'; readonly task: TaskAddress }
  /** Resolve `with` and compute the fingerprint -> `task-prepared` | `task-broken`. */
  | { readonly type: 'prepare-task'; readonly task: TaskAddress }
  /** -> `task-reused`. */
  | { readonly type: 'reuse-result'; readonly task: TaskAddress }
  /** -> `child-opened`. */
  | { readonly type: 'open-child'; readonly task: TaskAddress }
  /** Evaluate the sub-pipeline's outputs -> `child-closed` | `task-broken`. */
  | { readonly type: 'close-child'; readonly task: TaskAddress }
  /** Its child graph failed -> `task-broken`. */
  | { readonly type: 'fail-child'; readonly task: TaskAddress }
  /** -> `attempt-started`, then the attempt's own events. */
  | { readonly type: 'start-attempt'; readonly task: TaskAddress; readonly n: number }
  /** -> `call-granted`, then the attempt is told. */
  | ({ readonly type: 'grant-call'; readonly reserve: UsdMicros } & Omit<AskedCall, 'maxCost'>)
  /** -> `notice`. */
  | { readonly type: 'warn'; readonly diagnostic: Diagnostic }
  /** -> `notices-withdrawn`. */
  | { readonly type: 'withdraw'; readonly diagnostics: readonly Diagnostic[] }
  /** -> `cancel-requested`, then `attempt-cancelled` of each attempt in flight. */
  | { readonly type: 'cancel-run' }
  /** -> `run-paused`. */
  | ({ readonly type: 'pause-run'; readonly reason: 'manifest' | 'budget' } & Hold)
  /** -> `gate-asked`, then what is to be read is written. */
  | { readonly type: 'ask-gate'; readonly task: TaskAddress }
  /** -> `gate-noted`. */
  | { readonly type: 'note-gate'; readonly task: TaskAddress; readonly note: GateNote }
  /** -> `gate-reminded`. */
  | { readonly type: 'remind-gate'; readonly task: TaskAddress; readonly n: number }
  /** -> `gate-answered`. */
  | { readonly type: 'settle-gate'; readonly task: TaskAddress; readonly verdict: Verdict }
  /** Nothing is left to do without an answer -> `run-awaiting`. */
  | { readonly type: 'await-answers' }
  /** -> `run-resumed`. */
  | { readonly type: 'resume-run' }
  /** -> `run-unpaused`. */
  | { readonly type: 'unpause-run' }
  /** Evaluate the outputs -> `run-ended`. */
  | { readonly type: 'end-run'; readonly status: RunEnd }
  /** -> `finals-ended`. */
  | { readonly type: 'end-finals' };

/** A request for permission to make a model call. */
export interface CallAsk extends Pick<Call, 'provider' | 'model' | 'ceiling'> {
  /** The stage's own limit for one call (`max_cost`); null: none. */
  readonly maxCost: UsdMicros | null;
}

/** A model call that an attempt in flight wants to make. */
export interface AskedCall extends CallAsk {
  readonly task: TaskAddress;
  readonly n: number;
  readonly call: number;
}

/** Limits that the manifest sets besides the budget of the run, in micro-dollars. */
export interface Limits {
  /** By stage id; replaces the stage's own budget. */
  readonly stages: Readonly<Record<string, number>>;
  /** Replaces every `max_cost`; null: it does not. */
  readonly maxCost: number | null;
  /** `block`: models without a known price are not called. */
  readonly unknownCost: 'block' | 'warn';
  /** Of all runs together; null: no limit. */
  readonly day: number | null;
}

/** Everything that `decide` may know besides the pipeline and the state. */
export interface Facts {
  readonly now: EpochMs;
  /** Attempts that may still be started, in all pools together. */
  readonly freeSlots: number;
  /** The same for each named pool. */
  readonly freeInPool: Readonly<Record<string, number>>;
  readonly paused: boolean;
  /** Why the run is paused, if it is not the manifest that says so. */
  readonly pausedBecause?: string | undefined;
  readonly cancelled: boolean;
  readonly skip: ReadonlySet<string>;
  /** By the address of each gate that asks. A gate that is absent is left as it is. */
  readonly gates?: ReadonlyMap<string, GateFacts> | undefined;
  /** The stages to work on, with everything that they need; absent: all. */
  readonly part?: ReadonlySet<string> | undefined;
  /** Most that may be spent, in micro-dollars; null: no limit. */
  readonly budget: number | null;
  /** Absent: there are none. */
  readonly limits?: Limits | undefined;
  /** Calls that attempts in flight wait for; absent: none. */
  readonly asks?: readonly AskedCall[] | undefined;
  /** The budget of the day that a refused call would have needed, in micro-dollars; absent: no call was refused. */
  readonly overDay?: number | undefined;
  /** The process is asked to stop: start nothing. */
  readonly stopping: boolean;
}
