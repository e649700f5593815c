/**
 * Adapter: numbers that tell one version of a file from another, for who looks at tens of thousands of them: nothing is
 * made for each, and doubles take half the time of big integers. A double holds a time of our days to a quarter of a
 * microsecond: no file is written, looked at and written again in that.
 */
import { lstatSync, type Stats } from 'node:fs';
import { ABSENT, errorCode } from '../../model/system-error.ts';
import { durableError } from './error.ts';

/** Both times, size, inode. All 0: there is none. */
export const STAMP_LENGTH = 4;

/** @throws DurableError */
export function stampFile(path: string, into: Float64Array, offset: number): void {
  const stat = statOf(path);
  into[offset] = stat?.mtimeMs ?? 0;
  into[offset + 1] = stat?.ctimeMs ?? 0;
  into[offset + 2] = stat?.size ?? 0;
  into[offset + 3] = stat?.ino ?? 0;
}

/** Longer than a tick of any file system's clock: a folder that old does not change again under the same times. */
export const YOUNG_MS = 3_000;

/**
 * Changes with the names in a folder, and with what is renamed into it.
 *
 * @param wall milliseconds since 1970. @returns null: it is no folder, or young: it may change under the same stamp.
 * @throws DurableError
 */
export function folderStamp(path: string, wall: number): string | null {
  const stat = statOf(path);
  if (!stat?.isDirectory() || wall - stat.ctimeMs < YOUNG_MS) return null;
  return `${stat.mtimeMs}:${stat.ctimeMs}:${stat.ino}`;
}

/** Without the functions that read better: of 40,000 calls they would be a tenth of the time. */
function statOf(path: string): Stats | null {
  try {
    return lstatSync(path, NO_ERROR) ?? null;
  } catch (error) {
    if (ABSENT.includes(errorCode(error) ?? '')) return null;
    throw durableError(error, 'stat', path);
  }
}

/** An error costs ten times the call. */
const NO_ERROR = { throwIfNoEntry: false } as const;
