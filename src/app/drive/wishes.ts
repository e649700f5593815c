/** What a manifest asks of the run while it is driven. */
import type { Wishes } from '../../engine/drive.ts';
import type { Config } from '../../model/config.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Pipeline } from '../../model/pipeline.ts';

/** Nobody can steer a run without a manifest: it rests until there is one again. */
export const withoutManifest = (wishes: Wishes): Wishes => ({
  ...wishes,
  paused: true,
  pausedBecause: 'its manifest is missing; restore it to resume the run',
});

/** What the manifest says of money goes before what the pipeline says. */
export function wishesOf(
  manifest: Manifest,
  { budget: own }: Pick<Pipeline, 'budget'>,
  { dayBudget }: Pick<Config, 'dayBudget'>,
): Wishes {
  const budget = manifest.budget ?? own?.usd ?? null;
  const { stages, maxCost, unknownCost } = manifest.limits;
  // Without a budget there is nothing that an unknown cost could break.
  const byDefault = budget === null ? 'warn' : (own?.unknownCost ?? 'block');
  return {
    paused: manifest.paused,
    cancelled: manifest.cancelled,
    skip: new Set(manifest.skip),
    budget,
    limits: { stages, maxCost, unknownCost: unknownCost ?? byDefault, day: dayBudget },
  };
}
