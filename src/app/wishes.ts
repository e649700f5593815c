/** What a manifest asks of the run while it is driven. */
import type { Wishes } from '../engine/drive.ts';
import type { Manifest } from '../model/manifest.ts';

/** Nobody can steer a run without a manifest: it rests until there is one again. */
export const withoutManifest = (wishes: Wishes): Wishes => ({
  ...wishes,
  paused: true,
  pausedBecause: 'its manifest is gone; bring it back and the run goes on',
});

/** @param budget of the pipeline, in micro-dollars; null: no limit. */
export const wishesOf = (manifest: Manifest, budget: number | null): Wishes => ({
  paused: manifest.paused,
  cancelled: manifest.cancelled,
  skip: new Set(manifest.skip),
  budget: manifest.budget ?? budget,
});
