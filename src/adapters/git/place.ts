/**
 * Adapter: writes files of a commit to our worktree, each in one step.
 *
 * F1. A file is written elsewhere and renamed into place: at any time, the old or the new version is there.
 * F2. A file that the runner has written in the meantime is not replaced: each is checked right before the rename.
 * F3. Nothing is written through a symbolic link: whatever is in place of a needed folder is removed first.
 * F4. Among the runs, only plain files are written; see owned.ts, O2.
 */
import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ABSENT, errorCode, forgiving } from '../../model/system-error.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { nulTerminated } from './entries.ts';
import type { Git } from './git.ts';
import { mustBeRegular } from './owned.ts';

export interface Placing {
  /** Absolute top of the tree. */
  readonly top: string;
  /** Prefix of the project: empty or ending in `/`. */
  readonly prefix: string;
  /** An index file that has the files; it is refreshed after they are written. */
  readonly index: string;
  /** F2. The stamps of runner-owned files at the time when it was decided to replace them. */
  readonly stamps?: Stamps;
}

/** Path -> stamp; null: there was no file. */
export type Stamps = ReadonlyMap<string, string | null>;

export const stampOf = (top: string, path: string): string | null =>
  statIfThere(nodeFileSystem, join(top, path))?.stamp ?? null;

/** F2. Is the file as it was then? True for a file without a stamp. */
export const isUnchanged = ({ top, stamps }: Pick<Placing, 'top' | 'stamps'>, path: string): boolean => {
  const before = stamps?.get(path);
  return before === undefined || before === stampOf(top, path);
};

/** Writes files from the index. @returns paths that were not written. @throws GitError */
export async function placeFiles(git: Git, paths: readonly string[], placing: Placing): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { top, index } = placing;
  const incoming = `${top}.incoming`;
  rmSync(incoming, { recursive: true, force: true }); // left by a killed process
  mkdirSync(incoming);
  const args = ['checkout-index', '-f', '-q', '-z', `--prefix=${incoming}/`, '--stdin'];
  await git.text(args, { index, input: nulTerminated(paths) });
  const unwritten = paths.filter((path) => !isPlaced(join(incoming, path), path, placing));
  rmSync(incoming, { recursive: true, force: true });
  await git.run(['update-index', '-q', '--refresh'], { index });
  return unwritten;
}

/** false: there is a newer file or a folder that is not empty, or the file is not permitted (F4). */
function isPlaced(from: string, path: string, placing: Placing): boolean {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (stat === undefined || !isUnchanged(placing, path)) return false;
  if (!stat.isFile() && mustBeRegular(path, placing.prefix)) return false;
  makeFolders(placing.top, path);
  const to = join(placing.top, path);
  // A submodule: git knows its folder and nothing in it.
  if (stat.isDirectory()) return forgiving(BLOCKED, () => mkdirSync(to)) !== null;
  return forgiving(BLOCKED, () => renameSync(from, to)) !== null;
}

const BLOCKED = ['EISDIR', 'EEXIST', 'ENOTEMPTY'];

/** F3. Makes the folders above a file. */
function makeFolders(top: string, path: string): void {
  const above = dirname(path);
  if (above === '.') return;
  makeFolders(top, above);
  const folder = join(top, above);
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  if (stat !== undefined) unlinkSync(folder);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error; // a run has made it in the meantime
  }
}

/** Moves a file to the same path below another folder on the same disk; replaces an earlier version there. */
export function moveAside(top: string, path: string, below: string): void {
  const from = join(top, path);
  if (!statOf(from)?.isFile()) return;
  const to = join(below, path);
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

export const statOf = (path: string): ReturnType<typeof lstatSync> | null => forgiving(ABSENT, () => lstatSync(path));

/** Removes a file, and then the folders above it that are empty; nothing behind a symbolic link. */
export function removeFile(top: string, path: string): void {
  for (let above = dirname(path); above !== '.'; above = dirname(above))
    if (statOf(join(top, above))?.isSymbolicLink()) return;
  forgiving(['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'], () => unlinkSync(join(top, path)));
  try {
    for (let above = dirname(path); above !== '.'; above = dirname(above)) rmdirSync(join(top, above));
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

export function syncFile(path: string): void {
  forgiving(['ENOENT', 'ENOTDIR', 'ELOOP'], () => {
    const fd = nodeFileSystem.open(path, 0, 0);
    try {
      nodeFileSystem.sync(fd);
    } finally {
      nodeFileSystem.close(fd);
    }
  });
}
