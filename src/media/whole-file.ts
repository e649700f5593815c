/** Reads a whole file, to be processed in memory. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { mediaFault } from './fault.ts';

/** The most bytes that Node can read at once. */
const MOST_BYTES = 2 ** 31 - 1;

/** @param file absolute; already checked to be a regular file of the project. */
export async function readWhole(file: string): Promise<Result<Buffer, Failure>> {
  const { size } = await stat(file);
  if (size <= MOST_BYTES) return ok(await readFile(file));
  return mediaFault('media/file', `"${path.basename(file)}" has ${size} bytes: more than 2 GiB do not fit into memory`);
}
