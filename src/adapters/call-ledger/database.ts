/**
 * Call ledger: its database file: opening it, migrating it to our layout, setting it aside if it is damaged.
 *
 * D1. What a method has written survives a power cut when it returns: a rollback journal, fully synced (EXTRA also
 *     syncs the folder when the journal is removed, which completes the change).
 * D2. A damaged file is moved aside, never deleted, and an empty one replaces it.
 * D3. Only its owner can read it: answers may contain private data.
 */
import { closeSync, constants, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type EpochMs, type UsdMicros, usdMicros } from '../../model/brand.ts';
import { numberAt } from '../../parse/json/fields.ts';
import { makeFolder } from '../disk/durable-file.ts';
import { DurableError, onDisk } from '../disk/error.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { sqlite } from '../disk/sqlite.ts';

const VERSION = 1;
/** Another process of the project writes only for milliseconds. */
const BUSY_MS = 10_000;
const FLAGS = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
const OWNER_ONLY = 0o600;

const SCHEMA = `
  CREATE TABLE calls (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, request TEXT NOT NULL,
    run TEXT NOT NULL, task TEXT NOT NULL, attempt INTEGER NOT NULL, call INTEGER NOT NULL,
    capability TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
    ceiling INTEGER, began INTEGER NOT NULL, job TEXT,
    day TEXT NOT NULL, counts INTEGER NOT NULL,
    type TEXT, duration INTEGER, usd INTEGER, source TEXT, usage TEXT, prices TEXT, error TEXT
  ) STRICT;
  CREATE INDEX calls_by_key ON calls (key, request);
  CREATE INDEX calls_by_day ON calls (day, counts);
  CREATE TABLE answers (call INTEGER PRIMARY KEY, at INTEGER NOT NULL, value TEXT NOT NULL, bytes BLOB, file TEXT) STRICT;
  CREATE INDEX answers_by_time ON answers (at);
  CREATE TABLE breakers (id TEXT PRIMARY KEY, failures INTEGER NOT NULL, opened INTEGER, reason TEXT) STRICT;
  PRAGMA user_version = ${VERSION};`;

/** @throws errors of SQLite; see {@link isDamage} */
export function openDatabase(path: string): DatabaseSync {
  makeFolder(dirname(path), { fs: nodeFileSystem });
  closeSync(onDisk('open', path, () => openSync(path, FLAGS, OWNER_ONLY))); // D3
  const database = new (sqlite().DatabaseSync)(path, { timeout: BUSY_MS });
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;'); // D1
    transaction(database, () => shape(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version);

/** Does it have the layout of this version? */
export const isOurs = (database: DatabaseSync): boolean => versionOf(database) === VERSION;

function shape(database: DatabaseSync): void {
  const version = versionOf(database);
  if (version === 0) database.exec(SCHEMA);
  else if (version !== VERSION) throw new NewerLedger(`the ledger of calls has version ${version}`);
}

/** A later version of the program wrote the ledger: it is neither read nor changed. */
export class NewerLedger extends Error {}

/** The path of this version's own ledger beside that of a later one. */
export const ownPath = (path: string): string => path.replace(/(\.db)?$/, `.v${VERSION}.db`);

/** Commits all or nothing; no other process writes in the meantime. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const sqliteCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;

/** SQLite's codes for a malformed database and for a file that is no database. */
const DAMAGE = [11, 26];

/** A database without one of our tables or columns is damaged too. */
export const isDamage = (error: unknown): boolean =>
  DAMAGE.includes(sqliteCode(error) ?? -1) ||
  (sqliteCode(error) === 1 && /no such (?:table|column)/.test(String(error)));

/** SQLite passes on only the kind of a system error. */
const SYSTEM_CODES: Readonly<Record<number, string>> = {
  3: 'EACCES',
  5: 'EBUSY',
  8: 'EROFS',
  10: 'EIO',
  13: 'ENOSPC',
  14: 'EACCES',
};

export function refused(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  return new DurableError({ path, operation: 'write', code: SYSTEM_CODES[code] ?? `SQLITE_${code}`, cause: error });
}

/** D2. @returns the new path. */
export function setAside(path: string, now: number): string {
  const folder = join(dirname(path), 'damaged');
  makeFolder(folder, { fs: nodeFileSystem });
  const to = join(folder, `${now}-${basename(path)}`);
  for (const suffix of ['', '-journal']) {
    if (statIfThere(nodeFileSystem, path + suffix) === null) continue;
    onDisk('rename', path, () => nodeFileSystem.rename(path + suffix, to + suffix));
  }
  return to;
}

/** The day in UTC. */
export const dayOf = (at: EpochMs): string => new Date(at).toISOString().slice(0, 10);

/** What the calls of a day have cost, or may cost. */
export function committedIn(database: DatabaseSync, at: EpochMs): UsdMicros {
  const row = database.prepare('SELECT coalesce(sum(counts), 0) AS sum FROM calls WHERE day = ?').get(dayOf(at));
  return usdMicros(row === undefined ? 0 : (numberAt(row, 'sum') ?? 0));
}
