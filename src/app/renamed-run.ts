/**
 * What the results of a run would depend on if the run had another name. Only reads.
 *
 * R1. The name of a run is in `run.id` and in the paths of its files, and so in outputs and in the dependencies of
 *     readers. Only these are translated: with the same inputs, definitions and bytes, a result has the fingerprint
 *     that a run of the new name computes itself.
 * R2. The new run has no answers of people: feedback of gates is left out.
 * R3. Results that can no longer be computed (changed code or environment) keep what was recorded.
 */
import { artifactFolder } from '../adapters/task-paths.ts';
import { withOwnPaths } from '../adapters/workspace/own-paths.ts';
import { itemsState, NO_BEFORE } from '../core/graph-state.ts';
import { vecGet, vecSet, vecValues } from '../core/vec.ts';
import type { Answers } from '../engine/answer.ts';
import { type AddressStep, formatAddress, type TaskAddress } from '../model/address.ts';
import { digest, type ItemKey, type ProjectPath, projectPath, type RunId } from '../model/brand.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Graph, Stage } from '../model/pipeline.ts';
import type { Depends, OutputRef, TaskResult } from '../model/result.ts';
import type { Prepared } from '../model/scope.ts';
import type { GraphState, RunState, StageState, TaskState } from '../model/state.ts';
import type { Evaluator } from '../ports/evaluator.ts';
import type { Workspace } from '../ports/workspace.ts';
import { readingOutputs } from './drive/answers.ts';
import type { Moved } from './drive/evaluator.ts';
import type { StoredState } from './pinned/stored-state.ts';
import { recordedAnswers } from './recorded-answers.ts';
import type { Project } from './types.ts';

export interface RenamedTask {
  /** Differs in item keys that are digests of values with paths. */
  readonly address: TaskAddress;
  readonly fingerprint: string;
  readonly depends: Depends;
  /** With the run's own paths under the other name: inline if that changes the recorded value. */
  readonly output: OutputRef;
}

export interface RenamedRun {
  /** All completed tasks, also in sub-pipelines, by address. */
  readonly tasks: ReadonlyMap<string, RenamedTask>;
  /** The paths of the run's files, by the paths that they would have. */
  readonly moved: Moved;
}

export async function renamedRun(
  project: Project,
  { state, definitions }: StoredState,
  to: RunId,
): Promise<RenamedRun> {
  const moved = new Map<ProjectPath, ProjectPath>();
  const { evaluator, fresh } = await recordedAnswers(project, { state, definitions }, moved);
  const names = { from: state.id, to };
  const renaming = new Renaming({ evaluator, outputs: readingOutputs(project), moved, names });
  // The copy of the inputs matters: lists of `foreach` are cached by the identity of the inputs.
  const graph = unanswered(definitions.pipeline.graph, { ...state.graph, inputs: { ...state.graph.inputs } });
  const renamed: RunState = { ...state, id: to, generation: 1, graph };
  renaming.graph({
    graph: definitions.pipeline.graph,
    before: { answers: fresh(), path: [], state: state.graph, inRun: (inner) => ({ ...state, graph: inner }) },
    now: { answers: fresh(), path: [], state: graph, inRun: (inner) => ({ ...renamed, graph: inner }) },
  });
  return { tasks: renaming.tasks, moved };
}

/** R2. */
function unanswered(graph: Graph, state: GraphState): GraphState {
  return graph.stages.reduce((now, stage) => {
    const at = vecGet(now.stages, stage.index);
    if (stage.gate === null || at.status === 'items') return now;
    if (at.status === 'single') return withStage(now, stage, { ...at, task: { ...at.task, rounds: [] } });
    return withStage(now, stage, { ...at, before: NO_BEFORE });
  }, state);
}

/** One graph of the run, as recorded or as renamed. */
interface Side {
  readonly answers: Answers;
  readonly path: readonly AddressStep[];
  readonly state: GraphState;
  /** The run with this graph state in its place. */
  inRun(state: GraphState): RunState;
}

interface Level {
  readonly graph: Graph;
  readonly before: Side;
  readonly now: Side;
}

interface Place {
  readonly level: Level;
  readonly stage: Stage;
  /** Keys of the item before and after renaming; null: the stage is one task. */
  readonly item: { readonly before: ItemKey; readonly now: ItemKey; readonly index: number } | null;
}

interface RenamingParts {
  readonly evaluator: Evaluator;
  readonly outputs: Pick<Workspace, 'read'>;
  /** Filled on the way: later stages are evaluated with the files of earlier ones. */
  readonly moved: Map<ProjectPath, ProjectPath>;
  readonly names: { readonly from: RunId; readonly to: RunId };
}

class Renaming {
  readonly tasks = new Map<string, RenamedTask>();
  private readonly with: RenamingParts;

  constructor(parts: RenamingParts) {
    this.with = parts;
  }

  /** @returns the renamed graph, which later stages read. */
  graph(level: Level): GraphState {
    let { state } = level.now;
    for (const stage of level.graph.stages) {
      const to = this.stage(stage, { ...level, now: { ...level.now, state } });
      if (to) state = withStage(state, stage, to);
    }
    return state;
  }

  private stage(stage: Stage, level: Level): StageState | null {
    const from = vecGet(level.before.state.stages, stage.index);
    if (from.status === 'single') return { ...from, task: this.task(from.task, { level, stage, item: null }) };
    if (from.status !== 'items') return null;
    const { keys, tasks } = from.items;
    const newKeys = keysNow(stage, level, keys);
    const now = { ...from, items: itemsState(stage, newKeys, [...vecValues(tasks)]) };
    const state = withStage(level.now.state, stage, now);
    const renamed = [...vecValues(tasks)].map((task, index) => {
      const before = keys[index];
      const key = newKeys[index];
      if (before === undefined || key === undefined) return task;
      const item = { before, now: key, index };
      return this.task(task, { level: { ...level, now: { ...level.now, state } }, stage, item });
    });
    return { ...now, items: itemsState(stage, newKeys, renamed) };
  }

  private task(task: TaskState, place: Place): TaskState {
    const { level, stage, item } = place;
    const before = addressOf(level.before, stage, item?.before ?? null);
    const address = addressOf(level.now, stage, item?.now ?? null);
    const child = task.status === 'child' ? task.child : task.childBefore;
    if (stage.child ? child === null : task.status !== 'completed') return task;
    const was = preparedAt(level.before, before);
    const is = preparedAt(level.now, address);
    const opened = stage.child && child ? this.child(task, { ...place, child, given: is?.with.inputs }) : null;
    if (task.status !== 'completed') return opened ?? task;
    const result = this.result(task.result, before, address);
    this.tasks.set(before, { address, ...dependsOf(task.result, was, is), output: result.output });
    return opened ?? { ...task, result };
  }

  private result(result: TaskResult, before: TaskAddress, now: TaskAddress): TaskResult {
    const { moved, names } = this.with;
    const folder = artifactFolder(names.to, now);
    const artifacts = result.artifacts.map((one) => ({ ...one, path: projectPath(`${folder}/${one.name}`) }));
    for (const [index, { path }] of result.artifacts.entries()) moved.set(artifacts[index]?.path ?? path, path);
    return { ...result, output: this.output(result, before, now), artifacts };
  }

  /** An output that cannot be read stays as it is: its stage will run again. */
  private output({ output }: TaskResult, before: TaskAddress, now: TaskAddress): OutputRef {
    const { outputs, names } = this.with;
    const read = outputs.read(output);
    if (!read.ok) return output;
    const value = withOwnPaths(read.value, { run: names.from, task: before }, { run: names.to, task: now });
    return value === read.value ? output : { type: 'inline', value };
  }

  /** Renames the stages of a sub-pipeline and computes its output from them. */
  private child(task: TaskState, { level, stage, item, child, given }: Place & ChildPlace): TaskState {
    const { child: pipeline } = stage;
    if (!pipeline || !isOf(pipeline.graph, child)) return task;
    const inputs = this.with.evaluator.childInputs(pipeline, isJsonObject(given) ? given : {});
    const fresh: JsonObject = inputs.ok ? inputs.value : { ...child.inputs };
    const before = opened(level.before, { stage, task, key: item?.before ?? null, index: item?.index ?? 0 }, child);
    const at = { stage, task, key: item?.now ?? null, index: item?.index ?? 0 };
    const now = opened(level.now, at, unanswered(pipeline.graph, { ...child, inputs: fresh }));
    const state = this.graph({ graph: pipeline.graph, before, now });
    if (task.status !== 'completed') return task;
    const closing = addressOf(level.now, stage, at.key);
    const closed = now.answers.answer(now.inRun(state), { type: 'close-child', task: closing }, task.result.at);
    return closed.type === 'child-closed' ? { ...task, result: { ...task.result, output: closed.output } } : task;
  }
}

interface ChildPlace {
  readonly child: GraphState;
  readonly given: unknown;
}

/** R3. */
function dependsOf(
  { fingerprint, depends }: TaskResult,
  was: Prepared | null,
  is: Prepared | null,
): Pick<RenamedTask, 'fingerprint' | 'depends'> {
  if (is === null || was?.fingerprint !== fingerprint) return { fingerprint, depends };
  return { fingerprint: is.fingerprint, depends: is.depends };
}

/** null: it can no longer be prepared. */
function preparedAt({ answers, inRun, state }: Side, task: TaskAddress): Prepared | null {
  const run = inRun(state);
  const told = answers.answer(run, { type: 'prepare-task', task }, run.createdAt);
  return told.type === 'task-prepared' ? answers.orderOf(run, task).prepared : null;
}

function keysNow(stage: Stage, { before, now }: Level, keys: readonly ItemKey[]): readonly ItemKey[] {
  const [was, is] = [before, now].map((side) => {
    const run = side.inRun(side.state);
    const told = side.answers.answer(run, { type: 'expand-stage', task: addressOf(side, stage, null) }, run.createdAt);
    return told.type === 'stage-expanded' && told.expansion.type === 'items' ? told.expansion.keys : null;
  });
  const isSame = was?.length === keys.length && was.every((key, i) => key === keys[i]);
  return isSame && is?.length === keys.length ? is : keys;
}

const addressOf = ({ path }: Side, { id }: Stage, item: ItemKey | null): TaskAddress =>
  formatAddress({ graph: 'stages', steps: [...path, { stage: id, item }] });

/** For reading only: the counters of the graph are not updated. */
const withStage = (state: GraphState, { index }: Stage, to: StageState): GraphState => ({
  ...state,
  stages: vecSet(state.stages, index, to),
});

/** A changed definition may have other stages or another order. */
const isOf = ({ stages }: Graph, { ids }: GraphState): boolean =>
  ids.length === stages.length && stages.every(({ id }, i) => ids[i] === id);

interface Opening {
  readonly stage: Stage;
  readonly task: TaskState;
  readonly key: ItemKey | null;
  readonly index: number;
}

/** For sub-pipelines that did not end: nothing reads these. */
const NO_RESULT = { fingerprint: digest(''), depends: {} };

/** The sub-pipeline of a task, with the task opened as if it were running. */
function opened(outer: Side, { stage, task, key, index }: Opening, child: GraphState): Side {
  const { fingerprint, depends } = task.status === 'completed' ? task.result : NO_RESULT;
  const inRun = (inner: GraphState): RunState => {
    const open: TaskState = { ...task, status: 'child', child: inner, childBefore: null, fingerprint, depends };
    const from = vecGet(outer.state.stages, stage.index);
    if (from.status === 'single') return outer.inRun(withStage(outer.state, stage, { ...from, task: open }));
    if (from.status !== 'items') return outer.inRun(outer.state);
    const items = { ...from.items, tasks: vecSet(from.items.tasks, index, open) };
    return outer.inRun(withStage(outer.state, stage, { ...from, items }));
  };
  return { answers: outer.answers, path: [...outer.path, { stage: stage.id, item: key }], state: child, inRun };
}
