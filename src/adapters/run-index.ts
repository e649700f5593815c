/**
 * Adapter: what is known of runs that rest, so that a list of thousands does not read thousands of checkpoints.
 *
 * 1. An entry is believed only while the run's manifest, its checkpoint and our backup of it are the very files that
 *    it was made of (both times, size, inode), and no journal and no lock speaks of the run.
 * 2. It is a pure shortcut: without it, or with a damaged one, everything is read again. It may be deleted any time.
 * 3. Where this machine has kept nothing of the project yet, nothing is kept: looking leaves no trace.
 * 4. Backups are ours and only ever renamed into place: while their folder has the times that it had, and those were no
 *    longer young, they are the same, and nobody looks at each of them.
 */
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { type RunId, runId } from '../model/brand.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { DurableError, onDisk } from './disk-error.ts';
import { publishFile } from './durable-file.ts';
import { type FileSystem, forgiving, nodeFileSystem } from './file-system.ts';
import { listIfThere, statIfThere } from './if-there.ts';
import { readJournals } from './journal-folder.ts';
import { readLines, runOf } from './journal-lines.ts';
import { readBytes } from './safe-read.ts';
import { runPaths, safeName, statePaths } from './state-folder.ts';

export interface RunIndex {
  /** null: nothing is known, or it may have changed. */
  find(run: RunId): Json | null;
  /** Call before the files of the run are read; what it returns keeps what was found in them. */
  about(run: RunId): (entry: Json) => void;
  /** Keeps what was found or added since it was opened, and forgets all else. Never fails. */
  save(): void;
}

/** Which one: several things are worth knowing of runs. */
export interface IndexName {
  readonly name: string;
  /** Of the entries: those of another one are not read. */
  readonly version: string;
}

const MAX_BYTES = 256 * 1024 * 1024;
/** Longer than a tick of any file system's clock: a folder that old does not change again under the same times. */
const YOUNG_MS = 3_000;

/** Numbers that tell one version of a file from another: both times, size, inode. All 0: there is none. */
const OF_A_FILE = 4;
/** Manifest and checkpoint, which anybody may change, then the backup. */
const OF_OTHERS = 2 * OF_A_FILE;
const OF_A_RUN = 3 * OF_A_FILE;

/** Thousands of entries, in columns: that is read, and looked through, several times as fast as an object for each. */
interface Columns {
  readonly at: ReadonlyMap<RunId, number>;
  readonly entries: readonly Json[];
  /** {@link OF_A_RUN} numbers for each. */
  readonly stamps: Float64Array;
  /** Of the folder of backups, when none of them was younger than it; null: each is to be looked at. */
  readonly backups: string | null;
}

/** @param wall milliseconds since 1970. */
export function openRunIndex(root: string, { name, version }: IndexName, wall: () => number = Date.now): RunIndex {
  const fs = nodeFileSystem;
  const { index, state } = statePaths(root);
  const file = join(index, `${name}.json`);
  const known = read(file, version, fs);
  const isMoving = movingRuns(root, fs);
  const backups = restingFolder(dirname(runPaths(root, runId('')).backup), wall());
  const look = { root, known, hasSameBackups: backups !== null && backups === known.backups };
  /** Of `known`, by their numbers. */
  const found = new Set<number>();
  const added = new Map<RunId, Entry>();
  return {
    find: (run) => {
      const at = known.at.get(run);
      if (at === undefined || isMoving(run) || !isAsKnown(look, run, at)) return null;
      found.add(at);
      return known.entries[at] ?? null;
    },
    about: (run) => {
      if (isMoving(run)) return () => {};
      const stamp = stampOf(root, run);
      return (entry) => void added.set(run, { entry, stamp });
    },
    save: () => {
      const isNew = added.size > 0 || found.size !== known.at.size || (backups !== null && backups !== known.backups);
      if (!isNew || statIfThere(fs, state) === null) return;
      const json = Buffer.from(JSON.stringify({ version, backups, ...columnsOf(known, found, added) }));
      try {
        publishFile(file, Buffer.concat([Buffer.from(`${sumOf(json)}\n`), json, NEW_LINE]), {
          fs,
          durability: 'whole',
        });
      } catch (error) {
        if (!(error instanceof DurableError)) throw error; // then the next list takes its time
      }
    },
  };
}

const NEW_LINE = Buffer.from('\n');

interface Entry {
  readonly entry: Json;
  readonly stamp: Float64Array;
}

interface Written {
  readonly runs: readonly string[];
  readonly entries: readonly Json[];
  /** The bytes of the numbers, in base64. */
  readonly stamps: string;
}

/** What was found, in the order that it had, and then what is new. */
function columnsOf(known: Columns, found: ReadonlySet<number>, added: ReadonlyMap<RunId, Entry>): Written {
  const stays = [...known.at].filter(([run, at]) => found.has(at) && !added.has(run));
  const stamps = new Float64Array((stays.length + added.size) * OF_A_RUN);
  for (const [i, [, at]] of stays.entries()) stamps.set(stampAt(known, at), i * OF_A_RUN);
  for (const [i, { stamp }] of [...added.values()].entries()) stamps.set(stamp, (stays.length + i) * OF_A_RUN);
  return {
    runs: [...stays.map(([run]) => run), ...added.keys()],
    entries: [...stays.map(([, at]) => known.entries[at] ?? null), ...[...added.values()].map(({ entry }) => entry)],
    stamps: Buffer.from(stamps.buffer).toString('base64'),
  };
}

const stampAt = ({ stamps }: Columns, at: number): Float64Array => stamps.subarray(at * OF_A_RUN, (at + 1) * OF_A_RUN);

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const NOTHING: Columns = { at: new Map(), entries: [], stamps: new Float64Array(), backups: null };

/** What is not exactly as we wrote it counts as nothing. */
function read(file: string, version: string, fs: FileSystem): Columns {
  const bytes = readBytes(file, { maxBytes: MAX_BYTES, fs });
  if (!bytes.ok) return NOTHING;
  const end = bytes.value.indexOf('\n');
  const json = bytes.value.subarray(end + 1, -1);
  const value: unknown = bytes.value.toString('latin1', 0, Math.max(0, end)) === sumOf(json) ? parsed(json) : null;
  if (!isJsonObject(value) || value.version !== version) return NOTHING;
  const { runs, entries, stamps, backups = null } = value;
  if (!Array.isArray(runs) || !Array.isArray(entries) || typeof stamps !== 'string') return NOTHING;
  const numbers = new Float64Array(Uint8Array.from(Buffer.from(stamps, 'base64')).buffer);
  if (entries.length !== runs.length || numbers.length !== runs.length * OF_A_RUN) return NOTHING;
  const at = new Map(runs.map((run, i) => [runId(String(run)), i]));
  return { at, entries, stamps: numbers, backups: typeof backups === 'string' ? backups : null };
}

const parsed = (json: Buffer): unknown => JSON.parse(json.toString('utf8'));

interface Look {
  readonly root: string;
  readonly known: Columns;
  /** 4. */
  readonly hasSameBackups: boolean;
}

/** Room for what is there now: nothing is made for a run that rests. */
const now = new Float64Array(OF_A_RUN);

function isAsKnown({ root, known, hasSameBackups }: Look, run: RunId, at: number): boolean {
  const { checkpoint, backup } = runPaths(root, run);
  stampFile(`${root}${sep}runs${sep}${run}.yaml`, now, 0);
  stampFile(checkpoint, now, OF_A_FILE);
  if (!hasSameBackups) stampFile(backup, now, OF_OTHERS);
  const count = hasSameBackups ? OF_OTHERS : OF_A_RUN;
  const first = at * OF_A_RUN;
  for (let i = 0; i < count; i += 1) if (now[i] !== known.stamps[first + i]) return false;
  return true;
}

function stampOf(root: string, run: RunId): Float64Array {
  const { checkpoint, backup } = runPaths(root, run);
  const stamp = new Float64Array(OF_A_RUN);
  for (const [i, path] of [`${root}${sep}runs${sep}${run}.yaml`, checkpoint, backup].entries()) {
    stampFile(path, stamp, i * OF_A_FILE);
  }
  return stamp;
}

/**
 * By numbers, which are made in half the time of big ones. A double holds a time of our days to a quarter of a
 * microsecond: no file is written, looked at and written again in that.
 */
function stampFile(path: string, into: Float64Array, offset: number): void {
  const stat = forgiving(ABSENT, () => onDisk('stat', path, () => lstatSync(path, NO_ERROR)));
  into[offset] = stat?.mtimeMs ?? 0;
  into[offset + 1] = stat?.ctimeMs ?? 0;
  into[offset + 2] = stat?.size ?? 0;
  into[offset + 3] = stat?.ino ?? 0;
}

const ABSENT = ['ENOTDIR'];
/** An error costs ten times the call. */
const NO_ERROR = { throwIfNoEntry: false } as const;

/** 4. null: it is not there, or young. */
function restingFolder(path: string, now: number): string | null {
  const stat = forgiving(ABSENT, () => onDisk('stat', path, () => lstatSync(path, NO_ERROR)));
  if (stat === null || stat === undefined || now - stat.ctimeMs < YOUNG_MS) return null;
  return `${stat.mtimeMs}:${stat.ctimeMs}:${stat.ino}`;
}

/** Runs that a process drives, or of which something is recorded beside their checkpoint. */
export function movingRuns(root: string, fs: FileSystem): (run: RunId) => boolean {
  const { left } = statePaths(root);
  const locks = dirname(runPaths(root, runId('')).lock);
  const held = listIfThere(fs, locks).filter((name) => name.endsWith('.lock.json'));
  const bySafeName = new Set([
    ...held.map((name) => basename(name, '.lock.json')),
    ...listIfThere(fs, left).map((name) => basename(name, '.ndjson')),
  ]);
  const byId = new Set(readJournals({ root, fs }).flatMap((text) => readLines(text, null).map((l) => runOf(l.entry))));
  return (run) => byId.has(run) || bySafeName.has(safeName(run));
}
