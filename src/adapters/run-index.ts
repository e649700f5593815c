/**
 * Adapter: what is known of runs that rest, so that a list of thousands does not read thousands of checkpoints.
 *
 * 1. An entry is believed only while the run's manifest, its checkpoint and our backup of it are the very files that
 *    it was made of (times to the nanosecond, sizes, inodes), and no journal and no lock speaks of the run.
 * 2. It is a pure shortcut: without it, or with a damaged one, everything is read again. It may be deleted any time.
 * 3. Where this machine has kept nothing of the project yet, nothing is kept: looking leaves no trace.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join, sep } from 'node:path';
import type { RunId } from '../model/brand.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { DurableError } from './disk-error.ts';
import { publishFile } from './durable-file.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { listIfThere, statIfThere } from './if-there.ts';
import { readJournals } from './journal-folder.ts';
import { readLines, runOf } from './journal-lines.ts';
import { readText } from './safe-read.ts';
import { runPaths, safeName, statePaths } from './state-folder.ts';

export interface RunIndex {
  /** null: nothing is known, or it may have changed. */
  find(run: RunId): Json | null;
  /** Call before the files of the run are read; what it returns keeps what was found in them. */
  about(run: RunId): (entry: Json) => void;
  /** Keeps what was found or added since it was opened, and forgets all else. Never fails. */
  save(): void;
}

interface Entry {
  readonly stamp: string;
  readonly entry: Json;
}

const MAX_BYTES = 256 * 1024 * 1024;

/** Which one: several things are worth knowing of runs. */
export interface IndexName {
  readonly name: string;
  /** Of the entries: those of another one are not read. */
  readonly version: string;
}

export function openRunIndex(root: string, { name, version }: IndexName, fs: FileSystem = nodeFileSystem): RunIndex {
  const { index, state } = statePaths(root);
  const file = join(index, `${name}.json`);
  const known = read(file, version, fs);
  const isMoving = movingRuns(root, fs);
  const kept = new Map<string, Entry>();
  let isNew = false;
  return {
    find: (run) => {
      const entry = known.get(run);
      if (entry === undefined || isMoving(run) || entry.stamp !== stampOf(root, run, fs)) return null;
      kept.set(run, entry);
      return entry.entry;
    },
    about: (run) => {
      if (isMoving(run)) return () => {};
      const stamp = stampOf(root, run, fs);
      return (entry) => {
        kept.set(run, { stamp, entry });
        isNew = true;
      };
    },
    save: () => {
      if ((!isNew && kept.size === known.size) || statIfThere(fs, state) === null) return;
      const json = JSON.stringify({ version, runs: Object.fromEntries(kept) });
      try {
        publishFile(file, `${sumOf(json)}\n${json}\n`, { fs, durability: 'whole' });
      } catch (error) {
        if (!(error instanceof DurableError)) throw error; // then the next list takes its time
      }
    },
  };
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is not exactly as we wrote it counts as nothing. */
function read(file: string, version: string, fs: FileSystem): ReadonlyMap<string, Entry> {
  const text = readText(file, { maxBytes: MAX_BYTES, fs });
  const [sum, json = ''] = text.ok ? text.value.split('\n', 2) : [];
  const value: unknown = sum === sumOf(json) ? JSON.parse(json) : null;
  if (!isJsonObject(value) || value.version !== version || !isJsonObject(value.runs)) return new Map();
  return new Map(Object.entries(value.runs).flatMap(([run, entry]) => (isEntry(entry) ? [[run, entry]] : [])));
}

const isEntry = (value: Json): value is Json & Entry =>
  isJsonObject(value) && typeof value.stamp === 'string' && 'entry' in value;

function stampOf(root: string, run: RunId, fs: FileSystem): string {
  const { checkpoint, backup } = runPaths(root, run);
  const files = [`${root}${sep}runs${sep}${run}.yaml`, checkpoint, backup];
  return files.map((path) => statIfThere(fs, path)?.stamp ?? '-').join(' ');
}

/** Runs that a process drives, or of which something is recorded beside their checkpoint. */
export function movingRuns(root: string, fs: FileSystem): (run: RunId) => boolean {
  const { left } = statePaths(root);
  const locks = dirname(runPaths(root, '' as RunId).lock);
  const held = listIfThere(fs, locks).filter((name) => name.endsWith('.lock.json'));
  const bySafeName = new Set([
    ...held.map((name) => basename(name, '.lock.json')),
    ...listIfThere(fs, left).map((name) => basename(name, '.ndjson')),
  ]);
  const byId = new Set(readJournals({ root, fs }).flatMap((text) => readLines(text, null).map((l) => runOf(l.entry))));
  return (run) => byId.has(run) || bySafeName.has(safeName(run));
}
