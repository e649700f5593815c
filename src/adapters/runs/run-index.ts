/**
 * Adapter: what is known about runs at rest, so that a list of thousands need not read thousands of checkpoints.
 *
 * 1. An entry is valid only while the run's manifest, its checkpoint and our backup are the same files as when it was
 *    made (both times, size, inode), and no journal and no lock mentions the run.
 * 2. It is only an optimization: if it is missing or damaged, everything is read again. It may be deleted at any time.
 * 3. If this machine has no state of the project yet, nothing is kept: reading leaves no trace.
 * 4. Backups are ours and only ever renamed into place: while their folder has the same times, and those were no longer
 *    recent, the backups are unchanged and need not be checked one by one.
 */
import { basename, join, sep } from 'node:path';
import { type RunId, runId } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import { folderStamp, STAMP_LENGTH, stampFile } from '../disk/file-stamps.ts';
import { type FileSystem, nodeFileSystem } from '../disk/file-system.ts';
import { listIfThere } from '../disk/if-there.ts';
import { heldIn } from '../disk/lock.ts';
import { readSealed, type Sealed, writeSealed } from '../disk/sealed-file.ts';
import { runsInJournals } from '../journal/reader.ts';
import { runPaths, safeName, statePaths } from '../state-folder.ts';
import { fromColumns, type Row, type Rows, toColumns } from './json-columns.ts';

export interface RunIndex {
  /** null: nothing is known, or it may have changed. */
  find(run: RunId, look?: Look): Row | null;
  /** Call it before the files of the run are read; the returned function keeps what was found in them. */
  about(run: RunId): (entry: Row) => void;
  /** Of this run nothing is added: it does not exist any more. */
  forget(run: RunId): void;
  /** Keeps what was found or added since it was opened, and forgets everything else. Never fails. */
  save(): void;
}

/**
 * `checkpoint`: the manifest is not checked, and what depends on it may have changed. `manifest`: only the manifest is
 * checked, for callers that have just checked the rest.
 */
export type Look = 'whole' | 'checkpoint' | 'manifest';

/** Identifies an index: there are several about runs. The rows of one index have the same length. */
export interface IndexName {
  readonly name: string;
  /** Of the entries: those of another version are not read. */
  readonly version: string;
}

/** Increased when the format of the file changes. */
const LAYOUT = 2;

const NO_MANIFEST = STAMP_LENGTH;
/** Manifest and checkpoint, which anybody may change; the backup follows. */
const OF_OTHERS = 2 * STAMP_LENGTH;
const OF_A_RUN = 3 * STAMP_LENGTH;

/** Thousands of entries, in columns: reading and searching them is several times as fast as with objects. */
interface Columns {
  readonly runs: Places;
  readonly entries: Rows;
  /** {@link OF_A_RUN} numbers for each. */
  readonly stamps: Float64Array;
  /** Stamp of the folder of backups, if no backup was newer than it; null: each has to be checked. */
  readonly backups: string | null;
}

/** @param wall milliseconds since 1970. */
export function openRunIndex(root: string, { name, version }: IndexName, wall: () => number = Date.now): RunIndex {
  const file = join(statePaths(root).index, `${name}.json`);
  const known = read(file, version);
  const isMoving = movingRuns(root, nodeFileSystem);
  const backups = folderStamp(statePaths(root).backups, wall());
  const of = { root, known, hasSameBackups: backups !== null && backups === known.backups };
  /** 1 for each entry of `known` that was found, by its number. */
  const isFound = new Uint8Array(known.runs.ids.length);
  const added = new Map<RunId, Entry>();
  return {
    find: (run, look = 'whole') => {
      const at = known.runs.of(run);
      if (at === undefined || isMoving(run) || !isAsKnown(of, { run, at, look })) return null;
      isFound[at] = 1;
      return known.entries.at(at);
    },
    about: (run) => {
      if (isMoving(run)) return () => {};
      const stamp = stampOf(root, run);
      return (entry) => void added.set(run, { entry, stamp });
    },
    forget: (run) => void added.delete(run),
    save: () => {
      const isNew = added.size > 0 || isFound.includes(0) || (backups !== null && backups !== known.backups);
      if (isNew) writeSealed(root, file, sealedOf({ version, backups }, columnsOf(known, isFound, added)));
    },
  };
}

interface Entry {
  readonly entry: Row;
  readonly stamp: Float64Array;
}

interface Written {
  readonly runs: readonly string[];
  readonly entries: readonly Row[];
  readonly stamps: Float64Array;
}

/** The entries that were found, in the old order, then the new ones. */
function columnsOf(known: Columns, isFound: Uint8Array, added: ReadonlyMap<RunId, Entry>): Written {
  const stays = [...known.runs.ids.entries()].filter(([at, run]) => isFound[at] === 1 && !added.has(run));
  const stamps = new Float64Array((stays.length + added.size) * OF_A_RUN);
  for (const [i, [at]] of stays.entries()) stamps.set(stampAt(known, at), i * OF_A_RUN);
  for (const [i, { stamp }] of [...added.values()].entries()) stamps.set(stamp, (stays.length + i) * OF_A_RUN);
  return {
    runs: [...stays.map(([, run]) => run), ...added.keys()],
    entries: [...stays.map(([at]) => known.entries.at(at)), ...[...added.values()].map(({ entry }) => entry)],
    stamps,
  };
}

const sealedOf = (head: Readonly<Record<string, Json>>, { runs, entries, stamps }: Written): Sealed => ({
  json: { layout: LAYOUT, ...head, runs, entries: toColumns(entries) },
  bytes: new Uint8Array(stamps.buffer),
});

const stampAt = ({ stamps }: Columns, at: number): Float64Array => stamps.subarray(at * OF_A_RUN, (at + 1) * OF_A_RUN);

/** Positions of runs. For questions in the stored order, as from a list, no table is needed. */
class Places {
  readonly ids: readonly RunId[];
  #next = 0;
  #table: ReadonlyMap<RunId, number> | null = null;

  constructor(ids: readonly RunId[]) {
    this.ids = ids;
  }

  of(run: RunId): number | undefined {
    const at = this.ids[this.#next] === run ? this.#next : this.#lookedUp(run);
    if (at !== undefined) this.#next = at + 1;
    return at;
  }

  #lookedUp(run: RunId): number | undefined {
    this.#table ??= new Map(this.ids.map((id, at) => [id, at]));
    return this.#table.get(run);
  }
}

const NOTHING: Columns = { runs: new Places([]), entries: { at: () => [] }, stamps: new Float64Array(), backups: null };

function read(file: string, version: string): Columns {
  const sealed = readSealed(file);
  if (sealed === null || sealed.json.layout !== LAYOUT || sealed.json.version !== version) return NOTHING;
  const { runs, backups = null } = sealed.json;
  if (!Array.isArray(runs)) return NOTHING;
  const entries = fromColumns(sealed.json.entries, runs.length);
  const stamps = new Float64Array(new Uint8Array(sealed.bytes).buffer);
  if (entries === null || stamps.length !== runs.length * OF_A_RUN) return NOTHING;
  const places = new Places(runs.map((run) => runId(String(run))));
  return { runs: places, entries, stamps, backups: typeof backups === 'string' ? backups : null };
}

interface Known {
  readonly root: string;
  readonly known: Columns;
  /** 4. */
  readonly hasSameBackups: boolean;
}

interface One {
  readonly run: RunId;
  /** Position among the known entries. */
  readonly at: number;
  readonly look: Look;
}

/** A buffer for current stamps, so that nothing is allocated for a run at rest. */
const now = new Float64Array(OF_A_RUN);

function isAsKnown({ root, known, hasSameBackups }: Known, { run, at, look }: One): boolean {
  const path = `${root}${sep}runs${sep}${run}`;
  const from = look === 'checkpoint' ? NO_MANIFEST : 0;
  const isAll = look !== 'manifest';
  if (look !== 'checkpoint') stampFile(`${path}.yaml`, now, 0);
  if (isAll) stampFile(`${path}.checkpoint.json`, now, STAMP_LENGTH);
  if (isAll && !hasSameBackups) stampFile(runPaths(root, run).backup, now, OF_OTHERS);
  const count = isAll ? (hasSameBackups ? OF_OTHERS : OF_A_RUN) : NO_MANIFEST;
  const first = at * OF_A_RUN;
  for (let i = from; i < count; i += 1) if (now[i] !== known.stamps[first + i]) return false;
  return true;
}

function stampOf(root: string, run: RunId): Float64Array {
  const { checkpoint, backup } = runPaths(root, run);
  const stamp = new Float64Array(OF_A_RUN);
  for (const [i, path] of [`${root}${sep}runs${sep}${run}.yaml`, checkpoint, backup].entries()) {
    stampFile(path, stamp, i * STAMP_LENGTH);
  }
  return stamp;
}

/** Runs that a process drives, or that have records beside their checkpoint. */
export function movingRuns(root: string, fs: FileSystem): (run: RunId) => boolean {
  // Before `left`: records that are moved there in the meantime are found in one of the two.
  const { ids } = runsInJournals({ root, fs });
  const { left, locks } = statePaths(root);
  const bySafeName = new Set([...heldIn(locks, fs), ...listIfThere(fs, left).map((name) => basename(name, '.ndjson'))]);
  if (bySafeName.size === 0 && ids.size === 0) return () => false;
  return (run) => ids.has(run) || bySafeName.has(safeName(run));
}
