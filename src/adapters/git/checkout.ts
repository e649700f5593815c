/**
 * Adapter: brings the files of our worktree to a commit.
 *
 * C1. People's files become exactly those of the commit, whatever was there: half of an earlier checkout too.
 * C2. A file of the machine that is newer on disk, or whose run is in conflict, is left alone.
 * C3. Our state folder is never touched by what a branch holds.
 * C4. The index is replaced last and by rename: after a kill at any point the same call does the rest.
 */
import { copyFileSync, lstatSync, renameSync, rmdirSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { errorCode, forgiving, nodeFileSystem } from '../file-system.ts';
import { dirtyFiles, indexToTree, type TreeChange, zeroEnded } from './entries.ts';
import type { Git } from './git.ts';
import { isState, ownedBy } from './owned.ts';
import type { Worktree } from './worktree.ts';

export interface Checkout {
  readonly worktree: Worktree;
  readonly prefix: string;
  /** Runs whose files stay as they are. */
  readonly keep: ReadonlySet<RunId>;
  /** `all`: people's files that are not as the index says are put right too; once, at the start. */
  readonly look: 'changes' | 'all';
}

/** @returns paths that were written or removed. @throws GitError */
export async function checkout(git: Git, commit: string, how: Checkout): Promise<readonly string[]> {
  const index = nextIndex(how.worktree);
  const changes = (await indexToTree(git, commit, { index })).filter(({ path }) => !isState(path, how.prefix));
  await git.text(['read-tree', '--reset', commit], { index });
  const wanted = await wantedChanges(git, changes, how);
  for (const { path, after } of wanted) if (after === null) removeFile(how.worktree.top, path);
  const written = wanted.filter(({ path, after }) => after !== null && !isInTheWay(how.worktree.top, path));
  const paths = [...new Set([...written.map(({ path }) => path), ...(await unlike(git, index, how))])];
  await write(git, paths, index);
  for (const path of paths) if (ownedBy(path, how.prefix)) syncFile(join(how.worktree.top, path));
  replaceIndex(how.worktree);
  return [...new Set([...wanted.map(({ path }) => path), ...paths])];
}

/** Brings the index, and no file, to a commit: commits of our own do not touch it. @throws GitError */
export async function freshIndex(git: Git, worktree: Worktree, commit: string): Promise<void> {
  await git.text(['read-tree', '--reset', commit], { index: nextIndex(worktree) });
  replaceIndex(worktree);
}

/** Writes files as the index has them. */
export async function write(git: Git, paths: readonly string[], index: string): Promise<void> {
  if (paths.length === 0) return;
  await git.text(['checkout-index', '-f', '-u', '-q', '-z', '--stdin'], { index, input: zeroEnded(paths) });
}

async function wantedChanges(git: Git, changes: readonly TreeChange[], how: Checkout): Promise<readonly TreeChange[]> {
  const machine = changes.some(({ path }) => ownedBy(path, how.prefix) !== null);
  if (!machine) return changes;
  // The index that stands, not the next one: what is dirty is so against what was there.
  const dirty = await dirtyFiles(git, { index: join(how.worktree.admin, 'index') });
  return changes.filter(({ path, before }) => {
    const owned = ownedBy(path, how.prefix);
    if (owned === null || owned.kind === 'draft') return true;
    if (how.keep.has(owned.run)) return false;
    return before === null ? statOf(join(how.worktree.top, path)) === null : !dirty.has(path) || isGone(how, path);
  });
}

const isGone = (how: Checkout, path: string): boolean => statOf(join(how.worktree.top, path)) === null;

/** People's files that are not as they should be, and files of the machine that are gone. */
async function unlike(git: Git, index: string, how: Checkout): Promise<readonly string[]> {
  if (how.look === 'changes') return [];
  const { top } = how.worktree;
  return [...(await dirtyFiles(git, { index }))].filter((path) => {
    if (isState(path, how.prefix) || isInTheWay(top, path)) return false;
    const owned = ownedBy(path, how.prefix);
    return owned === null || (statOf(join(top, path)) === null && !how.keep.has(owned.run));
  });
}

const indexOf = ({ admin }: Worktree): string => join(admin, 'index');
const nextOf = ({ admin }: Worktree): string => join(admin, 'index.next');

/** A copy of the index to work on; it takes the place of the index by {@link replaceIndex}. */
export function nextIndex(worktree: Worktree): string {
  const next = nextOf(worktree);
  forgiving(['ENOENT'], () => unlinkSync(next));
  forgiving(['ENOENT'], () => unlinkSync(`${next}.lock`));
  forgiving(['ENOENT'], () => {
    const { atime, mtimeMs } = statSync(indexOf(worktree));
    copyFileSync(indexOf(worktree), next);
    // By its age git tells which files may have changed in the tick in which they were read.
    utimesSync(next, atime, Math.floor(mtimeMs) / 1000);
  });
  return next;
}

export const replaceIndex = (worktree: Worktree): void => renameSync(nextOf(worktree), indexOf(worktree));

const statOf = (path: string): ReturnType<typeof lstatSync> | null =>
  forgiving(['ENOENT', 'ENOTDIR'], () => lstatSync(path));

/** A folder with something in it stands where the file should be: git would remove all of it. */
function isInTheWay(top: string, path: string): boolean {
  const stat = statOf(join(top, path));
  if (!stat?.isDirectory()) return false;
  return (
    forgiving(['ENOTEMPTY', 'EEXIST'], () => rmdirSync(join(top, path))) === null && statOf(join(top, path)) !== null
  );
}

/** And the folders that are empty then; nothing behind a link. */
function removeFile(top: string, path: string): void {
  for (let above = dirname(path); above !== '.'; above = dirname(above))
    if (statOf(join(top, above))?.isSymbolicLink()) return;
  forgiving(['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'], () => unlinkSync(join(top, path)));
  try {
    for (let above = dirname(path); above !== '.'; above = dirname(above)) rmdirSync(join(top, above));
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

function syncFile(path: string): void {
  forgiving(['ENOENT', 'ENOTDIR', 'ELOOP'], () => {
    const fd = nodeFileSystem.open(path, 0, 0);
    try {
      nodeFileSystem.sync(fd);
    } finally {
      nodeFileSystem.close(fd);
    }
  });
}
