/**
 * Adapter: the versions of a file that git was merging when it left a conflict in it. Reads only.
 *
 * 1. git merges line by line what does not touch: between the markers of a checkpoint stand parts of both versions
 *    and neither whole one. The whole ones are in git: in the index while the merge goes on, in the commits after.
 * 2. Nothing of it is believed because git has it: whoever asks checks digests.
 */
import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 512 * 1024 * 1024;
const QUIET = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never'];

/** Both sides of a merge, rebase or cherry-pick that goes on. */
const GOING_ON = [':2', ':3', 'HEAD', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD'];
/** And of one that was committed with the markers in it. */
const COMMITTED = ['HEAD^1', 'HEAD^2'];

/** Ours first. None without git, or where git does not know the file. */
export function versionsInGit(path: string): readonly Buffer[] {
  const revisions = [...GOING_ON, ...COMMITTED];
  const asked = revisions.map((revision) => `${revision}:./${basename(path)}\n`).join('');
  const done = spawnSync('git', [...QUIET, '--no-pager', 'cat-file', '--batch'], {
    cwd: dirname(path),
    env: environment(),
    input: asked,
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return done.status === 0 ? blobsIn(done.stdout) : [];
}

/** Another git may have left its own in the environment: a hook runs with GIT_DIR and GIT_INDEX_FILE. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  LC_ALL: 'C',
});

/** `<id> blob <size>`, a line end, the bytes, a line end; or a line that ends in `missing` or the like. */
function blobsIn(out: Buffer): readonly Buffer[] {
  const blobs: Buffer[] = [];
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(0x0a, at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ blob ([0-9]+)$/.exec(out.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    blobs.push(out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
