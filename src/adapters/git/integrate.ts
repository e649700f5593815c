/**
 * Adapter: rebases our commits onto what others pushed. It makes commits, but writes no file, and moves only a scratch
 * ref.
 *
 * I1. Only our own commits are recreated, with only the files that they changed; those of others stay as they are.
 * I2. A foreign change in files of a run puts that run on hold, and no other; see foreign.ts.
 * I3. Declared files are merged entry by entry. One that cannot be merged is left out of our commits, and stops no run.
 */
import type { RunId } from '../../model/brand.ts';
import { runsOf } from './conflicts.ts';
import { entriesAt, isSame, type TreeChange } from './entries.ts';
import { type Branch, foreignConflicts, oidOnDisk } from './foreign.ts';
import type { Git } from './git.ts';
import { type LoggedCommit, ownCommits } from './history.ts';
import { importCommits } from './import.ts';
import { type Declared, isDeclared, isRegular } from './machine-files.ts';
import { type DeclaredFileConflict, mergedCommits } from './merge-files.ts';
import { ownedBy } from './owned.ts';
import { DAEMON_FORMAT } from './reading.ts';
import { planReplay, type Replay, type RunFileConflict } from './replay.ts';

export interface Integration {
  /** Tip of the result: the branch with our commits on top. */
  readonly tip: string;
  /** Number of our commits that were recreated. */
  readonly replayed: number;
  /** All current conflicts in files of runs. */
  readonly conflicts: readonly RunFileConflict[];
  /** I3. Earlier and new conflicts in declared files; {@link checkout} finds out which of them are over. */
  readonly files: readonly DeclaredFileConflict[];
  /** Files of freed runs that a person adopted as they are on the branch. */
  readonly adopted: readonly RunFileConflict[];
  /** Runs whose conflict is over; their files on disk are to be committed. */
  readonly freed: readonly RunId[];
}

export interface IntegrateInput extends Branch {
  /** Id in the trailer of our commits. */
  readonly daemon: string;
  /** A ref that nobody reads: it makes the recreated commits reachable. */
  readonly scratch: string;
  /** The conflicts known so far. */
  readonly conflicts: readonly RunFileConflict[];
  /** Path -> id of the content on the branch that a person adopts; null: its deletion. */
  readonly adopted: ReadonlyMap<string, string | null>;
  /** Declared files that are already in conflict. */
  readonly files: readonly DeclaredFileConflict[];
  readonly declared: Declared;
}

/** @throws GitError */
export async function integrate(git: Git, input: IntegrateInput): Promise<Integration> {
  const old = await recheckConflicts(git, input);
  const { commits, conflicts: unmerged } = await withMergedFiles(git, await ownCommits(git, input), input);
  const files = [...input.files, ...unmerged];
  let conflicts = old.conflicts;
  const { adopted, freed, solved } = old;
  for (;;) {
    // The files of freed runs are committed afterwards, as they are on disk.
    const replay = await replayOnto(git, commits, { input, without: new Set([...runsOf(conflicts), ...freed]) });
    conflicts = [...conflicts, ...replay.conflicts];
    const tip = await makeCommits(git, replay, input);
    const paths = new Set([...conflicts.map(({ path }) => path), ...solved]);
    const known = { inConflict: runsOf(conflicts), freed: new Set(freed), paths };
    const found = await foreignConflicts(git, tip, { branch: input, known });
    if (found.length === 0) {
      const again = runsOf(conflicts);
      const free = freed.filter((run) => !again.has(run));
      return { tip, replayed: replay.steps.length, conflicts, files, adopted, freed: free };
    }
    conflicts = [...conflicts, ...found];
  }
}

/** I3. Our commits with the declared files merged. */
async function withMergedFiles(
  git: Git,
  commits: readonly LoggedCommit[],
  { theirs, declared, files }: IntegrateInput,
) {
  const paths = new Set(commits.flatMap(({ changes }) => changes.map(({ path }) => path)));
  const there = await entriesAt(
    git,
    theirs,
    [...paths].filter((path) => isDeclared(path, declared)),
  );
  const without = new Set(files.map(({ path }) => path));
  return mergedCommits(git, commits, { at: (path) => there.get(path) ?? null, declared, without });
}

interface ReplayInput {
  readonly input: IntegrateInput;
  /** Runs that are left out. */
  readonly without: ReadonlySet<RunId>;
}

async function replayOnto(
  git: Git,
  commits: readonly LoggedCommit[],
  { input, without }: ReplayInput,
): Promise<Replay<LoggedCommit>> {
  const paths = new Set(commits.flatMap(({ changes }) => changes.map(({ path }) => path)));
  const there = await entriesAt(git, input.theirs, [...paths]);
  const isShared = (path: string): boolean => isDeclared(path, input.declared);
  return planReplay(commits, { prefix: input.prefix, at: (path) => there.get(path) ?? null, without, isShared });
}

async function makeCommits(
  git: Git,
  { steps }: Replay<LoggedCommit>,
  { theirs, scratch }: IntegrateInput,
): Promise<string> {
  if (steps.length === 0) return theirs;
  const commits = steps.map(({ commit: { author, message }, changes }) => ({ author, message, changes }));
  return importCommits(git, { ref: scratch, parent: theirs, commits });
}

/**
 * The conflicts among the changes that a checkout did not make because the file on disk is newer. It is a conflict only
 * if somebody else wrote the committed version: one of our own is expected to be older than the disk.
 *
 * @throws GitError
 */
export async function lateConflicts(
  git: Git,
  left: readonly TreeChange[],
  { tip, prefix, daemon, worktree }: Pick<IntegrateInput, 'prefix' | 'worktree'> & Omit<CommittedFile, 'path'>,
): Promise<readonly RunFileConflict[]> {
  const conflicts: RunFileConflict[] = [];
  for (const { path, before, after } of left) {
    const owned = ownedBy(path, prefix);
    const now = await oidOnDisk(git, worktree, path);
    if (owned === null || now === (after?.oid ?? null) || (await isOurs(git, { tip, path, daemon }))) continue;
    conflicts.push({ run: owned.run, path, base: before, theirs: after });
  }
  return conflicts;
}

interface CommittedFile {
  readonly tip: string;
  readonly path: string;
  /** null: the tree was written under another id, so no commit counts as ours. */
  readonly daemon: string | null;
}

/** Did we write the version of the file at the tip? */
async function isOurs(git: Git, { tip, path, daemon }: CommittedFile): Promise<boolean> {
  if (daemon === null) return false;
  return (await git.line(['log', '-1', `--format=${DAEMON_FORMAT}`, tip, '--', path])) === daemon;
}

interface Rechecked extends Omit<Integration, 'tip' | 'replayed' | 'files'> {
  /** Files of freed runs. */
  readonly solved: ReadonlySet<string>;
}

/** Checks which of the known conflicts are over. A run is freed when the conflicts in all its files are. */
async function recheckConflicts(
  git: Git,
  { conflicts, theirs, worktree, adopted }: IntegrateInput,
): Promise<Rechecked> {
  const there = await entriesAt(
    git,
    theirs,
    conflicts.map(({ path }) => path),
  );
  const rechecked: { conflict: RunFileConflict; is: 'open' | 'ours' | 'theirs' }[] = [];
  for (const conflict of conflicts) {
    const now = there.get(conflict.path) ?? null;
    const onDisk = isRegular(now) ? await oidOnDisk(git, worktree, conflict.path) : undefined;
    const isOurs = isSame(now, conflict.base) || onDisk === (now?.oid ?? null);
    const isAdopted = adopted.get(conflict.path) === (now?.oid ?? null);
    rechecked.push({ conflict: { ...conflict, theirs: now }, is: isAdopted ? 'theirs' : isOurs ? 'ours' : 'open' });
  }
  const open = runsOf(rechecked.filter(({ is }) => is === 'open').map(({ conflict }) => conflict));
  const solved = rechecked.filter(({ conflict }) => !open.has(conflict.run));
  return {
    conflicts: rechecked.map(({ conflict }) => conflict).filter(({ run }) => open.has(run)),
    adopted: solved.filter(({ is }) => is === 'theirs').map(({ conflict }) => conflict),
    freed: [...runsOf(solved.map(({ conflict }) => conflict))],
    solved: new Set(solved.map(({ conflict }) => conflict.path)),
  };
}
