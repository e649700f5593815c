/** By which commit of the branch's first line another one came onto it. */
import { historyOf } from '../../adapters/git/evidence/history.ts';
import type { ReadGit } from '../../adapters/git/evidence/run.ts';

/** The commit itself where it is on that line. */
export async function landedOf(git: ReadGit, commit: string, head: string): Promise<string> {
  const listed = await git(['rev-list', '--parents', '--ancestry-path', head, `^${commit}`, '--']);
  const { parents } = historyOf(head, listed.out.toString());
  let at = head;
  for (let [main] = parents.get(at) ?? []; main !== undefined; [main] = parents.get(at) ?? []) {
    if (main === commit) return commit;
    if (!parents.has(main)) return at;
    at = main;
  }
  return at;
}
