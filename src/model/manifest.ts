/** A run's manifest as a person wrote it, checked. Absent keys hold their defaults. */
import type { RunId, UsdMicros } from './brand.ts';
import type { Answer } from './gate.ts';
import type { JsonObject } from './json.ts';

/** `rerun:` of the manifest: asks once for generation `n`. */
export interface Rerun {
  readonly n: number;
  /** Stages (or `stage[key]`) that are to run again though nothing changed. */
  readonly from: readonly string[];
}

/** `budget:` beside `usd`. */
export interface ManifestLimits {
  /** By stage id. */
  readonly stages: Readonly<Record<string, UsdMicros>>;
  readonly maxCost: UsdMicros | null;
  /** null: as the pipeline says. */
  readonly unknownCost: 'block' | 'warn' | null;
}

export interface ForkOf {
  readonly run: string;
  readonly from: string;
}

export interface Manifest {
  readonly id: RunId;
  readonly pipeline: string;
  /** As written; the pipeline's defaults are not applied. */
  readonly inputs: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
  /** Higher first. */
  readonly priority: number;
  readonly paused: boolean;
  readonly cancelled: boolean;
  readonly skip: readonly string[];
  readonly budget: UsdMicros | null;
  /** What else it says of money; absent: nothing. */
  readonly limits: ManifestLimits;
  /** Provider of the pipeline -> who answers in its place. */
  readonly providers: Readonly<Record<string, string>>;
  /** Folder of recorded calls that answer in the place of all real providers; null: they answer themselves. */
  readonly replay: string | null;
  readonly rerun: Rerun | null;
  /** `approved` at the top level, which answers the only open gate; null: it is not there. */
  readonly approved: boolean | null;
  /** By gate address. More than one where people answer for a quorum. */
  readonly approvals: ReadonlyMap<string, readonly Answer[]>;
  /** Gates that the run waives. */
  readonly autoApprove: readonly string[];
  /** The run that this one is a fork of, and the stage from which on it goes its own way; null: it is none. */
  readonly fork: ForkOf | null;
}
