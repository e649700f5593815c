/**
 * Adapter: finds what somebody else changed in files of runs. Only the runner writes these files, so a version in a
 * commit of somebody else is not trusted: it could claim that a gate was approved, or contain other stages to execute.
 *
 * N1. A file of a run that appears on the branch with content that is not ours puts that run on hold, and no other,
 *     until the change is reverted, or adopted on the daemon's machine. Drafts belong to people.
 * N2. A run whose files are all moved unchanged is a rename: its files are still ours.
 * N3. People may delete files, except those that we have written since our last commit.
 * N4. Where several daemons are allowed, the versions of another one are accepted, with the same exception.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { checkpointPath, RUNS, runFolderOf } from '../../parse/run-files.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { conflictRef, runsOf } from './conflicts.ts';
import { dirtyFiles, entriesAt, isSame, type TreeChange, treeChanges } from './entries.ts';
import type { Git } from './git.ts';
import { isRegular } from './machine-files.ts';
import { ownedBy } from './owned.ts';
import { DAEMON_FORMAT } from './reading.ts';
import type { RunFileConflict } from './replay.ts';
import type { Worktree } from './worktree.ts';

export interface Branch {
  /** Our newest commit; the index of the worktree equals it. */
  readonly ours: string;
  /** Tip of the branch as last fetched. */
  readonly theirs: string;
  /** The newest commit that was both on the branch and in our line; null: there is none. */
  readonly pushed: string | null;
  readonly prefix: string;
  readonly worktree: Worktree;
  /** N4. */
  readonly daemons: 'one' | 'many';
}

export interface KnownRuns {
  /** Runs in conflict: `tip` has none of our commits of them, so it shows only the version of the branch. */
  readonly inConflict: ReadonlySet<RunId>;
  /** Runs whose conflict is over: `tip` has none of our commits of them either; what is on disk is committed later. */
  readonly freed: ReadonlySet<RunId>;
  /** Files whose conflict is known or resolved: they are not reported again. */
  readonly paths: ReadonlySet<string>;
}

interface RunChange extends TreeChange {
  readonly run: RunId;
}

/** @param tip the future tip of our line: the branch with our commits on top. @throws GitError */
export async function foreignConflicts(
  git: Git,
  tip: string,
  { branch, known }: { readonly branch: Branch; readonly known: KnownRuns },
): Promise<readonly RunFileConflict[]> {
  const { ours, theirs, pushed, prefix, daemons } = branch;
  const inRuns = async (from: string, to: string): Promise<readonly RunChange[]> =>
    runChanges(await treeChanges(git, from, to), prefix).filter(({ path }) => !known.paths.has(path));
  const { inConflict, freed } = known;
  const fresh = (await inRuns(ours, tip)).filter(({ run }) => !inConflict.has(run) && !freed.has(run));
  const unrebased = daemons === 'one' ? new Set([...inConflict, ...freed]) : freed;
  // `tip` has none of our commits of these runs, so what others pushed is compared with what the branch had before.
  const hasUnrebased = pushed !== null && unrebased.size > 0;
  const pushedChanges = hasUnrebased ? (await inRuns(pushed, theirs)).filter(({ run }) => unrebased.has(run)) : [];
  const changes = [...fresh, ...pushedChanges];
  if (changes.length === 0) return [];
  const moved = daemons === 'many' ? new Set<RunId>() : await renamedRuns(git, tip, { changes: fresh, prefix });
  const onDisk = await diskReader(git, branch.worktree);
  const conflicts: RunFileConflict[] = [];
  for (const change of changes) {
    const { run, path, before, after } = change;
    const now = await onDisk(change);
    // A link is foreign even if its target is the same text as the content of our file.
    const isOurs = isRegular(after) && now.oid === (after?.oid ?? null);
    const isAccepted = !now.isNewer && (after === null || daemons === 'many' || moved.has(run));
    if (!isOurs && !isAccepted) conflicts.push({ run, path, base: before, theirs: after });
  }
  return conflicts;
}

const runChanges = (changes: readonly TreeChange[], prefix: string): readonly RunChange[] =>
  changes.flatMap((change) => {
    const owned = ownedBy(change.path, prefix);
    return owned === null || owned.kind === 'draft' ? [] : [{ ...change, run: owned.run }];
  });

interface OnDisk {
  /** null: there is no file. */
  readonly oid: string | null;
  /** We have written it since the last commit. */
  readonly isNewer: boolean;
}

async function diskReader(git: Git, worktree: Worktree): Promise<(change: TreeChange) => Promise<OnDisk>> {
  const dirty = await dirtyFiles(git, { index: join(worktree.admin, 'index') });
  return async ({ path, before }) => {
    // Hashing starts a git process: only done if the index does not know the content.
    if (before !== null && !dirty.has(path)) return { oid: before.oid, isNewer: false };
    const oid = await oidOnDisk(git, worktree, path);
    return { oid, isNewer: oid !== null };
  };
}

/** Id of the content on disk as git would store it; null: there is no regular file. */
export async function oidOnDisk(git: Git, { top }: Worktree, path: string): Promise<string | null> {
  if (statIfThere(nodeFileSystem, join(top, path))?.type !== 'file') return null;
  return git.line(['hash-object', `--path=${path}`, '--', path]);
}

/** The most files of a run that are passed to git: the length of a command line is limited. */
const MOST_ASKED = 100;

/** The most runs whose commits are looked up: each needs a git process, and one push can change any number of runs. */
const MOST_NAMED = 50;

/** The most commits that are named: nobody reverts more than these one by one. */
const MOST_COMMITS = 10;

interface CommitLookup extends Pick<Branch, 'ours' | 'theirs'> {
  /** Prefix of our refs. */
  readonly refs: string;
  /** The conflicts known so far. */
  readonly before: readonly RunFileConflict[];
}

/** Adds to new conflicts the commits that caused them, so that people can inspect and revert these. @throws GitError */
export async function withCommits(
  git: Git,
  conflicts: readonly RunFileConflict[],
  { ours, theirs, refs, before }: CommitLookup,
): Promise<readonly RunFileConflict[]> {
  const known = new Map(before.map((conflict) => [conflict.path, conflict]));
  const held = runsOf(before);
  const named: RunFileConflict[] = [];
  let lookups = 0;
  for (const [run, own] of Map.groupBy(conflicts, (conflict) => conflict.run)) {
    const isNew = ({ path, theirs: now }: RunFileConflict): boolean => {
      const earlier = known.get(path);
      return earlier === undefined || !isSame(earlier.theirs, now);
    };
    if (!own.some(isNew)) {
      named.push(...own);
      continue;
    }
    lookups += 1;
    // All commits since the conflict began must be reverted, not only the latest.
    const since = held.has(run) ? conflictRef(refs, run) : ours;
    const paths = own.map(({ path }) => path).slice(0, MOST_ASKED);
    const commits = lookups > MOST_NAMED ? [] : await commitsSince(git, { since, theirs, paths });
    for (const { commits: _, ...conflict } of own) named.push(commits.length > 0 ? { ...conflict, commits } : conflict);
  }
  return named;
}

interface Since extends Pick<Branch, 'theirs'> {
  readonly since: string;
  readonly paths: readonly string[];
}

/**
 * Newest first, as `git revert` needs them. Empty if a plain `git revert` of them would fail or be wrong: there are too
 * many, one is a merge, or one is a daemon's own, as on a rewritten branch.
 */
async function commitsSince(git: Git, { since, theirs, paths }: Since): Promise<readonly string[]> {
  const format = `--format=%h %p ${DAEMON_FORMAT}`;
  const most = `--max-count=${MOST_COMMITS + 1}`;
  const logged = await git.line(['log', most, '--topo-order', format, theirs, `^${since}`, '--', ...paths]);
  const commits = logged ? logged.split('\n').map((line) => line.trimEnd().split(' ')) : [];
  const isPlainLine = commits.length <= MOST_COMMITS && commits.every((words) => words.length <= 2);
  return isPlainLine ? commits.map(([commit = '']) => commit) : [];
}

/** N2. Runs that consist only of the files of a run that is gone, at the same relative paths with the same content. */
async function renamedRuns(
  git: Git,
  tip: string,
  { changes, prefix }: { readonly changes: readonly RunChange[]; readonly prefix: string },
): Promise<ReadonlySet<RunId>> {
  const candidates = renameCandidates(changes, prefix);
  const runs = new Set(candidates.flatMap(({ run, from }) => [run, ...from]));
  const names = [...runs].flatMap((run) => [prefix + checkpointPath(run), prefix + runFolderOf(run)]);
  const left = new Map<RunId, number>();
  for (const path of (await entriesAt(git, tip, names)).keys()) {
    const owned = ownedBy(path, prefix);
    if (owned !== null && owned.kind !== 'draft') left.set(owned.run, (left.get(owned.run) ?? 0) + 1);
  }
  const isGone = (run: RunId): boolean => !left.has(run);
  return new Set(
    candidates.flatMap(({ run, files, from }) => (left.get(run) === files && from.some(isGone) ? [run] : [])),
  );
}

interface Candidate {
  readonly run: RunId;
  /** Number of files that were added. */
  readonly files: number;
  /** Runs from which all of these were removed. */
  readonly from: readonly RunId[];
}

/** Runs that consist, as far as these changes show, of files that were removed from another run. */
function renameCandidates(changes: readonly RunChange[], prefix: string): readonly Candidate[] {
  const ofRuns = (some: readonly RunChange[]): ReadonlyMap<RunId, readonly RunChange[]> =>
    Map.groupBy(some, ({ run }) => run);
  const added = ofRuns(changes.filter(({ after }) => after !== null));
  const removed = ofRuns(changes.filter(({ after }) => after === null));
  const keyOf = (run: RunId, path: string, oid: string | undefined): string =>
    `${path.slice(`${prefix}${RUNS}/${run}`.length)}\0${oid}`;
  const lost = [...removed].map(
    ([run, gone]) => [run, new Set(gone.map(({ path, before }) => keyOf(run, path, before?.oid)))] as const,
  );
  return [...added].flatMap(([run, files]): readonly Candidate[] => {
    if (!files.every(({ before, after }) => before === null && isRegular(after))) return [];
    const from = lost.filter(([, keys]) => files.every(({ path, after }) => keys.has(keyOf(run, path, after?.oid))));
    return from.length === 0 ? [] : [{ run, files: files.length, from: from.map(([one]) => one) }];
  });
}
