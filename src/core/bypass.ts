/**
 * Ways around a gate: stages that use its subject without waiting for the answer. Pure.
 *
 * Linear in the edges of the graph for each gate.
 */
import type { StageIndex } from '../model/brand.ts';
import type { Graph, Stage } from '../model/pipeline.ts';
import { reached } from './graph.ts';

/** Stages that start only when this one is settled. */
export const waitersOf = ({ dependents }: Graph, index: StageIndex): ReadonlySet<StageIndex> =>
  reached(dependents[index] ?? [], dependents);

/** Stages that need the subject of a gate but not the gate. Other gates may do so, since they only ask. */
export function bypassing(graph: Graph, { index, gate }: Stage): readonly Stage[] {
  if (gate === null) return [];
  const waiters = waitersOf(graph, index);
  return (graph.dependents[gate.subject] ?? []).flatMap((dependent) => {
    const stage = graph.stages[dependent];
    return stage && stage.gate === null && !waiters.has(dependent) ? [stage] : [];
  });
}
