/** Processes: one driver a run, signals, process trees, and what a killed runner leaves behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemIn, stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 20_000 };
const held = { one: [{ hold: true }, { output: 1 }] };
/** Only the lost attempt is forgiven: the stage has one attempt. */
const single = { stages: { one: stage(), two: stage({ needs: ['one'] }) } };

test('a second driver is told who drives the run, and after SIGKILL the next start is immediate', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: single, script: held });
  const first = project.start('run', 'r', '--json');
  const stageHeld = await project.control.next('one');
  const refused = await project.tryDrive();
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.error.map(({ code }) => code),
    ['run/locked'],
  );
  assert.match(refused.error[0]?.message ?? '', new RegExp(`run r --json \\(process ${first.pid} on `));
  const second = await project.start('run', 'r').ended;
  assert.equal(second.code, 1);
  assert.match(second.err, /run\/locked/);
  await first.kill();
  const outcome = await project.drive();
  assert.equal(outcome.checkpoint.status, 'completed');
  await stageHeld.gone;
});

test('processes of a killed runner, with grandchildren, are ended before the stage runs again', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: single,
    script: { one: [{ hold: true, orphan: true, stubborn: true }, { hold: true }] },
  });
  const first = project.start('run', 'r', '--json');
  const lost = await project.control.next('one');
  const orphan = await project.control.next('orphan of one');
  await first.kill();
  const second = project.start('run', 'r', '--json');
  const again = await project.control.next('one');
  await Promise.all([lost.gone, orphan.gone]);
  assert.equal(again.hello.attempt, 2);
  assert.equal(again.hello.effectKey, lost.hello.effectKey);
  again.end({ output: 'done' });
  assert.equal((await second.ended).code, 0);
  const checkpoint = await project.checkpoint();
  assert.deepEqual(
    stageIn(checkpoint, 'one').attempts?.map(({ outcome }) => outcome),
    ['lost', 'success'],
  );
  assert.deepEqual(
    checkpoint.executions.map(({ reason }) => reason),
    ['killed', 'rest'],
  );
  assert.deepEqual(project.processes(), []);
});

test('cancelling a run that nobody drives ends the processes that a killed runner left', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: single, script: held });
  const first = project.start('run', 'r', '--json');
  const lost = await project.control.next('one');
  await first.kill();
  project.change({ manifest: { cancelled: true } });
  assert.equal((await project.drive()).checkpoint.status, 'cancelled');
  await lost.gone;
});

test('an attempt that was lost too often fails its stage, and its processes are ended', LIMIT, async () => {
  const pipeline = { stages: { one: stage({ retry: { attempts: 5, max_lost: 1 } }) } };
  await using project = await TestProject.make({ pipeline, script: { one: [{ hold: true }] } });
  for (const nth of [1, 2]) {
    const child = project.start('run', 'r', '--json');
    assert.equal((await project.control.next('one')).hello.attempt, nth);
    await child.kill();
  }
  const { checkpoint } = await project.drive();
  assert.equal(checkpoint.status, 'failed');
  assert.equal(stageIn(checkpoint, 'one').error?.code, 'attempt/lost');
  assert.deepEqual(project.processes(), []);
});

test('a run of many commands starts its fork server beside the first of them', {
  ...LIMIT,
  skip: process.platform !== 'linux' && 'other systems have no fork server',
}, async () => {
  // Ends when the fork server is its parent, or a child of its parent. The brackets keep it from finding itself.
  const waits = `
    all() { cat /proc/$PPID/cmdline $(sed 's:[0-9][0-9]*:/proc/&/cmdline:g' /proc/$PPID/task/$PPID/children); }
    until all 2>/dev/null | grep -q '[f]ork.server'; do sleep 0.02; done`;
  const first = { uses: 'command', with: { argv: ['sh', '-c', waits] } };
  const others = Array.from({ length: 6 }, (_, n) => [`s${n}`, stage({ needs: ['first'] })]);
  await using project = await TestProject.make({ pipeline: { stages: { first, ...Object.fromEntries(others) } } });
  const { code, err } = await project.start('run', 'r').ended;
  assert.equal(code, 0, err);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`after ${signal} running attempts may end, nothing new starts, and the run continues later`, LIMIT, async () => {
    await using project = await TestProject.make({ pipeline: single, script: held, config: { grace: '30s' } });
    const child = project.start('run', 'r', '--json');
    const running = await project.control.next('one');
    child.signal(signal);
    await child.said(/Stopping/);
    running.end({ output: 'in time' });
    const end = await child.ended;
    assert.equal(end.code, 130, end.err);
    const checkpoint = await project.checkpoint();
    assert.equal(checkpoint.status, 'running');
    assert.deepEqual(
      checkpoint.executions.map(({ reason }) => reason),
      ['shutdown'],
    );
    assert.deepEqual(
      stageIn(checkpoint, 'one').attempts?.map(({ outcome }) => outcome),
      ['success'],
    );
    const outcome = await project.drive();
    assert.equal(outcome.checkpoint.status, 'completed');
    assert.deepEqual(project.started(), ['one', 'two']);
  });
}

test('an attempt that does not end within the grace is killed, not counted, and runs again', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: single, script: held });
  const child = project.start('run', 'r', '--json');
  const running = await project.control.next('one');
  child.signal('SIGTERM');
  assert.equal((await child.ended).code, 130);
  await running.gone;
  const { attempts } = stageIn(await project.checkpoint(), 'one');
  assert.deepEqual(
    attempts?.map(({ outcome, reason }) => [outcome, reason]),
    [['cancellation', 'shutdown']],
  );
  assert.equal((await project.drive()).checkpoint.status, 'completed');
});

test('a second signal does not wait for the grace', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: single, script: held, config: { grace: '10m' } });
  const child = project.start('run', 'r', '--json');
  const running = await project.control.next('one');
  child.signal('SIGINT');
  await child.said(/Stopping/);
  child.signal('SIGINT');
  assert.equal((await child.ended).code, 130);
  await running.gone;
});

test('cancelling ends a stage that ignores SIGTERM, with everything it started', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: single,
    script: { one: [{ hold: true, orphan: true, stubborn: true }] },
  });
  const driven = project.drive();
  const [own, orphan] = await Promise.all([project.control.next('one'), project.control.next('orphan of one')]);
  project.change({ manifest: { cancelled: true } });
  assert.equal((await driven).checkpoint.status, 'cancelled');
  await Promise.all([own.gone, orphan.gone]);
  assert.ok(project.executions().includes('deaf one'));
});

test('endless and binary output is limited in the log and does no harm', LIMIT, async () => {
  const argv = ['sh', '-c', 'head -c 30000000 /dev/zero; printf "\\377\\376 the end"'];
  await using project = await TestProject.make({
    pipeline: {
      stages: { one: { uses: 'command', with: { argv }, on_error: 'continue' }, two: stage({ needs: ['one'] }) },
    },
  });
  const { checkpoint } = await project.drive();
  assert.equal(checkpoint.status, 'completed');
  const log = stageIn(checkpoint, 'one').attempts?.[0]?.log ?? '';
  const bytes = project.bytes(log);
  assert.ok(bytes.length < 2_000_000, `the log has ${bytes.length} bytes`);
  // The last words of the command, and then why the attempt failed.
  assert.match(bytes.toString('latin1').slice(-1_000), /the end\npipeline-runner: command\/output-too-large: .*\n$/);
});

test('a stage gets the documented environment and nothing else', LIMIT, async () => {
  process.env.RUNNER_TEST_STRANGER = 'private';
  const env = ['PIPELINE_RUN', 'PIPELINE_STAGE', 'PIPELINE_ITEM', 'PIPELINE_ATTEMPT', 'RUNNER_TEST_STRANGER', 'SEED'];
  await using project = await TestProject.make({
    pipeline: {
      stages: {
        one: stage({
          foreach: "${{ ['a'] }}",
          key: '${{ item }}',
          with: { argv: ['node', 'tools/act.mjs'], env: { SEED: '${{ run.id }}' } },
        }),
      },
    },
    script: { 'one[a]': [{ env }] },
  });
  const { checkpoint } = await project.drive();
  assert.deepEqual(itemIn(checkpoint, 'one', 'a').result?.output, {
    value: {
      PIPELINE_RUN: 'r',
      PIPELINE_STAGE: 'one',
      PIPELINE_ITEM: 'a',
      PIPELINE_ATTEMPT: '1',
      RUNNER_TEST_STRANGER: null,
      SEED: 'r',
    },
  });
});
