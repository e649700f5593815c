/**
 * Adapter: the names of runs, folder by folder below `runs/`. The names of unchanged folders are kept: reading a folder
 * of 20,000 runs takes a fifth of the time of a list.
 *
 * 1. Kept names are valid while their folder has the same times, if those were no longer recent when it was read. Only
 *    on local disks, whose times change with the names.
 * 2. A folder with links is read each time: their targets may change without it.
 * 3. The names of few runs are not kept: they are read faster than the code that checks what was kept.
 * 4. It is only an optimization: if it is missing or damaged, everything is read.
 */
import { join } from 'node:path';
import { isJsonObject, type Json } from '../../model/json.ts';
import { CHECKPOINT, MANIFEST, RUNS } from '../../parse/run-files.ts';
import { folderStamp } from '../disk/file-stamps.ts';
import { isOnLocalDisk } from '../disk/local-disk.ts';
import { readSealed, writeSealed } from '../disk/sealed-file.ts';
import { statePaths } from '../state-folder.ts';
import { entryFor, type RunsEntry, readRunsFolder, strayFor } from './names.ts';

export interface KeptNames {
  /** @param below `runs/`, with `/` at its end; empty for `runs/` itself. @throws the system's error */
  in(below: string): Promise<FolderNames>;
  /** Keeps what was asked for, and forgets everything else. Never fails. */
  save(): void;
}

/** In order of name; empty if there is no such folder. */
interface FolderNames {
  /** Manifests without their ending, and folders with `/` at the end. */
  readonly there: readonly string[];
  /** Checkpoints without a manifest, without their ending. */
  readonly lost: readonly string[];
  readonly strays: readonly Stray[];
}

/** A file that its author may take for a manifest. */
type Stray = { readonly name: string; readonly is: 'misnamed' | 'dangling' };

interface Kept extends FolderNames {
  readonly stamp: string;
}

/** Runs. Reading the folders of this many takes 2 ms. */
const WORTH_KEEPING = 1_000;

/** Increased when the format of the file changes. */
const LAYOUT = 2;

export interface KeptNamesOptions {
  /** Milliseconds since 1970. */
  readonly wall?: () => number;
  /** Number of runs. */
  readonly worthKeeping?: number;
}

export function openKeptNames(
  root: string,
  { wall = Date.now, worthKeeping = WORTH_KEEPING }: KeptNamesOptions = {},
): KeptNames {
  const file = join(statePaths(root).index, 'names.json');
  const known = read(file);
  const asked = new Map<string, Kept>();
  return {
    in: async (below) => {
      const path = join(root, RUNS, below.slice(0, -1)); // without the `/` at its end, so that a link is not followed
      const stamp = isOnLocalDisk(path) ? folderStamp(path, wall()) : null;
      const kept = known.get(below);
      if (stamp !== null && kept?.stamp === stamp) {
        asked.set(below, kept);
        return kept;
      }
      const entries = (await readRunsFolder(path, 'checkpoints-too')) ?? [];
      const names = namesOf(root, path, entries);
      const hasLinks = entries.some(({ type }) => type === 'link');
      if (stamp !== null && !hasLinks) asked.set(below, { stamp, ...names });
      return names;
    },
    save: () => {
      const count = [...asked.values()].reduce((sum, { there, lost }) => sum + there.length + lost.length, 0);
      if (count < worthKeeping) return;
      const isNew = asked.size !== known.size || [...asked].some(([below, kept]) => known.get(below) !== kept);
      const folders = [...asked].map(([below, kept]): Json => ({ below, ...kept }));
      if (isNew) writeSealed(root, file, { json: { layout: LAYOUT, folders }, bytes: new Uint8Array() });
    },
  };
}

function namesOf(root: string, path: string, entries: readonly RunsEntry[]): FolderNames {
  const there: string[] = [];
  const others = entries.filter(({ type }) => type !== 'checkpoint');
  for (const entry of others.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const type = entryFor(root, path, entry);
    if (type === 'folder') there.push(`${entry.name}/`);
    if (type === 'manifest') there.push(entry.name.slice(0, -MANIFEST.length));
  }
  const runs = new Set(there);
  const lost = entries
    .filter(({ type }) => type === 'checkpoint')
    .map(({ name }) => name.slice(0, -CHECKPOINT.length))
    .filter((name) => !runs.has(name));
  const strays = others.flatMap((entry): readonly Stray[] => {
    const is = strayFor(root, path, entry);
    return is === null ? [] : [{ name: entry.name, is }];
  });
  return { there, lost: lost.sort(), strays };
}

function read(file: string): ReadonlyMap<string, Kept> {
  const json = readSealed(file)?.json;
  const folders = json?.layout === LAYOUT && Array.isArray(json.folders) ? json.folders : [];
  return new Map(folders.filter(isKept).map(({ below, ...kept }) => [below, kept]));
}

/** The file is sealed, and its layout number shows that the format is ours. */
const isKept = (
  value: Json,
): value is { below: string; stamp: string; there: string[]; lost: string[]; strays: (Stray & Json)[] } =>
  isJsonObject(value);
