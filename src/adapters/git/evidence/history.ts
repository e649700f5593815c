/**
 * Which commit brought something into a branch: found in the graph of commits. Pure.
 *
 * H1. It is the oldest one since which it is there without a gap: what was taken back and came again came again.
 * H2. At a merge the first parent is followed as long as it has it; else the side that brought it. What the first
 *     parent had and lost before, the merge itself has brought back.
 * H3. Only commits that descend from the question are found. What stood there with the question, or came by a merge
 *     from a side that never saw the question, came `before` it.
 */

export interface History {
  /** Where it ends; among its commits unless it is empty. */
  readonly head: string;
  /** Of every commit that descends from the question and leads to the head; of the question itself: not there. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

export type Origin =
  | {
      readonly type: 'commit';
      readonly commit: string;
      /** The same, or the merge by which it came onto the branch. */
      readonly landed: string;
    }
  | { readonly type: 'before' };

const BEFORE: Origin = { type: 'before' };

/** @param has of any commit of the history, and of their parents. */
export function originIn({ head, parents }: History, has: (commit: string) => boolean): Origin {
  if (!parents.has(head)) return BEFORE;
  const merges: { readonly merge: string; readonly main: string }[] = [];
  let at = head;
  for (;;) {
    const above = parents.get(at) ?? [];
    const carriers = above.filter(has);
    if (carriers.length === 0) break;
    const next = carriers.find((commit) => parents.has(commit));
    if (next === undefined) return BEFORE; // H3
    const [main] = above;
    if (main !== undefined && next !== main) merges.push({ merge: at, main });
    at = next;
  }
  const again = merges.find(({ main }) => reaches(parents, main, at)); // H2
  const commit = again?.merge ?? at;
  return { type: 'commit', commit, landed: merges[0]?.merge ?? commit };
}

function reaches(parents: History['parents'], from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(parents.get(at) ?? []));
  }
  return false;
}

/** As `git rev-list --parents` prints it. */
export const historyOf = (head: string, listed: string): History => ({
  head,
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
