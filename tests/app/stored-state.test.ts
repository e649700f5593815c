/** A run whose pinned definitions are gone, for the generation that starts it over. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { restore, restoreLoosely } from '../../src/app/pinned/stored-state.ts';
import { openProject } from '../../src/app/project.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { epochMs, type RunId } from '../../src/model/brand.ts';
import type { Event, JournalRecord } from '../../src/model/event.ts';
import { MANIFEST, project, TWO_STAGES } from '../cli/rig.ts';

const at = epochMs(1_800_000_000_000);
const LATER: readonly Event[] = [
  { type: 'execution-started', at, host: 'h', pid: 1, version: '1' },
  { type: 'attempt-started', at, task: 'gone' as TaskAddress, n: 1 } as Event,
];

test('journal records beyond the checkpoint count as far as they fit, and no serial is used twice', async () => {
  using made = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/r.yaml': MANIFEST });
  await made.cli('run', 'r');
  const opened = await openProject(made.root);
  assert.ok(opened.ok);
  await using store = await opened.value.openStore();
  const stored = await store.peek('r' as RunId);
  assert.ok(stored.ok && stored.value?.checkpoint);
  const { uid, serial, executions } = stored.value.checkpoint;
  const records = LATER.map(
    (event, i): JournalRecord => ({
      run: 'r' as RunId,
      uid: uid as JournalRecord['uid'],
      serial: serial + i + 1,
      events: [event],
    }),
  );
  const wanted = { pipeline: 'two', n: 2, broken: [] };
  const earlier = await restoreLoosely(opened.value, { ...stored.value, records }, wanted);
  assert.ok(earlier.ok);
  assert.equal(earlier.value.state.serial, serial + 2);
  assert.equal(earlier.value.state.executions.length, executions.length + 1);
});

test('a run recorded by a later version is not touched, not even by a rerun', async () => {
  using made = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/r.yaml': MANIFEST });
  await made.cli('run', 'r');
  const opened = await openProject(made.root);
  assert.ok(opened.ok);
  await using store = await opened.value.openStore();
  const stored = await store.peek('r' as RunId);
  assert.ok(stored.ok && stored.value?.checkpoint);
  const { uid, serial } = stored.value.checkpoint;
  const event = { type: 'moon-rose', at } as unknown as Event;
  const record = { run: 'r' as RunId, uid: uid as JournalRecord['uid'], serial: serial + 1, events: [event] };
  const run = { ...stored.value, records: [record] };
  const restored = await restore(opened.value, 'r' as RunId, run);
  assert.ok(!restored.ok);
  assert.deepEqual(
    restored.error.map(({ code, message }) => `${code}: ${message}`),
    [
      'checkpoint/newer-version: the checkpoint has a journal with records that this pipeline-runner does not know: moon-rose',
    ],
  );
  const loosely = await restoreLoosely(opened.value, run, { pipeline: 'two', n: 2, broken: restored.error });
  assert.deepEqual(loosely, restored);
});

test('`retry` works while the journal of a run is ahead of its checkpoint', async () => {
  using made = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/r.yaml': MANIFEST });
  await made.cli('run', 'r');
  const opened = await openProject(made.root);
  assert.ok(opened.ok);
  await using store = await opened.value.openStore();
  const record = await store.open('r' as RunId);
  assert.ok(record.ok && record.value.checkpoint);
  const { uid, serial } = record.value.checkpoint;
  const later = { run: 'r' as RunId, uid: uid as JournalRecord['uid'], serial: serial + 1, events: LATER.slice(0, 1) };
  await record.value.append(later);
  await record.value[Symbol.asyncDispose]();
  rmSync(path.join(made.root, 'runs/r.run/pinned'), { recursive: true });
  const said = await made.cli('retry', 'r');
  assert.equal(said.code, 0, said.err);
  assert.match(readFileSync(path.join(made.root, 'runs/r.yaml'), 'utf8'), /^rerun: 2$/m);
});

test('`plan`, `explain` and `run --until` show and do what `run` does after it was told to start over', async () => {
  using made = project({ 'pipelines/two.yaml': TWO_STAGES, 'runs/r.yaml': MANIFEST, ok: '' });
  await made.cli('run', 'r');
  rmSync(path.join(made.root, 'runs/r.run/pinned'), { recursive: true });
  const refused = await made.cli('plan', 'r');
  assert.match(refused.err, /run\/pinned-damaged/);
  assert.match((await made.cli('explain', 'r')).out, /`retry` and `run`: reuses its result/);
  await made.cli('retry', 'r');
  const planned = await made.cli('plan', 'r');
  assert.equal(planned.code, 0, planned.err);
  assert.match(planned.out, /generation 2/);
  assert.equal((await made.cli('run', 'r', '--until', 'music')).code, 0);
});
