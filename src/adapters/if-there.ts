/** Adapter: operations on files that need not be there. Every other error is a DurableError. */
import { onDisk } from './disk-error.ts';
import { type FileStat, type FileSystem, forgiving } from './file-system.ts';

const ABSENT = ['ENOENT', 'ENOTDIR'];

/** null: there is nothing at `path`. */
export const statIfThere = (fs: FileSystem, path: string): FileStat | null =>
  forgiving(ABSENT, () => onDisk('stat', path, () => fs.stat(path)));

/** Removes the file if there is one. */
export function removeIfThere(fs: FileSystem, path: string): void {
  forgiving(ABSENT, () => onDisk('remove', path, () => fs.remove(path)));
}

/** Names in the folder; none when there is no such folder. */
export const listIfThere = (fs: FileSystem, path: string): string[] =>
  forgiving(ABSENT, () => onDisk('list', path, () => fs.list(path))) ?? [];
