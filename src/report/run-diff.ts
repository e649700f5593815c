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

/** What a run was given, and the other was not, or not so. */
export interface GivenDiff {
  readonly kind: 'input' | 'file' | 'context' | 'provider';
  readonly name: string;
  /** Of files and context a digest. null: that run has none of the name. */
  readonly before: Json;
  readonly now: Json;
  /** `- before`, `+ now`; none where the text is not there any more. */
  readonly lines: readonly string[];
}

/** A stage with why it differs, a sentence without a full stop. */
export interface DiffCause {
  readonly address: string;
  readonly because: string;
}

export interface RunDiff {
  readonly before: RunSide;
  readonly now: RunSide;
  readonly given: readonly GivenDiff[];
  /** Why it cannot be told what else they were given. */
  readonly problem: string | null;
  /** null: no stage differs. */
  readonly first: DiffCause | null;
  /** The first that made something else: what programs are shown and do not use makes nothing else of it. */
  readonly first_made: DiffCause | null;
  /** Stages, items and inner stages that differ. */
  readonly stages: readonly TaskDiff[];
  /** Stages, or tasks inside of the one that was asked for, that do not. */
  readonly equal: number;
}
