/**
 * Adapter: updates the files of our worktree to a commit.
 *
 * C1. People's files become exactly those of the commit, whatever was there, also after an interrupted checkout.
 * C2. A file of the runner that is newer on disk, or whose run is in conflict, is left alone. The former is reported
 *     before the index records the commit's version: otherwise it would look like a change of ours and be committed.
 * C3. Our state folder is never changed by a branch, and no links are created among the runs; see owned.ts, O2.
 * C4. Declared files belong to both: the version of the commit is merged into the one on disk; see merge-files.ts.
 * C5. The index is replaced last and by rename: after a kill at any point, the same call completes the work.
 */
import { copyFileSync, renameSync, rmdirSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type RunId, runId } from '../../model/brand.ts';
import { forgiving } from '../../model/system-error.ts';
import { dirtyFiles, entriesAt, indexToTree, type TreeChange } from './entries.ts';
import type { Git } from './git.ts';
import { type Declared, isDeclared, isDeclaredChange } from './machine-files.ts';
import { type DeclaredFileConflict, mergeOnDisk } from './merge-files.ts';
import { isForbiddenPath, ownedBy } from './owned.ts';
import { isUnchanged, placeFiles, removeFile, type Stamps, stampOf, statOf, syncFile } from './place.ts';
import type { Worktree } from './worktree.ts';

export interface Checkout {
  readonly worktree: Worktree;
  readonly prefix: string;
  /** Runs whose files are not changed. */
  readonly keep: ReadonlySet<RunId>;
  /** `all`: also corrects people's files that differ from the index; needed after a kill or an error. */
  readonly look: 'changes' | 'all';
  /** C2. Called with the changes that were not made, because the file on disk is newer. */
  readonly onNewer: (changes: readonly TreeChange[]) => Promise<void>;
  readonly declared: Declared;
  /** Declared files that were already in conflict. */
  readonly conflicts: readonly DeclaredFileConflict[];
  /** C4. Called with the declared files that are in conflict now, before the index records the commit's version. */
  readonly onConflicts: (conflicts: readonly DeclaredFileConflict[]) => Promise<void>;
}

/** @returns paths that were written or removed. @throws GitError */
export async function checkout(git: Git, commit: string, how: Checkout): Promise<readonly string[]> {
  const index = nextIndex(how.worktree);
  const all = (await indexToTree(git, commit, { index })).filter(({ path }) => !isForbiddenPath(path, how.prefix));
  await git.text(['read-tree', '--reset', commit], { index });
  const { top } = how.worktree;
  // Declared files are merged (C4), all other changes are made.
  const cases = await declaredCases(git, all, { commit, how });
  const shared = new Set(cases.map(({ path }) => path));
  const changes = all.filter(({ path }) => !shared.has(path));
  const { wanted, newer, stamps } = await wantedChanges(git, changes, how);
  const removed = wanted.filter(({ path, after }) => after === null && isUnchanged({ top, stamps }, path));
  for (const { path } of removed) removeFile(top, path);
  const written = wanted.filter(({ path, after }) => after !== null && !isBlockedByFolder(top, path));
  const others = (await differingFiles(git, index, how)).filter((path) => !shared.has(path));
  const paths = [...new Set([...written.map(({ path }) => path), ...others])];
  const kept = new Set(await placeFiles(git, paths, { top, prefix: how.prefix, index, stamps }));
  const placed = paths.filter((path) => !kept.has(path));
  for (const path of placed) if (ownedBy(path, how.prefix)) syncFile(join(top, path));
  // C2. Files that were newer from the beginning, and those that became newer in the meantime.
  const late = wanted.filter((change) => stamps.has(change.path) && !isAsWanted(change, { kept, removed }));
  const unmade = await stillDiffering(git, index, [...newer, ...late]);
  if (unmade.length > 0) await how.onNewer(unmade);
  const conflicts = await mergeOnDisk(git, cases, { top, prefix: how.prefix, index });
  if (conflicts.length + how.conflicts.length > 0) await how.onConflicts(conflicts);
  replaceIndex(how.worktree);
  return [...new Set([...wanted.map(({ path }) => path), ...paths, ...shared])];
}

/** C4. The changes of declared files, and those that were in conflict. */
async function declaredCases(
  git: Git,
  changes: readonly TreeChange[],
  { commit, how }: { readonly commit: string; readonly how: Checkout },
): Promise<readonly DeclaredFileConflict[]> {
  const known = new Map(how.conflicts.map((conflict) => [conflict.path, conflict]));
  const there = await entriesAt(git, commit, [...known.keys()]);
  const again = how.conflicts.map(({ path, base }) => ({ path, base, theirs: there.get(path) ?? null }));
  const fresh = changes.filter((change) => {
    const stat = statOf(join(how.worktree.top, change.path));
    // A link or a folder has no entries: it belongs to people, so C1 applies.
    return !known.has(change.path) && isDeclaredChange(change, how.declared) && (!stat || stat.isFile());
  });
  return [...again, ...fresh.map(({ path, before, after }) => ({ path, base: before, theirs: after }))];
}

/** Updates the index, but no file, to a commit: our own commits do not change the index. @throws GitError */
export async function freshIndex(git: Git, worktree: Worktree, commit: string): Promise<void> {
  await git.text(['read-tree', '--reset', commit], { index: nextIndex(worktree) });
  replaceIndex(worktree);
}

interface Wanted {
  readonly wanted: readonly TreeChange[];
  /** C2. */
  readonly newer: readonly TreeChange[];
  /** Stamps of the runner's files at that time. */
  readonly stamps: Stamps;
}

async function wantedChanges(git: Git, changes: readonly TreeChange[], how: Checkout): Promise<Wanted> {
  const { top, admin } = how.worktree;
  const runnerOwned = changes.filter(({ path }) => isRunnerOwned(path, how.prefix));
  if (runnerOwned.length === 0) return { wanted: changes, newer: [], stamps: new Map() };
  const stamps = new Map(runnerOwned.map(({ path }) => [path, stampOf(top, path)]));
  // Compared with the current index, not the next one: has the file changed since the last checkout?
  const dirty = await dirtyFiles(git, { index: join(admin, 'index') });
  const isNewer = ({ path, before }: TreeChange): boolean =>
    stamps.has(path) && !isMissing(how, path) && (before === null || dirty.has(path));
  const isKept = ({ path }: TreeChange): boolean =>
    stamps.has(path) && how.keep.has(ownedBy(path, how.prefix)?.run ?? NO_RUN);
  const free = changes.filter((change) => !isKept(change));
  return { wanted: free.filter((change) => !isNewer(change)), newer: free.filter(isNewer), stamps };
}

const NO_RUN = runId('');

/** Is it a file that only the runner should write? */
function isRunnerOwned(path: string, prefix: string): boolean {
  const owned = ownedBy(path, prefix);
  return owned !== null && owned.kind !== 'draft';
}

interface Done {
  /** Paths that were not written. */
  readonly kept: ReadonlySet<string>;
  readonly removed: readonly TreeChange[];
}

const isAsWanted = (change: TreeChange, { kept, removed }: Done): boolean =>
  change.after === null ? removed.includes(change) : !kept.has(change.path);

/** The changes whose file on disk differs from the next index, and all deletions. */
async function stillDiffering(git: Git, index: string, changes: readonly TreeChange[]): Promise<readonly TreeChange[]> {
  if (changes.length === 0) return [];
  const dirty = await dirtyFiles(git, { index });
  return changes.filter(({ path, after }) => after === null || dirty.has(path));
}

const isMissing = (how: Checkout, path: string): boolean => statOf(join(how.worktree.top, path)) === null;

/** People's files that differ from the commit, and missing files of the runner. */
async function differingFiles(git: Git, index: string, how: Checkout): Promise<readonly string[]> {
  if (how.look === 'changes') return [];
  const { top } = how.worktree;
  return [...(await dirtyFiles(git, { index }))].filter((path) => {
    if (isForbiddenPath(path, how.prefix) || isBlockedByFolder(top, path)) return false;
    const owned = ownedBy(path, how.prefix);
    const stat = statOf(join(top, path));
    if (owned === null) return !(stat?.isFile() && isDeclared(path, how.declared));
    return stat === null && !how.keep.has(owned.run);
  });
}

const indexOf = ({ admin }: Worktree): string => join(admin, 'index');
const nextOf = ({ admin }: Worktree): string => join(admin, 'index.next');

/** A copy of the index to work on; {@link replaceIndex} puts it in place. */
export function nextIndex(worktree: Worktree): string {
  const next = nextOf(worktree);
  forgiving(['ENOENT'], () => unlinkSync(next));
  forgiving(['ENOENT'], () => unlinkSync(`${next}.lock`));
  forgiving(['ENOENT'], () => {
    const { atime, mtimeMs } = statSync(indexOf(worktree));
    copyFileSync(indexOf(worktree), next);
    // Git compares the time of the index with those of files, to find changes within the tick in which it read them.
    utimesSync(next, atime, Math.floor(mtimeMs) / 1000);
  });
  return next;
}

export const replaceIndex = (worktree: Worktree): void => renameSync(nextOf(worktree), indexOf(worktree));

/** Is a folder with content in place of the file? Git would remove all of it. An empty folder is removed here. */
function isBlockedByFolder(top: string, path: string): boolean {
  const stat = statOf(join(top, path));
  if (!stat?.isDirectory()) return false;
  return (
    forgiving(['ENOTEMPTY', 'EEXIST'], () => rmdirSync(join(top, path))) === null && statOf(join(top, path)) !== null
  );
}
