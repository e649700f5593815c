/** Is there room beside a file? The free space that a system reports is not guaranteed, so a part of it is written. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAndRemove } from './durable-file.ts';
import { DurableError } from './error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';

/** The quota of a user shows only when writing. */
const WRITTEN = 64 * 1024;

/** @throws DurableError */
export function proveRoom(path: string, bytes: number, fs: FileSystem = nodeFileSystem): void {
  const { blocks, bavail, bfree, bsize } = statfsSync(dirname(path));
  // Some systems report nothing, and some reserve a part for root.
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  if (blocks > 0 && free < bytes) throw new DurableError({ path, operation: 'write', code: 'ENOSPC', cause: null });
  writeAndRemove(path, new Uint8Array(Math.min(bytes, WRITTEN)), fs);
}
