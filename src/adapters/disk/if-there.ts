/** Adapter: operations on files that may not exist. Every other error is a DurableError. */
import { ABSENT, forgiving } from '../../model/system-error.ts';
import { DurableError, onDisk } from './error.ts';
import type { FileStat, FileSystem } from './file-system.ts';

/** null: there is nothing at `path`. */
export const statIfThere = (fs: FileSystem, path: string): FileStat | null =>
  forgiving(ABSENT, () => onDisk('stat', path, () => fs.stat(path)));

export const GONE = 'gone';

/** Changes whenever the content may have changed. An error of the system counts as one more state of the file. */
export function stampOrState(fs: FileSystem, path: string): string {
  try {
    return statIfThere(fs, path)?.stamp ?? GONE;
  } catch (error) {
    if (error instanceof DurableError) return error.code;
    throw error;
  }
}

/** Removes the file if there is one. */
export function removeIfThere(fs: FileSystem, path: string): void {
  forgiving(ABSENT, () => onDisk('remove', path, () => fs.remove(path)));
}

/** Removes a file that is no longer needed. If the disk refuses, a later start removes it. */
export function removeIfPossible(fs: FileSystem, path: string): void {
  try {
    removeIfThere(fs, path);
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
  }
}

/** The names in the folder; none if there is no such folder. */
export const listIfThere = (fs: FileSystem, path: string): string[] =>
  forgiving(ABSENT, () => onDisk('list', path, () => fs.list(path))) ?? [];
