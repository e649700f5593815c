/** Durations and costs of earlier runs of a pipeline, for forecasts. */
import { type AskedModel, type CostRange, openHistory } from '../../adapters/history.ts';
import type { Expected } from '../../report/eta.ts';
import type { Project } from '../types.ts';

export interface ExpectedOfRun extends Expected {
  /** Cost of one task that called this model in earlier runs; path as in `task`. null: unknown. */
  cost(path: string, asked: AskedModel | null): CostRange | null;
}

export function expectedOf({ root, config }: Project, pipeline: string): ExpectedOfRun {
  const { took, cost } = openHistory(root).expected(pipeline);
  return { task: (path) => took.get(path) ?? null, cost, lanes: config.concurrency };
}
