/**
 * Adapter: the few file operations from which everything durable is made.
 *
 * They are behind an interface so that a test can let any one of them fail. Small files are written by blocking
 * calls (a third of the time of promises); operations of unlimited duration (a sync of a large file, a copy, the
 * removal of a tree) are asynchronous.
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
  /** Changes whenever the content may have changed: change time, size and inode. */
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
  /** May write less than all; returns the number of bytes. Continues where it was, unless a position is given. */
  write(fd: number, bytes: Uint8Array, position?: number): number;
  /** May read less than fits; 0 at the end. Continues where it was, unless a position is given. */
  read(fd: number, into: Uint8Array, position?: number): number;
  sync(fd: number): void;
  syncLater(fd: number): Promise<void>;
  syncData(fd: number): void;
  syncDataLater(fd: number): Promise<void>;
  close(fd: number): void;
  rename(from: string, to: string): void;
  /** Creates a hard link; EEXIST if the name is taken. */
  link(from: string, to: string): void;
  remove(path: string): void;
  /** One level; its parent must exist. */
  makeFolder(path: string): void;
  /** The folder and its missing parents, in one call; nothing is synced. */
  makeFolders(path: string): void;
  /** Does not follow links. null: nothing exists there. */
  stat(path: string): FileStat | null;
  list(path: string): string[];
  /** Follows links: only for what `stat` has reported as a file or a folder. */
  setMode(path: string, mode: number): void;
  /** Sets the times to now. */
  touch(path: string): void;
  /** Shares blocks if the file system can; later edits of one file do not change the other. */
  copy(from: string, to: string): Promise<void>;
  /** A missing tree is no error; permissions of its owner do not prevent the removal. */
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

/** Up to these limits a tree is removed synchronously: using a thread would take longer. */
const FEW_ENTRIES = 16;
const FEW_BYTES = 1024 * 1024;

/** false: the tree is larger, or something failed. Part of it may have been removed. */
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

/** Makes folders writable for their owner, so that they can be emptied. */
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
  // Throwing an error takes ten times as long as the call.
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
