/** `diff` of two runs, as `--json` prints it. Types only. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import type { Json } from '../model/json.ts';
import type { TaskDiff } from './task-pairs.ts';

export interface RunSide {
  readonly run: string;
  readonly pipeline: string;
  readonly status: RunStatus;
  /** A process works on it now. */
  readonly driven: boolean;
  readonly generation: number;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly worked_ms: number;
  readonly cost: Checkpoint['cost'];
}

/** A difference in what the runs were given. */
export interface GivenDiff {
  readonly kind: 'input' | 'file' | 'context' | 'provider';
  readonly name: string;
  /** For files and context, the digest. null: the run does not have it. */
  readonly before: Json;
  readonly now: Json;
  /** `- before`, `+ now`; empty if the text is no longer available. */
  readonly lines: readonly string[];
}

/** A stage and why it differs, as a sentence without a full stop. */
export interface DiffCause {
  readonly address: string;
  readonly because: string;
}

export interface RunDiff {
  readonly before: RunSide;
  readonly now: RunSide;
  readonly given: readonly GivenDiff[];
  /** Why further differences in what they were given are not known; null: they are. */
  readonly problem: string | null;
  /** The first stage that differs; null: none does. */
  readonly first: DiffCause | null;
  /** The first stage with a different result: programs may be given different data and not use it. */
  readonly first_made: DiffCause | null;
  /** Stages, items and inner stages that differ. */
  readonly stages: readonly TaskDiff[];
  /** Number of stages, or of tasks in the requested stage, that do not differ. */
  readonly equal: number;
}
