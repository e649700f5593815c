/** The library in a program that lives long and drives many runs. */
import assert from 'node:assert/strict';
import { symlinkSync, unlinkSync } from 'node:fs';
import { test } from 'node:test';
import { daemonLockOf } from '../../src/app/daemon/watch.ts';
import { openProject } from '../../src/app/project.ts';
import { InvalidRunError, runPipeline } from '../../src/index.ts';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const QUICK = { name: 'quick', stages: { two: { uses: 'write', with: { text: 'done', to: 'done.md' } } } };

test('runs that one program drives at the same time share the slots of their project', LIMIT, async () => {
  await using project = await TestProject.make({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
    config: { concurrency: 1 },
    files: {
      'pipelines/quick.yaml': JSON.stringify(QUICK),
      'runs/s.yaml': 'pipeline: quick\n',
    },
  });
  const { root } = project;
  const first = runPipeline('r', { root });
  const held = await project.control.next('one');
  const told: string[] = [];
  const whileHeld: string[] = [];
  const second = runPipeline('s', {
    root,
    onEvent: ({ type }) => {
      told.push(type);
      // What begins at once is told with it.
      if (type === 'execution-started')
        setImmediate(() => {
          whileHeld.push(...told);
          held.end({ output: 1 });
        });
    },
  });
  const ends = await Promise.all([first, second]);
  assert.deepEqual(
    ends.map(({ status }) => status),
    ['completed', 'completed'],
  );
  assert.equal(whileHeld.includes('attempt-started'), false);
});

test('a project is found through a link, and its run by any path to it', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: QUICK });
  const link = `${project.root}-link`;
  symlinkSync(project.root, link);
  try {
    const asked = [
      ['runs/r.yaml', link],
      [`${link}/runs/r.yaml`, link],
      [`${link}/runs/r.yaml`, project.root],
      [`${project.root}/runs/r.yaml`, link],
    ] as const;
    const runs: string[] = [];
    for (const [manifest, root] of asked) runs.push((await runPipeline(manifest, { root })).run);
    assert.deepEqual(runs, ['r', 'r', 'r', 'r']);
  } finally {
    unlinkSync(link);
  }
});

test('a program that names a manifest of another project is told to pass that folder', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline: QUICK });
  await assert.rejects(runPipeline('/elsewhere/runs/r.yaml', { root: project.root }), (error) => {
    assert.ok(error instanceof InvalidRunError);
    assert.match(
      error.message,
      /^there is no run "\/elsewhere\/runs\/r\.yaml" in the project .* \[cli\/unknown-run\]$/,
    );
    assert.match(String(error.diagnostics[0]?.hint), /pass the folder of the project as `root`$/);
    return true;
  });
});

test('where a daemon follows a branch, the library tells a program to push the run, as `run` does', LIMIT, async () => {
  await using files = await TestProject.make({ pipeline: QUICK });
  const project = await openProject(files.root);
  assert.ok(project.ok);
  const lock = daemonLockOf(project.value, 'main');
  assert.ok(lock.ok);
  await assert.rejects(runPipeline('r', { root: files.root }), /follows the branch main.*\[daemon\/follows-branch\]/);
  lock.value[Symbol.dispose]();
  assert.equal((await runPipeline('r', { root: files.root })).status, 'completed');
});
