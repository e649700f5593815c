/** What a manifest asks of the run while it is driven. */
import type { Wishes } from '../engine/drive.ts';
import type { Manifest } from '../model/manifest.ts';

/** @param budget of the pipeline, in micro-dollars; null: no limit. */
export const wishesOf = (manifest: Manifest, budget: number | null): Wishes => ({
  paused: manifest.paused,
  cancelled: manifest.cancelled,
  skip: new Set(manifest.skip),
  budget: manifest.budget ?? budget,
});
