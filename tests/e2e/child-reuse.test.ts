/** What is inside a sub-pipeline decides for itself whether its results still hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };

test('a file that only a stage of a sub-pipeline reads makes that stage run again, and no other', LIMIT, async () => {
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
