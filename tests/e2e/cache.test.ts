/** `cache: true`: results of equal fingerprint are shared by all runs of a project. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const pipeline = {
  inputs: { type: 'object', properties: { word: { type: 'string', default: 'a' } } },
  stages: {
    one: stage({ cache: true }),
    two: stage({ cache: true, with: { argv: ['node', 'tools/act.mjs', '${{ stages.one.artifacts.out.path }}'] } }),
  },
};
const script = {
  one: [{ output: { large: 'x'.repeat(5000) }, files: { 'out.txt': 'first', 'deep/er.txt': 'second' } }],
};
const cached = async (): Promise<TestProject> => {
  const project = await TestProject.make({ pipeline, script });
  project.put('runs/other.yaml', 'pipeline: main\n');
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.deepEqual(project.started(), ['one', 'two']);
  project.forgetExecutions();
  return project;
};

for (const [name, harm] of [
  ['as they are', () => {}],
  ['deleted', (project: TestProject) => project.remove('runs/r.run')],
  ['edited', (project: TestProject) => project.put('runs/r.run/one/out.txt', 'EDITED')],
] as const) {
  test(
    `another run executes nothing and has its own complete artifacts, while the artifacts of the first are ${name}`,
    LIMIT,
    async () => {
      await using project = await cached();
      harm(project);
      const { checkpoint } = await project.drive({ run: 'other' });
      assert.equal(checkpoint.status, 'completed');
      assert.equal(stageIn(checkpoint, 'one').result?.origin, 'cached');
      assert.equal(stageIn(checkpoint, 'one').result?.from, 'r:one');
      assert.equal(project.text('runs/other.run/one/out.txt'), 'first');
      assert.equal(project.text('runs/other.run/one/deep/er.txt'), 'second');
      // `two` is given the path of the artifact, which is another one in another run, with the same bytes.
      assert.equal(stageIn(checkpoint, 'two').result?.from, 'r:two');
      assert.deepEqual(project.started(), []);
    },
  );
}

test('concurrent runs make a shared result once', LIMIT, async () => {
  await using project = await TestProject.make({ pipeline, script });
  project.put('runs/other.yaml', 'pipeline: main\n');
  const ends = await Promise.all(['r', 'other'].map((run) => project.drive({ run })));
  assert.deepEqual(
    ends.map(({ checkpoint }) => checkpoint.status),
    ['completed', 'completed'],
  );
  assert.equal(project.started().filter((name) => name === 'one').length, 1);
});

test('`rerun: { from }` does not read the cache', LIMIT, async () => {
  await using project = await cached();
  project.change({ manifest: { rerun: { n: 2, from: 'one' } } });
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  assert.deepEqual(project.started(), ['one']);
});
