/** `adopt` in a folder: an older checkpoint is what counts. What a commit brought is tested with `watch --git`. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { MANIFEST, project, TWO_STAGES } from './rig.ts';

const LOG = '.pipeline-runner/log.ndjson';
const FILE = 'runs/ep1.checkpoint.json';
const FILES = { 'pipelines/two.yaml': TWO_STAGES, 'runs/ep1.yaml': MANIFEST };

test('an adopted older checkpoint is continued; without adopting it, the newer one is restored', async () => {
  using p = project({ ...FILES, ok: '' });
  const file = path.join(p.root, FILE);
  assert.equal((await p.cli('run', 'ep1', '--until', 'music', '--quiet')).code, 0);
  const before = readFileSync(file, 'utf8');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const newest = readFileSync(file, 'utf8');
  writeFileSync(file, before);
  const { out, code } = await p.cli('adopt', 'ep1');
  assert.match(
    out,
    /^ep1 resumes from runs\/ep1\.checkpoint\.json \(serial \d+, now \d+\); what this machine knew \(serial \d+\) is dropped\.\n$/,
  );
  assert.equal(code, 0);
  const adopted = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(adopted.serial, JSON.parse(newest).serial + 1);
  assert.equal(adopted.stages.join.status, JSON.parse(before).stages.join.status);
  const { time: _, ...logged } = JSON.parse(p.read(LOG).trimEnd().split('\n').at(-1) ?? '');
  const [had, knew] = [JSON.parse(before).serial, JSON.parse(newest).serial];
  assert.deepEqual(logged, { level: 'warn', event: 'checkpoint-adopted', run: 'ep1', had, knew, serial: knew + 1 });
  assert.match((await p.cli('adopt', 'ep1')).out, /is already the newest known state of ep1/);
  writeFileSync(file, before);
  assert.match((await p.cli('run', 'ep1', '--quiet')).err, /checkpoint\/older/);
});

test('without a run, `adopt` lists the runs that are held up; a run without a checkpoint is reported as such', async () => {
  using p = project(FILES);
  assert.deepEqual(await p.cli('adopt'), {
    code: 0,
    out: 'No run is on hold because somebody else changed its files.\n',
    err: '',
  });
  const without = await p.cli('adopt', 'ep1');
  assert.equal(without.code, 1);
  assert.match(without.err, /runs\/ep1\.checkpoint\.json error\[checkpoint\/missing\]: there is no intact checkpoint/);
  assert.match((await p.cli('adopt', 'nope')).err, /cli\/usage|unknown|no run/);
});
