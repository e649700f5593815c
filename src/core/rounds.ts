/** Raises the rounds of tasks named by `rerun.from` or `changes`, so that they run again although nothing changed. */
import { type AddressStep, parseAddress } from '../model/address.ts';
import type { ItemKey } from '../model/brand.ts';
import type { GraphState, StageBefore, StageState, TaskBase, TaskState } from '../model/state.ts';
import { vecOf, vecValues } from './vec.ts';

/** The rest of an address below a stage; empty if the stage or item is meant as a whole. */
type Rest = readonly AddressStep[];

/** Every item of a stage, and all of a sub-pipeline. */
const ALL: Pick<AddressStep, 'item'> = { item: null };

/**
 * @param from addresses: `clips` for all items, `clips[s3]` for one, `episode/script` for a stage of a sub-pipeline.
 * Unknown addresses are ignored: the manifest was checked before.
 */
export function raiseRounds(
  before: ReadonlyMap<string, StageBefore>,
  from: readonly string[],
): ReadonlyMap<string, StageBefore> {
  const raised = new Map(before);
  for (const address of from) {
    const parsed = parseAddress(address);
    const [step, ...rest] = parsed?.graph === 'stages' ? parsed.steps : [];
    const stage = step ? raised.get(step.stage) : undefined;
    if (step && stage) raised.set(step.stage, raisedStage(stage, step, rest));
  }
  return raised;
}

export function raisedStage(
  { single, items }: StageBefore,
  { item }: Pick<AddressStep, 'item'>,
  rest: Rest,
): StageBefore {
  return {
    single: single && item === null ? raise(single, rest) : single,
    items: new Map([...items].map(([key, task]) => [key, isHit(item, key) ? raise(task, rest) : task])),
  };
}

const isHit = (item: ItemKey | null, key: ItemKey): boolean => item === null || item === key;

/**
 * If a sub-pipeline is meant as a whole, all its stages are raised: otherwise they would be reused, since their inputs
 * are the same. If one of its stages is meant, the sub-pipeline is opened again and reuses the others.
 */
function raise<T extends TaskBase>(task: T, rest: Rest): T {
  const { childBefore } = task;
  return { ...task, round: task.round + 1, childBefore: childBefore && raisedGraph(childBefore, rest) };
}

/** The bookkeeping of a graph does not depend on rounds. */
function raisedGraph(graph: GraphState, [step, ...rest]: Rest): GraphState {
  const states = [...vecValues(graph.stages)].map((state, index) => {
    if (step === undefined) return raisedState(state, ALL, []);
    return graph.ids[index] === step.stage ? raisedState(state, step, rest) : state;
  });
  return { ...graph, stages: vecOf(states) };
}

function raisedState(state: StageState, { item }: Pick<AddressStep, 'item'>, rest: Rest): StageState {
  switch (state.status) {
    case 'pending':
    case 'skipped':
    case 'broken':
      return { ...state, before: raisedStage(state.before, { item }, rest) };
    case 'single':
      return item === null ? { ...state, task: raisedTask(state.task, rest) } : state;
    case 'items': {
      const { keys, tasks } = state.items;
      const raised = [...vecValues(tasks)].map((task, index) => {
        const key = keys[index];
        return key !== undefined && isHit(item, key) ? raisedTask(task, rest) : task;
      });
      const { items: gone } = raisedStage({ single: null, items: state.gone }, { item }, rest);
      return { ...state, items: { ...state.items, tasks: vecOf(raised) }, gone };
    }
  }
}

function raisedTask(task: TaskState, rest: Rest): TaskState {
  const raised = raise(task, rest);
  return raised.status === 'child' ? { ...raised, child: raisedGraph(raised.child, rest) } : raised;
}
