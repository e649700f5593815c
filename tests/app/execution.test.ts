/** What an execution does before there is a drive: with news, and with what the last one could not write. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goneManifest } from '../../src/app/project/lost-manifests.ts';
import { driveRun } from '../../src/app/run-session.ts';
import { err, ok, runId } from '../../src/model/brand.ts';
import type { OpenRun, RunStore } from '../../src/ports/run-store.ts';
import { full } from '../rig/full-disk.ts';
import { stage, TestProject } from '../rig/project.ts';

const NEVER = new AbortController().signal;

test('a run whose manifest disappears while the run starts is parked, even if looking up a secret takes long', async () => {
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

/** Of a disk that has room for a few more records, and for no checkpoint. @param when it is found out. */
function unpublishable(store: RunStore, when: () => Promise<void>): RunStore {
  const refusing = (record: OpenRun): OpenRun => ({
    checkpoint: record.checkpoint,
    records: record.records,
    losers: record.losers,
    notices: record.notices,
    append: (appended) => record.append(appended),
    publish: async () => {
      await when();
      throw full();
    },
    [Symbol.asyncDispose]: () => record[Symbol.asyncDispose](),
  });
  const open: RunStore['open'] = async (id) => {
    const opened = await store.open(id);
    return opened.ok ? ok(refusing(opened.value)) : opened;
  };
  return { ...store, open };
}

test('an attempt that was lost because the checkpoint could not be written starts again only when it can be written', async () => {
  await using rig = await TestProject.make({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }, {}] },
  });
  const project = await rig.open();
  await using store = await project.openStore();
  const drive = (kept: RunStore) => driveRun(project, runId('r'), { observers: [], stop: NEVER, store: kept });
  const begun = () => rig.until(() => rig.started().length > 0);
  for (const _ of [1, 2, 3]) await assert.rejects(drive(unpublishable(store, begun)), /ENOSPC/);
  assert.deepEqual(rig.started(), ['one']);

  const outcome = await drive(store);
  assert.ok(outcome.ok);
  assert.equal(outcome.value.checkpoint.status, 'completed');
  assert.deepEqual(rig.started(), ['one', 'one']);
});
