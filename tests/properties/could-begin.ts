/** What could be begun in a state in which all places are free, found by walking through all of it. */
import { vecGet, vecValues } from '../../src/core/vec.ts';
import type { Facts } from '../../src/model/command.ts';
import type { Graph, Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, RunState, TaskState } from '../../src/model/state.ts';
import { ending } from './endings.ts';

interface Asking {
  readonly facts: Facts;
  readonly run: RunState;
  readonly depth: number;
}

/** @returns its id; null: nothing could. */
export const couldBegin = (pipeline: Pipeline, run: RunState, facts: Facts): string | null =>
  inGraph(pipeline, run.graph, { facts, run, depth: 0 });

function inGraph({ graph, fail }: Pipeline, state: GraphState, asking: Asking): string | null {
  const isHalted = fail === 'early' && graph.stages.some((stage) => endOf(stage, state) === 'failed');
  for (const stage of graph.stages) {
    if (asking.depth === 0 && asking.facts.part?.has(stage.id) === false) continue;
    const at = vecGet(state.stages, stage.index);
    if (at.status === 'pending' && !isHalted && isReady(graph, state, stage)) return stage.id;
    const tasks = at.status === 'single' ? [at.task] : at.status === 'items' ? [...vecValues(at.items.tasks)] : [];
    const working = tasks.filter(({ status }) => status === 'child').length;
    const isFull = at.status === 'items' && working >= (stage.concurrency ?? Number.POSITIVE_INFINITY);
    for (const task of tasks) {
      const found = inTask(stage, task, { ...asking, isFull });
      if (found !== null) return found;
    }
  }
  return null;
}

const endOf = (stage: Stage, state: GraphState) => ending(stage, vecGet(state.stages, stage.index));

const isReady = ({ stages }: Graph, state: GraphState, { needs }: Stage): boolean =>
  needs.every((need) => stages[need] && endOf(stages[need], state) === 'done');

function inTask(stage: Stage, task: TaskState, asking: Asking & { readonly isFull: boolean }): string | null {
  const { facts, run, isFull, depth } = asking;
  if (task.status === 'child' && stage.child) return inGraph(stage.child, task.child, { ...asking, depth: depth + 1 });
  if (isFull) return null;
  const isAffordable = facts.budget === null || run.spent.atMost + (stage.maxCost ?? 1) <= facts.budget;
  switch (task.status) {
    case 'pending':
      return stage.id;
    case 'prepared':
      return stage.child || stage.gate || isAffordable ? stage.id : null;
    case 'backoff':
      return task.retryAt <= facts.now && !isAffordable ? null : stage.id;
    default:
      return null;
  }
}
