/**
 * Adapter: puts our commits on top of what others pushed. Makes commits, moves no ref and writes no file of a tree.
 *
 * I1. Only our own commits are made anew, with only the files that they changed; theirs stay what they are.
 * I2. What somebody else changed in files of a run stops that run and no other; see foreign.ts.
 * I3. Declared files are merged, entry by entry; one that cannot be stays out of our commits, and stops nothing.
 */
import type { RunId } from '../../model/brand.ts';
import { runsOf } from './conflicts.ts';
import { entriesAt, isSame, type TreeChange } from './entries.ts';
import { type Branch, foreignClashes, oidOnDisk } from './foreign.ts';
import type { Git } from './git.ts';
import { type LoggedCommit, ownCommits } from './history.ts';
import { importCommits } from './import.ts';
import { type Declared, isDeclared, isPlain } from './machine-files.ts';
import { type FileClash, mergedCommits } from './merge-files.ts';
import { ownedBy } from './owned.ts';
import { DAEMON_OF } from './reading.ts';
import { type Clash, planReplay, type Replay } from './replay.ts';

export interface Integration {
  /** New tip: theirs, and on top of it ours. */
  readonly tip: string;
  /** Commits of ours that were made anew. */
  readonly replayed: number;
  /** All conflicts that there are now. */
  readonly clashes: readonly Clash[];
  /** I3. Those of before, and new ones; which of them are over is found by {@link checkout}. */
  readonly files: readonly FileClash[];
  /** Files of runs whose conflict is over, because theirs were adopted. */
  readonly adopted: readonly Clash[];
  /** Runs whose conflict is over; what we have of them is to be committed. */
  readonly freed: readonly RunId[];
}

export interface Lines extends Branch {
  /** Id in the trailer of our commits. */
  readonly daemon: string;
  /** A ref of ours that nobody reads: what is made anew hangs on it. */
  readonly scratch: string;
  /** Conflicts as they were. */
  readonly clashes: readonly Clash[];
  /** Path -> the content of theirs that a person wants to have; null: that it is deleted. */
  readonly adopted: ReadonlyMap<string, string | null>;
  readonly files: readonly FileClash[];
  readonly declared: Declared;
}

/** @throws GitError */
export async function integrate(git: Git, lines: Lines): Promise<Integration> {
  const old = await stillClashing(git, lines);
  const { commits, clashes: unmerged } = await withFiles(git, await ownCommits(git, lines), lines);
  const files = [...lines.files, ...unmerged];
  let clashes = old.clashes;
  const { adopted, freed, solved } = old;
  for (;;) {
    // What a run that is free again has on disk is committed afterwards, as a whole.
    const replay = await replayOnto(git, commits, { lines, without: new Set([...runsOf(clashes), ...freed]) });
    clashes = [...clashes, ...replay.clashes];
    const tip = await build(git, replay, lines);
    const paths = new Set([...clashes.map(({ path }) => path), ...solved]);
    const known = { inConflict: runsOf(clashes), freed: new Set(freed), paths };
    const found = await foreignClashes(git, tip, { branch: lines, known });
    if (found.length === 0) {
      const again = runsOf(clashes);
      const free = freed.filter((run) => !again.has(run));
      return { tip, replayed: replay.steps.length, clashes, files, adopted, freed: free };
    }
    clashes = [...clashes, ...found];
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

/**
 * Of changes that a checkout did not make because our files are newer by now: those that are somebody else's. What a
 * commit of ours holds is older than the disk as a matter of course.
 *
 * @throws GitError
 */
export async function lateClashes(
  git: Git,
  left: readonly TreeChange[],
  { tip, prefix, daemon, worktree }: Pick<Lines, 'prefix' | 'worktree'> & Omit<Asked, 'path'>,
): Promise<readonly Clash[]> {
  const clashes: Clash[] = [];
  for (const { path, before, after } of left) {
    const owned = ownedBy(path, prefix);
    const now = await oidOnDisk(git, worktree, path);
    if (owned === null || now === (after?.oid ?? null) || (await isOurs(git, { tip, path, daemon }))) continue;
    clashes.push({ run: owned.run, path, base: before, theirs: after });
  }
  return clashes;
}

interface Asked {
  readonly tip: string;
  readonly path: string;
  /** null: what the tree has was made under another id, and so no commit is ours. */
  readonly daemon: string | null;
}

/** Did we write the version of a file that a commit has? */
async function isOurs(git: Git, { tip, path, daemon }: Asked): Promise<boolean> {
  if (daemon === null) return false;
  return (await git.line(['log', '-1', `--format=${DAEMON_OF}`, tip, '--', path])) === daemon;
}

interface Looked extends Omit<Integration, 'tip' | 'replayed' | 'files'> {
  /** Files of runs that are free again. */
  readonly solved: ReadonlySet<string>;
}

/** What of earlier conflicts is still one. A run is free when all its files are. */
async function stillClashing(git: Git, { clashes, theirs, worktree, adopted }: Lines): Promise<Looked> {
  const there = await entriesAt(
    git,
    theirs,
    clashes.map(({ path }) => path),
  );
  const looked: { clash: Clash; is: 'open' | 'ours' | 'theirs' }[] = [];
  for (const clash of clashes) {
    const now = there.get(clash.path) ?? null;
    const onDisk = isPlain(now) ? await oidOnDisk(git, worktree, clash.path) : undefined;
    const isOurs = isSame(now, clash.base) || onDisk === (now?.oid ?? null);
    const isAdopted = adopted.get(clash.path) === (now?.oid ?? null);
    looked.push({ clash: { ...clash, theirs: now }, is: isAdopted ? 'theirs' : isOurs ? 'ours' : 'open' });
  }
  const open = runsOf(looked.filter(({ is }) => is === 'open').map(({ clash }) => clash));
  const solved = looked.filter(({ clash }) => !open.has(clash.run));
  return {
    clashes: looked.map(({ clash }) => clash).filter(({ run }) => open.has(run)),
    adopted: solved.filter(({ is }) => is === 'theirs').map(({ clash }) => clash),
    freed: [...runsOf(solved.map(({ clash }) => clash))],
    solved: new Set(solved.map(({ clash }) => clash.path)),
  };
}
