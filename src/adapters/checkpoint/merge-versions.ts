/**
 * Adapter: the versions of a file that git was merging when it left a conflict in it. Reads only.
 *
 * 1. git merges line by line what does not touch: between the markers of a checkpoint stand parts of both versions
 *    and neither whole one. The whole ones are in git: in the index while the merge goes on, in the commits after.
 * 2. Nothing of it is believed because git has it: whoever asks checks digests.
 */
import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { blobsIn, READING, READING_ENV } from '../git/reading.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** Both sides of a merge, rebase or cherry-pick that goes on. */
const GOING_ON = [':2', ':3', 'HEAD', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD'];
/** And of one that was committed with the markers in it. */
const COMMITTED = ['HEAD^1', 'HEAD^2'];

/** Ours first. None without git, or where git does not know the file. */
export function versionsInGit(path: string): readonly Buffer[] {
  const revisions = [...GOING_ON, ...COMMITTED];
  const asked = revisions.map((revision) => `${revision}:./${basename(path)}\n`).join('');
  const done = spawnSync('git', [...READING, 'cat-file', '--batch'], {
    cwd: dirname(path),
    env: environment(),
    input: asked,
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return done.status === 0 ? Array.from(blobsIn(done.stdout), ({ bytes }) => bytes) : [];
}

/** Another git may have left its own in the environment: a hook runs with GIT_DIR and GIT_INDEX_FILE. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  ...READING_ENV,
  GIT_NO_LAZY_FETCH: '1',
});
