/**
 * The requests of `run` and `plan`, checked before anything of them is written.
 *
 * K1. A request is in the manifest, or concerns only this process (`--only`, `--until`).
 * K2. `ask` writes nothing: until `commit`, the resulting manifest is read from memory.
 */
import { err, ok, type RunId } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import { pipelineFile } from '../../parse/project-files.ts';
import { unknownProvider } from '../../parse/provider-mistakes.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { secretMistakes } from '../drive/secrets.ts';
import { foreseenIn } from '../preflight.ts';
import { pipelineNames } from '../project/pipeline-names.ts';
import { type Simulation, simulate } from '../simulate.ts';
import { askedRetry, askedSwitch, type Steered, writeSteered } from '../steer.ts';
import type { Project } from '../types.ts';
import { type NewRun, newRun, writeNewRun } from './new-run.ts';
import { onlyMistakes, type PartRequest } from './part.ts';

export type Target =
  | { readonly type: 'run'; readonly run: RunId }
  /** The name as in a manifest. */
  | { readonly type: 'pipeline'; readonly pipeline: string };

export interface Ask extends PartRequest {
  readonly input: readonly string[];
  /** Stages or items to run again although nothing changed. */
  readonly from: readonly string[];
  /** Provider of the pipeline -> the one that answers instead. */
  readonly providers: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface Asked {
  /** Reads the manifest as it will be. */
  readonly project: Project;
  readonly run: RunId;
  /** As in DriveOptions. */
  readonly stages: readonly string[];
  readonly change: Change | null;
  /** Result of a simulation, if the checks needed one; null: none. */
  readonly simulation: Simulation | null;
}

export type Change =
  | { readonly type: 'new'; readonly manifest: NewRun }
  | { readonly type: 'edit'; readonly steered: Steered };

/** What is in the files now. */
export interface Committed {
  readonly run: RunId;
  readonly change: Change | null;
}

export async function ask(project: Project, target: Target, wanted: Ask): Promise<Diagnosed<Asked>> {
  const misnamed = misnamedProviders(project, wanted.providers);
  if (misnamed.length > 0) return err(misnamed);
  const asked =
    target.type === 'run'
      ? await ofRun(project, target.run, wanted)
      : await ofPipeline(project, target.pipeline, wanted);
  if (!asked.ok || (asked.value.change?.type !== 'new' && asked.value.stages.length === 0)) return asked;
  const secrets = secretMistakes(project);
  if (secrets.length > 0) return err(secrets);
  const simulation = await simulateAsked(asked.value, wanted);
  return simulation.ok ? ok({ ...asked.value, simulation: simulation.value }) : simulation;
}

/** An unknown provider in the manifest would be refused from then on, and repeating the flag would not correct it. */
function misnamedProviders({ config }: Project, switches: Ask['providers']): readonly Diagnostic[] {
  const known = Object.keys(config.providers);
  return Object.entries(switches).flatMap(([from, to]) =>
    [from, to]
      .filter((name) => !known.includes(name))
      .map((name) => {
        const mistake = unknownProvider(name, known, null);
        return { ...mistake, message: `--provider ${from}=${to}: ${mistake.message}` };
      }),
  );
}

/** Simulates the run as it would be, to find the mistakes that show only then. */
export async function simulateAsked(
  { project, run, stages }: Asked,
  part: PartRequest,
): Promise<Diagnosed<Simulation>> {
  const simulation = await simulate(project, run, { wish: 'as-it-is', stages });
  if (!simulation.ok) return simulation;
  const { pipeline, state, begins } = simulation.value;
  const missing = begins === 'rests' ? [] : onlyMistakes(pipeline, state, part);
  return missing.length > 0 ? err(missing) : simulation;
}

/** A new run that would be refused leaves no manifest behind, as a daemon would start it. @throws DurableError. */
export async function commit(project: Project, { run, change, simulation }: Asked): Promise<Diagnosed<Committed>> {
  const lacking = change?.type === 'new' && simulation ? await foreseenIn(project, simulation, 'work') : [];
  if (hasErrors(lacking)) return err(lacking);
  if (change?.type === 'new') return ok({ run: writeNewRun(project, change.manifest), change });
  if (change?.type !== 'edit') return ok({ run, change });
  const written = writeSteered(project, change.steered);
  return written.ok ? ok({ run, change }) : written;
}

async function ofRun(project: Project, run: RunId, wanted: Ask): Promise<Diagnosed<Asked>> {
  const change = await changeOf(project, run, wanted);
  if (!change.ok) return change;
  const read = change.value ? withManifest(project, run, change.value.steered.after) : project;
  return ok({ project: read, run, stages: stagesOf(wanted), change: change.value, simulation: null });
}

/** null: the manifest stays as it is. */
async function changeOf(
  project: Project,
  run: RunId,
  { input, from, providers }: Ask,
): Promise<Diagnosed<Extract<Change, { type: 'edit' }> | null>> {
  if (input.length > 0) return err([inputsOfRun(project, run)]);
  const switches = Object.keys(providers).length > 0;
  if (from.length === 0 && !switches) return ok(null);
  const steered = switches
    ? await askedSwitch(project, run, { providers, from })
    : await askedRetry(project, run, from);
  if (!steered.ok) return steered;
  return steered.value.driven ? err([inWork(run, from)]) : ok({ type: 'edit', steered: steered.value });
}

async function ofPipeline(project: Project, pipeline: string, wanted: Ask): Promise<Diagnosed<Asked>> {
  const { input, from, providers, cwd } = wanted;
  if (from.length > 0) return err([fromOfNew(pipeline)]);
  const made = await newRun(project, { pipeline, input, cwd }, providers);
  if (!made.ok) return made;
  const { run, text } = made.value;
  const change: Change = { type: 'new', manifest: made.value };
  return ok({ project: withManifest(project, run, text), run, stages: stagesOf(wanted), change, simulation: null });
}

const stagesOf = ({ only, until }: PartRequest): readonly string[] => [...new Set([...only, ...until])];

/** K2. */
function withManifest(project: Project, run: RunId, text: string): Project {
  const file = manifestPath(run);
  return { ...project, read: (path) => (path === file ? ok(text) : project.read(path)) };
}

function inputsOfRun({ root }: Project, run: RunId): Diagnostic {
  const edit = `edit \`inputs:\` in ${manifestPath(run)}; \`pipeline-runner retry ${run}\` then adopts them`;
  const file = pipelineFile(run);
  const isBoth = file !== null && pipelineNames(root).includes(run);
  return anError('cli/usage', `--input is for a new run of a pipeline; run ${run} has its inputs in its manifest`, {
    at: { file: manifestPath(run) },
    hint: isBoth ? `for the pipeline, name its file: ${file}; or ${edit}` : edit,
  });
}

const inWork = (run: RunId, from: readonly string[]): Diagnostic =>
  anError('run/locked', `another process works on run ${run}`, {
    at: { file: manifestPath(run) },
    hint: `\`pipeline-runner retry ${run} ${from.map((stage) => `--from ${stage}`).join(' ')}\` asks that process to do it`,
  });

const fromOfNew = (pipeline: string): Diagnostic =>
  anError(
    'cli/usage',
    `--from goes back to a stage of a started run; this would start a new run of the pipeline ${pipeline}`,
    { hint: 'name the run; `pipeline-runner list` shows all runs' },
  );
