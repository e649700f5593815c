/** Two machines went on with one run, and git merged their checkpoints: one wins, and what the other did is not done again. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { test } from 'node:test';
import { driveRun } from '../../src/app/run-session.ts';
import { runId } from '../../src/model/brand.ts';
import { isEvent, type Script, stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const FILE = 'runs/r.checkpoint.json';
const PIPELINE = {
  stages: {
    one: stage(),
    left: stage({ needs: ['one'] }),
    right: stage({ needs: ['one'] }),
    last: stage({ needs: ['left', 'right'] }),
  },
};
const SCRIPT: Script = {
  left: [{ output: 'left', events: [{ cost: { usd: 0.25 } }] }],
  right: [{ output: 'right', events: [{ cost: { usd: 0.5 } }], files: { 'right.txt': 'right' } }],
};

/** Works on the run until the stages are settled. */
async function work(project: TestProject, ...stages: readonly string[]): Promise<void> {
  const { signal } = new AbortController();
  const driven = await driveRun(await project.open(), runId('r'), { observers: [], stop: signal, stages });
  assert.ok(driven.ok, JSON.stringify(driven));
  project.git('add', '-A');
  project.git('commit', '-qm', stages.join(' '));
}

/** One project on two machines; the second has done `right` and a little more, so that it wins. */
async function parted(script: Script = SCRIPT): Promise<readonly [TestProject, TestProject]> {
  const ours = await TestProject.make({
    pipeline: PIPELINE,
    script,
    files: { '.gitignore': '.pipeline-runner\ncontrol.sock\nexecutions.log\nscript.json\nscript.sh\n' },
  });
  ours.git('init', '-q', '-b', 'main');
  ours.git('config', 'user.name', 'Ada');
  ours.git('config', 'user.email', 'ada@example.org');
  await work(ours, 'one');
  const theirs = await TestProject.make();
  cpSync(ours.root, theirs.root, { recursive: true, force: true, filter: (file) => !file.endsWith('control.sock') });
  await work(ours, 'left');
  await work(theirs, 'right');
  for (const project of [ours, theirs]) project.forgetExecutions();
  return [ours, theirs];
}

/** @returns the conflict that git left in the checkpoint. */
function merge(ours: TestProject, theirs: TestProject, style = 'merge'): string {
  ours.git('fetch', '-q', theirs.root, 'main:theirs');
  assert.throws(() => ours.git('-c', `merge.conflictstyle=${style}`, 'merge', 'theirs'));
  assert.match(ours.text(FILE), /^<{7} HEAD$/m);
  return ours.text(FILE);
}

async function assertGoesOn(project: TestProject): Promise<void> {
  const { checkpoint, notices } = await project.drive();
  assert.deepEqual(
    notices.map(({ code }) => code),
    ['checkpoint/conflict'],
  );
  assert.deepEqual([checkpoint.status, project.started()], ['completed', ['last']]);
  assert.deepEqual(stageIn(await project.checkpoint(), 'last').status, 'completed');
}

for (const style of ['merge', 'diff3', 'zdiff3']) {
  test(`after a merge with style ${style}, what both machines did is not repeated`, LIMIT, async () => {
    const [ours, theirs] = await parted();
    await using _ours = ours;
    await using _theirs = theirs;
    merge(ours, theirs, style);
    ours.remove('.pipeline-runner');
    await assertGoesOn(ours);
  });
}

test('a merge with CRLF line ends, and one committed with its markers, can be continued', LIMIT, async () => {
  const [ours, theirs] = await parted();
  await using _ours = ours;
  await using _theirs = theirs;
  ours.put(FILE, merge(ours, theirs).replaceAll('\n', '\r\n'));
  ours.git('add', '-A');
  ours.git('commit', '-qm', 'merged without a look');
  ours.remove('.pipeline-runner');
  await assertGoesOn(ours);
});

test('attempts and costs of the discarded version are not counted, but reported', LIMIT, async () => {
  const [ours, theirs] = await parted();
  await using _ours = ours;
  await using _theirs = theirs;
  merge(ours, theirs);
  const { checkpoint, notices } = await ours.drive();
  const { left, right } = checkpoint.stages;
  // Serials are equal: ours wins.
  assert.equal(checkpoint.cost.usd_micros, 250_000);
  assert.deepEqual([left?.attempts?.length, right?.attempts, right?.result?.origin], [1, undefined, 'reused']);
  assert.match(notices[0]?.message ?? '', /had cost \$0\.50 in total/);
});

test('a result whose files did not come with the merge is made again', LIMIT, async () => {
  const [ours, theirs] = await parted();
  await using _ours = ours;
  await using _theirs = theirs;
  merge(ours, theirs);
  ours.put('runs/r.run/right/right.txt', 'something else');
  const { checkpoint } = await ours.drive();
  assert.deepEqual([checkpoint.status, ours.started()], ['completed', ['right', 'last']]);
});

test('a runner that is killed after a merge has lost nothing that came with it', LIMIT, async () => {
  const [ours, theirs] = await parted();
  await using _ours = ours;
  await using _theirs = theirs;
  ours.change({ script: { ...SCRIPT, last: [{ hold: true }, { output: 'done' }] } });
  merge(ours, theirs);
  const child = ours.start('run', 'r', '--json');
  await child.event(isEvent('attempt-started', 'last'));
  const held = await ours.control.next('last');
  await child.kill();
  assert.equal((await ours.drive()).checkpoint.status, 'completed');
  await held.gone;
  assert.deepEqual(ours.started(), ['last', 'last']);
});
