/**
 * Adapter: the versions of a file that git was merging when it left a conflict in it. Only reads.
 *
 * 1. git merges line by line: between the markers of a checkpoint there are parts of both versions, and no complete
 *    one. The complete ones are in git: during the merge in the index, afterwards in the commits.
 * 2. Nothing is trusted because it comes from git: callers check digests.
 */
import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { blobsIn, READ_ONLY, readOnlyEnvironment } from '../git/reading.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** Both sides of a merge, rebase or cherry-pick in progress. */
const GOING_ON = [':2', ':3', 'HEAD', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD'];
/** Both sides of a merge that was committed with the markers. */
const COMMITTED = ['HEAD^1', 'HEAD^2'];

/** Ours first. None without git, or if git does not know the file. */
export function versionsInGit(path: string): readonly Buffer[] {
  const revisions = [...GOING_ON, ...COMMITTED];
  const asked = revisions.map((revision) => `${revision}:./${basename(path)}\n`).join('');
  const done = spawnSync('git', [...READ_ONLY, 'cat-file', '--batch'], {
    cwd: dirname(path),
    env: { ...readOnlyEnvironment(process.env), GIT_NO_LAZY_FETCH: '1' },
    input: asked,
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return done.status === 0 ? Array.from(blobsIn(done.stdout), ({ bytes }) => bytes) : [];
}
