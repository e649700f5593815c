/** What stands around a gate cannot be moved: pinned definitions, the record of the run, artifacts, what a rerun adopts. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sealText } from '../../src/adapters/checkpoint-text.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { gate, OUTLINE, pipeline, statusOf, waiting } from './gate-rig.ts';
import type { TestProject } from './rig.ts';

const SCRIPT = `{ uses: command, needs: [review], with: { argv: [sh, -c, 'echo done > used.txt'] } }`;
const EP = { outline: OUTLINE, review: gate('outline', ', editable: true, rework: outline'), script: SCRIPT };
const CHECKPOINT = 'runs/ep1.checkpoint.json';
const PINNED = 'runs/ep1.run/pinned/1';

const text = (p: TestProject, file: string): string => readFileSync(path.join(p.root, file), 'utf8');
const isUsed = (p: TestProject): boolean => existsSync(path.join(p.root, 'used.txt'));

/** Somebody writes a checkpoint that is sound as a file. */
function forge(p: TestProject, change: (checkpoint: Checkpoint) => Checkpoint): void {
  const { digest: _, ...checkpoint } = JSON.parse(text(p, CHECKPOINT)) as Checkpoint & { digest: string };
  p.write(CHECKPOINT, sealText(change(checkpoint)).text);
  rmSync(path.join(p.root, '.pipeline-runner'), { recursive: true, force: true });
}

test('a pinned pipeline without the gate is not believed though its index has the digest of it', async () => {
  using p = await waiting({ stages: EP });
  const around = pipeline({ outline: OUTLINE, script: SCRIPT.replace('review', 'outline') });
  const index = JSON.parse(text(p, `${PINNED}/index.json`));
  index.sources['pipelines/show.yaml'] = `sha256:${createHash('sha256').update(around).digest('hex')}`;
  p.write(`${PINNED}/pipelines/show.yaml`, around);
  p.write(`${PINNED}/index.json`, JSON.stringify(index));
  const { code, err } = await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual([code, isUsed(p)], [2, false]);
  assert.match(err, /run\/pinned-damaged/);
  assert.match((await p.cli('plan', 'ep1')).err, /run\/pinned-damaged/);
});

test('a run that is said to be pending goes on as the running one that it is', async () => {
  using p = await waiting({ stages: EP });
  forge(p, (checkpoint) => ({ ...checkpoint, status: 'pending' }));
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.deepEqual([await statusOf(p), isUsed(p)], ['awaiting_approval', false]);
});

test('a plan refuses the rerun that would go around a gate, as the run does', async () => {
  using p = await waiting({ stages: EP });
  p.write('pipelines/show.yaml', pipeline({ outline: OUTLINE, script: SCRIPT.replace('review', 'outline') }));
  await p.cli('retry', 'ep1');
  const [planned, run] = [await p.cli('plan', 'ep1'), await p.cli('run', 'ep1', '--quiet')];
  assert.deepEqual([planned.code, run.code], [2, 2]);
  for (const { err } of [planned, run]) assert.match(err, /gate\/weakened/);
});

const DRAW = `{ uses: command, with: { argv: [sh, -c, 'echo sun > "$PIPELINE_ARTIFACTS/pic.txt"; echo x >> drawn.txt'] } }`;
const USE = `{ uses: command, with: { argv: [sh, -c, 'cat "$1" > used.txt', sh, "\${{ stages.review.artifacts['pic.txt'].path }}"] } }`;
const PICTURE = { draw: DRAW, review: gate('draw', ', rework: draw'), use: USE };
const PIC = 'runs/ep1.run/draw/pic.txt';

test('a file that was changed or deleted since a gate asked about it is not approved, and counts once it is back', async () => {
  using p = await waiting({ stages: PICTURE });
  for (const change of [() => p.write(PIC, 'moon\n'), () => rmSync(path.join(p.root, PIC))]) {
    change();
    const { code, err } = await p.cli('approve', 'ep1');
    assert.deepEqual(
      [code, /runs\/ep1\.run\/draw\/pic\.txt:? error\[gate\/artifact-changed\]/.test(err)],
      [2, true],
      err,
    );
  }
  p.write('runs/ep1.yaml', 'pipeline: show\napprovals: { review: { approved: true } }\n');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  const { checkpoint } = JSON.parse((await p.cli('status', 'ep1', '--json')).out);
  assert.equal(checkpoint.stages.review.approval.remark.code, 'gate/artifact-changed');
  p.write(PIC, 'sun\n');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  assert.equal(text(p, 'used.txt'), 'sun\n');
});

test('a file that was changed after it was approved is not used; a retry makes it again and asks nobody anew', async () => {
  const hold = `{ uses: command, needs: [review], with: { argv: [test, -e, ok] } }`;
  using p = await waiting({ stages: { ...PICTURE, hold, use: USE.replace('{ uses', '{ needs: [hold], uses') } });
  await p.cli('approve', 'ep1');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 1);
  p.write(PIC, 'moon\n');
  p.write('ok', '');
  const swapped = await p.cli('retry', 'ep1').then(() => p.cli('run', 'ep1', '--quiet'));
  assert.deepEqual([swapped.code, isUsed(p) ? text(p, 'used.txt') : ''], [0, 'sun\n'], swapped.err);
});
