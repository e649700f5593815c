/**
 * The state of a run: the result of its events. Immutable; `core/evolve` makes the next one.
 *
 *   stage:  pending ──> skipped
 *              └──────> expanded ──> (each task)
 *   task:   pending ─> prepared ─> running ─> completed
 *              │           │  ^      ├─> backoff ─> running
 *              │           │  └─lost─┤ └────> failed | cancelled
 *              │           ├─> completed (reused)
 *              └─> failed  └─> child ─> completed | failed      (sub-pipeline)
 *              └─> asked ─> completed | rejected, or with its `rework` back to pending    (gate)
 *   run:    running ⇄ paused, running ⇄ awaiting, cancelling
 *              └─> completed | failed | rejected | cancelled ─> (finally) ─> rest
 */
import type { Digest, EpochMs, ItemKey, RunId, RunUid, StageId } from './brand.ts';
import type { RankSet, Vec } from './collections.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Hold, Progress, RunEnd, SkipReason, Spent } from './event.ts';
import type { Failure } from './failure.ts';
import type { GateRound } from './gate.ts';
import type { JsonObject } from './json.ts';
import type { BudgetScope, UncoveredCall } from './provider.ts';
import type { Attempt, Depends, TaskResult } from './result.ts';

/** The part of a task that is kept from one generation to the next. */
export interface TaskBase {
  readonly attempts: readonly Attempt[];
  /** The newest results of earlier generations or rounds, candidates for reuse; newest first. */
  readonly earlier: readonly TaskResult[];
  /** From 1; raised when the task has to run again although nothing changed. */
  readonly round: number;
  /** Of a sub-pipeline: its stages as they were after the last round, for reuse and for display. */
  readonly childBefore: GraphState | null;
  /** Of a gate: its questions, the newest last. */
  readonly rounds: readonly GateRound[];
}

export interface Fingerprinted {
  readonly fingerprint: Digest;
  readonly depends: Depends;
}

export type TaskState = TaskBase &
  (
    | { readonly status: 'pending' }
    | ({ readonly status: 'prepared' } & Fingerprinted)
    | ({ readonly status: 'running'; readonly progress: Progress | null } & Fingerprinted)
    | ({ readonly status: 'backoff'; readonly retryAt: EpochMs } & Fingerprinted)
    | ({ readonly status: 'child'; readonly child: GraphState } & Fingerprinted)
    | { readonly status: 'completed'; readonly result: TaskResult }
    | { readonly status: 'failed'; readonly failure: Failure; readonly at: EpochMs }
    | { readonly status: 'cancelled'; readonly at: EpochMs }
    /** Its question is the last of `rounds`, and open. */
    | ({ readonly status: 'asked' } & Fingerprinted)
    /** A gate, or a sub-pipeline of which a gate was rejected. */
    | { readonly status: 'rejected'; readonly at: EpochMs; readonly gate: string; readonly feedback: string | null }
  );

/** The positions that `decide` has to look at: indexes of items in a stage, or ranks of stages in a graph. */
export interface Queues {
  /** To be prepared, reused, opened or started. */
  readonly open: RankSet;
  readonly backoff: RankSet;
  /** With an attempt in flight, or a sub-pipeline in work. */
  readonly running: RankSet;
  /** With a sub-pipeline that is at rest and has to be closed. */
  readonly closing: RankSet;
  /** With a gate that asks. */
  readonly asked: RankSet;
}

export interface ItemsState {
  readonly keys: readonly ItemKey[];
  readonly indexOf: ReadonlyMap<ItemKey, number>;
  readonly tasks: Vec<TaskState>;
  readonly queues: Queues;
  readonly completed: number;
  /** Failed, rejected or cancelled. */
  readonly failed: number;
}

export interface StageBefore {
  readonly single: TaskBase | null;
  readonly items: ReadonlyMap<ItemKey, TaskBase>;
}

export type StageState =
  | {
      readonly status: 'pending';
      /** What the stage had in the generation before. */
      readonly before: StageBefore;
    }
  | { readonly status: 'skipped'; readonly reason: SkipReason; readonly at: EpochMs; readonly before: StageBefore }
  /** `when`, `foreach` or `key` could not be evaluated. */
  | { readonly status: 'broken'; readonly failure: Failure; readonly at: EpochMs; readonly before: StageBefore }
  | { readonly status: 'single'; readonly task: TaskState; readonly at: EpochMs }
  | {
      readonly status: 'items';
      readonly items: ItemsState;
      readonly at: EpochMs;
      /** Items of earlier generations that are not in the list now, and may be again. */
      readonly gone: ReadonlyMap<ItemKey, TaskBase>;
    };

export interface GraphState {
  /** By stage index; a later definition may index them differently. */
  readonly ids: readonly StageId[];
  readonly stages: Vec<StageState>;
  /** Needs of stage i that are not settled yet. */
  readonly unmet: Vec<number>;
  /** Ranks of pending stages whose needs are met. */
  readonly ready: RankSet;
  /** By rank, of stages that are expanded and not settled. */
  readonly queues: Queues;
  /** Stages that are expanded and not settled. */
  readonly active: number;
  /** Stages that will not change any more in this generation. */
  readonly settled: number;
  /** Settled stages that failed and stop the graph (`on_error: fail`). */
  readonly failed: number;
  /** Inputs with defaults applied. */
  readonly inputs: JsonObject;
  /** Of a sub-pipeline that declares `context:`, frozen when it was opened. The run's own is pinned with it. */
  readonly context: JsonObject | null;
  /** The entries of it that runs write (`machine_files`), by name. They are kept when it is opened again. */
  readonly contextFiles: Readonly<Record<string, string>>;
}

export type RunPhase = 'running' | 'paused' | 'awaiting' | 'cancelling' | RunEnd;

export interface Pause extends Pick<Hold, 'message' | 'needs'> {
  readonly reason: 'manifest' | 'budget';
  readonly scope: BudgetScope;
  /** null: of no stage. */
  readonly stage: string | null;
  /** The call that the budget does not cover; null: it is not a call, or not known. */
  readonly call: UncoveredCall | null;
  /** The limit that the manifest set for the stage or attempt, in micro-dollars; null: it is the pipeline's. */
  readonly limit: number | null;
  readonly at: EpochMs;
}

/** A linked list of the tasks that ended, newest first; a longer log shares the shorter one. */
export interface StepLog {
  readonly task: string;
  readonly before: StepLog | null;
}

export interface Execution {
  readonly startedAt: EpochMs;
  /** null: still working, or killed. */
  readonly endedAt: EpochMs | null;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly reason: 'rest' | 'shutdown' | 'error' | 'killed' | null;
  readonly done: StepLog | null;
}

export interface RunError {
  readonly task: string;
  readonly attempt: number | null;
  readonly at: EpochMs;
  readonly code: string;
  readonly message: string;
}

export interface RunState {
  readonly id: RunId;
  readonly uid: RunUid;
  readonly createdAt: EpochMs;
  readonly serial: number;
  readonly phase: RunPhase;
  readonly pause: Pause | null;
  /** From 1. */
  readonly generation: number;
  readonly pipeline: { readonly name: string; readonly digest: Digest };
  /** Gates that this generation waives. */
  readonly autoApprove: readonly string[];
  readonly graph: GraphState;
  readonly finals: GraphState;
  readonly finalsEnded: boolean;
  readonly outputs: JsonObject | null;
  readonly endedAt: EpochMs | null;
  readonly spent: Spent;
  /** Attempts in flight. */
  readonly inFlight: number;
  /** Reserved for the attempts in flight and their calls, in micro-dollars. */
  readonly reserved: number;
  readonly executions: readonly Execution[];
  /** The newest 100. */
  readonly errors: readonly RunError[];
  readonly notices: readonly Diagnostic[];
}
