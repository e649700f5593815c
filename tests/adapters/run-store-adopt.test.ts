/** What stands in the checkpoint file is made the newest state of its run, whatever else this machine knows. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunStore } from '../../src/ports/run-store.ts';
import { checkpointOf, RUN, recordOf, storeIn, temporaryFolder } from './rig.ts';

/** Publishes serials 3 and 6, and appends 7. @returns the text of the first. */
async function ahead(root: string): Promise<string> {
  const store = storeIn(root);
  const run = await store.open(RUN);
  assert.ok(run.ok);
  await run.value.publish(checkpointOf(3));
  const older = readFileSync(fileIn(root), 'utf8');
  await run.value.publish(checkpointOf(6));
  await run.value.append(recordOf(7));
  await store[Symbol.asyncDispose]();
  return older;
}

const fileIn = (root: string): string => join(root, 'runs', 'ep001.checkpoint.json');

async function using<T>(root: string, work: (store: RunStore) => Promise<T>): Promise<T> {
  await using store = storeIn(root);
  return await work(store);
}
const found = (root: string) =>
  using(root, async (store) => {
    const run = await store.peek(RUN);
    assert.ok(run.ok && run.value);
    const { checkpoint, records, notices } = run.value;
    return { serial: checkpoint?.serial, records: records.length, notices: notices.map(({ code }) => code) };
  });

test('an adopted older checkpoint counts on every machine, because its serial is above all known ones', async () => {
  using folder = temporaryFolder();
  writeFileSync(fileIn(folder.path), await ahead(folder.path));
  assert.deepEqual(await found(folder.path), { serial: 6, records: 1, notices: ['checkpoint/older'] });
  const adopted = await using(folder.path, (store) => store.adopt(RUN));
  assert.deepEqual(adopted, { ok: true, value: { had: 3, knew: 7, serial: 8 } });
  assert.deepEqual(await found(folder.path), { serial: 8, records: 0, notices: [] });
  assert.equal(JSON.parse(readFileSync(fileIn(folder.path), 'utf8')).serial, 8);
});

test('looking at a run with an older checkpoint only reports it; opening the run restores the newer one and says so', async () => {
  using folder = temporaryFolder();
  const older = await ahead(folder.path);
  writeFileSync(fileIn(folder.path), older);
  const seen = await using(folder.path, (store) => store.peek(RUN));
  assert.match((seen.ok && seen.value?.notices[0]?.message) || '', /is older than .*, which is used$/);
  assert.equal(readFileSync(fileIn(folder.path), 'utf8'), older);
  const opened = await using(folder.path, (store) => store.open(RUN));
  assert.match((opened.ok && opened.value.notices[0]?.message) || '', /was restored$/);
  assert.notEqual(readFileSync(fileIn(folder.path), 'utf8'), older);
});

test('adopting the newest checkpoint changes nothing', async () => {
  using folder = temporaryFolder();
  await using(folder.path, async (store) => {
    const run = await store.open(RUN);
    assert.ok(run.ok);
    await run.value.publish(checkpointOf(3));
  });
  const before = readFileSync(fileIn(folder.path), 'utf8');
  const adopted = await using(folder.path, (store) => store.adopt(RUN));
  assert.deepEqual(adopted, { ok: true, value: { had: 3, knew: 3, serial: 3 } });
  assert.equal(readFileSync(fileIn(folder.path), 'utf8'), before);
});

for (const [name, change] of [
  ['gone', (file: string): void => rmSync(file)],
  ['damaged', (file: string): void => writeFileSync(file, '{"serial": 3')],
] as const) {
  test(`a checkpoint that is ${name} cannot be adopted, and nothing changes`, async () => {
    using folder = temporaryFolder();
    await ahead(folder.path);
    change(fileIn(folder.path));
    assert.deepEqual(await using(folder.path, (store) => store.adopt(RUN)), { ok: true, value: null });
    assert.equal((await found(folder.path)).serial, 6);
  });
}

test('a run that is being driven cannot be adopted', async () => {
  using folder = temporaryFolder();
  writeFileSync(fileIn(folder.path), await ahead(folder.path));
  await using(folder.path, async (store) => {
    const run = await store.open(RUN);
    assert.ok(run.ok);
    const adopted = await using(folder.path, (other) => other.adopt(RUN));
    assert.ok(!adopted.ok && adopted.error[0]?.code === 'run/locked');
  });
});
