/** `gc` beside runs that are carried out, after runners that were killed, and killed itself. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isLocked } from '../../src/adapters/disk/lock.ts';
import { scratchLock } from '../../src/adapters/state-folder.ts';
import { stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const PARTS = {
  pipeline: { stages: { one: stage({ cache: true }), two: stage({ needs: ['one'] }) } },
  script: { one: [{ output: 1, files: { 'a.txt': 'a' } }], two: [{ hold: true }, { output: 2 }] },
};
/** Everything, at once. */
const ALL = ['gc', '--keep-cache', '0s', '--keep-gone', '0s', '--artifacts', '--pinned'];

/** As if it had happened long ago. */
function age(folder: string): void {
  const then = new Date(Date.now() - 7_200_000);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) utimesSync(path.join(entry.parentPath, entry.name), then, then);
}

test('`gc` beside a run in progress removes nothing of it', LIMIT, async () => {
  await using project = await TestProject.make(PARTS);
  const run = project.start('run', 'r', '--json');
  const two = await project.control.next('two');
  two.tell({ progress: { done: 1, total: 2 } });
  await run.event(({ type }) => type === 'attempt-progressed');
  age(project.at('.pipeline-runner'));
  const before = project.files().filter((file) => !/\/cache\/|\.tmp$/.test(file));
  const collected = await project.start(...ALL).ended;
  assert.deepEqual([collected.code, collected.err], [0, '']);
  assert.doesNotMatch(collected.out, /journals/);
  assert.deepEqual(
    before.filter((file) => !project.has(file)),
    [],
  );
  two.end({ output: 2, files: { 'b.txt': 'b' } });
  assert.equal((await run.ended).code, 0);
  const checkpoint = await project.checkpoint();
  assert.equal(checkpoint.status, 'completed');
  assert.equal(project.text('runs/r.run/two/b.txt'), 'b');
  assert.deepEqual(project.started(), ['one', 'two']);
});

test('what a killed runner recorded of its run is kept, even when `gc` sorts it by run', LIMIT, async () => {
  await using project = await TestProject.make(PARTS);
  const run = project.start('run', 'r', '--json');
  const two = await project.control.next('two');
  await run.kill();
  age(project.at('.pipeline-runner'));
  const collected = await project.start(...ALL).ended;
  assert.match(collected.out, /journals of processes that were killed/);
  const again = await project.drive();
  await two.gone;
  assert.equal(again.checkpoint.status, 'completed');
  assert.deepEqual(
    stageIn(again.checkpoint, 'two').attempts?.map(({ outcome }) => outcome),
    ['lost', 'success'],
  );
  assert.deepEqual(project.started(), ['one', 'two', 'two'], 'what was done is not done again');
});

test('a trial stays while one of its processes is alive, even one left by a killed runner', LIMIT, async () => {
  await using project = await TestProject.make({
    ...PARTS,
    script: { one: [{ output: 1 }, { hold: true }], two: [{}] },
  });
  await project.drive();
  const trial = project.start('run', 'r', '--only', 'one');
  const one = await project.control.next('one');
  const folder = project.at('.pipeline-runner/scratch/r.one.1');
  const collect = async (): Promise<boolean> => {
    const then = new Date(Date.now() - 7_200_000);
    utimesSync(folder, then, then);
    assert.equal((await project.start(...ALL).ended).code, 0);
    return !existsSync(folder);
  };
  assert.equal(isLocked(scratchLock(folder)), true);
  assert.equal(await collect(), false, 'the trial goes on');
  await trial.kill();
  assert.equal(await collect(), false, 'its stage goes on');
  one.end();
  await one.gone;
  assert.equal(await collect(), true);
});

test('a `gc` that is killed anywhere leaves a working project, and the next one finishes', LIMIT, async () => {
  await using project = await TestProject.make({ ...PARTS, script: { ...PARTS.script, two: [{ output: 2 }] } });
  await project.drive();
  for (let i = 0; i < 300; i++) project.put(`.pipeline-runner/cache/results/${i}.json`, 'x');
  age(project.at('.pipeline-runner'));
  const child = project.start(...ALL);
  await project.until(() => readdirSync(project.at('.pipeline-runner/cache/results')).length < 300);
  await child.kill();
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.equal((await project.start(...ALL).ended).code, 0);
  assert.deepEqual(readdirSync(project.at('.pipeline-runner/cache/results')), []);
  assert.deepEqual(project.started(), ['one', 'two']);
});
