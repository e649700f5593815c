/** The results that the tasks of a run have now, those of sub-pipelines included. */
import { vecValues } from '../core/vec.ts';
import type { AddressStep } from '../model/address.ts';
import type { StageId } from '../model/brand.ts';
import type { GraphState, TaskState } from '../model/state.ts';

export interface Completed {
  readonly task: Extract<TaskState, { status: 'completed' }>;
  readonly steps: readonly AddressStep[];
}

/** Tasks of a sub-pipeline come before the task that it belongs to. */
export function* completedIn({ ids, stages }: GraphState, path: readonly AddressStep[] = []): Generator<Completed> {
  let index = 0;
  for (const state of vecValues(stages)) {
    const stage = ids[index++] as StageId;
    if (state.status === 'single') yield* completedAt(state.task, [...path, { stage, item: null }]);
    if (state.status !== 'items') continue;
    const { keys, tasks } = state.items;
    let i = 0;
    for (const task of vecValues(tasks)) yield* completedAt(task, [...path, { stage, item: keys[i++] ?? null }]);
  }
}

function* completedAt(task: TaskState, steps: readonly AddressStep[]): Generator<Completed> {
  if (task.status === 'child') yield* completedIn(task.child, steps);
  if (task.status !== 'completed') return;
  if (task.childBefore) yield* completedIn(task.childBefore, steps);
  yield { task, steps };
}
