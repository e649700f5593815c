/** The program as people start it: a process of its own in a project of its own. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { Event } from '../../src/model/event.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { MANIFEST } from '../cli/rig.ts';
import { Project, said, tells, two } from './cli-project.ts';

test('a run goes from a manifest to files and outputs, and a second `run` does nothing', async () => {
  const p = two();
  p.write('ok', '');
  const first = await p.cli('run', 'runs/ep1.yaml');
  assert.equal(first.code, 0, first.err);
  assert.match(first.out, /^ep1 completed: 2 of 2 tasks done\n/);
  assert.match(first.out, /file +runs\/ep1\.run\/join\/out\.txt\n/);
  assert.match(first.err, /done +music/);
  assert.ok(existsSync(p.at('runs/ep1.run/join/out.txt')));
  const checkpoint = p.read('runs/ep1.checkpoint.json');
  const again = await p.cli('run', 'ep1', '--quiet');
  assert.deepEqual(again, { code: 0, out: '{"file":"runs/ep1.run/join/out.txt"}\n', err: '' });
  assert.equal(p.read('runs/ep1.checkpoint.json'), checkpoint);
});

test('a failed run exits with 1; `retry` and `run` finish it without repeating completed stages', async () => {
  const p = two();
  const failed = await p.cli('run', 'ep1', '--quiet');
  assert.equal(failed.code, 1);
  assert.equal(failed.out, '');
  assert.match(failed.err, /music: command\/exit: .*no .*tune/);
  assert.match(failed.err, /log: {2}runs\/ep1\.run\/logs\/music\.1\.log/);
  const retried = await p.cli('retry', 'ep1');
  assert.equal(retried.code, 0);
  assert.match(retried.out, /runs\/ep1\.yaml\n\+ rerun: 2\nNext: pipeline-runner run ep1\n/);
  assert.equal(p.read('runs/ep1.yaml'), `${MANIFEST}rerun: 2\n`);
  assert.match((await p.cli('retry', 'ep1')).out, /generation 2 is already requested/);
  assert.equal(p.read('runs/ep1.yaml'), `${MANIFEST}rerun: 2\n`);
  p.write('ok', '');
  assert.equal((await p.cli('run', 'ep1')).code, 0);
  const { stages } = JSON.parse(p.read('runs/ep1.checkpoint.json'));
  assert.deepEqual(
    stages.music.attempts.map(({ outcome }: { outcome: string }) => outcome),
    ['failure', 'success'],
  );
});

test('`retry --from` goes back to a stage although nothing changed, and reports an unknown stage', async () => {
  const p = two();
  p.write('ok', '');
  await p.cli('run', 'ep1', '--quiet');
  const wrong = await p.cli('retry', 'ep1', '--from', 'musik');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /cli\/unknown-stage[\s\S]*did you mean "music"\?/);
  assert.equal((await p.cli('retry', 'ep1', '--from', 'music')).code, 0);
  assert.match(p.read('runs/ep1.yaml'), /^rerun: \{ n: 2, from: music \}$/m);
  const plan: Plan = JSON.parse((await p.cli('plan', 'ep1', '--json')).out);
  assert.deepEqual(
    plan.tasks.map(({ address, action }) => [address, action]),
    [
      ['music', 'run'],
      ['join', 'later'],
    ],
  );
  assert.equal(plan.tasks[0]?.reason, 'a rerun requested it');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  const { stages } = JSON.parse(p.read('runs/ep1.checkpoint.json'));
  assert.equal(stages.music.attempts.length, 2);
  assert.equal(stages.join.attempts.length, 1, 'its input is the same again');
});

test('--json prints only the events of the run, one per line', async () => {
  const p = two();
  p.write('ok', '');
  const { code, out, err } = await p.cli('run', 'ep1', '--json');
  assert.deepEqual([code, err], [0, '']);
  const events: Event[] = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([events[0]?.type, events.at(-1)?.type], ['generation-started', 'execution-ended']);
  assert.equal(events.filter(({ type }) => type === 'attempt-succeeded').length, 2);
});

const WAITING = `name: waiting
stages:
  wait:
    uses: command
    with: { argv: [sh, -c, 'echo $$ > pid; while test -e pid && ! test -e go; do sleep 0.05; done'] }
  then:
    needs: [wait]
    uses: command
    with: { argv: [date] }
`;
const waiting = (): Project => new Project({ 'pipelines/waiting.yaml': WAITING, 'runs/w.yaml': 'pipeline: waiting\n' });

test('`cancel` in another terminal ends a run in progress with exit code 1', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  const status = JSON.parse((await p.cli('status', 'w', '--json')).out);
  assert.deepEqual([status.driven, status.checkpoint.status], [true, 'running']);
  const cancelled = await p.cli('cancel', 'w');
  assert.equal(cancelled.code, 0);
  assert.match(cancelled.out, /\+ cancelled: true\nThe process working on the run will stop its stages/);
  const { code, out } = await end;
  assert.equal(code, 1);
  assert.match(out, /^w was cancelled/);
  assert.match((await p.cli('cancel', 'w')).out, /it is already cancelled/);
  const retried = await p.cli('retry', 'w');
  assert.match(retried.out, /- cancelled: true\n\+ cancelled: false\n\+ rerun: 2\n/);
  p.write('go', '');
  assert.equal((await p.cli('run', 'w', '--quiet')).code, 0);
});

test('`status` shows a requested pause while a stage runs, and no longer after the run has ended', async () => {
  const p = waiting();
  const child = p.start('run', 'w');
  const end = said(child);
  await tells(child, 'started    wait');
  assert.doesNotMatch((await p.cli('status', 'w')).out, /asked/);
  await p.cli('pause', 'w');
  const asked = /running[\s\S]* asked +to pause \(`paused: true`\): running stages finish/;
  assert.match((await p.cli('status', 'w')).out, asked);
  await p.cli('cancel', 'w');
  assert.equal((await end).code, 1);
  assert.doesNotMatch((await p.cli('status', 'w')).out, /asked/);
});

test('a paused run exits with 3', async () => {
  const p = two();
  p.write('runs/ep1.yaml', `${MANIFEST}paused: true\n`);
  const { code, out } = await p.cli('run', 'ep1');
  assert.equal(code, 3);
  assert.match(out, /^ep1 is paused/);
});

test('an invalid manifest exits with 2 and shows the place of the mistake', async () => {
  const p = two();
  p.write('runs/ep1.yaml', 'pipeline: two\ninputs: { topc: rockets }\n');
  const { code, err } = await p.cli('run', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /runs\/ep1\.yaml:2:\d+ error\[input\/unknown\][\s\S]*~~~~/);
});
