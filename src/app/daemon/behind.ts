/** For reading beside a daemon that follows a branch: its results may be on the branch, but not in this folder yet. */
import { commitsBehind } from '../../adapters/git/identity.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { counted, dateAndTime } from '../../report/words.ts';
import type { Project } from '../types.ts';
import { followerOf } from './board.ts';
import { standingOf } from './standing.ts';

/** Empty: no daemon follows a branch from here, or it has no trouble and all its results are here. */
export function besideDaemon({ root }: Pick<Project, 'root'>): readonly Diagnostic[] {
  const holder = followerOf(root);
  if (holder === null) return [];
  return [troubleOf(root, holder), aheadOf(root, holder)].filter((one) => one !== null);
}

type Follower = NonNullable<ReturnType<typeof followerOf>>;

function troubleOf(root: string, { pid, follows }: Follower): Diagnostic | null {
  const standing = standingOf(root);
  if (standing === null || standing.isWell) return null;
  const { since, sentence, hint } = standing;
  const message = `the daemon of this clone (process ${pid}) has been in trouble with the branch ${follows} since ${dateAndTime(since)}: ${sentence}`;
  return aWarning('daemon/trouble', message, hint === null ? {} : { hint });
}

function aheadOf(root: string, holder: Follower): Diagnostic | null {
  // The ref is the newest commit that was on both the branch and its own line; people's refs are left alone.
  const behind = commitsBehind(root, `refs/pipeline-runner/${holder.follows}/*/pushed`);
  if (behind === null || behind === 0) return null;
  return aWarning(
    'daemon/ahead',
    `the daemon of this clone (process ${holder.pid}) follows the branch ${holder.follows}, which is ${counted(behind, 'commit')} ahead of this folder: what is shown may be outdated`,
    { hint: '`git pull` fetches what the daemon pushed' },
  );
}
