/**
 * Adapter: files of attempts: staging before, publishing after, and the cache of results across runs.
 *
 * 1. Nothing appears in a run's folder before it was checked; what appears is complete and survives a power cut.
 * 2. The cache is an optimization: whatever is wrong with it, the task runs as if there were none.
 */
import { join } from 'node:path';
import { parseAddress } from '../model/address.ts';
import { type Digest, type DurationMs, err, ok, projectPath, type Result, type RunId, runId } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { isProgram, type Stage } from '../model/pipeline.ts';
import type { Artifact } from '../model/result.ts';
import { errorCode } from '../model/system-error.ts';
import { ownPrefix, runFolderOf } from '../parse/run-files.ts';
import type { AttemptFiles, AttemptPlace, CachedResult, Published, Workspace } from '../ports/workspace.ts';
import { makeFolder, makeFolderInside } from './disk/durable-file.ts';
import { DurableError } from './disk/error.ts';
import { type FileSystem, nodeFileSystem } from './disk/file-system.ts';
import { statIfThere } from './disk/if-there.ts';
import { endTagged } from './processes/end.ts';
import type { Redactor } from './redact.ts';
import { openStateFolder, stagingFolder, statePaths } from './state-folder.ts';
import { artifactFolder, outputFile } from './task-paths.ts';
import { brokenRule } from './workspace/artifact-rules.ts';
import {
  type AttemptOptions,
  beginAttempt,
  clearAttempt,
  ignoreDisk,
  lookForLeftovers,
  removeAttempt,
} from './workspace/attempt-files.ts';
import { attemptFolders } from './workspace/attempt-folders.ts';
import { type Origins, openOrigins } from './workspace/origins.ts';
import { createOutputs, type Outputs } from './workspace/outputs.ts';
import { isText, namesWithin, type Place, withOwnPaths } from './workspace/own-paths.ts';
import { type PlacedFolders, placeArtifacts, placedFolders } from './workspace/place-artifacts.ts';
import { type CacheEntry, ResultCache } from './workspace/result-cache.ts';
import { SpareFolders } from './workspace/spare-folders.ts';
import { holdsText, lookAtStaged, NOTHING_STAGED, type Staged, type StagedFile } from './workspace/staged-files.ts';

/** Checks an output against the JSON Schema in the file; null: it is valid. */
export type OutputCheck = (schemaFile: string, output: Json) => Failure | null | Promise<Failure | null>;

export interface WorkspaceOptions {
  /** Absolute path of the project. */
  readonly root: string;
  readonly checkOutput: OutputCheck;
  readonly redactor: Redactor;
  /** Time between SIGTERM and SIGKILL for processes that earlier attempts left behind. */
  readonly grace: DurationMs;
  readonly fs?: FileSystem;
}

interface Parts extends Required<WorkspaceOptions> {
  readonly outputs: Outputs;
  readonly cache: ResultCache;
  readonly origins: Origins;
  readonly spares: SpareFolders;
  readonly placed: PlacedFolders;
}

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { root, fs = nodeFileSystem } = options;
  const parts: Parts = {
    ...options,
    fs,
    outputs: createOutputs(root, fs),
    cache: new ResultCache(statePaths(root).cache, fs),
    origins: openOrigins(root, fs),
    spares: new SpareFolders(fs),
    placed: placedFolders(root, fs),
  };
  let isOpen = false;
  // Reading creates nothing: the first attempt creates the folder.
  const opened = (): Parts => {
    if (!isOpen) openStateFolder(root, fs);
    isOpen = true;
    return parts;
  };
  const withLogs = new Set<RunId>();
  const checkLogs = (run: RunId): void => {
    if (!withLogs.has(run))
      makeFolderInside(root, [...runFolderOf(run).split('/'), 'logs'], { fs, durability: 'whole' });
    withLogs.add(run);
  };
  let begins: AttemptOptions | null = null;
  const stagings = new Set<string>();
  return {
    clear: (place) => clearAttempt({ ...opened(), endTagged }, place),
    begin: (place) => {
      begins ??= { ...opened(), endTagged, checkLogs, leftBehind: lookForLeftovers(root, fs) };
      stagings.add(stagingFolder(root, place.uid));
      return beginAttempt(begins, place);
    },
    publish: (place, files, stage, output) => publish(parts, { place, files, stage, output }),
    keep: (run, task, output) => opened().outputs.publish(outputFile(run, task), output),
    read: (output) => parts.outputs.read(output),
    restore: (place, fingerprint) => restore(opened(), place, fingerprint),
    remember: (place, fingerprint, published) => remember(parts, { place, fingerprint, published }),
    [Symbol.asyncDispose]: async () => {
      for (const staging of stagings) await parts.spares.remove(staging);
    },
  };
}

interface ToPublish {
  readonly place: AttemptPlace;
  readonly files: AttemptFiles;
  readonly stage: Stage;
  readonly output: Json;
}

async function publish(parts: Parts, { place, files, stage, output }: ToPublish): Promise<Result<Published, Failure>> {
  const clean = parts.redactor.json(output);
  const schema = stage.outputSchema;
  const misfit = schema === null ? null : await parts.checkOutput(join(place.definitions, schema), clean);
  if (misfit !== null) return err(misfit);
  // A program may remove its staging folder, which then counts as empty. For other kinds, files are missing.
  const hasFolder = files.isUsed() && !(isProgram(stage) && statIfThere(parts.fs, files.staging) === null);
  const staged = hasFolder ? await lookAtStaged(parts.fs, files.staging) : ok(NOTHING_STAGED);
  if (!staged.ok) return staged;
  const broken = brokenRule(stage.artifacts, staged.value.files, parts.fs);
  if (broken !== null) return err(broken);
  const { published, isReplaced } = await settle(parts, { place, staged: staged.value, output: clean });
  // An attempt without files of its own has no other folder to remove.
  if (isReplaced && !files.isUsed()) await removeAttempt(parts.fs, attemptFolders(parts.root, place)).catch(ignoreDisk);
  return ok(published);
}

interface ToSettle {
  readonly place: AttemptPlace;
  readonly staged: Staged;
  readonly output: Json;
}

interface Settled {
  readonly published: Published;
  /** An older folder of artifacts was moved aside. */
  readonly isReplaced: boolean;
}

async function settle(parts: Parts, { place, staged, output }: ToSettle): Promise<Settled> {
  const { outputs, origins } = parts;
  const isReplaced = await replaceArtifacts(parts, { place, staged });
  const artifacts = staged.files.length === 0 ? [] : artifactsOf(place, staged.files);
  const published = { output: outputs.publish(outputFile(place.run, place.task), output), artifacts };
  origins.note(place, published);
  return { published, isReplaced };
}

async function replaceArtifacts(parts: Parts, { place, staged }: Omit<ToSettle, 'output'>): Promise<boolean> {
  const { fs, root, placed } = parts;
  const { run, task } = place;
  if (staged.files.length === 0 && !placed.mayHold(run, task)) return false;
  placed.add(run, task);
  const { artifacts: from, replaced } = attemptFolders(root, place);
  return placeArtifacts({ fs, root, target: artifactFolder(run, task).split('/'), from, staged, replaced });
}

function artifactsOf({ run, task }: AttemptPlace, files: readonly StagedFile[]): readonly Artifact[] {
  const folder = artifactFolder(run, task);
  return files.map(({ name, sha256, bytes, mediaType }) => {
    return { name, path: projectPath(`${folder}/${name}`), sha256, bytes, mediaType };
  });
}

async function restore(parts: Parts, place: AttemptPlace, fingerprint: Digest): Promise<CachedResult | null> {
  const entry = parts.cache.find(fingerprint);
  if (entry === null) return null;
  const folders = attemptFolders(parts.root, place);
  makeFolder(folders.artifacts, { fs: parts.fs, durability: 'whole' });
  try {
    const staged = await takeOut(parts, entry, folders.artifacts);
    if (staged === null) {
      parts.cache.forget(fingerprint);
      return null;
    }
    const maker = taskOf(entry.from);
    const output = maker === null ? entry.output : withOwnPaths(entry.output, maker, place);
    const { published } = await settle(parts, { place, staged, output });
    return { ...published, from: entry.from };
  } finally {
    await removeAttempt(parts.fs, folders).catch(ignoreDisk);
  }
}

/** Parses `<run>:<task>`. */
function taskOf(from: string): Place | null {
  const colon = from.indexOf(':');
  const task = from.slice(colon + 1);
  return parseAddress(task) === null ? null : { run: runId(from.slice(0, colon)), task };
}

/** null: the entry is incomplete or damaged. */
async function takeOut(parts: Parts, entry: CacheEntry, to: string): Promise<Staged | null> {
  for (const file of entry.artifacts) {
    if (!(await parts.cache.take(file, join(to, file.name)))) return null;
  }
  const staged = await lookAtStaged(parts.fs, to);
  const isSame = staged.ok && staged.value.files.length === entry.artifacts.length;
  return isSame ? staged.value : null;
}

interface ToRemember {
  readonly place: AttemptPlace;
  readonly fingerprint: Digest;
  readonly published: Published;
}

async function remember(parts: Parts, { place, fingerprint, published }: ToRemember): Promise<string | null> {
  const output = parts.outputs.read(published.output);
  if (!output.ok) return output.error.message;
  const from = `${place.run}:${place.task}`;
  const artifacts = published.artifacts.map(({ name, sha256, bytes, mediaType }) => ({
    name,
    sha256,
    bytes,
    mediaType,
  }));
  const folder = artifactFolder(place.run, place.task);
  try {
    const named = await namesItsRun(parts, place.run, { output: output.value, artifacts: published.artifacts });
    if (named !== null) return `${named} names the folder of this run, which other runs do not have`;
    const entry: CacheEntry = { version: 1, from, output: output.value, artifacts };
    await parts.cache.add(fingerprint, entry, ({ name }) => join(parts.root, folder, name));
    return null;
  } catch (error) {
    if (!(error instanceof DurableError) && errorCode(error) === null) throw error;
    return String(error);
  }
}

/** Which part of a result contains the path of its run's folder where it cannot be replaced; null: none. */
async function namesItsRun(
  { fs, root }: Parts,
  run: RunId,
  { output, artifacts }: { readonly output: Json; readonly artifacts: readonly Artifact[] },
): Promise<string | null> {
  const prefix = ownPrefix(run);
  if (namesWithin(output, prefix)) return 'a text in its output';
  for (const { name, path, mediaType } of artifacts)
    if (isText(mediaType) && (await holdsText(fs, join(root, path), prefix))) return name;
  return null;
}
