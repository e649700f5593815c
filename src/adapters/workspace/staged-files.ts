/**
 * Adapter: the files that a stage left in its staging folder, checked one by one before any of them is published.
 *
 * Only regular files are accepted, and no more than a checkpoint can list. A file of any size is hashed in pieces, and
 * other work continues in between. Problems that a stage caused in its folder fail the stage; they are not disk errors,
 * which would stop the runner and other runs with it. Folders that their owner may not change are made writable, since
 * they could neither be moved nor removed; setuid and setgid bits are cleared.
 */
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Digest, digest, err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { tempPath } from '../disk/durable-file.ts';
import { DurableError, onDisk, onDiskLater } from '../disk/error.ts';
import { type FileStat, type FileSystem, opened } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { SAFELY } from '../disk/safe-read.ts';
import type { ReadAt } from './media-duration.ts';
import { HEAD_BYTES, mediaTypeOf } from './media-type.ts';

export interface StagedFile {
  /** Relative to the staging folder, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Digest;
  readonly mediaType: string;
}

export interface Staged {
  /** Sorted by name. */
  readonly files: readonly StagedFile[];
  /** Absolute, parents first, the staging folder itself included. */
  readonly folders: readonly string[];
}

interface Listed {
  readonly names: string[];
  readonly folders: string[];
  /** Characters of all names. */
  characters: number;
}

const MAX_NAME = 1000;
const MAX_DEPTH = 32;
const MOST_FILES = 10_000;
const MOST_CHARACTERS = 1_000_000;
/** Files that are checked or synced before other work continues. */
const FILES_A_TURN = 64;
const PIECE = 1024 * 1024;

/** @throws DurableError */
export async function lookAtStaged(fs: FileSystem, staging: string): Promise<Result<Staged, Failure>> {
  const stat = statIfThere(fs, staging);
  if (stat !== null && stat.type !== 'folder') {
    const what = stat.type === 'link' ? 'a symbolic link' : 'no longer a folder';
    return err(artifactFailure('artifact/not-a-file', `PIPELINE_ARTIFACTS is now ${what}`));
  }
  try {
    tame(fs, staging, stat);
    return await lookAtFiles(fs, staging);
  } catch (error) {
    if (!(error instanceof DurableError && BY_STAGES.has(error.code))) throw error;
    const name = relative(staging, error.path) || 'the folder for artifacts';
    return err(artifactFailure('artifact/unreadable', `${name} cannot be read (${error.code})`));
  }
}

export const NOTHING_STAGED: Staged = { files: [], folders: [] };
/** The stage removed a file while it was checked, or the permission to read it. */
const BY_STAGES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM']);

async function lookAtFiles(fs: FileSystem, staging: string): Promise<Result<Staged, Failure>> {
  const listed: Listed = { names: [], folders: [staging], characters: 0 };
  const failure = list(fs, staging, { prefix: '', depth: 0, listed });
  if (failure !== null) return err(failure);
  const files: StagedFile[] = [];
  for (const [index, name] of listed.names.sort().entries()) {
    files.push(await inspect(fs, name, join(staging, name)));
    if (index % FILES_A_TURN === FILES_A_TURN - 1) await turn();
  }
  return ok({ files, folders: listed.folders });
}

function list(fs: FileSystem, folder: string, at: { prefix: string; depth: number; listed: Listed }): Failure | null {
  const { prefix, depth, listed } = at;
  if (depth > MAX_DEPTH)
    return artifactFailure('artifact/name', `${prefix} is nested deeper than ${MAX_DEPTH} folders`);
  for (const entry of onDisk('list', folder, () => fs.list(folder))) {
    const name = `${prefix}${entry}`;
    if (!isGoodName(name)) {
      return artifactFailure('artifact/name', `${JSON.stringify(name)} is not a valid artifact name`);
    }
    listed.characters += name.length;
    if (listed.names.length + listed.folders.length > MOST_FILES || listed.characters > MOST_CHARACTERS) {
      const most = `${MOST_FILES} files and folders, or ${MOST_CHARACTERS} characters in their names`;
      return artifactFailure('artifact/too-many', `the stage left more than ${most}`);
    }
    const path = join(folder, entry);
    const stat = statIfThere(fs, path);
    const type = stat?.type;
    tame(fs, path, stat);
    if (type === 'file') listed.names.push(name);
    else if (type !== 'folder') {
      const what = type === 'link' ? 'a symbolic link' : 'not a regular file';
      return artifactFailure('artifact/not-a-file', `${name} is ${what}`);
    } else {
      listed.folders.push(path);
      const failure = list(fs, path, { prefix: `${name}/`, depth: depth + 1, listed });
      if (failure !== null) return failure;
    }
  }
  return null;
}

const SET_ID = 0o6000;

function tame(fs: FileSystem, path: string, stat: FileStat | null): void {
  if (stat?.type !== 'file' && stat?.type !== 'folder') return;
  const mode = stat.type === 'folder' ? opened(stat.mode) : stat.mode & ~SET_ID;
  if (mode !== stat.mode) onDisk('chmod', path, () => fs.setMode(path, mode));
}

/** U+FFFD replaces bytes that are not UTF-8. */
function isGoodName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return name.length <= MAX_NAME && !/[\u0000-\u001f\u007f\\\ufffd]/.test(name);
}

export const artifactFailure = (code: `artifact/${string}`, message: string): Failure => ({
  code,
  message,
  retry: 'policy',
});

async function inspect(fs: FileSystem, name: string, path: string): Promise<StagedFile> {
  if ((statIfThere(fs, path)?.links ?? 1) > 1) await unlinkFromOthers(fs, path);
  const hash = createHash('sha256');
  let head: Uint8Array = new Uint8Array();
  let bytes = 0;
  for await (const piece of pieces(fs, path)) {
    if (bytes === 0) head = Uint8Array.from(piece.subarray(0, HEAD_BYTES));
    hash.update(piece);
    bytes += piece.length;
  }
  return { name, path, bytes, sha256: digest(`sha256:${hash.digest('hex')}`), mediaType: mediaTypeOf(name, head) };
}

/** A file with other hard links could be changed through them later: it is replaced by a copy. */
async function unlinkFromOthers(fs: FileSystem, path: string): Promise<void> {
  const temp = tempPath(path, process.pid);
  await onDiskLater('copy', path, () => fs.copy(path, temp));
  onDisk('rename', path, () => fs.rename(temp, path));
}

/** Each piece is valid until the next. */
async function* pieces(fs: FileSystem, path: string): AsyncGenerator<Uint8Array> {
  const size = statIfThere(fs, path)?.bytes ?? 0;
  const room = Buffer.allocUnsafe(Math.min(PIECE, size + 1));
  const fd = onDisk('open', path, () => fs.open(path, SAFELY, 0));
  try {
    for (;;) {
      const got = onDisk('read', path, () => fs.read(fd, room));
      if (got === 0) return;
      yield room.subarray(0, got);
      if (got === PIECE) await turn();
    }
  } finally {
    onDisk('close', path, () => fs.close(fd));
  }
}

/** SHA-256 of a file of any size. @throws DurableError */
export async function sha256OfFile(fs: FileSystem, path: string): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const piece of pieces(fs, path)) hash.update(piece);
  return digest(`sha256:${hash.digest('hex')}`);
}

/** Does a file of any size contain the text? @throws DurableError */
export async function holdsText(fs: FileSystem, path: string, text: string): Promise<boolean> {
  const wanted = Buffer.from(text);
  let end = Buffer.alloc(0);
  for await (const piece of pieces(fs, path)) {
    const seen = Buffer.concat([end, piece]);
    if (seen.includes(wanted)) return true;
    // A match may continue in the next piece.
    end = seen.subarray(Math.max(0, seen.length - wanted.length + 1));
  }
  return false;
}

/** For reading headers; the file is closed when `use` returns. */
export function withFile<T>(fs: FileSystem, path: string, use: (readAt: ReadAt) => T): T {
  const fd = onDisk('open', path, () => fs.open(path, SAFELY, 0));
  try {
    return use((position, length) => {
      const room = Buffer.alloc(length);
      return room.subarray(
        0,
        onDisk('read', path, () => fs.read(fd, room, position)),
      );
    });
  } finally {
    fs.close(fd);
  }
}
