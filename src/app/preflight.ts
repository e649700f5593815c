/**
 * What stages of a run will lack on this machine, told before the first of them costs anything.
 *
 * F1. An error is only what makes success of a new run impossible: it is refused, and nothing is started or paid for.
 *     What may not be needed, or may be there in time, is a warning; so is everything about a run that has started.
 * F2. No call is made, and nothing is written.
 * F3. A run that lacks nothing costs only a look at its stages, without a simulation.
 */
import { anError, aWarning, type Diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { listNames } from '../model/list-names.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { checkpointTasks, isSettled } from '../report/checkpoint-tasks.ts';
import { wishesOf } from './drive/wishes.ts';
import type { Providers } from './pinned/run-providers.ts';
import { copiedManifest } from './preflight/copied-manifest.ts';
import { missingInputFiles } from './preflight/input-files.ts';
import type { Lack } from './preflight/lack.ts';
import { Lacks, type Looking } from './preflight/lacks.ts';
import { LostRuns, renamedAlone } from './preflight/lost-runs.ts';
import { type PlannedStage, plannedStages } from './preflight/planned-stages.ts';
import type { Simulation, Wish } from './simulate.ts';
import type { Project } from './types.ts';

interface Lacking extends PlannedStage {
  readonly lack: Lack;
}

interface Going {
  readonly manifest: Manifest;
  readonly pipeline: Pipeline;
  readonly providers: Providers;
  readonly inputs: JsonObject;
}

/** For a run that is about to be driven, after programs were asked for their secrets. */
export async function foreseen(
  project: Project,
  going: Going,
  { wish, stages = [] }: Wish,
): Promise<readonly Diagnostic[]> {
  const lacking = await lackingIn(project, going, 'work');
  if (lacking.length === 0) return [];
  const { simulate } = await import('./simulate.ts');
  const simulation = await simulate(project, going.manifest.id, { wish, stages });
  return simulation.ok ? diagnosticsOf(lacking, simulation.value) : [];
}

/** @param mode as in lacks.ts. */
export async function foreseenIn(
  project: Project,
  simulation: Simulation,
  mode: Looking['mode'],
): Promise<readonly Diagnostic[]> {
  const { run, begins, manifest, pipeline, state } = simulation;
  const content = { pipeline: pipeline.name, inputs: state.graph.inputs };
  const isNew = begins === 'new' && manifest.fork === null;
  const renamed = isNew ? await renamedAlone(run, content, new LostRuns(project)) : null;
  const again = renamed ?? (isNew ? await copiedManifest(project, manifest) : null);
  const lacking = await lackingIn(project, { ...simulation, inputs: content.inputs }, mode);
  return [...(again ? [again] : []), ...diagnosticsOf(lacking, simulation)];
}

async function lackingIn(
  project: Project,
  { pipeline, manifest, providers, inputs }: Going,
  mode: Looking['mode'],
): Promise<readonly Lacking[]> {
  const { limits } = wishesOf(manifest, pipeline, project.config);
  const lacks = new Lacks(project, providers, { mode, unknownCost: limits?.unknownCost ?? 'warn' });
  const found: Lacking[] = [];
  for (const planned of plannedStages(pipeline, new Set(manifest.autoApprove))) {
    const { path, stage } = planned;
    // The inputs of a sub-pipeline are known only in the run.
    const files = path.includes('/') ? [] : missingInputFiles(stage, inputs, project.root);
    for (const lack of [...(await lacks.of(stage)), ...files]) found.push({ ...planned, lack });
  }
  return found;
}

function diagnosticsOf(all: readonly Lacking[], simulation: Simulation): readonly Diagnostic[] {
  const isOpen = openStages(simulation);
  const isNew = simulation.begins === 'new' && simulation.manifest.fork === null;
  const open = simulation.begins === 'rests' ? [] : all.filter(({ path }) => isOpen(path));
  const alike = Map.groupBy(open, ({ lack }) => `${lack.text} ${lack.instead}`);
  return [...alike.values()].flatMap((group) => diagnosticOf(group, isNew) ?? []);
}

const MOST_NAMES = 4;

function diagnosticOf(group: readonly Lacking[], isNew: boolean): Diagnostic | null {
  const [first] = group;
  if (first === undefined) return null;
  const { code, text, hint, instead, isLasting, effect } = first.lack;
  const names = listNames(
    group.map(({ path }) => path),
    MOST_NAMES,
  );
  const who = `${group.length === 1 ? 'stage' : 'stages'} ${names}`;
  const beside = { at: first.stage.at, hint };
  if (instead !== null) return aWarning(code, `${who} would be answered by "${instead}": ${text}`, beside);
  if (effect === 'pauses') return aWarning(code, `the run would pause at ${who}: ${text}`, beside);
  if (effect === 'doubtful') return aWarning(code, `what ${who} will cost is unknown: ${text}`, beside);
  if (effect === 'ends') return aWarning(code, `the model of ${who} ends: ${text}`, beside);
  if (effect === 'loses') return aWarning(code, `the result of ${who} may lack something: ${text}`, beside);
  const isRefused = isNew && isLasting && group.some(({ isSure }) => isSure);
  if (isRefused) return anError(code, `${who} would fail: ${text}`, beside);
  return aWarning(code, `${who} would fail if ${group.length === 1 ? 'it' : 'they'} ran now: ${text}`, beside);
}

/** Is the stage of a path still to be executed, as far as is known? Unopened stages count like what contains them. */
function openStages({ after, part, manifest }: Simulation): (path: string) => boolean {
  const settled = new Map<string, boolean>();
  for (const { address, task } of checkpointTasks(after)) {
    const path = address.replaceAll(/\[[^\]]*\]/g, '');
    settled.set(path, (settled.get(path) ?? true) && isSettled(task));
  }
  const isLeftOut = (top: string): boolean =>
    manifest.skip.includes(top) || (part !== null && ![...part].some((id) => id === top));
  return (path) => {
    if (isLeftOut(path.split('/', 1)[0] ?? path)) return false;
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const known = settled.get(at);
      if (known !== undefined) return !known;
    }
    return true;
  };
}
