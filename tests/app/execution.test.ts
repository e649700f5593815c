/** What an execution does with news that come before there is a drive to heed them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goneManifest } from '../../src/app/project/lost-manifests.ts';
import { driveRun } from '../../src/app/run-session.ts';
import { err, runId } from '../../src/model/brand.ts';
import { TestProject } from '../rig/project.ts';

const NEVER = new AbortController().signal;

test('a manifest that goes while a run begins parks it: a program that prints a secret may take long', async () => {
  await using rig = await TestProject.make({
    pipeline: { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } },
  });
  const project = await rig.open();
  const run = runId('r');
  const going: typeof project = {
    ...project,
    manifestSource: (_, first) => ({
      current: () => first,
      onChange: (listener) => listener(err([goneManifest(run, 'warning')])),
      [Symbol.dispose]: () => {},
    }),
  };
  const outcome = await driveRun(going, run, { observers: [], stop: NEVER });
  assert.ok(outcome.ok);
  assert.equal(outcome.value.checkpoint.status, 'paused');
  assert.equal(rig.has('runs/r.run/one/done.md'), false);
});
