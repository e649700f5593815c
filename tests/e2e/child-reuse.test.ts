/** What is inside a sub-pipeline decides for itself whether its results still hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };

test('a changed file that only a stage of a sub-pipeline reads makes only that stage run again', LIMIT, async () => {
  const reads = { uses: 'command', with: { argv: ['node', 'tools/act.mjs'], files: ['data.txt'] } };
  await using project = await TestProject.make({
    pipeline: { stages: { sub: { uses: 'pipeline', with: { pipeline: 'child' } } } },
    files: {
      'pipelines/child.yaml': JSON.stringify({ stages: { reads, other: stage() } }),
      'data.txt': 'one',
    },
  });
  await project.drive();
  project.change({ manifest: { rerun: 2 }, files: { 'data.txt': 'two' } });
  await project.drive();
  assert.deepEqual(project.started().toSorted(), ['sub/other', 'sub/reads', 'sub/reads']);
});

test(
  'a sub-pipeline in which everything is reused counts as reused: a rerun changes only that line',
  LIMIT,
  async () => {
    await using project = await TestProject.make({
      pipeline: {
        stages: {
          sub: { uses: 'pipeline', with: { pipeline: 'child' } },
          after: stage({ needs: ['sub'] }),
        },
      },
      files: { 'pipelines/child.yaml': JSON.stringify({ stages: { inner: stage() }, outputs: { n: 1 } }) },
    });
    await project.drive();
    const first = (await project.checkpoint()).stages.sub;
    for (const rerun of [2, 3]) {
      project.change({ manifest: { rerun } });
      const { stages, progress } = (await project.drive()).checkpoint;
      const { inner } = stages.sub?.stages ?? {};
      assert.deepEqual(stages.sub, {
        ...first,
        result: { ...first?.result, origin: 'reused' },
        stages: { inner: { ...inner, result: { ...inner?.result, origin: 'reused' } } },
      });
      assert.deepEqual([progress.completed, progress.total], [2, 2]);
    }
    project.change({ manifest: { rerun: { n: 4, from: 'sub/inner' } } });
    const again = (await project.drive()).checkpoint.stages.sub;
    assert.equal(again?.result?.origin, undefined);
    assert.equal(again?.earlier?.length, 1);
  },
);
