/**
 * Another process that requests runs: commits manifests and pushes them one by one, while others do the same.
 *
 * As a program its arguments are the root of a clone, the prefix of the names of its runs, and their number.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Clone, FROM_SOURCES } from './git.ts';

/** `runs/<name>-0.yaml` and so on, each a commit `Ask for <name>-0`. Resolves when all of them are on the branch. */
export async function requestRuns({ root }: Clone, name: string, times: number): Promise<void> {
  const options = { env: FROM_SOURCES, stdio: 'inherit' } as const;
  const child = spawn(process.execPath, [import.meta.filename, root, name, String(times)], options);
  assert.deepEqual(await once(child, 'exit'), [0, null], `the process that requests ${name} failed`);
}

const [, program, root, name, times] = process.argv;
if (program === import.meta.filename && root !== undefined) {
  const clone = new Clone(root);
  for (let n = 0; n < Number(times); n += 1)
    clone.publish({ [`runs/${name}-${n}.yaml`]: 'pipeline: main\n' }, `Ask for ${name}-${n}`);
}
