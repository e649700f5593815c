/** Parts of runs in processes of their own: killed, interrupted, and in each other's way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEvent, stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };

const made = (script: Record<string, readonly object[]>): Promise<TestProject> =>
  TestProject.make({
    pipeline: {
      stages: { one: stage(), two: stage({ needs: ['one'] }), three: stage({ needs: ['two'] }), free: stage() },
      finally: { bye: stage() },
    },
    script,
  });

test('a part that is killed continues, as a part or as the whole run, and repeats nothing', LIMIT, async () => {
  await using project = await made({ two: [{ hold: true }, { output: 2 }] });
  const killed = project.start('run', 'r', '--until', 'two', '--json');
  await killed.event(isEvent('attempt-started', 'two'));
  await project.control.next('two');
  await killed.kill();
  assert.deepEqual(project.started(), ['one', 'two']);
  assert.equal((await project.start('run', 'r', '--until', 'two', '--quiet').ended).code, 0);
  assert.deepEqual(project.started(), ['one', 'two', 'two'], 'only the attempt that was lost');
  assert.equal((await project.start('run', 'r', '--quiet').ended).code, 0);
  assert.deepEqual(project.started().slice(3).toSorted(), ['finally:bye', 'free', 'three']);
});

test('Ctrl-C in a part exits with 130, and the next run continues', LIMIT, async () => {
  await using project = await made({ one: [{ hold: true }, { output: 1 }] });
  const child = project.start('run', 'r', '--only', 'one');
  await project.control.next('one');
  child.signal('SIGINT');
  assert.equal((await child.ended).code, 130);
  assert.equal((await project.start('run', 'r', '--only', 'one', '--keep', '--quiet').ended).code, 0);
  assert.deepEqual(project.started(), ['one', 'one']);
});

test('a pause in the manifest stops a part like a run', LIMIT, async () => {
  await using project = await made({});
  project.change({ manifest: { paused: true } });
  assert.equal((await project.start('run', 'r', '--until', 'two', '--quiet').ended).code, 3);
  project.change({ manifest: {} });
  assert.equal((await project.start('run', 'r', '--until', 'two', '--quiet').ended).code, 0);
  assert.deepEqual(project.started(), ['one', 'two']);
});

test('--from of a run that another process drives is refused, and the manifest stays unchanged', LIMIT, async () => {
  await using project = await made({ free: [{ hold: true }] });
  const first = project.start('run', 'r');
  const held = await project.control.next('free');
  const before = project.text('runs/r.yaml');
  const second = await project.start('run', 'r', '--from', 'one').ended;
  assert.equal(second.code, 1);
  assert.match(second.err, /run\/locked[\s\S]*retry r --from one/);
  assert.equal(project.text('runs/r.yaml'), before);
  held.end();
  assert.equal((await first.ended).code, 0);
});
