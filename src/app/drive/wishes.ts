/** What a manifest requests of the run while it is driven. */
import type { Wishes } from '../../engine/drive.ts';
import type { Config } from '../../model/config.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Pipeline } from '../../model/pipeline.ts';

/** A run without a manifest cannot be steered: it rests until there is one again. */
export const withoutManifest = (wishes: Wishes): Wishes => ({
  ...wishes,
  paused: true,
  pausedBecause: 'its manifest is missing; restore it to resume the run',
});

/** The manifest's settings about money take precedence over those of the pipeline. */
export function wishesOf(
  manifest: Manifest,
  { budget: own }: Pick<Pipeline, 'budget'>,
  { dayBudget }: Pick<Config, 'dayBudget'>,
): Wishes {
  const budget = manifest.budget ?? own?.usd ?? null;
  const { stages, maxCost, unknownCost } = manifest.limits;
  // Without a budget, an unknown cost cannot exceed anything.
  const byDefault = budget === null ? 'warn' : (own?.unknownCost ?? 'block');
  return {
    paused: manifest.paused,
    cancelled: manifest.cancelled,
    skip: new Set(manifest.skip),
    budget,
    limits: { stages, maxCost, unknownCost: unknownCost ?? byDefault, day: dayBudget },
  };
}
