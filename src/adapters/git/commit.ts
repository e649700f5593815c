/**
 * Adapter: commits files of the machine, by plumbing, on top of a commit of ours.
 *
 * 1. The checkpoint is read first, then the files it speaks of: what it names is there by then.
 * 2. No commit without news. A commit is complete before a ref knows of it.
 */
import type { RunId } from '../../model/brand.ts';
import { nextIndex, replaceIndex } from './checkout.ts';
import { type Choice, chosenFiles } from './chosen-files.ts';
import { type TreeChange, zeroEnded } from './entries.ts';
import type { Git, GitHow } from './git.ts';
import type { Worktree } from './worktree.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
  /** As git writes it: `1700000000 +0000`; left out: now. */
  readonly date?: string;
}

export interface RunCommit {
  readonly run: RunId;
  readonly message: string;
  readonly author: Author;
  readonly parent: string;
  /** Ref that moves from the parent to the new commit. */
  readonly ref: string;
}

export interface CommitPlace extends Choice {
  readonly worktree: Worktree;
}

/** @returns the new commit; null: there is nothing new. @throws GitError */
export async function commitRun(git: Git, asked: RunCommit, place: CommitPlace): Promise<string | null> {
  const index = nextIndex(place.worktree);
  const stage = ['update-index', '--add', '--remove', '-z', '--stdin'];
  await git.text(stage, { index, input: zeroEnded([`${place.prefix}runs/${asked.run}.checkpoint.json`]) });
  const { staged, dropped } = await chosenFiles(git, asked.run, place, { index });
  if (staged.length > 0) await git.text(stage, { index, input: zeroEnded(staged) });
  const drop = ['update-index', '--force-remove', '-z', '--stdin'];
  if (dropped.length > 0) await git.text(drop, { index, input: zeroEnded(dropped) });
  const made = await commitIndex(git, asked, { index });
  if (made === null) return null;
  await git.text(['update-ref', '--end-of-options', asked.ref, made, asked.parent]);
  replaceIndex(place.worktree);
  return made;
}

/** Of what the index holds. @returns null: that is what the parent has. */
export async function commitIndex(
  git: Git,
  { message, author, parent }: Pick<RunCommit, 'message' | 'author' | 'parent'>,
  how: GitHow,
): Promise<string | null> {
  const tree = (await git.text(['write-tree'], how)).trim();
  if (tree === (await git.line(['rev-parse', '--verify', '--quiet', `${parent}^{tree}`]))) return null;
  const { name, email, date } = author;
  const who = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
  const env = { ...who, ...(date === undefined ? {} : { GIT_AUTHOR_DATE: date }) };
  const args = ['commit-tree', '--no-gpg-sign', '-p', parent, '-F', '-', tree];
  return (await git.text(args, { ...how, input: message, env })).trim();
}

/** Sets entries of the index as the changes say, without any file on disk. */
export async function stageChanges(git: Git, changes: readonly TreeChange[], how: GitHow): Promise<void> {
  const lines = changes.map(({ path, before, after }) =>
    after === null ? `0 ${'0'.repeat(before?.oid.length ?? 40)}\t${path}` : `${after.mode} ${after.oid}\t${path}`,
  );
  await git.text(['update-index', '--add', '-z', '--index-info'], { ...how, input: zeroEnded(lines) });
}
