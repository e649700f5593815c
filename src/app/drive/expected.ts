/** What earlier runs of a pipeline took and cost, for forecasts. */
import { type AskedModel, type CostRange, openHistory } from '../../adapters/history.ts';
import type { Expected } from '../../report/eta.ts';
import type { Project } from '../types.ts';

export interface ExpectedOfRun extends Expected {
  /** One task that asked this model, in earlier runs; path as in `task`. null: none of them told its cost. */
  cost(path: string, asked: AskedModel | null): CostRange | null;
}

export function expectedOf({ root, config }: Project, pipeline: string): ExpectedOfRun {
  const { took, cost } = openHistory(root).expected(pipeline);
  return { task: (path) => took.get(path) ?? null, cost, lanes: config.concurrency };
}
