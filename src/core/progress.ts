/** How much of a run is done, in tasks: every item of a `foreach` and every stage of a sub-pipeline counts. */
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { GraphState, RunState, StageState, TaskState } from '../model/state.ts';
import { tasksOf, taskVerdict, verdict } from './graph-state.ts';
import { vecGet } from './vec.ts';

interface Count {
  /** Tasks that are completed, skipped, or failed in a stage with `on_error: continue`. */
  readonly completed: number;
  /** Grows when a `foreach` stage is expanded. */
  readonly total: number;
}

export interface RunProgress extends Count {
  /** Whole number in [0, 100]; 100 only when every task is settled. */
  readonly percent: number;
}

export const progressOf = (pipeline: Pipeline, run: RunState): RunProgress =>
  withPercent(count(pipeline.graph, run.graph));

export const withPercent = ({ completed, total }: Count): RunProgress => ({
  completed,
  total,
  percent: total === 0 ? 100 : Math.floor((100 * completed) / total),
});

const NONE: Count = { completed: 0, total: 0 };
const ONE_OPEN: Count = { completed: 0, total: 1 };
const ONE_DONE: Count = { completed: 1, total: 1 };

const add = (a: Count, b: Count): Count => ({ completed: a.completed + b.completed, total: a.total + b.total });

function count(graph: Graph, state: GraphState): Count {
  return graph.stages.reduce<Count>((sum, stage) => {
    const at = vecGet(state.stages, stage.index);
    const found = countStage(stage, at);
    return add(sum, verdict(stage, at) === 'done' ? { completed: found.total, total: found.total } : found);
  }, NONE);
}

function countStage(stage: Stage, state: StageState): Count {
  if (state.status !== 'single' && state.status !== 'items') return ONE_OPEN;
  return [...tasksOf(state)].reduce<Count>((sum, task) => add(sum, countTask(stage, task)), NONE);
}

function countTask(stage: Stage, task: TaskState): Count {
  if (task.status === 'child' && stage.child) return count(stage.child.graph, task.child);
  // Whatever its outcome: what is done inside stays done, and a failure does not reduce the total.
  if (taskVerdict(task) !== 'open' && task.childBefore && stage.child)
    return count(stage.child.graph, task.childBefore);
  return task.status === 'completed' ? ONE_DONE : ONE_OPEN;
}
