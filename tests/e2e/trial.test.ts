/** A stage that is tried out in a process of its own: beside a driver of the same run, and ended by Ctrl-C. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEvent, stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const made = (script: Record<string, readonly object[]>): Promise<TestProject> =>
  TestProject.make({ pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }) } }, script });

test('a stage can be tried while another process drives the run, and neither disturbs the other', LIMIT, async () => {
  await using project = await made({ one: [{ output: 1 }, { output: 2 }], two: [{ hold: true }] });
  const driver = project.start('run', 'r', '--json');
  await driver.event(isEvent('attempt-started', 'two'));
  const held = await project.control.next('two');
  const tried = await project.start('run', 'r', '--only', 'one', '--quiet').ended;
  assert.deepEqual([tried.code, tried.out, tried.err], [0, '2', '']);
  held.end();
  assert.equal((await driver.ended).code, 0);
  assert.deepEqual((await project.checkpoint()).stages.one?.result?.output, { value: 1 });
});

test('Ctrl-C ends the processes of a trial, exits with 130, and leaves the run unchanged', LIMIT, async () => {
  await using project = await made({ one: [{ output: 1 }, { hold: true }] });
  assert.equal((await project.start('run', 'r', '--quiet').ended).code, 0);
  const before = project.text('runs/r.checkpoint.json');
  const child = project.start('run', 'r', '--only', 'one');
  await project.control.next('one');
  child.signal('SIGINT');
  assert.equal((await child.ended).code, 130);
  assert.deepEqual(project.processes(), []);
  assert.equal(project.text('runs/r.checkpoint.json'), before);
});
