/** The branch before a commit was merged: along the line that has contained the question since it was asked. */
import { branchParent, type History, historyOf } from '../../adapters/git/evidence/history.ts';
import type { ReadGit } from '../../adapters/git/evidence/reader.ts';
import { isAncestor } from '../../adapters/git/evidence.ts';

export interface Landing {
  readonly commit: string;
  readonly head: string;
  /** The commit that published the question; null: unknown. */
  readonly question: string | null;
}

/** null: there was none. */
export async function branchBefore(git: ReadGit, { commit, head, question }: Landing): Promise<string | null> {
  // An answer that names its content may be older than the question.
  const begin = question !== null && (await isAncestor(git, question, commit)) ? question : null;
  const line = await historySince(git, head, begin);
  const { parents: after } = await historySince(git, head, commit);
  for (let at = head; ; ) {
    const before = branchParent(line, at);
    if (at === commit || before === null || !(before === commit || after.has(before))) return before;
    at = before;
  }
}

async function historySince(git: ReadGit, head: string, begin: string | null): Promise<History> {
  const range = begin === null ? [head] : ['--ancestry-path', head, `^${begin}`];
  return historyOf(head, begin, (await git(['rev-list', '--parents', ...range, '--'])).stdout.toString());
}
