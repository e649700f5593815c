/** Cancels the tasks of a cancelled run that had begun and would have continued. */
import type { EpochMs } from '../model/brand.ts';
import type { Graph, Stage } from '../model/pipeline.ts';
import type { GraphState, StageState, TaskState } from '../model/state.ts';
import { changeStages, changeTasks } from './graph-state.ts';
import { cancelTask } from './task.ts';

/** Cancels tasks that wait for a retry or an answer, and open sub-pipelines. Nothing is in flight any more. */
export function cancelOpenTasks(graph: Graph, state: GraphState, at: EpochMs): GraphState {
  const { backoff, running, closing, asked } = state.queues;
  if (backoff.size + running.size + closing.size + asked.size === 0) return state;
  return changeStages(graph, state, (stage, stageState) => cancelledStage(stage, stageState, at));
}

function cancelledStage(stage: Stage, state: StageState, at: EpochMs): StageState {
  const cancelled = (task: TaskState): TaskState => {
    if (task.status === 'backoff' || task.status === 'asked') return cancelTask(task, at);
    if (task.status !== 'child' || !stage.child) return task;
    return cancelTask({ ...task, child: cancelOpenTasks(stage.child.graph, task.child, at) }, at);
  };
  return changeTasks(stage, state, cancelled);
}
