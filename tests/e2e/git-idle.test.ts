/** What a daemon on a branch costs while nothing happens: it looks at the remote all day. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Forge, ISOLATED, syncOf } from '../rig/git.ts';

test('checking a remote without news starts git once', async () => {
  using forge = new Forge({ 'pipelines/main.yaml': 'stages: {}\n', 'runs/.gitkeep': '' });
  const host = forge.clone('host');
  const [bin, calls] = [path.join(forge.root, 'bin'), path.join(forge.root, 'calls')];
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  mkdirSync(bin);
  const noting = `#!/bin/sh\nfor word; do case $word in ls-remote|rev-*|fetch|merge-base|update-ref) echo $word; esac; done >> ${calls}\nexec ${git} "$@"\n`;
  writeFileSync(path.join(bin, 'git'), noting, { mode: 0o755 });
  await using sync = await syncOf(host, { environment: { ...ISOLATED, PATH: `${bin}:${process.env.PATH}` } });
  assert.equal((await sync.sync([])).type, 'in-step');
  writeFileSync(calls, '');
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(readFileSync(calls, 'utf8'), 'ls-remote\n');
});
