/** Runs whose manifests are gone, as a daemon that works for months knows them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LostRuns } from '../../src/app/preflight/lost-runs.ts';
import { runId } from '../../src/model/brand.ts';
import { TestProject } from '../rig/project.ts';

test('of thousands of deleted manifests only the newest are read when a run is new', async () => {
  await using files = await TestProject.make();
  const project = await files.open();
  let reads = 0;
  const openStore: typeof project.openStore = (...given) => {
    reads += 1;
    return project.openStore(...given);
  };
  const lost = new LostRuns({ ...project, openStore });
  for (let n = 0; n < 1_000; n += 1) lost.add(runId(`old-${n}`));
  assert.equal(await lost.like({ pipeline: 'main', inputs: {} }), null);
  assert.equal(reads, 20);
});
