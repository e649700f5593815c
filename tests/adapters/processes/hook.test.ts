/** A program that is told something, when it is to end and cannot be ended. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { tellProgram } from '../../../src/adapters/processes/hook.ts';
import { temporaryFolder } from '../rig.ts';

const given = (cwd: string) => ({
  ...{ cwd, env: { PATH: process.env.PATH ?? '' }, input: 'x' },
  clean: (text: string) => text.replaceAll('abcdef12345678901', '***'),
});

test('no part of a secret is shown from the output of a failed hook, however long it is', async () => {
  using folder = temporaryFolder();
  const argv = ['/bin/sh', '-c', 'yes abcdef12345678901 | head -n 3000 >&2; exit 1'] as const;
  const why = (await tellProgram({ argv, ...given(folder.path) }, new AbortController().signal)) ?? '';
  assert.match(why, /^it exited with 1: /);
  assert.doesNotMatch(why, /[a-f0-9]{3}/);
});

test('a hook that the system does not let us end is reported as such, with all its output', async (t) => {
  using folder = temporaryFolder();
  const go = join(folder.path, 'go');
  const refused = Promise.withResolvers<void>();
  const kill = t.mock.method(process, 'kill', () => {
    refused.resolve();
    throw Object.assign(new Error('kill EINVAL'), { code: 'EINVAL' });
  });
  const stop = new AbortController();
  const argv = ['/bin/sh', '-c', 'while [ ! -e "$0" ]; do sleep 0.02; done', go] as const;
  const told = tellProgram({ argv, ...given(folder.path) }, stop.signal);
  stop.abort();
  await refused.promise;
  await turn(); // an error that is nobody's is told by now
  kill.mock.restore();
  writeFileSync(go, '');
  assert.equal(await told, 'it could not be stopped: kill EINVAL');
});
