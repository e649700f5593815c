/**
 * Adapter: what somebody else changed in files of runs. Only the runner writes those, so what a commit of somebody else
 * says in its name is not taken for its word: not that a gate was approved, and not what is carried out.
 *
 * N1. A file of a run that comes to the branch with a content that is not ours stops that run and no other, until the
 *     change is taken back, or adopted on the machine of the daemon. Drafts are people's.
 * N2. Files that are moved with all of their run stay ours; so a run can be renamed.
 * N3. People may delete what is not being written.
 * N4. Where several daemons are allowed, another one's word counts, unless we have written the same file since.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { checkpointPath, RUNS, runFolderOf } from '../../parse/run-files.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { conflictRef, runsOf } from './conflicts.ts';
import { dirtyFiles, entriesAt, isSame, type TreeChange, treeChanges } from './entries.ts';
import type { Git } from './git.ts';
import { isPlain } from './machine-files.ts';
import { ownedBy } from './owned.ts';
import { DAEMON_OF } from './reading.ts';
import type { Clash } from './replay.ts';
import type { Worktree } from './worktree.ts';

export interface Branch {
  /** Our newest commit, which the index of the worktree is at. */
  readonly ours: string;
  /** The branch as it is now. */
  readonly theirs: string;
  /** The branch as it was when we last stood on it; null: never. */
  readonly pushed: string | null;
  readonly prefix: string;
  readonly worktree: Worktree;
  /** N4. */
  readonly daemons: 'one' | 'many';
}

export interface Known {
  /** Their commits stay out of ours, so that what the branch has of them is not ours on top of theirs. */
  readonly inConflict: ReadonlySet<RunId>;
  /** So do theirs; what they have on disk comes on top afterwards. */
  readonly freed: ReadonlySet<RunId>;
  /** Conflicts that are known. */
  readonly paths: ReadonlySet<string>;
}

interface RunChange extends TreeChange {
  readonly run: RunId;
}

/** @param tip what our line is to become: theirs, and on top of it ours. @throws GitError */
export async function foreignClashes(
  git: Git,
  tip: string,
  { branch, known }: { readonly branch: Branch; readonly known: Known },
): Promise<readonly Clash[]> {
  const { ours, theirs, pushed, prefix, daemons } = branch;
  const inRuns = async (from: string, to: string): Promise<readonly RunChange[]> =>
    runChanges(await treeChanges(git, from, to), prefix).filter(({ path }) => !known.paths.has(path));
  const { inConflict, freed } = known;
  const fresh = (await inRuns(ours, tip)).filter(({ run }) => !inConflict.has(run) && !freed.has(run));
  const looked = daemons === 'one' ? new Set([...inConflict, ...freed]) : freed;
  const isLooked = pushed !== null && looked.size > 0;
  const further = isLooked ? (await inRuns(pushed, theirs)).filter(({ run }) => looked.has(run)) : [];
  const changes = [...fresh, ...further];
  if (changes.length === 0) return [];
  const moved = daemons === 'many' ? new Set<RunId>() : await movedRuns(git, tip, { changes: fresh, prefix });
  const onDisk = await diskOf(git, branch.worktree);
  const clashes: Clash[] = [];
  for (const change of changes) {
    const { run, path, before, after } = change;
    const now = await onDisk(change);
    // A link whose text is what our file says is none of ours.
    const isOurs = isPlain(after) && now.oid === (after?.oid ?? null);
    const mayCome = !now.isNewer && (after === null || daemons === 'many' || moved.has(run));
    if (!isOurs && !mayCome) clashes.push({ run, path, base: before, theirs: after });
  }
  return clashes;
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

async function diskOf(git: Git, worktree: Worktree): Promise<(change: TreeChange) => Promise<OnDisk>> {
  const dirty = await dirtyFiles(git, { index: join(worktree.admin, 'index') });
  return async ({ path, before }) => {
    // Hashing is a process of git: only where the index does not know.
    if (before !== null && !dirty.has(path)) return { oid: before.oid, isNewer: false };
    const oid = await oidOnDisk(git, worktree, path);
    return { oid, isNewer: oid !== null };
  };
}

/** Id of the content on disk as git would keep it; null: there is no file. */
export async function oidOnDisk(git: Git, { top }: Worktree, path: string): Promise<string | null> {
  if (statIfThere(nodeFileSystem, join(top, path))?.type !== 'file') return null;
  return git.line(['hash-object', `--path=${path}`, '--', path]);
}

/** Files of one run that are asked about: a command line has an end. */
const MOST_ASKED = 100;

/** Of so many runs: whoever pushes says how many there are, and each is a process of git. */
const MOST_NAMED = 50;

/** To take back more than these one by one is no advice. */
const MOST_COMMITS = 10;

interface Named extends Pick<Branch, 'ours' | 'theirs'> {
  /** Prefix of our refs. */
  readonly refs: string;
  readonly before: readonly Clash[];
}

/** With the commits of each new conflict, for people to look at and to take back. @throws GitError */
export async function withCommits(
  git: Git,
  clashes: readonly Clash[],
  { ours, theirs, refs, before }: Named,
): Promise<readonly Clash[]> {
  const known = new Map(before.map((clash) => [clash.path, clash]));
  const held = runsOf(before);
  const named: Clash[] = [];
  let asked = 0;
  for (const [run, own] of Map.groupBy(clashes, (clash) => clash.run)) {
    const isNew = ({ path, theirs: now }: Clash): boolean => !isSame(known.get(path)?.theirs ?? null, now);
    if (own.some((clash) => isNew(clash) || !known.has(clash.path))) asked += 1;
    else {
      named.push(...own);
      continue;
    }
    // What was pushed to a run in conflict comes on top of the first: all of it is to be taken back.
    const since = held.has(run) ? conflictRef(refs, run) : ours;
    const paths = own.map(({ path }) => path).slice(0, MOST_ASKED);
    const commits = asked > MOST_NAMED ? [] : await commitsSince(git, { since, theirs, paths });
    for (const { commits: _, ...clash } of own) named.push(commits.length > 0 ? { ...clash, commits } : clash);
  }
  return named;
}

interface Since extends Pick<Branch, 'theirs'> {
  readonly since: string;
  readonly paths: readonly string[];
}

/**
 * The newest first, as `git revert` takes them. None where that would not do: of a merge it wants to know the side, and on
 * a branch that was rewritten there are commits of ours among them.
 */
async function commitsSince(git: Git, { since, theirs, paths }: Since): Promise<readonly string[]> {
  const format = `--format=%h %p ${DAEMON_OF}`;
  const most = `--max-count=${MOST_COMMITS + 1}`;
  const told = await git.line(['log', most, '--topo-order', format, theirs, `^${since}`, '--', ...paths]);
  const commits = told ? told.split('\n').map((line) => line.trimEnd().split(' ')) : [];
  const isPlainLine = commits.length <= MOST_COMMITS && commits.every((words) => words.length <= 2);
  return isPlainLine ? commits.map(([commit = '']) => commit) : [];
}

/** N2. Runs that have nothing but the files of one that is gone, each in its place and with its content. */
async function movedRuns(
  git: Git,
  tip: string,
  { changes, prefix }: { readonly changes: readonly RunChange[]; readonly prefix: string },
): Promise<ReadonlySet<RunId>> {
  const candidates = likeGone(changes, prefix);
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
  /** How many came. */
  readonly files: number;
  /** Runs that lost all of these. */
  readonly from: readonly RunId[];
}

function likeGone(changes: readonly RunChange[], prefix: string): readonly Candidate[] {
  const [brought, left] = [true, false].map((comes) =>
    Map.groupBy(
      changes.filter(({ after }) => (after !== null) === comes),
      ({ run }) => run,
    ),
  );
  const keyOf = (run: RunId, path: string, oid: string | undefined): string =>
    `${path.slice(`${prefix}${RUNS}/${run}`.length)}\0${oid}`;
  const lost = [...(left ?? [])].map(
    ([run, gone]) => [run, new Set(gone.map(({ path, before }) => keyOf(run, path, before?.oid)))] as const,
  );
  return [...(brought ?? [])].flatMap(([run, files]): readonly Candidate[] => {
    if (!files.every(({ before, after }) => before === null && isPlain(after))) return [];
    const from = lost.filter(([, keys]) => files.every(({ path, after }) => keys.has(keyOf(run, path, after?.oid))));
    return from.length === 0 ? [] : [{ run, files: files.length, from: from.map(([one]) => one) }];
  });
}
