/**
 * Adapter: which of our commits' changes go on top of what others pushed meanwhile. Pure.
 *
 * R1. Of a file those changes apply that come after the version that is there.
 * R2. Any other version is somebody else's: all of that run stays out, and nothing of it is overwritten on either side.
 * R3. A draft that somebody has written already is theirs.
 * R4. Files that no run owns come as they are to be: merged before, see merge-files.ts.
 */
import type { RunId } from '../../model/brand.ts';
import { type Entry, isSame, type TreeChange } from './entries.ts';
import { ownedBy } from './owned.ts';

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
  /** All of somebody else's that brought the run there, as people write them, the newest first; not known for all. */
  readonly commits?: readonly string[];
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
  /** R4. */
  readonly isShared?: (path: string) => boolean;
}

export function planReplay<T extends OwnCommit>(commits: readonly T[], onto: Onto): Replay<T> {
  const first = replayOnce(commits, onto);
  if (first.clashes.length === 0) return first;
  const without = new Set([...onto.without, ...first.clashes.map(({ run }) => run)]);
  return { steps: replayOnce(commits, { ...onto, without }).steps, clashes: first.clashes };
}

function replayOnce<T extends OwnCommit>(commits: readonly T[], onto: Onto): Replay<T> {
  const histories = Map.groupBy(
    commits.flatMap(({ changes }) => changes),
    ({ path }) => path,
  );
  const wanted = new Set<TreeChange>();
  const clashes: Clash[] = [];
  for (const [path, history] of histories) {
    const owned = ownedBy(path, onto.prefix);
    if (owned === null ? !onto.isShared?.(path) : onto.without.has(owned.run)) continue;
    const now = onto.at(path);
    const missing = missingOf(history, now);
    if (missing !== null) for (const change of missing) wanted.add(change);
    else if (owned !== null && owned.kind !== 'draft')
      clashes.push({ run: owned.run, path, base: history[0]?.before ?? null, theirs: now });
  }
  const steps = commits.flatMap((commit) => {
    const changes = commit.changes.filter((change) => wanted.has(change));
    return changes.length === 0 ? [] : [{ commit, changes }];
  });
  return { steps, clashes };
}

/** The changes of one file that come after the version that is there; null: that version is none of them. */
function missingOf(history: readonly TreeChange[], now: Entry | null): readonly TreeChange[] | null {
  if (isSame(now, history[0]?.before ?? null)) return history;
  const reached = history.findLastIndex(({ after }) => isSame(now, after));
  return reached < 0 ? null : history.slice(reached + 1);
}
