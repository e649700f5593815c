/** What `changes` at a gate undo, by the needs of the stages. */
import { locate } from '../../src/core/locate.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import type { Graph, Pipeline } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';

/** @returns whether an address is that of an undone stage, of an item of it, or of something inside. */
export function undoneBy(pipeline: Pipeline, run: RunState, gate: TaskAddress): (task: TaskAddress) => boolean {
  const found = locate(pipeline, run, gate);
  const ids = hangingOn(found.place.graph, found.stage.gate?.rework ?? -1);
  const path = gate.slice(0, gate.lastIndexOf('/') + 1);
  return (task) => task.startsWith(path) && ids.has(/^[a-z0-9_]+/.exec(task.slice(path.length))?.[0] ?? '');
}

/** Stages stand in topological order. */
function hangingOn({ stages }: Graph, from: number): ReadonlySet<string> {
  const found = new Set<number>([from]);
  for (const { index, needs } of stages) if (needs.some((need) => found.has(need))) found.add(index);
  return new Set(stages.filter(({ index }) => found.has(index)).map(({ id }) => id));
}
