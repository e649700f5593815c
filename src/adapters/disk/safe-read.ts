/**
 * Adapter: reading files that somebody else may have written.
 *
 * Only regular files are read, links are not followed, a FIFO does not block, the size is checked before reading.
 */
import { constants } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../model/brand.ts';
import { ABSENT, errorCode } from '../../model/system-error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { statIfThere } from './if-there.ts';

export interface Unreadable {
  readonly reason:
    | 'missing'
    | 'folder'
    | 'not-a-file'
    | 'link'
    | 'too-large'
    | 'denied'
    | 'failed'
    | 'not-utf8'
    | 'nul';
  readonly path: string;
  /** Completes "cannot be read: ". */
  readonly message: string;
  /** As in errno, if the system refused. */
  readonly code?: string;
}

export interface ReadOptions {
  readonly maxBytes: number;
  readonly fs?: FileSystem;
}

/** For opening a file that somebody else may have replaced: links are not followed, and pipes do not block. */
export const SAFELY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export function readBytes(path: string, { maxBytes, fs = nodeFileSystem }: ReadOptions): Result<Buffer, Unreadable> {
  const refused = (reason: Unreadable['reason'], message: string): Result<Buffer, Unreadable> =>
    err({ reason, path, message });
  try {
    const stat = fs.stat(path);
    if (stat === null) return refused('missing', 'there is no such file');
    if (stat.type === 'link') return refused('link', 'it is a symbolic link');
    if (stat.type === 'folder') return refused('folder', 'it is a folder');
    if (stat.type !== 'file') return refused('not-a-file', 'it is a pipe, a socket or a device');
    if (stat.bytes > maxBytes) return refused('too-large', `it is larger than ${maxBytes} bytes`);
    const bytes = readUpTo(path, maxBytes, fs);
    return bytes === null ? refused('too-large', `it is larger than ${maxBytes} bytes`) : ok(bytes);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    if (ABSENT.includes(code)) return refused('missing', 'there is no such file');
    if (code === 'ELOOP') return refused('link', 'it is a symbolic link');
    if (code === 'EACCES' || code === 'EPERM') return refused('denied', 'permission denied');
    return err({ reason: 'failed', path, message: `the system reported ${code}`, code });
  }
}

/** null: the file grew beyond the limit while it was read. */
function readUpTo(path: string, maxBytes: number, fs: FileSystem): Buffer | null {
  const fd = fs.open(path, SAFELY, 0);
  try {
    let room = Buffer.allocUnsafe(Math.min(fs.stat(path)?.bytes ?? 0, maxBytes) + 1);
    let used = 0;
    for (;;) {
      const got = fs.read(fd, room.subarray(used));
      used += got;
      if (got === 0) return room.subarray(0, used);
      if (used > maxBytes) return null;
      if (used === room.length) room = Buffer.concat([room], Math.min(room.length * 2, maxBytes + 1));
    }
  } finally {
    fs.close(fd);
  }
}

/**
 * The first part of the path to a file of the project that is a link or a file instead of a folder; missing parts count
 * as folders.
 * @param file relative to `root`, with `/`.
 */
export function linkAbove(root: string, file: string, fs: FileSystem = nodeFileSystem): string | null {
  const segments = file.split('/').slice(0, -1);
  for (const count of segments.keys()) {
    const folder = segments.slice(0, count + 1).join('/');
    const stat = statIfThere(fs, join(root, folder));
    if (stat !== null && stat.type !== 'folder') return folder;
  }
  return null;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict UTF-8 without NUL; byte order mark and line ends are kept. */
export function readText(path: string, options: ReadOptions): Result<string, Unreadable> {
  const bytes = readBytes(path, options);
  if (!bytes.ok) return bytes;
  const nul = bytes.value.indexOf(0);
  if (nul >= 0)
    return err({ reason: 'nul', path, message: `line ${lineOf(bytes.value, nul)} contains a NUL character` });
  try {
    return ok(UTF8.decode(bytes.value));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return err({ reason: 'not-utf8', path, message: 'it is not UTF-8 text' });
  }
}

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}
