/** What earlier runs of a pipeline took, for forecasts. */
import { openHistory } from '../adapters/history.ts';
import type { Expected } from '../report/eta.ts';
import type { Project } from './types.ts';

export function expectedOf({ root, config }: Project, pipeline: string): Expected {
  const known = openHistory(root).expected(pipeline);
  return { task: (path) => known.get(path) ?? null, lanes: config.concurrency };
}
