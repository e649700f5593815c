/** The tasks of a stage of a recorded run, with their inputs, for trial.ts. Writes nothing. */
import { itemsState } from '../core/graph-state.ts';
import { didYouMean } from '../core/nearest.ts';
import { newTask } from '../core/task.ts';
import { vecGet, vecSet } from '../core/vec.ts';
import type { Answers } from '../engine/answer.ts';
import { type AddressStep, formatAddress, parseAddress, type TaskAddress } from '../model/address.ts';
import { err, type ItemKey, ok } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { Expansion } from '../model/event.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { Prepared } from '../model/scope.ts';
import type { RunState, StageBefore, StageState } from '../model/state.ts';
import { onlyMistakes, unknownStageOf } from './asked/part.ts';
import type { StoredState } from './pinned/stored-state.ts';
import { recordedAnswers } from './recorded-answers.ts';
import type { Project } from './types.ts';

export interface TrialTask {
  readonly task: TaskAddress;
  readonly stage: Stage;
  readonly prepared: Prepared;
  readonly round: number;
}

/** One task, or one for each item of a `foreach` stage that is named without an item. */
export async function trialTasks(
  project: Project,
  stored: StoredState,
  address: string,
): Promise<Diagnosed<readonly TrialTask[]>> {
  const { pipeline } = stored.definitions;
  const named = stageNamed(pipeline, address);
  if (!named.ok) return named;
  const { stage, step } = named.value;
  const missing = onlyMistakes(pipeline, stored.state, { only: [stage.id], until: [] });
  if (missing.length > 0) return err(missing);
  const answers = (await recordedAnswers(project, stored)).fresh();
  const opened = expanded(stored.state, stage, answers);
  if (!opened.ok) return opened;
  const keys = keysOf(stage, opened.value, step);
  if (!keys.ok) return keys;
  const tasks: TrialTask[] = [];
  for (const item of keys.value) {
    const task = formatAddress({ graph: 'stages', steps: [{ stage: stage.id, item }] });
    const prepared = preparedAt(opened.value, task, answers);
    if (!prepared.ok) return prepared;
    tasks.push(prepared.value);
  }
  return ok(tasks);
}

function stageNamed(
  pipeline: Pipeline,
  address: string,
): Diagnosed<{ readonly stage: Stage; readonly step: AddressStep }> {
  const parsed = parseAddress(address);
  const [step, inner] = parsed?.graph === 'stages' ? parsed.steps : [];
  const index = step && pipeline.graph.indexOf.get(step.stage);
  const stage = index === undefined ? undefined : pipeline.graph.stages[index];
  if (!step || !stage) return err([unknownStageOf(pipeline, address)]);
  if (stage.gate !== null)
    return err([
      usage(`${address} asks a person: there is nothing to execute`, 'name a stage that executes something'),
    ]);
  if (stage.child) {
    const what = inner ? 'is a stage of a sub-pipeline' : 'is a sub-pipeline';
    const hint = `run its pipeline on its own, \`pipeline-runner run ${stage.child.name}\`, and try its stages there`;
    return err([usage(`${address} ${what}: only a stage of the run itself can be tried out`, hint)]);
  }
  return inner ? err([unknownStageOf(pipeline, address)]) : ok({ stage, step });
}

const usage = (message: string, hint: string): Diagnostic => anError('cli/usage', `--only ${message}`, { hint });

/** The run with the stage expanded: as recorded, or as it would be if it began now. */
function expanded(state: RunState, stage: Stage, answers: Answers): Diagnosed<RunState> {
  const at = vecGet(state.graph.stages, stage.index);
  if (at.status === 'single' || at.status === 'items') return ok(state);
  const task = formatAddress({ graph: 'stages', steps: [{ stage: stage.id, item: null }] });
  const told = answers.answer(state, { type: 'expand-stage', task }, state.createdAt);
  if (told.type === 'stage-broken') return err([usage(`${task} cannot start: ${told.failure.message}`, SEE_WHY)]);
  if (told.type !== 'stage-expanded') return err([usage(`${task} cannot start`, SEE_WHY)]);
  const to = begun(stage, at.before, told.expansion, state);
  if (to === null) return err([usage(`${task} is skipped in this run, by its \`when\` or its \`foreach\``, SEE_WHY)]);
  return ok({ ...state, graph: { ...state.graph, stages: vecSet(state.graph.stages, stage.index, to) } });
}

const SEE_WHY = '`pipeline-runner explain <run> <stage>` shows why';

/** null: the stage is skipped. */
function begun(
  stage: Stage,
  before: StageBefore,
  expansion: Expansion,
  { createdAt: at }: RunState,
): StageState | null {
  switch (expansion.type) {
    case 'skip':
      return null;
    case 'single':
      return { status: 'single', at, task: newTask(before.single) };
    case 'items': {
      const tasks = expansion.keys.map((key) => newTask(before.items.get(key)));
      return { status: 'items', at, items: itemsState(stage, expansion.keys, tasks), gone: new Map() };
    }
  }
}

/** Keys of the items that the step means; [null]: the stage is one task. */
function keysOf(stage: Stage, { graph }: RunState, { item }: AddressStep): Diagnosed<readonly (ItemKey | null)[]> {
  const at = vecGet(graph.stages, stage.index);
  const keys = at.status === 'items' ? at.items.keys : null;
  if (item === null) return ok(keys ?? [null]);
  if (keys?.includes(item)) return ok([item]);
  const known = keys?.map((key) => `${stage.id}[${key}]`) ?? [stage.id];
  const hint = didYouMean(`${stage.id}[${item}]`, known);
  const message = `the stage ${stage.id} has no item "${item}"`;
  return err([anError('cli/unknown-stage', message, { hint })]);
}

function preparedAt(state: RunState, task: TaskAddress, answers: Answers): Diagnosed<TrialTask> {
  const told = answers.answer(state, { type: 'prepare-task', task }, state.createdAt);
  if (told.type === 'task-broken') return err([usage(`${task} cannot start: ${told.failure.message}`, SEE_WHY)]);
  const { stage, task: at, prepared } = answers.orderOf(state, task);
  return ok({ task, stage, prepared, round: at.round });
}
