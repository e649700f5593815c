/**
 * Adapter: the records that journals contain of a run, and clearing up journals whose drivers died.
 *
 * 1. Whoever holds a run's lock may use the records of that run in every journal, because nobody else appends to them.
 *    So nothing is missed while a killed driver is still ending.
 * 2. The journal of a dead driver is sorted into `left/<run>.ndjson`, one file for each run, durably, and only then
 *    removed; doing it twice has the same result. So runs that nobody opens stay recoverable, and only records that
 *    matter are read.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { parseRunId } from '../../parse/run-id.ts';
import { publishFile } from '../disk/durable-file.ts';
import { DurableError } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { listIfThere, removeIfThere } from '../disk/if-there.ts';
import { type Holder, isLocked, removeLock, takeLock } from '../disk/lock.ts';
import { readBytes } from '../disk/safe-read.ts';
import { runPaths, sharedLock, statePaths } from '../state-folder.ts';
import { journalLock } from './journal.ts';
import { type JournalLine, readLines, runOf, serialOf, uidOf } from './lines.ts';

export interface JournalFolder {
  readonly root: string;
  readonly fs: FileSystem;
}

/** Bytes of a journal, or of what is left of one. */
export const MAX_JOURNAL = 256 * 1024 * 1024;
const SEGMENT = /^(.+)\.\d+\.ndjson$/;
const LOCK = /^(.+)\.lock$/;

export const isSegment = (name: string): boolean => SEGMENT.test(name);

/**
 * '' if it was removed in the meantime.
 *
 * @throws DurableError if it exists and cannot be read: going on without it would lose what it records.
 */
export function journalText(fs: FileSystem, path: string): string {
  const bytes = readBytes(path, { maxBytes: MAX_JOURNAL, fs });
  if (bytes.ok) return bytes.value.toString('utf8');
  if (bytes.error.reason === 'missing') return '';
  throw new DurableError({ path, operation: 'read', code: bytes.error.code ?? 'EIO', cause: bytes.error });
}

/**
 * The drivers that have a journal or left one: the names of its files by driver.
 *
 * @throws DurableError
 */
export function driversIn({ root, fs }: JournalFolder): ReadonlyMap<string, readonly string[]> {
  const drivers = new Map<string, string[]>();
  for (const name of listIfThere(fs, statePaths(root).journals)) {
    const [, driver] = SEGMENT.exec(name) ?? LOCK.exec(name) ?? [];
    if (driver === undefined) continue;
    const files = drivers.get(driver) ?? [];
    if (isSegment(name)) files.push(name);
    drivers.set(driver, files);
  }
  return drivers;
}

/** Is the driver alive? @throws DurableError */
export const isDriving = ({ root, fs }: JournalFolder, driver: string): boolean =>
  isLocked(journalLock(statePaths(root).journals, driver), fs);

/** The serial of a run's published checkpoint; null: there is none that can be read. */
export type PublishedSerial = (run: RunId) => { readonly uid: string; readonly serial: number } | null;

export interface Clearing extends JournalFolder {
  /** Our own driver's name. */
  readonly driver: string;
  readonly holder: Holder;
  readonly published: PublishedSerial;
}

/** @throws DurableError */
export function foldDeadJournals(clearing: Clearing): void {
  const { root, fs, driver, holder } = clearing;
  const others = [...driversIn(clearing).keys()].filter((name) => name !== driver);
  if (others.length === 0) return;
  // One process at a time: two that sort different journals could overwrite each other's file of the same run.
  const turn = takeLock(sharedLock(root, 'fold'), holder, { fs });
  if (!turn.ok) return;
  using _turn = turn.value;
  for (const dead of others) foldOne(clearing, dead);
}

function foldOne(clearing: Clearing, driver: string): void {
  const { root, fs, holder } = clearing;
  const { journals } = statePaths(root);
  const lock = takeLock(journalLock(journals, driver), holder, { fs });
  if (!lock.ok) return; // it is alive
  try {
    const names = driversIn(clearing).get(driver) ?? [];
    const lines = names.flatMap((name) => readLines(journalText(fs, join(journals, name)), null));
    for (const [run, own] of Map.groupBy(lines, ({ entry }) => runOf(entry))) leave(clearing, run, own);
    for (const name of names) removeIfThere(fs, join(journals, name));
  } finally {
    lock.value[Symbol.dispose]();
  }
  // Its name is never used again, so nobody can be waiting for this lock.
  removeLock(journalLock(journals, driver), fs);
}

function leave({ root, fs, published }: Clearing, run: string, lines: readonly JournalLine[]): void {
  const id = parseRunId(run);
  if (id === null) return;
  const reached = published(id);
  const isNeeded = ({ entry }: JournalLine): boolean =>
    entry.type === 'record' && (reached?.uid !== uidOf(entry) || reached.serial < serialOf(entry));
  if (!lines.some(isNeeded)) return;
  const path = runPaths(root, id).left;
  const before = readLines(journalText(fs, path), null).map(({ text }) => text);
  const all = new Set([...before, ...lines.map(({ text }) => text)]);
  publishFile(path, [...all, ''].join('\n'), { fs });
}
