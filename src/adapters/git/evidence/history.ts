/**
 * Which commit brought something into a branch: found in the graph of commits. Pure.
 *
 * H1. It is the oldest one since which it is there without a gap: what was taken back and came again came again.
 * H2. At a merge the first parent is followed as long as it has it; else the side that brought it. What a parent had and
 *     lost before, the merge itself has brought back, in whichever order its parents stand. Where a side had lost it and
 *     had it again by then, it cannot be told which of them was the branch.
 * H3. Only commits that descend from the question are found. What stood there with the question, or came by a merge
 *     from a side that never saw the question, came `before` it.
 * H4. The branch has held the question ever since: a parent without it was not the branch, though it stands first, as
 *     where somebody pulled into commits of his own and pushed the merge.
 */

export interface History {
  /** Where it ends; among its commits unless it is empty. */
  readonly head: string;
  /** Where it begins; null: at the first of all commits. */
  readonly question: string | null;
  /** Of every commit that descends from the question and leads to the head; of the question itself: not there. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

export type Origin =
  | {
      readonly type: 'commit';
      readonly commit: string;
      /** The branch as it was before that came onto it, maybe by a merge; null: there was none. */
      readonly before: string | null;
    }
  | { readonly type: 'before' }
  | { readonly type: 'unclear'; readonly merge: string };

const BEFORE: Origin = { type: 'before' };

type Has = (commit: string) => boolean;

interface Merge {
  readonly merge: string;
  /** The parent that was followed, and those that were not. */
  readonly next: string;
  readonly others: readonly string[];
}

/** @param has of any commit of the history, and of their parents. */
export function originIn(history: History, has: Has): Origin {
  const { head, parents } = history;
  if (!parents.has(head)) return BEFORE;
  const merges: Merge[] = [];
  let at = head;
  for (;;) {
    const above = parents.get(at) ?? [];
    const carriers = above.filter(has);
    if (carriers.length === 0) break;
    const next = carriers.find((commit) => parents.has(commit));
    if (next === undefined) return BEFORE; // H3
    if (above.length > 1) merges.push({ merge: at, next, others: above.filter((commit) => commit !== next) });
    at = next;
  }
  const { again, unclear } = broughtAgain(history, { origin: at, merges, has });
  if (unclear !== null) return { type: 'unclear', merge: unclear };
  const since = again < 0 ? merges : merges.slice(0, again + 1);
  const commit = merges[again]?.merge ?? at;
  const landed = since.find(({ merge, next }) => next !== lineBefore(history, merge))?.merge ?? commit;
  return { type: 'commit', commit, before: lineBefore(history, landed) };
}

/** H4. The parent that was the branch; null: there is none. */
export const lineBefore = ({ question, parents }: History, commit: string): string | null => {
  const above = parents.get(commit) ?? [];
  return above.find((parent) => parent === question || parents.has(parent)) ?? above[0] ?? null;
};

interface Found {
  readonly origin: string;
  /** From the head to the origin. */
  readonly merges: readonly Merge[];
  readonly has: Has;
}

interface Again {
  /** Position of the newest merge that brought it back; -1: none did. */
  readonly again: number;
  /** The merge since which it cannot be told. */
  readonly unclear: string | null;
}

/** H2. */
function broughtAgain({ parents }: History, { origin, merges, has }: Found): Again {
  let lost = merges.length === 0 ? new Set<string>() : lostSince(parents, origin, has);
  let found: Again = { again: -1, unclear: null };
  for (const [back, { merge, others }] of merges.toReversed().entries()) {
    if (lost.size === 0) break;
    if (others.some((commit) => lost.has(commit))) {
      found = { again: merges.length - 1 - back, unclear: null };
      lost = lostSince(parents, merge, has);
    } else if (leadsTo(parents, others, lost)) found = { ...found, unclear: found.unclear ?? merge };
  }
  return found;
}

/** What descends from a commit and does not have it. */
function lostSince(parents: History['parents'], commit: string, has: Has): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const [child, above] of parents)
    for (const parent of above) children.set(parent, [...(children.get(parent) ?? []), child]);
  return new Set([...reachable([commit], (at) => children.get(at) ?? [])].filter((at) => !has(at)));
}

const leadsTo = (parents: History['parents'], from: readonly string[], to: ReadonlySet<string>): boolean =>
  !reachable(from, (at) => parents.get(at) ?? []).isDisjointFrom(to);

/** With where it begins. */
function reachable(from: readonly string[], next: (commit: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...next(at));
  }
  return seen;
}

/** As `git rev-list --parents` prints it. */
export const historyOf = (head: string, question: string | null, listed: string): History => ({
  head,
  question,
  parents: new Map(
    listed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [commit = '', ...above] = line.split(' ');
        return [commit, above];
      }),
  ),
});
