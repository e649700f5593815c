/** Finds tasks and stages by address, and changes them together with the bookkeeping of every graph around them. */
import { type AddressStep, formatAddress, parseAddress, type TaskAddress } from '../model/address.ts';
import { InternalError } from '../model/brand.ts';
import { type Graph, type Pipeline, type Stage, stageCalled } from '../model/pipeline.ts';
import type { GraphState, RunState, StageState, TaskState } from '../model/state.ts';
import { itemsAt, replaceItem, replaceStage } from './graph-state.ts';
import { vecGet } from './vec.ts';

/** One graph of a run, and where it is. */
export interface GraphPlace {
  /** The run's own pipeline or a sub-pipeline. */
  readonly pipeline: Pipeline;
  readonly graph: Graph;
  readonly state: GraphState;
  /** The steps that lead to it. */
  readonly path: readonly AddressStep[];
}

export interface Located {
  /** The graph that the stage is in. */
  readonly place: GraphPlace;
  readonly stage: Stage;
  readonly state: StageState;
  readonly step: AddressStep;
  /** null: the stage is not expanded. */
  readonly task: TaskState | null;
}

const missing = (address: string): never => {
  throw new InternalError(`there is no stage at ${address}`);
};

export const stageNamed = (graph: Graph, id: string): Stage => stageCalled(graph, id) ?? missing(id);

function steps(address: TaskAddress): { readonly graph: 'stages' | 'finally'; readonly steps: readonly AddressStep[] } {
  return parseAddress(address) ?? missing(address);
}

/** The stage that an address names, and the graph that it is in. @throws InternalError when there is none. */
export const locate = (pipeline: Pipeline, run: RunState, address: TaskAddress): Located =>
  locateIfThere(pipeline, run, address) ?? missing(address);

/** As {@link locate}; null: a sub-pipeline on the way is not open. */
export function locateIfThere(pipeline: Pipeline, run: RunState, address: TaskAddress): Located | null {
  const parsed = steps(address);
  const last = parsed.steps.length - 1;
  const isFinal = parsed.graph === 'finally';
  let within = { pipeline, graph: isFinal ? pipeline.finals : pipeline.graph, state: isFinal ? run.finals : run.graph };
  for (const [depth, step] of parsed.steps.entries()) {
    const stage = stageNamed(within.graph, step.stage);
    const state = vecGet(within.state.stages, stage.index);
    const task = taskIn(state, step);
    if (depth === last) return { place: { ...within, path: parsed.steps.slice(0, last) }, stage, state, step, task };
    if (task?.status !== 'child' || !stage.child) return null;
    within = { pipeline: stage.child, graph: stage.child.graph, state: task.child };
  }
  return null;
}

/** The nearest sub-pipeline around a task whose failure the run tolerates; null: there is none. */
export function toleratedAbove(pipeline: Pipeline, address: TaskAddress): TaskAddress | null {
  const parsed = steps(address);
  let { graph } = pipeline;
  let tolerated: TaskAddress | null = null;
  for (const [depth, step] of parsed.steps.slice(0, -1).entries()) {
    const { onError, child } = stageNamed(graph, step.stage);
    if (onError === 'continue') tolerated = formatAddress({ ...parsed, steps: parsed.steps.slice(0, depth + 1) });
    if (!child) return missing(address);
    graph = child.graph;
  }
  return tolerated;
}

/** The task that an address names; null when its stage is not expanded. */
export const taskAt = (pipeline: Pipeline, run: RunState, address: TaskAddress): TaskState | null =>
  locate(pipeline, run, address).task;

function taskIn(state: StageState, step: AddressStep): TaskState | null {
  if (state.status === 'single' && step.item === null) return state.task;
  if (state.status !== 'items' || step.item === null) return null;
  const index = state.items.indexOf.get(step.item);
  return index === undefined ? null : vecGet(state.items.tasks, index);
}

type StageChange = (stage: Stage, state: StageState) => StageState;
type TaskChange = (stage: Stage, task: TaskState) => TaskState;

export function changeStage(
  pipeline: Pipeline,
  run: RunState,
  at: { address: TaskAddress; change: StageChange },
): RunState {
  const parsed = steps(at.address);
  if (parsed.graph === 'finally') {
    return { ...run, finals: inGraph({ graph: pipeline.finals, state: run.finals }, parsed.steps, at.change) };
  }
  return { ...run, graph: inGraph({ graph: pipeline.graph, state: run.graph }, parsed.steps, at.change) };
}

type GraphChange = (graph: Graph, state: GraphState, stage: Stage) => GraphState;

/** Changes the graph that contains a stage; `change` is given that stage. */
export function changeGraph(
  pipeline: Pipeline,
  run: RunState,
  { address, change }: { address: TaskAddress; change: GraphChange },
): RunState {
  const { steps: all } = steps(address);
  const [last, ...up] = all.toReversed();
  const [inner, ...outer] = up;
  if (!last) return missing(address);
  if (!inner) return { ...run, graph: change(pipeline.graph, run.graph, stageNamed(pipeline.graph, last.stage)) };
  const owner = formatAddress({ graph: 'stages', steps: [...outer.reverse(), inner] });
  return changeTask(pipeline, run, {
    address: owner,
    change: ({ child }, task) => {
      if (task.status !== 'child' || !child) return missing(address);
      return { ...task, child: change(child.graph, task.child, stageNamed(child.graph, last.stage)) };
    },
  });
}

export function changeTask(
  pipeline: Pipeline,
  run: RunState,
  at: { address: TaskAddress; change: TaskChange },
): RunState {
  const last = steps(at.address).steps.at(-1) ?? missing(at.address);
  const change: StageChange = (stage, state) => withTask(stage, state, { step: last, change: at.change });
  return changeStage(pipeline, run, { address: at.address, change });
}

function inGraph(
  { graph, state }: { graph: Graph; state: GraphState },
  path: readonly AddressStep[],
  change: StageChange,
): GraphState {
  const step = path[0];
  if (!step) throw new InternalError('an address without steps');
  const stage = stageNamed(graph, step.stage);
  const from = vecGet(state.stages, stage.index);
  const to =
    path.length === 1 ? change(stage, from) : withTask(stage, from, { step, change: intoChild(path.slice(1), change) });
  return replaceStage(graph, state, { stage, to });
}

const intoChild =
  (below: readonly AddressStep[], change: StageChange): TaskChange =>
  (stage, task) => {
    if (task.status !== 'child' || !stage.child) throw new InternalError(`${stage.id} has no sub-pipeline in work`);
    return { ...task, child: inGraph({ graph: stage.child.graph, state: task.child }, below, change) };
  };

function withTask(stage: Stage, state: StageState, at: { step: AddressStep; change: TaskChange }): StageState {
  if (state.status === 'single' && at.step.item === null) return { ...state, task: at.change(stage, state.task) };
  if (state.status !== 'items')
    throw new InternalError(`stage ${stage.id} is ${state.status} and has no task ${at.step.item}`);
  const index = itemsAt(state.items, at.step.item);
  const to = at.change(stage, vecGet(state.items.tasks, index));
  return { ...state, items: replaceItem(stage, state.items, { index, to }) };
}

/** The address of a stage or item one level below a path. */
export function below(path: readonly AddressStep[], step: AddressStep, graph: 'stages' | 'finally'): TaskAddress {
  return formatAddress({ graph, steps: [...path, step] });
}
