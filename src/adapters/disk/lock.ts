/**
 * Adapter: a lock on a name, held by one process, released by the kernel however that process ends.
 *
 * 1. The lock is an exclusive transaction of SQLite on an empty file that nothing else ever opens: closing any other
 *    descriptor of that file would release it (POSIX locks). The file stays when the lock is released: otherwise a
 *    waiter that has it open would hold a lock on a file without a name.
 * 2. A stopped process keeps the lock; a killed one does not, and nobody waits for a time-out.
 * 3. The holder is recorded in a file beside it, for people only; no decision depends on it. It is written in place, so
 *    that a killed process leaves no temporary file; an incomplete one is ignored.
 *    A suspended or hanging process keeps the lock: the time of the record tells how long it has given no sign of life.
 * 4. What a killed holder left is cleared up before the record is overwritten: otherwise the next kill would lose it.
 */
import { accessSync, constants, lstatSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type EpochMs, epochMs, err, ok, type Result } from '../../model/brand.ts';
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
  /** Of a daemon that works in its own worktree: the branch. */
  readonly follows?: string;
}

/** @param command what the process does; default: the command as typed. */
export function thisProcess(now: EpochMs, command = process.argv.slice(2, 5).join(' ')): Holder {
  return { pid: process.pid, host: hostname(), since: new Date(now).toISOString(), command };
}

export interface Lock extends Disposable {
  /** The lock file still exists under its name; otherwise another process could create and lock a new one. */
  isThere(): boolean;
  /** The previous holder, if it was killed before it released the lock. */
  readonly left: Holder | null;
}

/** Keeps databases from the garbage collector, which would close them and release their locks. */
const held = new Set<DatabaseSync>();

export interface LockOptions {
  readonly fs?: FileSystem;
  /** Called with the previous holder if it was killed; removes what that process left. */
  readonly clear?: (left: Holder) => void;
}

/** The extension of lock files, by convention. */
const LOCK = '.lock';
/** SQLite's own code for "database is locked". */
const SQLITE_BUSY = 5;
/** Milliseconds. A process that only checks the lock ({@link isLocked}) takes a fraction of this. */
const LOOK_MS = 30;

/** @returns the holder if the lock is held, by this process or another; null: the holder is not recorded yet. */
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
    // If the file was replaced, the record is of another holder. If it is missing, as after `gc`, there is none.
    if (isThere() || identityOf(path) === null) removeIfPossible(fs, holderPath(path));
    database.close();
  };
  return ok({ left, isThere, [Symbol.dispose]: release });
}

/**
 * For a process that is about to write what the lock protects. If the lock file was only removed, and nobody else has
 * taken the lock since (which would leave a file), it is taken again.
 *
 * @returns the lock that is held now. @throws DurableError: another process holds it.
 */
export function holdOn(held: Lock, path: string, me: Holder, options: LockOptions = {}): Lock {
  if (held.isThere()) return held;
  const again = identityOf(path) === null ? takeLock(path, me, options) : null;
  if (!again?.ok) throw new DurableError({ path, operation: 'lock', code: 'ELOCKGONE', cause: null });
  held[Symbol.dispose]();
  return again.value;
}

/** Of a file that is held open: no other file gets the same identity. */
function identityOf(path: string): string | null {
  const stat = forgiving(ABSENT, () => lstatSync(path, { bigint: true }));
  return stat && `${stat.dev} ${stat.ino}`;
}

function open(path: string, options: { timeout?: number; readOnly?: boolean }, there?: FileStat): DatabaseSync {
  const { type } = there ?? statIfThere(nodeFileSystem, path) ?? {};
  // Opening a pipe would wait forever for its other end.
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

/** SQLite passes on only the kind of a system error. */
const SYSTEM_CODES: Readonly<Record<number, string>> = {
  ...{ 3: 'EACCES', 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC' },
  // Damaged, or no database: another program wrote to the file, or the disk lost its content.
  ...{ 11: 'ENOTALOCK', 26: 'ENOTALOCK' },
};

/** It could not be opened at all, or only for reading. */
const CANNOT_OPEN: readonly number[] = [14, 8];

/** Tries again without SQLite to get the code of the system; null: it succeeds now. */
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
  // The upper bits give details about the place in SQLite.
  const kind = Number(error.errcode) & 0xff;
  const said = CANNOT_OPEN.includes(kind) ? whyNotOpened(path) : null;
  const code = said ?? SYSTEM_CODES[kind] ?? `SQLITE_${String(error.errcode)}`;
  const isFolder = code === 'EIO' && statIfThere(nodeFileSystem, path)?.type === 'folder';
  return new DurableError({ path, operation: 'lock', code: isFolder ? 'EISDIR' : code, cause: error });
}

/**
 * Removes the file of a released lock that will not be used again. It stays if the record of its holder could not be
 * removed, so that a later start finds both.
 */
export function removeLock(path: string, fs: FileSystem): void {
  if (statIfThere(fs, holderPath(path)) === null) removeIfPossible(fs, path);
}

/** Checks without taking the lock. A lock that was never taken is free. */
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
const UNSEEN = [...ABSENT, 'EACCES', 'EPERM'];

export function readHolder(path: string): Holder | null {
  const text = readText(holderPath(path), { maxBytes: MAX_HOLDER_BYTES });
  if (!text.ok) return null;
  const value: unknown = parsedJson(text.value);
  return isHolder(value) ? value : null;
}

/** A sign of life of the holder, for {@link lastSign}. If the disk refuses, none is given. */
export function giveSign(path: string, fs: FileSystem = nodeFileSystem): void {
  try {
    fs.touch(holderPath(path));
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

/** When the holder of a lock gave its last sign of life, or took the lock; null: not known. */
export const lastSign = (path: string): EpochMs | null =>
  forgiving(UNSEEN, () => epochMs(lstatSync(holderPath(path)).mtimeMs));

/** Names, without extension, of the locks in a folder that are held or whose holder was killed. @throws DurableError */
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
