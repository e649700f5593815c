/**
 * What a fork takes from another run: results, with files, of the stages before the one that it forks from.
 *
 * K1. Results are candidates: the fork reuses a result only if it gets the same fingerprint.
 * K2. Answers are not taken over: they cover their own run. Nor are results of sub-pipelines, so that their gates ask
 *     again and their outputs name files of the fork; results of their stages are.
 * K3. Attempts and costs are not taken over: the other run paid for them.
 * K4. Files are copied, and checked by sha256, before the first record mentions them. In outputs, paths of the run's
 *     own files are replaced by those of the fork. Repeating this after a crash gives the same result.
 */
import { nodeFileSystem } from '../adapters/disk/file-system.ts';
import { artifactFolder, outputFile } from '../adapters/task-paths.ts';
import { createOutputs } from '../adapters/workspace/outputs.ts';
import { encode, encodeOutput } from '../core/encode.ts';
import { followers } from '../core/send-back.ts';
import { type AddressStep, formatAddress, parseAddress, type TaskAddress } from '../model/address.ts';
import { err, ok, type ProjectPath, type RunId, runId, type StageIndex } from '../model/brand.ts';
import type { CheckpointArtifact, CheckpointResult, CheckpointStage, CheckpointTask } from '../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { Fork } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { ownValue } from '../model/own-value.ts';
import type { Graph, Stage } from '../model/pipeline.ts';
import type { OutputRef } from '../model/result.ts';
import { manifestPath } from '../parse/run-files.ts';
import { runIdProblem } from '../parse/run-id.ts';
import { itemsOf } from '../report/checkpoint-tasks.ts';
import { unknownStageOf } from './asked/part.ts';
import type { Moved } from './drive/evaluator.ts';
import { copyInto, type TakenFile } from './fork/files.ts';
import { readState, type StoredState } from './pinned/stored-state.ts';
import { type RenamedTask, renamedRun } from './renamed-run.ts';
import type { Project } from './types.ts';

/** The part of a manifest that defines a fork. */
export type ForkManifest = Pick<Manifest, 'id' | 'fork'>;

/**
 * Called at the start of a run: copies the files (K4).
 *
 * @returns null when the run is not a fork.
 * @throws DurableError.
 */
export async function forkOf(project: Project, manifest: ForkManifest): Promise<Diagnosed<Fork | null>> {
  const { publish } = createOutputs(project.root, nodeFileSystem);
  const made = await taken(project, manifest, { copy: (file) => copyInto(project, file), keep: publish });
  return made.ok ? ok(made.value?.fork ?? null) : made;
}

export interface PlannedFork {
  readonly fork: Fork;
  /** The files that it would copy. */
  readonly moved: Moved;
}

/** The same for a plan, which writes nothing: outputs in files are read where they are. */
export const plannedFork = (project: Project, manifest: ForkManifest): Promise<Diagnosed<PlannedFork | null>> =>
  taken(project, manifest, 'nothing');

interface Take {
  /** @returns false when the file is gone or was changed. */
  copy(file: TakenFile): Promise<boolean>;
  /** Stores an output that differs in the fork. @throws DurableError */
  keep(file: ProjectPath, output: Json): OutputRef;
}

async function taken(
  project: Project,
  { id, fork }: ForkManifest,
  take: Take | 'nothing',
): Promise<Diagnosed<PlannedFork | null>> {
  if (fork === null) return ok(null);
  const at = { file: manifestPath(id) };
  const source = await forkSource(project, fork.run);
  if (!source.ok) return err(source.error.map((found) => ({ ...found, at: found.at ?? at })));
  const { state, definitions } = source.value;
  const { pipeline } = definitions;
  const rest = upstreamOf(pipeline.graph, fork.from);
  if (rest === null) return err([{ ...unknownStageOf(pipeline, fork.from), at }]);
  const { tasks, moved } = await renamedRun(project, source.value, id);
  const taking = { from: fork.run, to: id, renamed: tasks, take };
  const { stages } = encode(pipeline, state);
  const level = { graph: pipeline.graph, stages, path: [], wanted: rest };
  return ok({ fork: { run: fork.run, uid: state.uid, stages: await stagesOf(level, taking) }, moved });
}

/** The original run in its current state. */
export async function forkSource(project: Project, run: string): Promise<Diagnosed<StoredState>> {
  if (runIdProblem(run) !== null) return err([noSuchRun(run)]);
  const restored = await readState(project, runId(run));
  if (!restored.ok) return restored;
  return restored.value ? ok(restored.value) : err([noSuchRun(run)]);
}

const noSuchRun = (run: string): Diagnostic =>
  anError('cli/unknown-run', `the run "${run}" to fork does not exist or has not started`, {
    hint: 'restore its checkpoint and its folder, or fork another run',
  });

/** All stages except the named one and those downstream of it; null: there is no such stage. */
export function upstreamOf(graph: Graph, from: string): ReadonlySet<StageIndex> | null {
  const index = graph.indexOf.get(from);
  if (index === undefined) return null;
  const down = followers(graph, index);
  return new Set(graph.stages.map((stage) => stage.index).filter((at) => !down.has(at)));
}

interface Taking {
  readonly from: string;
  readonly to: RunId;
  readonly renamed: ReadonlyMap<string, RenamedTask>;
  readonly take: Take | 'nothing';
}

interface Level {
  readonly graph: Graph;
  readonly stages: Readonly<Record<string, CheckpointStage>>;
  readonly path: readonly AddressStep[];
  /** null: all. */
  readonly wanted: ReadonlySet<StageIndex> | null;
}

async function stagesOf(level: Level, taking: Taking): Promise<Record<string, CheckpointStage>> {
  const found: Record<string, CheckpointStage> = {};
  for (const stage of level.graph.stages) {
    const kept = ownValue(level.stages, stage.id);
    if (!kept || stage.gate !== null || level.wanted?.has(stage.index) === false) continue;
    const before = await stageOf(stage, kept, { taking, path: level.path });
    if (before) found[stage.id] = before;
  }
  return found;
}

interface Context {
  readonly taking: Taking;
  /** Steps to the graph of the stage. */
  readonly path: readonly AddressStep[];
}

async function stageOf(stage: Stage, kept: CheckpointStage, at: Context): Promise<CheckpointStage | null> {
  if (!kept.items)
    return taskOf(stage, kept, { taking: at.taking, path: [...at.path, { stage: stage.id, item: null }] });
  const items: Record<string, CheckpointTask> = {};
  for (const [key, item] of Object.entries(itemsOf(kept))) {
    const steps = parseAddress(`${stage.id}[${key}]`)?.steps ?? [];
    const path = [...at.path, ...steps];
    const before = await taskOf(stage, item, { taking: at.taking, path });
    const renamed = at.taking.renamed.get(addressOf(path));
    if (before) items[(renamed && parseAddress(renamed.address)?.steps.at(-1)?.item) ?? key] = before;
  }
  return Object.keys(items).length === 0 ? null : { status: 'pending', earlier_items: items };
}

/** The part of the task at `path` that is taken over. */
async function taskOf(stage: Stage, task: CheckpointTask, { taking, path }: Context): Promise<CheckpointTask | null> {
  const round = task.round === undefined ? {} : { round: task.round };
  if (stage.child) {
    const level = { graph: stage.child.graph, stages: task.stages ?? {}, path, wanted: null };
    const inner = await stagesOf(level, taking);
    if (Object.keys(inner).length === 0) return null;
    // Context from files that runs write is kept, like that of the run itself.
    const { context, context_files: files } = task;
    const read = context && files ? { context, context_files: files } : {};
    return { status: 'pending', ...round, ...read, earlier_stages: inner };
  }
  const renamed = taking.renamed.get(addressOf(path));
  const result = task.result && renamed ? await resultOf(task.result, renamed, { taking, path }) : null;
  return result && { status: 'pending', ...round, earlier: [result] };
}

const addressOf = (path: readonly AddressStep[]): TaskAddress => formatAddress({ graph: 'stages', steps: path });

/** null: one of its files is gone, so the fork makes the result again. */
async function resultOf(
  { artifacts, output: _, from, ...result }: CheckpointResult,
  { address, fingerprint, depends, output }: RenamedTask,
  { taking, path }: Context,
): Promise<CheckpointResult | null> {
  const { take, to } = taking;
  const moved: [string, CheckpointArtifact][] = [];
  for (const [name, artifact] of Object.entries(artifacts ?? {})) {
    const target = `${artifactFolder(to, address)}/${name}`;
    if (take !== 'nothing' && !(await take.copy({ from: artifact.path, to: target, sha256: artifact.sha256 })))
      return null;
    moved.push([name, { ...artifact, path: target }]);
  }
  const kept = await outputOf(output, outputFile(to, address), take);
  if (kept === null) return null;
  // Not by assignment: a file may be called __proto__.
  const files = moved.length === 0 ? {} : { artifacts: Object.fromEntries(moved) };
  return {
    ...result,
    ...files,
    output: encodeOutput(kept),
    from: from ?? `${taking.from}:${addressOf(path)}`,
    fingerprint,
    depends,
  };
}

async function outputOf(output: OutputRef, target: ProjectPath, take: Take | 'nothing'): Promise<OutputRef | null> {
  if (take === 'nothing') return output;
  if (output.type === 'inline') return take.keep(target, output.value);
  const isTaken = await take.copy({ from: output.file, to: target, sha256: output.sha256 });
  return isTaken ? { ...output, file: target } : null;
}
