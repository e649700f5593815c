/** Is there room beside a file? What a system says is free is no promise, so a part of it is written. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAndRemove } from './durable-file.ts';
import { DurableError } from './error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';

/** A quota of one user is met only by writing. */
const WRITTEN = 64 * 1024;

/** @throws DurableError */
export function proveRoom(path: string, bytes: number, fs: FileSystem = nodeFileSystem): void {
  const { blocks, bavail, bfree, bsize } = statfsSync(dirname(path));
  // Some systems tell nothing, and some keep a part for root.
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  if (blocks > 0 && free < bytes) throw new DurableError({ path, operation: 'write', code: 'ENOSPC', cause: null });
  writeAndRemove(path, new Uint8Array(Math.min(bytes, WRITTEN)), fs);
}
