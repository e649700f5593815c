/** `retry` and `cancel`: one edit of the manifest, made once, and only to the file that was read. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openProject } from '../../src/app/project.ts';
import { cancelRun } from '../../src/app/steer.ts';
import { runId } from '../../src/model/brand.ts';
import { MANIFEST, project, TWO_STAGES } from './rig.ts';

const FILES = { 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST };
const FINALLY = `finally:
  note: { uses: command, with: { argv: [echo, hi] } }
`;

test('a manifest that changes while it is edited is left as it is', async () => {
  using p = project(FILES);
  const opened = await openProject(p.root);
  assert.ok(opened.ok);
  const file = path.join(p.root, 'runs/ep1.yaml');
  let reads = 0;
  const changing: typeof opened.value = {
    ...opened.value,
    read: (name) => {
      // readRun, readManifest, the text to edit, the text before it is replaced
      if (++reads === 4) writeFileSync(file, '# somebody else\npipeline: two\ninputs: { topic: x }\n');
      return opened.value.read(name);
    },
  };
  const steered = await cancelRun(changing, runId('ep1'));
  assert.deepEqual(!steered.ok && steered.error.map(({ code }) => code), ['edit/changed-meanwhile']);
  assert.match(readFileSync(file, 'utf8'), /^# somebody else/);
});

test('the mode of the file is kept', async () => {
  using p = project(FILES);
  const file = path.join(p.root, 'runs/ep1.yaml');
  chmodSync(file, 0o640);
  assert.equal((await p.cli('cancel', 'ep1')).code, 0);
  assert.equal(statSync(file).mode & 0o777, 0o640);
});

test('a manifest that is a link is not replaced by a file', { skip: process.platform === 'win32' }, async () => {
  using p = project(FILES);
  renameSync(path.join(p.root, 'runs/ep1.yaml'), path.join(p.root, 'real.yaml'));
  symlinkSync('../real.yaml', path.join(p.root, 'runs/ep1.yaml'));
  const { code, err } = await p.cli('cancel', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /file\/unreadable[\s\S]*symbolic link/);
});

test('a run that never started cannot be retried, but cancelled', async () => {
  using p = project(FILES);
  const retried = await p.cli('retry', 'ep1');
  assert.equal(retried.code, 2);
  assert.match(retried.err, /cli\/not-started[\s\S]*pipeline-runner run ep1/);
  assert.match((await p.cli('cancel', 'ep1')).out, /\+ cancelled: true\nNo process works on the run/);
  assert.match((await p.cli('cancel', 'ep1')).out, /the manifest says `cancelled: true` already/);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
});

test('a finished run cannot be cancelled, and its manifest stays as it is', async () => {
  using p = project({ ...FILES, ok: '' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.match((await p.cli('cancel', 'ep1')).out, /ep1: nothing to change: it is completed already/);
  assert.equal(readFileSync(path.join(p.root, 'runs/ep1.yaml'), 'utf8'), MANIFEST);
});

test('stages to go back to are added to those that are asked for already', async () => {
  using p = project({ ...FILES, ok: '' });
  await p.cli('run', 'ep1', '--quiet');
  await p.cli('retry', 'ep1');
  await p.cli('retry', 'ep1', '--from', 'music');
  await p.cli('retry', 'ep1', '--from', 'join');
  assert.match(readFileSync(path.join(p.root, 'runs/ep1.yaml'), 'utf8'), /^rerun: \{ n: 2, from: \[music, join\] \}$/m);
  assert.match((await p.cli('retry', 'ep1', '--from', 'join')).out, /asked for already/);
});

test('nobody goes back to a stage of finally, and the manifest stays as it is', async () => {
  using p = project({ ...FILES, 'pipelines/two.yaml': `${TWO_STAGES}${FINALLY}`, ok: '' });
  await p.cli('run', 'ep1', '--quiet');
  for (const command of ['retry', 'plan', 'run']) {
    const { code, err } = await p.cli(command, 'ep1', '--from', 'finally:note');
    assert.equal(code, 2, command);
    assert.match(err, /cli\/unknown-stage[\s\S]*end of every generation/);
  }
  assert.equal(readFileSync(path.join(p.root, 'runs/ep1.yaml'), 'utf8'), MANIFEST);
});
