/**
 * Adapter: uploads large files that git-lfs manages, before the commits that refer to them are pushed.
 *
 * Hooks do not run (git.ts, 1), so what the pre-push hook of git-lfs does is called explicitly.
 */
import { filtersOf, hasProgram } from './attributes.ts';
import { treeChanges } from './entries.ts';
import type { Git, GitCallOptions } from './git.ts';
import { type Remote, type RemoteTrouble, troubleOf } from './remote.ts';

export interface LargePush {
  readonly remote: Remote;
  readonly branch: string;
  readonly commit: string;
  /** Tip of the branch as last fetched. */
  readonly theirs: string;
}

const TIME_MS = 30 * 60_000;

/** null: nothing prevents the push. */
export async function pushLarge(git: Git, asked: LargePush, how: GitCallOptions): Promise<RemoteTrouble | null> {
  const { remote, branch, commit, theirs } = asked;
  if (!(await hasLarge(git, commit, theirs))) return null;
  const ref = `refs/heads/${branch}`;
  const input = `${ref} ${commit} ${ref} ${theirs}\n`;
  const end = await git.run(['lfs', 'pre-push', remote.name, remote.pushUrl], { ...how, input, timeoutMs: TIME_MS });
  if (end.code === 0) return null;
  const isMissing = /is not a git command/.test(end.stderr);
  return isMissing
    ? { type: 'refused', message: 'this repository keeps large files in git-lfs, which is not installed' }
    : troubleOf('lfs', end);
}

async function hasLarge(git: Git, commit: string, theirs: string): Promise<boolean> {
  if (!(await hasProgram(git, 'lfs'))) return false;
  const paths = (await treeChanges(git, theirs, commit)).flatMap(({ path, after }) => (after === null ? [] : [path]));
  return [...(await filtersOf(git, paths)).values()].includes('lfs');
}
