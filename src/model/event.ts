/**
 * What happened to a run, in the past tense. Only events change a run's state.
 *
 * Plain JSON. The journal, `--json` and `onEvent` carry these objects (schemas/event.schema.json); the log file has the
 * same content under other names. `at` is UTC milliseconds in memory and in the journal.
 */
import type { TaskAddress } from './address.ts';
import type { Digest, EpochMs, ItemKey, ProjectPath, RunId, RunUid, UsdMicros } from './brand.ts';
import type { CheckpointStage } from './checkpoint.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Failure } from './failure.ts';
import type { Asking, Decision, GateNote, RoundEnd } from './gate.ts';
import type { JsonObject } from './json.ts';
import type { BudgetScope, CallRecord, UncoveredCall } from './provider.ts';
import type { Artifact, Call, Cost, Depends, OutputRef } from './result.ts';

/** `no-subject`: the gate's subject has no output, so there is nothing to ask about. */
export type SkipReason = 'when' | 'manifest' | 'null-foreach' | 'no-subject';
export type RunEnd = 'completed' | 'failed' | 'rejected' | 'cancelled';

/** Stages of the original run as in its checkpoint; their files are already in the folder of the new run. */
export interface Fork {
  readonly run: string;
  readonly uid: string;
  readonly stages: Readonly<Record<string, CheckpointStage>>;
}

/** The result of evaluating `when` and `foreach` of a stage. */
export type Expansion =
  | { readonly type: 'skip'; readonly reason: SkipReason }
  | { readonly type: 'single' }
  | { readonly type: 'items'; readonly keys: readonly ItemKey[] };

export interface Progress {
  readonly done: number;
  readonly total: number | null;
  readonly label: string | null;
}

interface Base {
  readonly at: EpochMs;
}
/** `task` names a stage as a whole in `stage-…` events, a task in all others. */
interface TaskBase extends Base {
  readonly task: TaskAddress;
}
interface AttemptRef extends TaskBase {
  readonly n: number;
}

/** Why a run is paused, and which budget holds it. */
export interface Hold {
  readonly message: string;
  /**
   * The budget that would be needed, in micro-dollars; null: no amount would be enough, or it is not about a budget.
   */
  readonly needs: number | null;
  /** Which budget; absent: that of the run. */
  readonly scope?: BudgetScope;
  /** Address of the stage whose budget it is. */
  readonly stage?: string;
  /** The call that the budget does not cover; absent: not a particular one. */
  readonly call?: UncoveredCall;
  /** The limit that the manifest sets in place of the pipeline's, in micro-dollars; absent: none. */
  readonly limit?: number;
}

export type RunEvent =
  | (Base & {
      /** The first event of a run is that of generation 1. */
      readonly type: 'generation-started';
      readonly run: RunId;
      readonly uid: RunUid;
      readonly generation: number;
      readonly pipeline: { readonly name: string; readonly digest: Digest };
      /** Inputs with defaults applied. */
      readonly inputs: JsonObject;
      /** Tasks whose round rises: they run again though nothing changed. */
      readonly from: readonly string[];
      /** Gates that this generation waives; absent: none. */
      readonly autoApprove?: readonly string[];
      /** Of a fork: the run that it was made from, and what of its results may be reused. */
      readonly fork?: Fork;
    })
  | (Base & {
      readonly type: 'execution-started';
      readonly host: string;
      readonly pid: number;
      readonly version: string;
    })
  | (Base & { readonly type: 'execution-ended'; readonly reason: 'rest' | 'shutdown' | 'error' })
  | (Base & {
      readonly type: 'run-paused';
      readonly reason: 'manifest' | 'budget';
    } & Hold)
  | (Base & { readonly type: 'run-unpaused' })
  /** Nothing more can be done before somebody answers. */
  | (Base & { readonly type: 'run-awaiting' })
  | (Base & { readonly type: 'run-resumed' })
  | (Base & { readonly type: 'cancel-requested' })
  | (Base & {
      readonly type: 'run-ended';
      readonly status: RunEnd;
      readonly outputs: JsonObject | null;
      /** Why a run whose stages all completed failed: its `outputs:` could not be evaluated. */
      readonly failure?: Failure;
    })
  | (Base & { readonly type: 'finals-ended' })
  | (Base & { readonly type: 'notice'; readonly diagnostic: Diagnostic })
  /** These diagnostics no longer apply. */
  | (Base & { readonly type: 'notices-withdrawn'; readonly diagnostics: readonly Diagnostic[] });

export type StageEvent =
  | (TaskBase & { readonly type: 'stage-expanded'; readonly expansion: Expansion })
  | (TaskBase & { readonly type: 'stage-broken'; readonly failure: Failure });

/** The `context:` of a sub-pipeline; absent if it declares none. */
export interface ChildContext {
  readonly context?: JsonObject;
  /** By name: the context files that runs write (`machine_files`); absent: none. */
  readonly contextFiles?: Readonly<Record<string, string>>;
}

export type TaskEvent =
  | (TaskBase & { readonly type: 'task-prepared'; readonly fingerprint: Digest; readonly depends: Depends })
  | (TaskBase & { readonly type: 'task-broken'; readonly failure: Failure })
  /** A result of an earlier generation with the same fingerprint is reused. */
  | (TaskBase & { readonly type: 'task-reused' })
  | (TaskBase & { readonly type: 'child-opened'; readonly inputs: JsonObject } & ChildContext)
  | (TaskBase & { readonly type: 'child-closed'; readonly output: OutputRef });

export type AttemptEvent =
  | (AttemptRef & { readonly type: 'attempt-started'; readonly effectKey: string })
  | (AttemptRef & { readonly type: 'attempt-progressed'; readonly progress: Progress })
  | (AttemptRef & { readonly type: 'attempt-cost'; readonly cost: Cost })
  | (AttemptRef & { readonly type: 'attempt-external'; readonly externalId: string })
  /** A model call may be made. `call` is its number in the attempt, from 1. */
  | (AttemptRef & { readonly type: 'call-granted'; readonly call: number } & Omit<Call, 'n' | 'record'>)
  /** The outcome of a granted call of this attempt or of a lost one. */
  | (AttemptRef & { readonly type: 'call-settled'; readonly call: number; readonly record: CallRecord })
  /** A granted call was not made. */
  | (AttemptRef & { readonly type: 'call-dropped'; readonly call: number })
  | (AttemptRef & {
      readonly type: 'attempt-succeeded';
      readonly output: OutputRef;
      readonly artifacts: readonly Artifact[];
      readonly log: ProjectPath | null;
      /** `<run>:<task>` whose cached result this is; null: the attempt was executed. */
      readonly cachedFrom: string | null;
    })
  | (AttemptRef & {
      readonly type: 'attempt-failed';
      readonly outcome: 'failure' | 'timeout';
      readonly failure: Failure;
      /** null: not tried again. */
      readonly retryAt: EpochMs | null;
      readonly log: ProjectPath | null;
    })
  | (AttemptRef & {
      readonly type: 'attempt-cancelled';
      /** `budget`: a call of it was refused. */
      readonly reason: 'cancelled' | 'shutdown' | 'budget';
      readonly log: ProjectPath | null;
    });

export type GateEvent =
  | (TaskBase & { readonly type: 'gate-asked' } & Asking)
  | (TaskBase & { readonly type: 'gate-noted' } & GateNote)
  | (TaskBase & { readonly type: 'gate-reminded'; readonly n: number })
  | (TaskBase & {
      readonly type: 'gate-answered';
      readonly decision: Decision;
      /** With `approve`: the gate's output from now on. */
      readonly output?: OutputRef;
      readonly artifacts?: readonly Artifact[];
    } & Omit<RoundEnd, 'decision'>)
  /** A gate of its sub-pipeline was rejected. */
  | (TaskBase & { readonly type: 'child-rejected'; readonly gate: string; readonly feedback: string | null });

export type Event = RunEvent | StageEvent | TaskEvent | AttemptEvent | GateEvent;
export type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

/** Is the event not needed to resume the run? Then it is not written to the journal. */
export const isInformative = (event: Event): boolean => event.type === 'attempt-progressed';

/** One record of a journal: the events of one turn of one run. */
export interface JournalRecord {
  readonly run: RunId;
  readonly uid: RunUid;
  /** Serial of the state after these events. */
  readonly serial: number;
  readonly events: readonly Event[];
}

/** What a run has spent so far. */
export interface Spent {
  readonly usd: UsdMicros;
  /** `usd` plus the most that lost attempts and unknown costs may have been. */
  readonly atMost: UsdMicros;
  readonly unknown: number;
  readonly tokens: number;
}

/** What a stage may report while it works; a line of PIPELINE_EVENTS. */
export type StageReport =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'cost'; readonly cost: Cost }
  | { readonly type: 'external'; readonly externalId: string };
