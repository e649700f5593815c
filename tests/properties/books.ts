/** G1: the bookkeeping of a graph agrees with the states of its stages. */
import { itemsState, rebuildGraph } from '../../src/core/graph-state.ts';
import { vecValues } from '../../src/core/vec.ts';
import type { Graph, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, TaskState } from '../../src/model/state.ts';
import { law } from './law.ts';

/** G1, through all levels. */
export function agree(graph: Graph, state: GraphState, where: string): void {
  const stages = [...vecValues(state.stages)];
  const fresh = rebuildGraph(graph, stages, state);
  const [kept, computed] = [books(state), books(fresh)];
  law('G1', kept === computed, () => `the books of ${where} say ${kept}, not ${computed}`);
  for (const [i, at] of stages.entries()) {
    const stage = graph.stages[i];
    if (stage && at.status === 'single') agreeInTask(stage, at.task, `${where}/${stage.id}`);
    if (!stage || at.status !== 'items') continue;
    const tasks = [...vecValues(at.items.tasks)];
    const { queues, completed, failed } = itemsState(stage, at.items.keys, tasks);
    const [is, shall] = [at.items, { queues, completed, failed }].map((items) =>
      JSON.stringify([items.queues, items.completed, items.failed]),
    );
    law('G1', is === shall, () => `the books of ${where}/${stage.id} say ${is}, not ${shall}`);
    for (const task of tasks) agreeInTask(stage, task, `${where}/${stage.id}`);
  }
}

function agreeInTask(stage: Stage, task: TaskState, where: string): void {
  if (task.status === 'child' && stage.child) agree(stage.child.graph, task.child, where);
}

const books = ({ unmet, ready, queues, active, settled, failed }: GraphState): string =>
  JSON.stringify([unmet, ready, queues, active, settled, failed]);
