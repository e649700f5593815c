/**
 * Adapter: a lock on a name, held by one process, freed by the kernel however that process ends.
 *
 * 1. The lock is an exclusive transaction of SQLite on an empty file that nothing else ever opens: closing any other
 *    descriptor of that file would free it (POSIX locks). The file stays when the lock is released: a waiter that has
 *    it open would else hold a lock on a file without a name.
 * 2. A stopped process keeps it; a killed one does not, and nobody waits for a time-out.
 * 3. Who holds it stands beside it, for people only; nothing is decided by it. It is written in place, so that whoever
 *    is killed meanwhile leaves no temporary file: half of it counts as nothing.
 * 4. What a killed holder left is cleared up before its name is written over: else the next kill would lose it.
 */
import { accessSync, constants, lstatSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type EpochMs, err, ok, type Result } from '../../model/brand.ts';
import { parsedJson } from '../../model/json.ts';
import { ABSENT, errorCode, forgiving } from '../../model/system-error.ts';
import { makeFolder, writeInPlace } from './durable-file.ts';
import { DurableError } from './error.ts';
import { type FileStat, type FileSystem, nodeFileSystem } from './file-system.ts';
import { listIfThere, removeIfPossible, statIfThere } from './if-there.ts';
import { readText } from './safe-read.ts';
import { sqlite } from './sqlite.ts';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO time. */
  readonly since: string;
  readonly command: string;
  /** Of a daemon that works in a tree of its own: the branch. */
  readonly follows?: string;
}

/** @param command what it is at; if not given, as it was typed. */
export function thisProcess(now: EpochMs, command = process.argv.slice(2, 5).join(' ')): Holder {
  return { pid: process.pid, host: hostname(), since: new Date(now).toISOString(), command };
}

export interface Lock extends Disposable {
  /** The file of the lock is still there under its name: else somebody else would find another one, and free. */
  isThere(): boolean;
  /** Who held it before and did not release it: that process was killed. */
  readonly left: Holder | null;
}

/** A database that nothing refers to is closed by the garbage collector, and its lock is gone with it. */
const held = new Set<DatabaseSync>();

export interface LockOptions {
  readonly fs?: FileSystem;
  /** Is told who held it before and was killed, and removes what that process left. */
  readonly clear?: (left: Holder) => void;
}

/** The extension of their files, by custom. */
const LOCK = '.lock';
/** SQLite's own code for "database is locked". */
const SQLITE_BUSY = 5;
/** Somebody who only looks ({@link isLocked}) is gone after a fraction of this. */
const LOOK_MS = 30;

/** @returns the holder when another process, or another part of this one, has the lock; null: it has not said yet. */
export function takeLock(path: string, me: Holder, options: LockOptions = {}): Result<Lock, Holder | null> {
  const { fs = nodeFileSystem, clear } = options;
  makeFolder(dirname(path), { fs, durability: 'whole' });
  const database = open(path, { timeout: LOOK_MS });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return err(readHolder(path));
    throw refused(error, path);
  }
  const left = readHolder(path);
  try {
    if (left !== null) clear?.(left);
    writeInPlace(holderPath(path), `${JSON.stringify(me)}\n`, fs);
  } catch (error) {
    database.close();
    throw error;
  }
  held.add(database);
  const identity = identityOf(path);
  const isThere = (): boolean => identityOf(path) === identity;
  const release = (): void => {
    if (!held.delete(database)) return;
    // Under the name of another lock stands another holder. Where there is none, as when `gc` removed it, there is nobody.
    if (isThere() || identityOf(path) === null) removeIfPossible(fs, holderPath(path));
    database.close();
  };
  return ok({ left, isThere, [Symbol.dispose]: release });
}

/**
 * For whoever is about to write what the lock keeps from others. Where somebody only removed the file, and nobody has
 * come since (who comes leaves a file), it is taken anew.
 *
 * @returns the lock that is held now. @throws DurableError: it is another one's by now.
 */
export function holdOn(held: Lock, path: string, me: Holder, options: LockOptions = {}): Lock {
  if (held.isThere()) return held;
  const again = identityOf(path) === null ? takeLock(path, me, options) : null;
  if (!again?.ok) throw new DurableError({ path, operation: 'lock', code: 'ELOCKGONE', cause: null });
  held[Symbol.dispose]();
  return again.value;
}

/** Of a file that is held open: no other gets the same. */
function identityOf(path: string): string | null {
  const stat = forgiving(ABSENT, () => lstatSync(path, { bigint: true }));
  return stat && `${stat.dev} ${stat.ino}`;
}

function open(path: string, options: { timeout?: number; readOnly?: boolean }, there?: FileStat): DatabaseSync {
  const { type } = there ?? statIfThere(nodeFileSystem, path) ?? {};
  // To open a pipe is to wait for its other end, for ever.
  if (type === 'other' || type === 'link') {
    throw new DurableError({ path, operation: 'lock', code: 'ENOTALOCK', cause: null });
  }
  try {
    return new (sqlite().DatabaseSync)(path, options);
  } catch (error) {
    throw refused(error, path);
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

/** What the system said is lost on the way through SQLite, but for its kind. */
const SYSTEM_CODES: Readonly<Record<number, string>> = {
  ...{ 3: 'EACCES', 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC' },
  // Damaged, and no database at all: somebody else wrote into it, or the disk lost what it had.
  ...{ 11: 'ENOTALOCK', 26: 'ENOTALOCK' },
};

/** It could not be opened at all, or for reading only. */
const CANNOT_OPEN: readonly number[] = [14, 8];

/** The system is asked again; null: it has no objection any more. */
function whyNotOpened(path: string): string | null {
  const isThere = statIfThere(nodeFileSystem, path) !== null;
  try {
    accessSync(isThere ? path : dirname(path), constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return errorCode(error);
  }
}

function refused(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  // The upper bits tell more closely where in SQLite it happened.
  const kind = Number(error.errcode) & 0xff;
  const said = CANNOT_OPEN.includes(kind) ? whyNotOpened(path) : null;
  const code = said ?? SYSTEM_CODES[kind] ?? `SQLITE_${String(error.errcode)}`;
  const isFolder = code === 'EIO' && statIfThere(nodeFileSystem, path)?.type === 'folder';
  return new DurableError({ path, operation: 'lock', code: isFolder ? 'EISDIR' : code, cause: error });
}

/**
 * Removes the file of a lock that nobody will want again, once it was released. It stays where the name of its holder
 * could not be removed: by it a later start finds both.
 */
export function removeLock(path: string, fs: FileSystem): void {
  if (statIfThere(fs, holderPath(path)) === null) removeIfPossible(fs, path);
}

/** Looks without taking it. A lock that nobody ever took is free. */
export function isLocked(path: string, fs: FileSystem = nodeFileSystem): boolean {
  const there = statIfThere(fs, path);
  if (there === null) return false;
  const database = open(path, { readOnly: true }, there);
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw refused(error, path);
  } finally {
    database.close();
  }
}

const HOLDER = '.json';
const holderPath = (path: string): string => `${path}${HOLDER}`;
const MAX_HOLDER_BYTES = 4096;

export function readHolder(path: string): Holder | null {
  const text = readText(holderPath(path), { maxBytes: MAX_HOLDER_BYTES });
  if (!text.ok) return null;
  const value: unknown = parsedJson(text.value);
  return isHolder(value) ? value : null;
}

/** Names of the locks in a folder that are held, or whose holder was killed; without their extension. @throws DurableError */
export function heldIn(folder: string, fs: FileSystem): readonly string[] {
  const holders = listIfThere(fs, folder).filter((name) => name.endsWith(LOCK + HOLDER));
  return holders.map((name) => basename(name, LOCK + HOLDER));
}

const isOptional = (value: unknown): boolean => value === undefined || typeof value === 'string';

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const has = (key: string, type: string): boolean => typeof Reflect.get(value, key) === type;
  return (
    has('pid', 'number') &&
    has('host', 'string') &&
    has('since', 'string') &&
    has('command', 'string') &&
    isOptional(Reflect.get(value, 'follows'))
  );
}
