/**
 * Adapter: puts files of a commit into our worktree, each in one step.
 *
 * F1. A file is written elsewhere and renamed into place: it is there as it was or as it is to be, and never missing.
 * F2. What the runner writes meanwhile is not replaced: such a file is looked at once more right before the rename.
 * F3. Nothing is written behind a link; what stands where a folder is needed goes.
 * F4. Among the runs only plain files are put; see owned.ts, O2.
 */
import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ABSENT, errorCode, forgiving } from '../../model/system-error.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { zeroEnded } from './entries.ts';
import type { Git } from './git.ts';
import { isPlainOnly } from './owned.ts';

export interface Placing {
  /** Absolute top of the tree. */
  readonly top: string;
  /** Of the project: empty or ending in `/`. */
  readonly prefix: string;
  /** Index that has the files; afterwards it knows those that were placed. */
  readonly index: string;
  /** F2. Of files of the machine: as they were when it was decided to replace them. */
  readonly stamps?: Stamps;
}

/** Path -> stamp; null: there was no file. */
export type Stamps = ReadonlyMap<string, string | null>;

export const stampOf = (top: string, path: string): string | null =>
  statIfThere(nodeFileSystem, join(top, path))?.stamp ?? null;

/** F2. */
export const isAsBefore = ({ top, stamps }: Pick<Placing, 'top' | 'stamps'>, path: string): boolean => {
  const before = stamps?.get(path);
  return before === undefined || before === stampOf(top, path);
};

/** @returns those that were left as they are. @throws GitError */
export async function place(git: Git, paths: readonly string[], placing: Placing): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { top, index } = placing;
  const aside = `${top}.incoming`;
  rmSync(aside, { recursive: true, force: true }); // of one that was killed
  mkdirSync(aside);
  const args = ['checkout-index', '-f', '-q', '-z', `--prefix=${aside}/`, '--stdin'];
  await git.text(args, { index, input: zeroEnded(paths) });
  const left = paths.filter((path) => !isPlaced(join(aside, path), path, placing));
  rmSync(aside, { recursive: true, force: true });
  await git.run(['update-index', '-q', '--refresh'], { index });
  return left;
}

/** false: there is something newer, or a folder with something in it, or it must not be there (F4). */
function isPlaced(from: string, path: string, placing: Placing): boolean {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (stat === undefined || !isAsBefore(placing, path)) return false;
  if (!stat.isFile() && isPlainOnly(path, placing.prefix)) return false;
  makeFolders(placing.top, path);
  const to = join(placing.top, path);
  // Another repository inside of this one: git knows its folder and nothing in it.
  if (stat.isDirectory()) return forgiving(IN_THE_WAY, () => mkdirSync(to)) !== null;
  return forgiving(IN_THE_WAY, () => renameSync(from, to)) !== null;
}

const IN_THE_WAY = ['EISDIR', 'EEXIST', 'ENOTEMPTY'];

/** F3. */
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
    if (errorCode(error) !== 'EEXIST') throw error; // a run made it meanwhile
  }
}

/** What stands there is kept below another folder of the same disk; the last version of each path. */
export function layAside(top: string, path: string, below: string): void {
  const from = join(top, path);
  if (!statOf(from)?.isFile()) return;
  const to = join(below, path);
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

export const statOf = (path: string): ReturnType<typeof lstatSync> | null => forgiving(ABSENT, () => lstatSync(path));

/** A file, and the folders that are empty then; nothing behind a link. */
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
