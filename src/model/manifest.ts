/** A run's manifest as a person wrote it, checked. Absent keys hold their defaults. */
import type { RunId, UsdMicros } from './brand.ts';
import type { Answer } from './gate.ts';
import type { JsonObject } from './json.ts';

/** `rerun:` of the manifest: asks once for generation `n`. */
export interface Rerun {
  readonly n: number;
  /** Stages, or items `stage[key]`, to run again even if nothing changed. */
  readonly from: readonly string[];
}

/** The keys of `budget:` other than `usd`. */
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
  /** As written, without the pipeline's defaults. */
  readonly inputs: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
  /** Higher first. */
  readonly priority: number;
  readonly paused: boolean;
  readonly cancelled: boolean;
  readonly skip: readonly string[];
  readonly budget: UsdMicros | null;
  /** The other limits under `budget:`. */
  readonly limits: ManifestLimits;
  /** Name of a provider in the pipeline -> name of the provider to use instead. */
  readonly providers: Readonly<Record<string, string>>;
  /** Folder of recorded calls that replace all real providers; null: none. */
  readonly replay: string | null;
  readonly rerun: Rerun | null;
  /** `approved` at the top level, which answers the only open gate; null: absent. */
  readonly approved: boolean | null;
  /** By gate address. A gate with a quorum may have several. */
  readonly approvals: ReadonlyMap<string, readonly Answer[]>;
  /** Gates that the run waives. */
  readonly autoApprove: readonly string[];
  /** The run that this one is forked from, and the stage from which it differs; null: it is not a fork. */
  readonly fork: ForkOf | null;
}
