/**
 * Adapter: puts our commits on top of what others pushed. Makes commits, moves no ref and writes no file of a tree.
 *
 * I1. Only our own commits are made anew, with only the files that they changed; theirs stay what they are.
 * I2. What somebody changed and we have changed since, committed or not, stops that run and no other.
 * I3. Declared files are merged, entry by entry; one that cannot be stays out of our commits, and stops nothing.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { nodeFileSystem } from '../file-system.ts';
import { statIfThere } from '../if-there.ts';
import { runsOf } from './conflicts.ts';
import { dirtyFiles, entriesAt, isSame, type TreeChange, treeChanges } from './entries.ts';
import type { Git } from './git.ts';
import { DAEMON_TRAILER, type LoggedCommit, ownCommits } from './history.ts';
import { importCommits } from './import.ts';
import { type Declared, isDeclared } from './machine-files.ts';
import { type FileClash, mergedCommits } from './merge-files.ts';
import { ownedBy } from './owned.ts';
import { type Clash, planReplay, type Replay } from './replay.ts';
import type { Worktree } from './worktree.ts';

export interface Integration {
  /** New tip: theirs, and on top of it ours. */
  readonly tip: string;
  /** Commits of ours that were made anew. */
  readonly replayed: number;
  /** All conflicts that there are now. */
  readonly clashes: readonly Clash[];
  /** I3. Those of before, and new ones; which of them are over is found by {@link checkout}. */
  readonly files: readonly FileClash[];
  /** Files of runs whose conflict is over, because our version was deleted: theirs is to be taken. */
  readonly restore: readonly string[];
  /** Runs whose conflict is over; what we have of them is to be committed. */
  readonly freed: readonly RunId[];
}

export interface Lines {
  readonly ours: string;
  readonly theirs: string;
  readonly prefix: string;
  /** Id in the trailer of our commits. */
  readonly daemon: string;
  /** Its index is at `ours`. */
  readonly worktree: Worktree;
  /** A ref of ours that nobody reads: what is made anew hangs on it. */
  readonly scratch: string;
  /** Conflicts as they were. */
  readonly clashes: readonly Clash[];
  readonly files: readonly FileClash[];
  readonly declared: Declared;
}

/** @throws GitError */
export async function integrate(git: Git, lines: Lines): Promise<Integration> {
  const old = await stillClashing(git, lines);
  const { commits, clashes: unmerged } = await withFiles(git, await ownCommits(git, lines), lines);
  const files = [...lines.files, ...unmerged];
  let clashes = old.clashes;
  for (;;) {
    const replay = await replayOnto(git, commits, { lines, without: runsOf(clashes) });
    clashes = [...clashes, ...replay.clashes];
    const tip = await build(git, replay, lines);
    const found = await uncommittedClashes(git, tip, { lines, without: runsOf(clashes) });
    const { restore, freed, solved } = old;
    const late = found.filter(({ path }) => !solved.has(path));
    if (late.length === 0) return { tip, replayed: replay.steps.length, clashes, files, restore, freed };
    clashes = [...clashes, ...late];
  }
}

/** I3. */
async function withFiles(git: Git, commits: readonly LoggedCommit[], { theirs, declared, files }: Lines) {
  const paths = new Set(commits.flatMap(({ changes }) => changes.map(({ path }) => path)));
  const there = await entriesAt(
    git,
    theirs,
    [...paths].filter((path) => isDeclared(path, declared)),
  );
  const without = new Set(files.map(({ path }) => path));
  return mergedCommits(git, commits, { at: (path) => there.get(path) ?? null, declared, without });
}

interface Within {
  readonly lines: Lines;
  /** Runs that stay out. */
  readonly without: ReadonlySet<RunId>;
}

async function replayOnto(
  git: Git,
  commits: readonly LoggedCommit[],
  { lines, without }: Within,
): Promise<Replay<LoggedCommit>> {
  const paths = new Set(commits.flatMap(({ changes }) => changes.map(({ path }) => path)));
  const there = await entriesAt(git, lines.theirs, [...paths]);
  const isShared = (path: string): boolean => isDeclared(path, lines.declared);
  return planReplay(commits, { prefix: lines.prefix, at: (path) => there.get(path) ?? null, without, isShared });
}

async function build(git: Git, { steps }: Replay<LoggedCommit>, { theirs, scratch }: Lines): Promise<string> {
  if (steps.length === 0) return theirs;
  const commits = steps.map(({ commit: { author, message }, changes }) => ({ author, message, changes }));
  return importCommits(git, { ref: scratch, parent: theirs, commits });
}

/** Files that we have changed since the last commit, and that would change with the new tip. */
async function uncommittedClashes(git: Git, tip: string, { lines, without }: Within): Promise<readonly Clash[]> {
  const { ours, prefix, worktree } = lines;
  const incoming = (await treeChanges(git, ours, tip)).flatMap((change) => {
    const owned = ownedBy(change.path, prefix);
    return owned === null || owned.kind === 'draft' || without.has(owned.run) ? [] : [{ ...change, run: owned.run }];
  });
  if (incoming.length === 0) return [];
  const dirty = await dirtyFiles(git, { index: join(worktree.admin, 'index') });
  const clashes: Clash[] = [];
  for (const { run, path, before, after } of incoming) {
    const now = await onDisk(git, worktree, path);
    const isNewer = before === null ? now !== null : dirty.has(path) && now !== null;
    if (isNewer && now !== after?.oid) clashes.push({ run, path, base: before, theirs: after });
  }
  return clashes;
}

/**
 * Of changes that a checkout did not make because our files are newer by now: those that are somebody else's. What a
 * commit of ours holds is older than the disk as a matter of course.
 *
 * @throws GitError
 */
export async function lateClashes(
  git: Git,
  left: readonly TreeChange[],
  { tip, prefix, daemon, worktree }: Pick<Lines, 'prefix' | 'daemon' | 'worktree'> & { readonly tip: string },
): Promise<readonly Clash[]> {
  const clashes: Clash[] = [];
  for (const { path, before, after } of left) {
    const owned = ownedBy(path, prefix);
    const now = await onDisk(git, worktree, path);
    if (owned === null || now === (after?.oid ?? null) || (await isOurs(git, { tip, path, daemon }))) continue;
    clashes.push({ run: owned.run, path, base: before, theirs: after });
  }
  return clashes;
}

interface Asked {
  readonly tip: string;
  readonly path: string;
  readonly daemon: string;
}

/** Did we write the version of a file that a commit has? */
async function isOurs(git: Git, { tip, path, daemon }: Asked): Promise<boolean> {
  const format = `--format=%(trailers:key=${DAEMON_TRAILER},valueonly,separator=%x20)`;
  return (await git.line(['log', '-1', format, tip, '--', path])) === daemon;
}

interface Looked extends Omit<Integration, 'tip' | 'replayed' | 'files'> {
  /** Files of runs that are free again. */
  readonly solved: ReadonlySet<string>;
}

/** What of earlier conflicts is still one. A run is free when all its files are. */
async function stillClashing(git: Git, { clashes, theirs, worktree }: Lines): Promise<Looked> {
  const there = await entriesAt(
    git,
    theirs,
    clashes.map(({ path }) => path),
  );
  const looked: { clash: Clash; is: 'open' | 'ours' | 'theirs' }[] = [];
  for (const clash of clashes) {
    const now = there.get(clash.path) ?? null;
    const mine = await onDisk(git, worktree, clash.path);
    const isOurs = isSame(now, clash.base) || (now !== null && now.oid === mine);
    looked.push({ clash: { ...clash, theirs: now }, is: mine === null ? 'theirs' : isOurs ? 'ours' : 'open' });
  }
  const open = runsOf(looked.filter(({ is }) => is === 'open').map(({ clash }) => clash));
  const solved = looked.filter(({ clash }) => !open.has(clash.run));
  return {
    clashes: looked.map(({ clash }) => clash).filter(({ run }) => open.has(run)),
    restore: solved.filter(({ is, clash }) => is === 'theirs' && clash.theirs !== null).map(({ clash }) => clash.path),
    freed: [...runsOf(solved.map(({ clash }) => clash))],
    solved: new Set(solved.map(({ clash }) => clash.path)),
  };
}

/** Id of the content on disk as git would keep it; null: there is no file. */
async function onDisk(git: Git, { top }: Worktree, path: string): Promise<string | null> {
  if (statIfThere(nodeFileSystem, join(top, path))?.type !== 'file') return null;
  return git.line(['hash-object', `--path=${path}`, '--', path]);
}
