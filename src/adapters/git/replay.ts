/**
 * Adapter: which of our commits' changes go on top of what others pushed meanwhile. Pure.
 *
 * R1. A change applies where the file is as it was before it, or as another of these commits left it.
 * R2. Any other version is somebody else's: all of that run stays out, and nothing of it is overwritten on either side.
 * R3. A draft that somebody has written already is theirs.
 */
import type { RunId } from '../../model/brand.ts';
import { type Entry, isSame, keyOf, type TreeChange } from './entries.ts';
import { type Owned, ownedBy } from './owned.ts';

export interface OwnCommit {
  readonly oid: string;
  readonly changes: readonly TreeChange[];
}

/** A file of ours that somebody else changed as well. */
export interface Clash {
  readonly run: RunId;
  readonly path: string;
  /** What both began with; null: there was no such file. */
  readonly base: Entry | null;
  readonly theirs: Entry | null;
}

export interface Replay<T extends OwnCommit> {
  /** In order; commits of which nothing is left are not among them. */
  readonly steps: readonly { readonly commit: T; readonly changes: readonly TreeChange[] }[];
  readonly clashes: readonly Clash[];
}

export interface Onto {
  readonly prefix: string;
  /** How a file is in the tree that they go onto. */
  readonly at: (path: string) => Entry | null;
  /** Runs that stay out. */
  readonly without: ReadonlySet<RunId>;
}

export function planReplay<T extends OwnCommit>(commits: readonly T[], onto: Onto): Replay<T> {
  const first = replayOnce(commits, onto);
  if (first.clashes.length === 0) return first;
  const without = new Set([...onto.without, ...first.clashes.map(({ run }) => run)]);
  return { steps: replayOnce(commits, { ...onto, without }).steps, clashes: first.clashes };
}

function replayOnce<T extends OwnCommit>(commits: readonly T[], onto: Onto): Replay<T> {
  const known = versions(commits);
  const made = new Map<string, Entry | null>();
  const clashes = new Map<string, Clash>();
  const verdict = (change: TreeChange): 'apply' | 'leave' => {
    const { path, before, after } = change;
    const owned = ownedBy(path, onto.prefix);
    if (owned === null || onto.without.has(owned.run)) return 'leave';
    const now = made.has(path) ? (made.get(path) ?? null) : onto.at(path);
    if (isSame(now, after)) return 'leave';
    if (isSame(now, before) || known.get(path)?.has(keyOf(now))) return 'apply';
    if (owned.kind !== 'draft' && !clashes.has(path)) clashes.set(path, clash(owned, change, now));
    return 'leave';
  };
  const steps = commits.flatMap((commit) => {
    const changes = commit.changes.filter((change) => verdict(change) === 'apply');
    for (const { path, after } of changes) made.set(path, after);
    return changes.length === 0 ? [] : [{ commit, changes }];
  });
  return { steps, clashes: [...clashes.values()] };
}

const clash = ({ run }: Owned, { path, before }: TreeChange, theirs: Entry | null): Clash => ({
  run,
  path,
  base: before,
  theirs,
});

/** Every version of each file that these commits have seen; that there was none counts only before the first. */
function versions(commits: readonly OwnCommit[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { changes } of commits)
    for (const { path, before, after } of changes) {
      const seen = known.get(path) ?? new Set();
      known.set(path, seen.add(keyOf(before)).add(keyOf(after)));
    }
  return known;
}
