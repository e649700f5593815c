/**
 * The state of one graph and its bookkeeping: the only place that replaces a stage's state.
 *
 * G1. The queues, `ready`, `active`, `settled`, `failed` and `unmet` are functions of the stages' states:
 *     {@link rebuildGraph} computes them from nothing, {@link replaceStage} keeps them, and both agree.
 * G2. A settled stage meets the needs of its dependents unless it failed with `on_error: fail`.
 * G3. A stage that is no sub-pipeline any more forgets what it had as one: its own files come into the same folder, and
 *     a checkpoint has no place for it (P2).
 */
import type { AddressStep } from '../model/address.ts';
import { InternalError, type ItemKey, type StageIndex } from '../model/brand.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type {
  GraphState,
  ItemsState,
  Queues,
  RunState,
  StageBefore,
  StageState,
  TaskBase,
  TaskState,
} from '../model/state.ts';
import { type Attention, noQueues, queued, stageAttention, taskAttention } from './attention.ts';
import { rankSet, ranks, withoutRank, withRank } from './rank-set.ts';
import { isRunEnd } from './run-end.ts';
import { vecGet, vecOf, vecSet, vecValues } from './vec.ts';

export const NO_BEFORE: StageBefore = { single: null, items: new Map() };

/** A graph with its `fail` policy: what `Pipeline` offers for its stages and for its `finally` stages. */
export interface GraphPlan {
  readonly graph: Graph;
  readonly fail: 'early' | 'late';
}
export const mainPlan = (pipeline: Pipeline): GraphPlan => ({ graph: pipeline.graph, fail: pipeline.fail });
/** One `finally` stage that fails does not keep the others from running. */
export const finalsPlan = (pipeline: Pipeline): GraphPlan => ({ graph: pipeline.finals, fail: 'late' });

/** Is the result of the run recorded? `finally` stages may still be in work. */
export const isEnded = ({ phase }: RunState): boolean => isRunEnd(phase);

export type Verdict = 'open' | 'done' | 'failed';

/** Whether a stage is open, done, or failed. `on_error: continue` makes a failed stage done for its readers. */
export function verdict(stage: Stage, state: StageState): Verdict {
  const raw = rawVerdict(state);
  return raw === 'failed' && stage.onError === 'continue' ? 'done' : raw;
}

function rawVerdict(state: StageState): Verdict {
  switch (state.status) {
    case 'pending':
      return 'open';
    case 'skipped':
      return 'done';
    case 'broken':
      return 'failed';
    case 'single':
      return taskVerdict(state.task);
    case 'items': {
      const { completed, failed, keys } = state.items;
      if (completed + failed < keys.length) return 'open';
      return failed > 0 ? 'failed' : 'done';
    }
  }
}

export function taskVerdict(task: TaskState): Verdict {
  switch (task.status) {
    case 'completed':
      return 'done';
    case 'failed':
    case 'rejected':
    case 'cancelled':
      return 'failed';
    default:
      return 'open';
  }
}

/** The tasks of a stage, in the order of its items; none before it is expanded. */
export function tasksOf(state: StageState): Iterable<TaskState> {
  if (state.status === 'single') return [state.task];
  return state.status === 'items' ? vecValues(state.items.tasks) : [];
}

/**
 * The tasks that a queue of a graph leads to, by the ranks of their stages. Tasks of a sub-pipeline are not among them:
 * the task that it belongs to is.
 */
export function* queuedTasks(graph: Graph, { queues, stages }: GraphState, queue: keyof Queues): Generator<QueuedTask> {
  for (const rank of ranks(queues[queue])) {
    const stage = stageAtRank(graph, rank);
    const state = vecGet(stages, stage.index);
    if (state.status === 'single') yield { stage, task: state.task, step: { stage: stage.id, item: null } };
    if (state.status !== 'items') continue;
    const { keys, tasks, queues: ofItems } = state.items;
    for (const index of ranks(ofItems[queue]))
      yield { stage, task: vecGet(tasks, index), step: { stage: stage.id, item: keys[index] ?? null } };
  }
}

interface QueuedTask {
  readonly stage: Stage;
  readonly task: TaskState;
  readonly step: AddressStep;
}

/** Changes every task of a stage. A stage that is not expanded stays as it is. */
export function changeTasks(
  stage: Stage,
  state: StageState,
  change: (task: TaskState, item: ItemKey | null) => TaskState,
): StageState {
  if (state.status === 'single') return { ...state, task: change(state.task, null) };
  if (state.status !== 'items') return state;
  const { keys } = state.items;
  const tasks = Array.from(vecValues(state.items.tasks), (task, index) => change(task, keys[index] ?? null));
  return { ...state, items: itemsState(stage, keys, tasks) };
}

/** The gate that was rejected, in the graph or in a sub-pipeline that failed for it. null: none. */
export function rejectionIn(graph: Graph, state: GraphState): Rejection | null {
  for (const stage of graph.stages) {
    const at = vecGet(state.stages, stage.index);
    if (verdict(stage, at) !== 'failed') continue;
    for (const task of tasksOf(at)) if (task.status === 'rejected') return task;
  }
  return null;
}

type Rejection = Extract<TaskState, { status: 'rejected' }>;

/**
 * Nothing in the graph is in work and nothing more will start. After a failure, gates that ask do not count as work.
 */
export function isAtRest(plan: GraphPlan, state: GraphState): boolean {
  if (isHalted(plan, state)) return state.active === 0 || onlyAsks(plan.graph, state);
  return state.active === 0 && state.ready.size === 0;
}

/** Does everything that has begun in the graph wait for people? */
export function onlyAsks(graph: Graph, { queues, stages }: GraphState): boolean {
  if (!asksOnly(queues)) return false;
  for (const rank of ranks(queues.running)) {
    const stage = stageAtRank(graph, rank);
    if (!stage.child || !inStage(stage.child.graph, vecGet(stages, stage.index))) return false;
  }
  return true;
}

const asksOnly = ({ open, backoff, closing, asked }: Queues): boolean =>
  asked.size > 0 && open.size + backoff.size + closing.size === 0;

function inStage(graph: Graph, state: StageState): boolean {
  if (state.status === 'single') return state.task.status === 'child' && onlyAsks(graph, state.task.child);
  return state.status === 'items' && childrenOnlyAsk(graph, state.items);
}

/** The same of the items of a stage that uses a sub-pipeline. */
export function childrenOnlyAsk(graph: Graph, { tasks, queues }: ItemsState): boolean {
  if (!asksOnly(queues)) return false;
  return [...ranks(queues.running)].every((index) => {
    const task = vecGet(tasks, index);
    return task.status === 'child' && onlyAsks(graph, task.child);
  });
}

/** Does a failure prevent stages from starting? */
export const isHalted = (plan: GraphPlan, state: GraphState): boolean => plan.fail === 'early' && state.failed > 0;

const restOf =
  (stage: Stage) =>
  (child: GraphState): boolean => {
    if (!stage.child) throw new InternalError(`stage ${stage.id} has a sub-graph but is no sub-pipeline`);
    return isAtRest(mainPlan(stage.child), child);
  };

/** What a graph is opened with. */
export type Given = Pick<GraphState, 'inputs' | 'context' | 'contextFiles'>;

/** Computes the whole bookkeeping from the states of the stages: after decoding, and when many change at once. */
export function rebuildGraph(
  graph: Graph,
  states: readonly StageState[],
  { inputs, context, contextFiles }: Given,
): GraphState {
  const unmet = graph.stages.map((stage) => stage.needs.length);
  const verdicts = graph.stages.map((stage, i) => verdict(stage, stateAt(states, i)));
  verdicts.forEach((found, i) => {
    if (found === 'done') for (const reader of graph.dependents[i] ?? []) unmet[reader] = (unmet[reader] ?? 0) - 1;
  });
  let queues = noQueues(states.length);
  let ready = rankSet(states.length);
  for (const stage of graph.stages) {
    const state = stateAt(states, stage.index);
    queues = queued(queues, rankOf(graph, stage.index), stageAttention(state, restOf(stage)));
    if (state.status === 'pending' && unmet[stage.index] === 0) ready = withRank(ready, rankOf(graph, stage.index));
  }
  const count = (wanted: Verdict): number => verdicts.filter((found) => found === wanted).length;
  return {
    ids: graph.stages.map(({ id }) => id),
    stages: vecOf(states),
    unmet: vecOf(unmet),
    ready,
    queues,
    active: verdicts.filter((found, i) => found === 'open' && stateAt(states, i).status !== 'pending').length,
    settled: count('done') + count('failed'),
    failed: count('failed'),
    inputs,
    context,
    contextFiles,
  };
}

/** Changes any number of stages at once. @returns the same state if none of them changed. */
export function changeStages(
  graph: Graph,
  state: GraphState,
  change: (stage: Stage, at: StageState) => StageState,
): GraphState {
  const before = [...vecValues(state.stages)];
  const after = before.map((at, i) => {
    const stage = graph.stages[i];
    return stage ? change(stage, at) : at;
  });
  return after.every((at, i) => at === before[i]) ? state : rebuildGraph(graph, after, state);
}

function stateAt(states: readonly StageState[], index: number): StageState {
  const state = states[index];
  if (!state) throw new InternalError(`no state for stage ${index}`);
  return state;
}

/** A graph in which nothing has begun. `before`: what the stages had in the generation before, by stage id. */
export function openGraph(
  graph: Graph,
  given: Given,
  before: ReadonlyMap<string, StageBefore> = new Map(),
): GraphState {
  const pending = graph.stages.map((stage): StageState => {
    const had = before.get(stage.id) ?? NO_BEFORE;
    return { status: 'pending', before: stage.child ? had : withoutChildren(had) };
  });
  return rebuildGraph(graph, pending, given);
}

/** G3. */
function withoutChildren(before: StageBefore): StageBefore {
  const { single, items } = before;
  const had = [single, ...items.values()].some((task) => task !== null && task.childBefore !== null);
  if (!had) return before;
  const bare = (task: TaskBase): TaskBase => ({ ...task, childBefore: null });
  return { single: single && bare(single), items: new Map(Array.from(items, ([key, task]) => [key, bare(task)])) };
}

export function stageAtRank(graph: Graph, rank: number): Stage {
  const stage = graph.stages[graph.byRank[rank] ?? -1];
  if (!stage) throw new InternalError(`no stage of rank ${rank}`);
  return stage;
}

export function rankOf(graph: Graph, index: StageIndex): number {
  const rank = graph.rank[index];
  if (rank === undefined) throw new InternalError(`no rank for stage ${index}`);
  return rank;
}

/** G1 for one stage. */
export function replaceStage(graph: Graph, state: GraphState, change: { stage: Stage; to: StageState }): GraphState {
  const { stage, to } = change;
  const from = vecGet(state.stages, stage.index);
  const rank = rankOf(graph, stage.index);
  const was = verdict(stage, from);
  const is = verdict(stage, to);
  const next: GraphState = {
    ...state,
    stages: vecSet(state.stages, stage.index, to),
    ready: to.status === 'pending' ? state.ready : withoutRank(state.ready, rank),
    queues: queued(state.queues, rank, stageAttention(to, restOf(stage))),
    active: state.active + Number(isActive(is, to)) - Number(isActive(was, from)),
  };
  if (was !== 'open' && was !== is) throw new InternalError(`settled stage ${stage.id} was changed`);
  if (is === 'open' || was !== 'open') return next;
  const settled = { ...next, settled: next.settled + 1, failed: next.failed + Number(is === 'failed') };
  return is === 'done' ? meetNeeds(graph, settled, stage) : settled;
}

const isActive = (found: Verdict, state: StageState): boolean => found === 'open' && state.status !== 'pending';

/** G2. */
function meetNeeds(graph: Graph, state: GraphState, stage: Stage): GraphState {
  let { unmet, ready } = state;
  for (const reader of graph.dependents[stage.index] ?? []) {
    const left = vecGet(unmet, reader) - 1;
    unmet = vecSet(unmet, reader, left);
    if (left === 0 && vecGet(state.stages, reader).status === 'pending') ready = withRank(ready, rankOf(graph, reader));
  }
  return { ...state, unmet, ready };
}

/** The items of a stage with their bookkeeping, from the states of the tasks. */
export function itemsState(stage: Stage, keys: ItemsState['keys'], tasks: readonly TaskState[]): ItemsState {
  let queues = noQueues(keys.length);
  tasks.forEach((task, i) => {
    queues = queued(queues, i, taskAttention(task, restOf(stage)));
  });
  return {
    keys,
    indexOf: new Map(keys.map((key, i) => [key, i])),
    tasks: vecOf(tasks),
    queues,
    completed: tasks.filter((task) => taskVerdict(task) === 'done').length,
    failed: tasks.filter((task) => taskVerdict(task) === 'failed').length,
  };
}

export function itemsAt(items: ItemsState, key: ItemKey | null): number {
  const index = key === null ? undefined : items.indexOf.get(key);
  if (index === undefined) throw new InternalError(`there is no item ${key}`);
  return index;
}

export function replaceItem(stage: Stage, items: ItemsState, change: { index: number; to: TaskState }): ItemsState {
  const was = taskVerdict(vecGet(items.tasks, change.index));
  const is = taskVerdict(change.to);
  const attention: Attention = taskAttention(change.to, restOf(stage));
  return {
    ...items,
    tasks: vecSet(items.tasks, change.index, change.to),
    queues: queued(items.queues, change.index, attention),
    completed: items.completed + Number(is === 'done') - Number(was === 'done'),
    failed: items.failed + Number(is === 'failed') - Number(was === 'failed'),
  };
}

/** What the stages of a graph pass on to the next generation, by stage id. */
export const leftBehind = (state: GraphState): ReadonlyMap<string, StageBefore> =>
  new Map(state.ids.map((id, i) => [id, stageBefore(vecGet(state.stages, i))]));

export function stageBefore(state: StageState): StageBefore {
  switch (state.status) {
    case 'pending':
    case 'skipped':
    case 'broken':
      return state.before;
    case 'single':
      return { single: taskBefore(state.task), items: new Map() };
    case 'items': {
      const { keys, tasks } = state.items;
      const items = keys.map((key, i): [ItemKey, TaskBase] => [key, taskBefore(vecGet(tasks, i))]);
      return { single: null, items: new Map([...state.gone, ...items]) };
    }
  }
}

/** Number of results kept for reuse: enough to undo an edit. */
const MAX_EARLIER = 3;

function taskBefore(task: TaskState): TaskBase {
  const results = task.status === 'completed' ? [task.result, ...task.earlier] : task.earlier;
  return {
    attempts: task.attempts,
    earlier: results
      .filter((result, i) => results.findIndex((r) => r.fingerprint === result.fingerprint) === i)
      .slice(0, MAX_EARLIER),
    round: task.round,
    childBefore: task.status === 'child' ? task.child : task.childBefore,
    rounds: task.rounds,
  };
}
