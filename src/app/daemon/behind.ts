/** Reading beside a daemon that follows a branch: what it made may be on the branch, and not in this folder yet. */
import { commitsBehind } from '../../adapters/git/identity.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { counted } from '../../report/words.ts';
import type { Project } from '../types.ts';
import { followerOf } from './board.ts';

/** null: no daemon follows a branch from here, or all of it is here. */
export function aheadOf({ root }: Pick<Project, 'root'>): Diagnostic | null {
  const holder = followerOf(root);
  if (holder === null) return null;
  // It notes there what was on the branch and in its own line last, and leaves people's references alone.
  const behind = commitsBehind(root, `refs/pipeline-runner/${holder.follows}/*/pushed`);
  if (behind === null || behind === 0) return null;
  return aWarning(
    'daemon/ahead',
    `the daemon of this clone (process ${holder.pid}) follows the branch ${holder.follows}, which is ${counted(behind, 'commit')} ahead of this folder: what is shown may be outdated`,
    { hint: '`git pull` fetches what the daemon pushed' },
  );
}
