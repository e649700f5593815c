/**
 * Adapter: decides which changes of our commits are applied on top of what others pushed. Pure.
 *
 * R1. Of our changes of a file, only those after the version on the branch are applied.
 * R2. If that version is none of ours, somebody else wrote it: all changes of the run are left out, and neither side is
 *     overwritten.
 * R3. A draft that somebody else has changed stays as it is on the branch.
 * R4. Changes of declared files were merged before (merge-files.ts). Other files that no run owns are left out.
 */
import type { RunId } from '../../model/brand.ts';
import { type Entry, isSame, type TreeChange } from './entries.ts';
import { ownedBy } from './owned.ts';

export interface OwnCommit {
  readonly oid: string;
  readonly changes: readonly TreeChange[];
}

/** A file of a run that somebody else changed. */
export interface RunFileConflict {
  readonly run: RunId;
  readonly path: string;
  /** The version before the change; null: there was no such file. */
  readonly base: Entry | null;
  /** The version on the branch. */
  readonly theirs: Entry | null;
  /** The commits of others that changed the run, as abbreviated ids, newest first; absent: unknown. */
  readonly commits?: readonly string[];
}

export interface Replay<T extends OwnCommit> {
  /** In order, without commits of which no change is left. */
  readonly steps: readonly { readonly commit: T; readonly changes: readonly TreeChange[] }[];
  readonly conflicts: readonly RunFileConflict[];
}

export interface ReplayTarget {
  readonly prefix: string;
  /** The version of a file on the branch. */
  readonly at: (path: string) => Entry | null;
  /** Runs that are left out. */
  readonly without: ReadonlySet<RunId>;
  /** R4. Is it a declared file? */
  readonly isShared?: (path: string) => boolean;
}

export function planReplay<T extends OwnCommit>(commits: readonly T[], target: ReplayTarget): Replay<T> {
  const first = replayOnce(commits, target);
  if (first.conflicts.length === 0) return first;
  const without = new Set([...target.without, ...first.conflicts.map(({ run }) => run)]);
  return { steps: replayOnce(commits, { ...target, without }).steps, conflicts: first.conflicts };
}

function replayOnce<T extends OwnCommit>(commits: readonly T[], target: ReplayTarget): Replay<T> {
  const histories = Map.groupBy(
    commits.flatMap(({ changes }) => changes),
    ({ path }) => path,
  );
  const wanted = new Set<TreeChange>();
  const conflicts: RunFileConflict[] = [];
  for (const [path, history] of histories) {
    const owned = ownedBy(path, target.prefix);
    if (owned === null ? !target.isShared?.(path) : target.without.has(owned.run)) continue;
    const now = target.at(path);
    const later = changesAfter(history, now);
    if (later !== null) for (const change of later) wanted.add(change);
    else if (owned !== null && owned.kind !== 'draft')
      conflicts.push({ run: owned.run, path, base: history[0]?.before ?? null, theirs: now });
  }
  const steps = commits.flatMap((commit) => {
    const changes = commit.changes.filter((change) => wanted.has(change));
    return changes.length === 0 ? [] : [{ commit, changes }];
  });
  return { steps, conflicts };
}

/** R1. The changes of one file after the version `now`; null: that version is none of ours. */
function changesAfter(history: readonly TreeChange[], now: Entry | null): readonly TreeChange[] | null {
  if (isSame(now, history[0]?.before ?? null)) return history;
  const reached = history.findLastIndex(({ after }) => isSame(now, after));
  return reached < 0 ? null : history.slice(reached + 1);
}
