/** `rerun.from`: the tasks it names get a higher round, so that they run again though nothing changed. */
import { type AddressStep, parseAddress } from '../model/address.ts';
import { type ItemKey, itemKey } from '../model/brand.ts';
import type { GraphState, StageBefore, StageState, TaskBase, TaskState } from '../model/state.ts';
import { vecOf, vecValues } from './vec.ts';

/**
 * @param from addresses: `clips` for all items, `clips[s3]` for one; only stages of the run's own pipeline.
 * Addresses that name nothing are passed over: the manifest was checked before.
 */
export function raiseRounds(
  before: ReadonlyMap<string, StageBefore>,
  from: readonly string[],
): ReadonlyMap<string, StageBefore> {
  const raised = new Map(before);
  for (const address of from) {
    const step = parseAddress(address)?.steps[0];
    const stage = step ? raised.get(step.stage) : undefined;
    if (step && stage) raised.set(step.stage, raisedStage(stage, step));
  }
  return raised;
}

function raisedStage({ single, items }: StageBefore, { item }: Pick<AddressStep, 'item'>): StageBefore {
  const hit = (key: ItemKey): boolean => item === null || itemKey(item) === key;
  return {
    single: single && item === null ? raise(single) : single,
    items: new Map([...items].map(([key, task]) => [key, hit(key) ? raise(task) : task])),
  };
}

/** A sub-pipeline runs again as a whole: else its stages, whose inputs are the same, would all be reused. */
function raise<T extends TaskBase>(task: T): T {
  const { childBefore } = task;
  return { ...task, round: task.round + 1, childBefore: childBefore && raisedGraph(childBefore) };
}

/** The bookkeeping of a graph does not depend on rounds. */
const raisedGraph = (graph: GraphState): GraphState => ({
  ...graph,
  stages: vecOf([...vecValues(graph.stages)].map(raisedState)),
});

function raisedState(state: StageState): StageState {
  switch (state.status) {
    case 'pending':
    case 'skipped':
    case 'broken':
      return { ...state, before: raisedStage(state.before, { item: null }) };
    case 'single':
      return { ...state, task: raisedTask(state.task) };
    case 'items': {
      const tasks = vecOf([...vecValues(state.items.tasks)].map(raisedTask));
      return { ...state, items: { ...state.items, tasks } };
    }
  }
}

function raisedTask(task: TaskState): TaskState {
  const raised = raise(task);
  return raised.status === 'child' ? { ...raised, child: raisedGraph(raised.child) } : raised;
}
