/**
 * Takes finished results over from a version of the run that lost in a merge, so that they can be reused.
 *
 * M1. Results are candidates only: a task takes one over if it gets the same fingerprint.
 * M2. Answers are not taken over, nor results of sub-pipelines, which may depend on answers; results of their stages
 *     are.
 * M3. Attempts, costs and failures are not taken over.
 */
import type { ItemKey } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { TaskResult } from '../model/result.ts';
import type { GraphState, RunState, StageBefore, StageState, TaskBase, TaskState } from '../model/state.ts';
import { decodeGraph } from './decode.ts';
import { changeStages, itemsState, openGraph } from './graph-state.ts';
import { FRESH } from './task.ts';
import { vecGet, vecValues } from './vec.ts';

export interface Loser {
  readonly checkpoint: Checkpoint;
  /** Are the files of a result unchanged? */
  readonly isWhole: (result: TaskResult) => boolean;
}

/** @returns the same state if the other version has nothing new. */
export function merged(pipeline: Pipeline, run: RunState, { checkpoint, isWhole }: Loser): RunState {
  const theirs = decodeGraph(pipeline.graph, checkpoint.stages, checkpoint);
  const graph = mergedGraph(pipeline.graph, run.graph, offeredBy(pipeline.graph, theirs, isWhole));
  return graph === run.graph ? run : { ...run, graph };
}

/** Finished results by task. */
interface Offer {
  readonly result: TaskResult | null;
  /** Of a sub-pipeline. */
  readonly inside: Offers | null;
}
interface StageOffer {
  readonly single: Offer | null;
  readonly items: ReadonlyMap<ItemKey, Offer>;
}
type Offers = ReadonlyMap<string, StageOffer>;

function offeredBy(graph: Graph, state: GraphState, isWhole: Loser['isWhole']): Offers {
  const offers = new Map<string, StageOffer>();
  for (const stage of graph.stages) {
    if (stage.gate !== null) continue; // M2
    const at = vecGet(state.stages, stage.index);
    const offered = (task: TaskState): Offer | null => offerOf(stage, task, isWhole);
    if (at.status === 'single') offers.set(stage.id, { single: offered(at.task), items: new Map() });
    if (at.status !== 'items') continue;
    const items = new Map<ItemKey, Offer>();
    at.items.keys.forEach((key, i) => {
      const offer = offered(vecGet(at.items.tasks, i));
      if (offer) items.set(key, offer);
    });
    offers.set(stage.id, { single: null, items });
  }
  return offers;
}

function offerOf({ child }: Stage, task: TaskState, isWhole: Loser['isWhole']): Offer | null {
  if (!child) {
    const isOffered = task.status === 'completed' && isWhole(task.result);
    return isOffered ? { result: task.result, inside: null } : null;
  }
  const graph = task.status === 'child' ? task.child : task.childBefore;
  const inside = graph && offeredBy(child.graph, graph, isWhole);
  return inside && inside.size > 0 ? { result: null, inside } : null;
}

function mergedGraph(graph: Graph, state: GraphState, offers: Offers): GraphState {
  return changeStages(graph, state, (stage, at) => {
    const offer = offers.get(stage.id);
    return offer ? mergedStage(stage, at, offer) : at;
  });
}

function mergedStage(stage: Stage, state: StageState, { single, items }: StageOffer): StageState {
  switch (state.status) {
    case 'pending':
    case 'skipped':
    case 'broken': {
      const before = mergedBefore(stage, state.before, { single, items });
      return before === state.before ? state : { ...state, before };
    }
    case 'single': {
      const task = single ? mergedTask(stage, state.task, single) : state.task;
      return task === state.task ? state : { ...state, task };
    }
    case 'items':
      return mergedItems(stage, state, items);
  }
}

type ItemsStage = Extract<StageState, { status: 'items' }>;

function mergedItems(stage: Stage, state: ItemsStage, offers: StageOffer['items']): StageState {
  const { keys, indexOf } = state.items;
  const before = [...vecValues(state.items.tasks)];
  const after = before.map((task, i) => {
    const offer = keys[i] === undefined ? undefined : offers.get(keys[i]);
    return offer ? mergedTask(stage, task, offer) : task;
  });
  const others = new Map([...offers].filter(([key]) => !indexOf.has(key)));
  const kept = { single: null, items: state.gone };
  const { items: gone } = mergedBefore(stage, kept, { single: null, items: others });
  const isSame = after.every((task, i) => task === before[i]);
  if (isSame && gone === state.gone) return state;
  return { ...state, items: isSame ? state.items : itemsState(stage, keys, after), gone };
}

function mergedBefore(stage: Stage, before: StageBefore, { single, items }: StageOffer): StageBefore {
  const one = single ? mergedBase(stage, before.single ?? FRESH, single) : before.single;
  const all = new Map(before.items);
  for (const [key, offer] of items) all.set(key, mergedBase(stage, all.get(key) ?? FRESH, offer));
  const isSame = one === before.single && [...all].every(([key, base]) => base === before.items.get(key));
  return isSame ? before : { single: one === FRESH ? null : one, items: all };
}

function mergedTask(stage: Stage, task: TaskState, offer: Offer): TaskState {
  if (task.status === 'completed') return task;
  if (task.status === 'child' && stage.child && offer.inside) {
    const child = mergedGraph(stage.child.graph, task.child, offer.inside);
    return child === task.child ? task : { ...task, child };
  }
  const base = mergedBase(stage, task, offer);
  if (base === task) return task;
  const next = { ...task, earlier: base.earlier, childBefore: base.childBefore };
  // It need not wait for its next attempt if the other version has its result.
  if (next.status !== 'backoff' || next.fingerprint !== offer.result?.fingerprint) return next;
  const { retryAt: _, ...rest } = next;
  return { ...rest, status: 'prepared' };
}

/** A replaced result is replaced by the one of the other version, whose files were checked. */
function mergedBase<T extends TaskBase>(stage: Stage, base: T, { result, inside }: Offer): T {
  if (result && !base.earlier.some((one) => one.fingerprint === result.fingerprint && !one.replaced)) {
    const others = base.earlier.filter(({ fingerprint }) => fingerprint !== result.fingerprint);
    return { ...base, earlier: [result, ...others] };
  }
  if (!inside || !stage.child) return base;
  const { graph } = stage.child;
  const from = base.childBefore ?? openGraph(graph, { inputs: {}, context: null, contextFiles: {} });
  const childBefore = mergedGraph(graph, from, inside);
  return childBefore === from ? base : { ...base, childBefore };
}
