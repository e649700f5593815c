/**
 * Sums over all attempts of a stage, including items that are no longer in its list. Pure; only changed parts are
 * recomputed.
 */
import type { VecNode } from '../model/collections.ts';
import type { Attempt } from '../model/result.ts';
import type { StageState, TaskState } from '../model/state.ts';
import { vecSum } from './vec.ts';

/** @param of a pure function. */
export function stageSum(of: (attempt: Attempt) => number): (state: StageState) => number {
  const known = new WeakMap<VecNode<TaskState>, number>();
  const ofTask = ({ attempts }: Pick<TaskState, 'attempts'>): number =>
    attempts.reduce((sum, attempt) => sum + of(attempt), 0);
  return (state) => {
    if (state.status === 'single') return ofTask(state.task);
    if (state.status !== 'items') return 0;
    let sum = vecSum(state.items.tasks, ofTask, known);
    for (const gone of state.gone.values()) sum += ofTask(gone);
    return sum;
  };
}
