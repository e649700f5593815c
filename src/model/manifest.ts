/** A run's manifest as a person wrote it, checked. Absent keys hold their defaults. */
import type { RunId, UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';

/** `rerun:` of the manifest: asks once for generation `n`. */
export interface Rerun {
  readonly n: number;
  /** Stages (or `stage[key]`) that are to run again though nothing changed. */
  readonly from: readonly string[];
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
  readonly rerun: Rerun | null;
}
