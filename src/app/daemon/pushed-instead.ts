/** For commands that drive a run while a daemon follows a branch: its work on the run is not visible in this folder. */
import type { RunId } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { followerOf } from './board.ts';

/** null: no daemon follows a branch from here. */
export function pushedInstead(root: string, run: RunId): Diagnostic | null {
  const holder = followerOf(root);
  if (holder === null) return null;
  return anError(
    'daemon/follows-branch',
    `the daemon of this clone (process ${holder.pid}) follows the branch ${holder.follows}: it runs what is pushed there, and running it here would do the work twice`,
    { hint: `commit ${manifestPath(run)} and push it; \`git pull\` fetches the results` },
  );
}
