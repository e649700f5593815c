/**
 * Adapter: temporary files that a killed process left behind, found by its pid, which is in their names.
 *
 * Searched only after a kill, and only in folders to which the process can have written: those of its run, and the few
 * of the project that do not grow with the number of runs.
 */
import { basename, join } from 'node:path';
import { OWN_FOLDERS } from '../../parse/run-files.ts';
import { type RunPaths, statePaths } from '../state-folder.ts';
import { tempNamed, tempPath } from './durable-file.ts';
import type { FileSystem } from './file-system.ts';
import { listIfThere, removeIfThere, statIfThere } from './if-there.ts';

export interface LeftBy {
  readonly root: string;
  readonly fs: FileSystem;
  /** The paths of the run that it drove. */
  readonly paths: RunPaths;
  readonly pid: number;
}

/** Folders of a run into which files are published; logs are appended to. */
export const PUBLISHED_INTO = OWN_FOLDERS.filter((name) => name !== 'logs');

/** @throws DurableError */
export function removeTemps({ root, fs, paths, pid }: LeftBy): void {
  const { cache, damaged, history } = statePaths(root);
  const files = [paths.checkpoint, paths.backup, paths.left];
  for (const file of files) removeIfThere(fs, tempPath(file, pid));
  const folders = [paths.backupItems, damaged, cache, history];
  for (const folder of folders) removeIn(fs, folder, pid);
  for (const name of PUBLISHED_INTO) removeBelow(fs, join(paths.folder, name), pid);
}

/** Temporary files of a former daemon process, for its own files. @throws DurableError */
export function removeDaemonTemps({ root, fs, pid }: Pick<LeftBy, 'root' | 'fs' | 'pid'>): void {
  const { state, index, git } = statePaths(root);
  for (const folder of [state, index, git]) removeIn(fs, folder, pid);
}

const isTemp = (name: string, pid: number): boolean => tempNamed(name)?.pid === pid;

function removeIn(fs: FileSystem, folder: string, pid: number): void {
  for (const name of listIfThere(fs, folder)) if (isTemp(name, pid)) removeIfThere(fs, join(folder, name));
}

function removeBelow(fs: FileSystem, path: string, pid: number): void {
  const stat = statIfThere(fs, path);
  if (stat?.type === 'folder') for (const name of listIfThere(fs, path)) removeBelow(fs, join(path, name), pid);
  else if (stat !== null && isTemp(basename(path), pid)) removeIfThere(fs, path);
}
