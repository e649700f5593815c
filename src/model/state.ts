/**
 * The state of a run: what its events add up to. Immutable; `core/evolve` makes the next one.
 *
 *   stage:  pending ──> skipped
 *              └──────> expanded ──> (each task)
 *   task:   pending ─> prepared ─> running ─> completed
 *              │           │  ^      ├─> backoff ─> running
 *              │           │  └─lost─┤ └────> failed | cancelled
 *              │           ├─> completed (reused)
 *              └─> failed  └─> child ─> completed | failed      (sub-pipeline)
 *   run:    fresh ─> running ⇄ paused, cancelling ─> completed | failed | cancelled ─> (finally) ─> rest
 */
import type { RankSet, Vec } from './collections.ts';
import type { Digest, EpochMs, ItemKey, RunId, RunUid } from './brand.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Progress, RunEnd, SkipReason, Spent } from './event.ts';
import type { Failure } from './failure.ts';
import type { JsonObject } from './json.ts';
import type { Attempt, Depends, TaskResult } from './result.ts';

export interface TaskBase {
  readonly attempts: readonly Attempt[];
  /** The newest results of earlier generations or rounds, candidates for reuse; newest first. */
  readonly earlier: readonly TaskResult[];
  /** Raised when the task is asked to run again though nothing changed. From 1. */
  readonly round: number;
}

export interface Prepared {
  readonly fingerprint: Digest;
  readonly depends: Depends;
}

export type TaskState = TaskBase &
  (
    | { readonly status: 'pending' }
    | ({ readonly status: 'prepared' } & Prepared)
    | ({ readonly status: 'running'; readonly progress: Progress | null } & Prepared)
    | ({ readonly status: 'backoff'; readonly retryAt: EpochMs } & Prepared)
    | ({ readonly status: 'child'; readonly child: GraphState } & Prepared)
    | { readonly status: 'completed'; readonly result: TaskResult; readonly child: GraphState | null }
    | { readonly status: 'failed'; readonly failure: Failure; readonly at: EpochMs; readonly child: GraphState | null }
    | { readonly status: 'cancelled'; readonly at: EpochMs; readonly child: GraphState | null }
  );

export interface ItemsState {
  readonly keys: readonly ItemKey[];
  readonly indexOf: ReadonlyMap<ItemKey, number>;
  readonly tasks: Vec<TaskState>;
  /** Items that wait to be prepared or started, in list order. */
  readonly open: RankSet;
  readonly backoff: RankSet;
  /** Items in execution, sub-pipelines included. */
  readonly running: RankSet;
  readonly completed: number;
  readonly failed: number;
}

export type StageState =
  | {
      readonly status: 'pending';
      readonly expandedAt: null;
      /** What the stage had in the generation before, for reuse. */
      readonly before: { readonly single: TaskBase | null; readonly items: ReadonlyMap<ItemKey, TaskBase> };
    }
  | { readonly status: 'skipped'; readonly reason: SkipReason; readonly at: EpochMs }
  | { readonly status: 'broken'; readonly failure: Failure; readonly at: EpochMs }
  | { readonly status: 'single'; readonly task: TaskState; readonly at: EpochMs }
  | { readonly status: 'items'; readonly items: ItemsState; readonly at: EpochMs };

export interface GraphState {
  readonly stages: Vec<StageState>;
  /** Needs of stage i that are not settled yet. */
  readonly unmet: Vec<number>;
  /** Ranks of stages at which `decide` has to look: ready, or with tasks to prepare or start. */
  readonly open: RankSet;
  /** Ranks of stages with a task in backoff, in execution, or with an open sub-pipeline. */
  readonly backoff: RankSet;
  readonly running: RankSet;
  /** Stages that will not change any more in this generation. */
  readonly settled: number;
  /** Settled stages that failed and stop the graph (`on_error: fail`). */
  readonly failed: number;
  /** Inputs with defaults applied. */
  readonly inputs: JsonObject;
}

export type RunPhase = 'fresh' | 'running' | 'paused' | 'cancelling' | RunEnd;

export interface Execution {
  readonly startedAt: EpochMs;
  /** null: still working, or killed. */
  readonly endedAt: EpochMs | null;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly reason: 'rest' | 'shutdown' | 'error' | 'killed' | null;
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
  readonly pause: { readonly reason: string; readonly message: string } | null;
  /** 0 before the first start. */
  readonly generation: number;
  readonly pipeline: { readonly name: string; readonly digest: Digest } | null;
  readonly graph: GraphState | null;
  readonly finals: GraphState | null;
  readonly finalsEnded: boolean;
  readonly outputs: JsonObject | null;
  readonly endedAt: EpochMs | null;
  readonly spent: Spent;
  readonly executions: readonly Execution[];
  /** The newest 100. */
  readonly errors: readonly RunError[];
  readonly notices: readonly Diagnostic[];
}
