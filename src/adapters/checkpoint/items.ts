/**
 * Adapter: the items of large `foreach` stages, one JSON line each, in a file beside the checkpoint, which contains the
 * digest of the file.
 *
 * 1. The checkpoint is published after its items files. The version to which the old checkpoint refers is first moved
 *    to the backup, so that each checkpoint finds its items at any moment.
 * 2. Paths are made from stage ids, never taken from a checkpoint.
 */
import { join } from 'node:path';
import { err, hexOf, isDigest, ok, type Result, type RunId, runId } from '../../model/brand.ts';
import {
  type Checkpoint,
  type CheckpointStage,
  type CheckpointTask,
  type InlineItems,
  isItemsFile,
  type SealedCheckpoint,
} from '../../model/checkpoint.ts';
import { parsedJson } from '../../model/json.ts';
import { forgiving } from '../../model/system-error.ts';
import { runFolderOf } from '../../parse/run-files.ts';
import { sha256Of } from '../disk/digests.ts';
import { makeFolder, makeFolderInside, publishFile, syncFolder } from '../disk/durable-file.ts';
import { onDisk } from '../disk/error.ts';
import { type FileSystem, nodeFileSystem } from '../disk/file-system.ts';
import { listIfThere, removeIfThere } from '../disk/if-there.ts';
import { readBytes } from '../disk/safe-read.ts';
import type { RunPaths } from '../state-folder.ts';

const MOST_INLINE = 500;
const MAX_BYTES = 256 * 1024 * 1024;
const GRAPHS = ['stages', 'finally'] as const;
type Stages = Readonly<Record<string, CheckpointStage>>;

export interface ItemsPlace {
  readonly root: string;
  readonly run: RunId;
  readonly paths: RunPaths;
  readonly fs?: FileSystem;
}

interface ItemsText {
  /** `audio` or `finally.audio`. */
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

export interface Outlined {
  readonly checkpoint: Checkpoint;
  readonly files: readonly ItemsText[];
}

/** Takes large item lists out of a checkpoint. Stages of sub-pipelines stay as they are. */
export function outline(checkpoint: Checkpoint): Outlined {
  const files: ItemsText[] = [];
  const graph = (name: (typeof GRAPHS)[number]): Stages | undefined => {
    const stages = checkpoint[name];
    if (stages === undefined || !Object.values(stages).some(isLarge)) return stages;
    return Object.fromEntries(
      Object.entries(stages).map(([id, stage]) => [
        id,
        outlineStage(stage, { run: runId(checkpoint.run), name: nameOf(name, id), files }),
      ]),
    );
  };
  const [stages, finals] = [graph('stages') ?? {}, graph('finally')];
  if (files.length === 0) return { checkpoint, files };
  // Spreading first keeps the order of keys.
  return { checkpoint: { ...checkpoint, stages, ...(finals === undefined ? {} : { finally: finals }) }, files };
}

const nameOf = (graph: (typeof GRAPHS)[number], stage: string): string =>
  graph === 'stages' ? stage : `finally.${stage}`;

const isLarge = (stage: CheckpointStage): boolean =>
  stage.items !== undefined && !isItemsFile(stage.items) && Object.keys(stage.items).length > MOST_INLINE;

function outlineStage(stage: CheckpointStage, to: { run: RunId; name: string; files: ItemsText[] }): CheckpointStage {
  const { items } = stage;
  if (items === undefined || isItemsFile(items) || !isLarge(stage)) return stage;
  const lines = Object.entries(items).map(([key, task]) => `${lineOf(key, task)}\n`);
  const text = lines.join('');
  const sha256 = sha256Of(text);
  to.files.push({ name: to.name, text, sha256 });
  return { ...stage, items: { $file: itemsName(to.run, to.name), sha256, count: lines.length } };
}

const lineOf = (key: string, task: CheckpointTask): string => JSON.stringify([key, task]);

const itemsName = (run: RunId, name: string): string => `${runFolderOf(run)}/items/${name}.jsonl`;
const itemsPath = ({ paths }: ItemsPlace, name: string): string => join(paths.folder, 'items', `${name}.jsonl`);
const backupName = (sha256: string): string => `${hexOf(sha256)}.jsonl`;
const backupPath = ({ paths }: ItemsPlace, sha256: string): string => join(paths.backupItems, backupName(sha256));

/**
 * Called before the checkpoint that refers to them is published.
 *
 * @param now digest of each items file on disk, by name; updated here.
 * @throws DurableError
 */
export function publishItems(place: ItemsPlace, files: readonly ItemsText[], now: Map<string, string>): void {
  const { fs = nodeFileSystem } = place;
  for (const { name, text, sha256 } of files) {
    const [path, old] = [itemsPath(place, name), now.get(name)];
    if (old === sha256) continue;
    makeFolderInside(place.root, [...runFolderOf(place.run).split('/'), 'items'], { fs });
    if (old !== undefined) {
      makeFolder(place.paths.backupItems, { fs });
      const kept = backupPath(place, old);
      onDisk('rename', path, () => forgiving(['ENOENT'], () => fs.rename(path, kept)));
      syncFolder(place.paths.backupItems, fs);
    }
    publishFile(path, text, { fs });
    now.set(name, sha256);
  }
}

/** Called after the checkpoint was published: copies files for the backup and removes those that nothing refers to. */
export function backUpItems(place: ItemsPlace, files: readonly ItemsText[]): void {
  const { fs = nodeFileSystem } = place;
  const there = new Set(listIfThere(fs, place.paths.backupItems));
  for (const { text, sha256 } of files) {
    if (!there.delete(backupName(sha256))) publishFile(backupPath(place, sha256), text, { fs, durability: 'whole' });
  }
  for (const name of there) removeIfThere(fs, join(place.paths.backupItems, name));
}

export interface Inlined {
  readonly checkpoint: SealedCheckpoint;
  /** Digests of the files that were read from their own place, by name; those found elsewhere have to be written. */
  readonly files: ReadonlyMap<string, string>;
}

/** Further versions of an items file, besides the one on disk and those in the backup. */
export type OtherVersions = (path: string) => readonly Uint8Array[];

/** Puts the items back into the checkpoint. The error completes "the checkpoint …". */
export function inline(
  checkpoint: SealedCheckpoint,
  place: ItemsPlace,
  others: OtherVersions = () => [],
): Result<Inlined, string> {
  const files = new Map<string, string>();
  let whole = checkpoint;
  for (const graph of GRAPHS) {
    for (const [id, stage] of Object.entries(checkpoint[graph] ?? {})) {
      if (!isItemsFile(stage.items)) continue;
      const name = nameOf(graph, id);
      const found = findItems(place, { name, sha256: stage.items.sha256, others });
      const items = found && itemsIn(found.bytes, stage.items.count);
      if (!items) return err(`names ${itemsName(place.run, name)}, which is missing or was changed`);
      if (found.isOnDisk) files.set(name, stage.items.sha256);
      whole = { ...whole, [graph]: { ...whole[graph], [id]: { ...stage, items } } };
    }
  }
  return ok({ checkpoint: whole, files });
}

interface Wanted {
  readonly name: string;
  readonly sha256: string;
  readonly others: OtherVersions;
}

/** The file with the given digest: on disk, in the backup, or among the other versions. */
function findItems(
  place: ItemsPlace,
  { name, sha256, others }: Wanted,
): { readonly bytes: Uint8Array; readonly isOnDisk: boolean } | null {
  if (!isDigest(sha256)) return null;
  const path = itemsPath(place, name);
  for (const at of [path, backupPath(place, sha256)]) {
    const bytes = readBytes(at, { maxBytes: MAX_BYTES, ...(place.fs ? { fs: place.fs } : {}) });
    if (bytes.ok && sha256Of(bytes.value) === sha256) return { bytes: bytes.value, isOnDisk: at === path };
  }
  const other = others(path).find((bytes) => sha256Of(bytes) === sha256);
  return other ? { bytes: other, isOnDisk: false } : null;
}

function itemsIn(bytes: Uint8Array, count: number): InlineItems | null {
  const entries = Buffer.from(bytes).toString('utf8').split('\n').slice(0, -1).map(parseItem);
  if (entries.length !== count || entries.includes(null)) return null;
  return Object.fromEntries(entries.filter((entry) => entry !== null));
}

/** The digest is from a checked checkpoint, but the shape of each line is checked like that of any file. */
function parseItem(line: string): [string, CheckpointTask] | null {
  const value: unknown = parsedJson(line);
  return isItem(value) ? value : null;
}

function isItem(value: unknown): value is [string, CheckpointTask] {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== 'string') return false;
  const task: unknown = value[1];
  return typeof task === 'object' && task !== null && 'status' in task && typeof task.status === 'string';
}
