/** Writes files for a stage, and flags for reading files that others made. */
import { constants, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StageCall } from '../ports/stage-kind.ts';

/** Flags for reading a file that others made: a link is not followed, a FIFO is not waited for. */
export const READ_SAFELY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Writes a file. Errors contain the path, which Node omits when a write fails. */
export function writeOwnFile(file: string, content: string | Uint8Array, mode: number): void {
  try {
    writeFileSync(file, content, { mode });
  } catch (error) {
    if (error instanceof Error && !('path' in error)) Object.assign(error, { path: file });
    throw error;
  }
}

/** @param name of the artifact that it becomes. */
export function writeStaged({ staging }: StageCall, name: string, content: string | Uint8Array): void {
  const file = join(staging, name);
  mkdirSync(dirname(file), { recursive: true });
  writeOwnFile(file, content, 0o644);
}
