/**
 * Adapter: the few operations on files that everything durable is made of.
 *
 * They stand behind an interface so that a test can let any one of them fail. Small files are written by blocking
 * calls (a third of the time of promises); what has no upper bound (a sync of a large file, a copy, the removal of
 * a tree) has an asynchronous form.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fsync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { chmod, copyFile, lstat, readdir, rm } from 'node:fs/promises';
import { sep } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../model/system-error.ts';

export interface FileStat {
  readonly type: 'file' | 'folder' | 'link' | 'other';
  readonly bytes: number;
  /** Differs when the content may differ: change time, size and inode. */
  readonly stamp: string;
  /** Change time: milliseconds since 1970. */
  readonly changedMs: number;
  readonly links: number;
  /** Permissions. */
  readonly mode: number;
}

export interface FileSystem {
  /** `flags` of `fs.constants`. */
  open(path: string, flags: number, mode: number): number;
  /** May write less than all; returns how much. Goes on where it was, unless a position is given. */
  write(fd: number, bytes: Uint8Array, position?: number): number;
  /** May read less than fits; 0 at the end. Goes on where it was, unless a position is given. */
  read(fd: number, into: Uint8Array, position?: number): number;
  sync(fd: number): void;
  syncLater(fd: number): Promise<void>;
  syncData(fd: number): void;
  syncDataLater(fd: number): Promise<void>;
  close(fd: number): void;
  rename(from: string, to: string): void;
  /** Gives a file another name beside the one that it has; EEXIST where that name is taken. */
  link(from: string, to: string): void;
  remove(path: string): void;
  /** One level; its parent must exist. */
  makeFolder(path: string): void;
  /** The folder and the parents that are missing, in one call; none of it is synced. */
  makeFolders(path: string): void;
  /** Of the thing itself, not of what a link points to. null: there is nothing. */
  stat(path: string): FileStat | null;
  list(path: string): string[];
  /** Of what `stat` has called a file or a folder: it follows links. */
  setMode(path: string, mode: number): void;
  /** Makes it as new as if it were written now. */
  touch(path: string): void;
  /** Shares blocks where the file system can, so that later edits of one do not touch the other. */
  copy(from: string, to: string): Promise<void>;
  /** A tree that is not there is removed already; its owner's own permissions keep none of it. */
  removeTree(path: string): Promise<void>;
}

const syncLater = promisify(fsync);
const syncDataLater = promisify(fdatasync);

export const nodeFileSystem: FileSystem = {
  open: (path, flags, mode) => openSync(path, flags, mode),
  write: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position ?? null),
  read: (fd, into, position) => readSync(fd, into, 0, into.length, position ?? null),
  sync: (fd) => fsyncSync(fd),
  syncLater: (fd) => syncLater(fd),
  syncData: (fd) => fdatasyncSync(fd),
  syncDataLater: (fd) => syncDataLater(fd),
  close: (fd) => closeSync(fd),
  rename: (from, to) => renameSync(from, to),
  link: (from, to) => linkSync(from, to),
  remove: (path) => unlinkSync(path),
  makeFolder: (path) => {
    mkdirSync(path);
  },
  makeFolders: (path) => {
    mkdirSync(path, { recursive: true });
  },
  stat: statOf,
  list: (path) => readdirSync(path),
  setMode: (path, mode) => chmodSync(path, mode),
  touch: (path) => utimesSync(path, Date.now() / 1000, Date.now() / 1000),
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_FICLONE),
  removeTree: async (path) => {
    if (removedAtOnce(path)) return;
    try {
      await rm(path, { recursive: true, force: true });
    } catch (error) {
      if (!DENIED.has(errorCode(error) ?? '')) throw error;
      await openUp(path);
      await rm(path, { recursive: true, force: true });
    }
  },
};

/** So much is removed at once: to ask a thread would take longer. */
const FEW_ENTRIES = 16;
const FEW_BYTES = 1024 * 1024;

/** false: there is more, or something was in the way. What is gone by then is gone. */
function removedAtOnce(path: string): boolean {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    if (entries.length > FEW_ENTRIES) return false;
    for (const entry of entries) {
      const inner = `${path}${sep}${entry.name}`;
      if (entry.isDirectory() ? !removedAtOnce(inner) : lstatSync(inner).size > FEW_BYTES) return false;
      if (!entry.isDirectory()) unlinkSync(inner);
    }
    rmdirSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

const DENIED: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** Folders that their owner may not change can be emptied then. */
async function openUp(path: string): Promise<void> {
  const stat = await lstat(path);
  if (!stat.isDirectory()) return;
  await chmod(path, opened(stat.mode));
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await openUp(`${path}${sep}${entry.name}`);
}

/** A folder that its owner may list, enter and change. */
export const opened = (mode: number): number => mode | 0o700;

function statOf(path: string): FileStat | null {
  // An error costs ten times the call.
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return null;
  return {
    type: stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other',
    bytes: Number(stat.size),
    stamp: `${stat.mtimeNs}:${stat.ctimeNs}:${stat.size}:${stat.ino}`,
    changedMs: Number(stat.ctimeMs),
    links: Number(stat.nlink),
    mode: Number(stat.mode) & 0o7777,
  };
}
