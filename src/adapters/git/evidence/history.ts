/**
 * Finds the commit that brought an answer into a branch, in the commit graph. Pure.
 *
 * H1. It is the oldest commit since which the answer has been there without a gap. An answer that was removed and added
 *     again counts from the commit that added it again.
 * H2. The search goes back from the head. At a merge it follows the first parent that has the answer. If another parent
 *     had the answer earlier but lost it, the merge itself brought it back, whatever the order of the parents. If
 *     another parent lost it and got it back, it cannot be known which parent was the branch: the origin is `unclear`.
 * H3. Only commits that descend from the question are found. An answer that the question's commit already has, or that
 *     was merged from a side without the question, came `before` it.
 * H4. The branch has contained the question since it was published. So a parent without the question was not the
 *     branch, even if it is the first parent: somebody pulled into commits of their own and pushed the merge.
 */

export interface History {
  /** Its newest commit; a key of `parents`, unless the history is empty. */
  readonly head: string;
  /** It begins after this commit; null: with the first commit of the repository. */
  readonly question: string | null;
  /** The parents of every commit between the question and the head; the question itself is not a key. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

export type Origin =
  | {
      readonly type: 'commit';
      readonly commit: string;
      /** Tip of the branch before it got that commit, possibly by a merge; null: the branch was empty. */
      readonly before: string | null;
    }
  | { readonly type: 'before' }
  | { readonly type: 'unclear'; readonly merge: string };

const BEFORE: Origin = { type: 'before' };

/** Does the commit have the answer? */
type Has = (commit: string) => boolean;

interface Merge {
  readonly merge: string;
  /** The parent that was followed, and those that were not. */
  readonly next: string;
  readonly others: readonly string[];
}

/** The commit that brought the answer. @param has is called with commits of the history and with their parents. */
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
  const { index, unclear } = reintroduced(history, { origin: at, merges, has });
  if (unclear !== null) return { type: 'unclear', merge: unclear };
  // Of the merges since then, the newest that did not follow the branch itself put the answer onto the branch.
  const since = index < 0 ? merges : merges.slice(0, index + 1);
  const commit = merges[index]?.merge ?? at;
  const landed = since.find(({ merge, next }) => next !== branchParent(history, merge))?.merge ?? commit;
  return { type: 'commit', commit, before: branchParent(history, landed) };
}

/** H4. The parent that was the branch; null: the commit has no parent. */
export const branchParent = ({ question, parents }: History, commit: string): string | null => {
  const above = parents.get(commit) ?? [];
  return above.find((parent) => parent === question || parents.has(parent)) ?? above[0] ?? null;
};

interface Path {
  readonly origin: string;
  /** The merges on the way from the head to the origin. */
  readonly merges: readonly Merge[];
  readonly has: Has;
}

interface Reintroduction {
  /** Index of the newest merge that brought the answer back; -1: none did. */
  readonly index: number;
  /** The oldest merge after it whose parents leave the origin unclear; null: there is none. */
  readonly unclear: string | null;
}

/** H2. */
function reintroduced({ parents }: History, { origin, merges, has }: Path): Reintroduction {
  let lost = merges.length === 0 ? new Set<string>() : descendantsWithout(parents, origin, has);
  let found: Reintroduction = { index: -1, unclear: null };
  for (const [back, { merge, others }] of merges.toReversed().entries()) {
    if (lost.size === 0) break;
    if (others.some((commit) => lost.has(commit))) {
      found = { index: merges.length - 1 - back, unclear: null };
      lost = descendantsWithout(parents, merge, has);
    } else if (hasAncestorIn(parents, others, lost)) found = { ...found, unclear: found.unclear ?? merge };
  }
  return found;
}

/** The descendants of a commit that do not have the answer. */
function descendantsWithout(parents: History['parents'], commit: string, has: Has): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const [child, above] of parents)
    for (const parent of above) children.set(parent, [...(children.get(parent) ?? []), child]);
  return new Set([...reachable([commit], (at) => children.get(at) ?? [])].filter((at) => !has(at)));
}

const hasAncestorIn = (parents: History['parents'], from: readonly string[], to: ReadonlySet<string>): boolean =>
  !reachable(from, (at) => parents.get(at) ?? []).isDisjointFrom(to);

/** All commits that can be reached, including those in `from`. */
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

/** @param listed output of `git rev-list --parents`. */
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
