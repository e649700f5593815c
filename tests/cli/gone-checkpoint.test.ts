/** A run whose checkpoint is gone, on a machine that does not know it: what it made is not made again unasked. */
import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

/** As a clone of a project whose run has completed, without its checkpoint. */
async function clonedWithoutCheckpoint(): Promise<TestProject & { readonly checkpoint: string }> {
  const p = project({
    'pipelines/one.yaml': 'stages: { a: { uses: command, with: { argv: [echo, hi] } } }\n',
    'runs/ep1.yaml': 'pipeline: one\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const checkpoint = p.read('runs/ep1.checkpoint.json');
  for (const gone of ['.pipeline-runner', 'runs/ep1.checkpoint.json']) rmSync(join(p.root, gone), { recursive: true });
  return Object.assign(p, { checkpoint });
}

const GONE =
  /^(?:[0-9:]+ {2}ep1: )?runs\/ep1\.checkpoint\.json error\[checkpoint\/gone\]: there is no checkpoint, but runs\/ep1\.run\/ has/m;

for (const command of ['run', 'plan', 'reconcile'])
  test(`\`${command}\` starts nothing and says how to go on`, async () => {
    using p = await clonedWithoutCheckpoint();
    const { out, err } = await p.cli(command, ...(command === 'reconcile' ? [] : ['ep1']));
    assert.match(out + err, GONE);
    assert.match(out + err, /hint: bring it back .*to start over, delete runs\/ep1\.run\//);
    assert.deepEqual(readdirSync(join(p.root, 'runs/ep1.run/logs')), ['a.1.log']);
  });

test('with the checkpoint back, nothing runs again', async () => {
  using p = await clonedWithoutCheckpoint();
  p.write('runs/ep1.checkpoint.json', p.checkpoint);
  const { code, out } = await p.cli('run', 'ep1');
  assert.equal(code, 0);
  assert.match(out, /nothing to do/);
});

test('without the folder, it starts over', async () => {
  using p = await clonedWithoutCheckpoint();
  rmSync(join(p.root, 'runs/ep1.run'), { recursive: true });
  assert.equal((await p.cli('run', 'ep1')).code, 0);
});
