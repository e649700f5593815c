/** Checkpoints that were merged, renamed, copied, made by a later version, or are none. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { runPaths } from '../../src/adapters/state-folder.ts';
import { runId, runUid } from '../../src/model/brand.ts';
import type { StoredRun } from '../../src/ports/run-store.ts';
import { checkpointOf, RUN, recordOf, storeIn, temporaryFolder } from './rig.ts';
import { bury, checkpointPath, codes, killed, opened, reached, seen, serialInFile } from './run-store-rig.ts';

const inConflict = (ours: string, theirs: string): string => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> topic\n`;
const losersTo = (run: StoredRun | null): number[] => (run?.losers ?? []).map(({ serial }) => serial);

test('a merge conflict in the checkpoint is resolved in favour of the higher serial', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const [mine, theirs] = [readFileSync(checkpointPath(folder.path), 'utf8'), seal(checkpointOf(9)).bytes.toString()];
  writeFileSync(checkpointPath(folder.path), inConflict(mine, theirs));
  const store = storeIn(folder.path);
  const run = await opened(store);
  assert.deepEqual([codes(run), reached(run), losersTo(run)], [['checkpoint/conflict'], 9, [3]]);
  await bury(store);
  assert.equal(serialInFile(folder.path), 9);
  assert.deepEqual(losersTo(await seen(folder.path)), []);
});

test('a conflict that was opened but not published, because of a kill, still has both versions', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  const text = inConflict(seal(checkpointOf(5)).bytes.toString(), seal(checkpointOf(9)).bytes.toString());
  writeFileSync(checkpointPath(folder.path), text);
  const store = storeIn(folder.path);
  const run = await opened(store);
  await run.append(recordOf(10));
  assert.equal(readFileSync(checkpointPath(folder.path), 'utf8'), text);
  const next = await seen(folder.path);
  assert.deepEqual([reached(next), losersTo(next)], [10, [5]]);
  const looked = await store.peek(RUN);
  assert.equal(looked.ok && looked.value?.inFile, null, 'neither of them is what stands in the file');
  await run.publish(checkpointOf(11));
  await bury(store);
  assert.equal(serialInFile(folder.path), 11);
});

test('if this machine knows more than both sides of a conflict, its state is used and both sides lose', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const [mine, theirs] = [readFileSync(checkpointPath(folder.path), 'utf8'), seal(checkpointOf(4)).bytes.toString()];
  writeFileSync(checkpointPath(folder.path), inConflict(mine, theirs));
  const run = await seen(folder.path);
  assert.deepEqual([codes(run), reached(run), losersTo(run)], [['checkpoint/conflict'], 5, [4]]);
});

test('the cost of the discarded version is reported', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  for (const [micros, said] of [
    [120_000, /serial 5, which had cost \$0\.12 in total/],
    [420, /serial 5, which had cost \$0\.000420 in total/],
  ] as const) {
    const cost = { usd_micros: micros, at_most_usd_micros: micros, tokens: 7 };
    const lost = seal(checkpointOf(5, { cost })).bytes.toString();
    writeFileSync(checkpointPath(folder.path), inConflict(lost, seal(checkpointOf(9)).bytes.toString()));
    assert.match((await seen(folder.path))?.notices[0]?.message ?? '', said);
  }
});

test('a conflict between two different runs is not resolved', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  const other = seal(checkpointOf(9, { uid: runUid('0000000000000000002b') })).bytes.toString();
  writeFileSync(checkpointPath(folder.path), inConflict(seal(checkpointOf(5)).bytes.toString(), other));
  const run = await storeIn(folder.path).peek(RUN);
  assert.match(run.ok ? '' : (run.error[0]?.message ?? ''), /holds a merge conflict between two different runs/);
});

test('a run that was started anew elsewhere under its name is not taken for the run that this machine knows', async () => {
  using folder = temporaryFolder();
  const first = storeIn(folder.path);
  await (await opened(first)).publish(checkpointOf(5));
  await bury(first);
  const anew = seal(checkpointOf(2, { uid: runUid('0000000000000000002b') }));
  writeFileSync(checkpointPath(folder.path), anew.bytes);
  const found = await seen(folder.path);
  assert.deepEqual([found?.checkpoint?.uid, reached(found), codes(found)], ['0000000000000000002b', 2, []]);
});

test('records of another run that once had the same name are not added to the run in the backup', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const other = storeIn(folder.path);
  await (await opened(other)).append(recordOf(6, { uid: runUid('z'.repeat(20)) }));
  await bury(other);
  rmSync(checkpointPath(folder.path));
  assert.equal(reached(await seen(folder.path)), 5);
});

test('if the backup cannot be read the run does not continue, because the file may be the older version', async () => {
  using folder = temporaryFolder();
  const first = storeIn(folder.path);
  await (await opened(first)).publish(checkpointOf(5));
  await bury(first);
  const { backup } = runPaths(folder.path, RUN);
  rmSync(backup);
  mkdirSync(backup);
  const run = await storeIn(folder.path).open(RUN);
  assert.deepEqual(!run.ok && run.error.map(({ code }) => code), ['checkpoint/unreadable']);
});

test('a renamed run continues; a copied one is refused', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  cpSync(checkpointPath(folder.path), checkpointPath(folder.path, 'pilot'));
  const store = storeIn(folder.path);
  const copy = await store.open(runId('pilot'));
  assert.equal(!copy.ok && copy.error[0]?.code, 'run/duplicate-uid');
  assert.equal(codes(await seen(folder.path)).length, 0, 'the original is not to blame');
  rmSync(checkpointPath(folder.path));
  const run = await opened(store, runId('pilot'));
  assert.deepEqual([codes(run), reached(run)], [['run/renamed'], 5]);
  await run.publish(checkpointOf(6, { run: 'pilot' }));
  await bury(store);
  assert.deepEqual(codes(await seen(folder.path, runId('pilot'))), []);
  assert.equal(await seen(folder.path), null);
});

test('a renamed run at rest has its new name in everything that is read, and in its file once it was opened', async () => {
  using folder = temporaryFolder();
  const first = storeIn(folder.path);
  await using run = await opened(first, RUN);
  await run.publish(checkpointOf(5));
  await run[Symbol.asyncDispose]();
  renameSync(checkpointPath(folder.path), checkpointPath(folder.path, 'pilot'));
  const pilot = runId('pilot');
  assert.deepEqual(codes(await seen(folder.path, pilot)), ['run/renamed']);
  assert.equal((await seen(folder.path, pilot))?.checkpoint?.run, 'pilot');
  await (await opened(first, pilot))[Symbol.asyncDispose]();
  await bury(first);
  assert.deepEqual(codes(await seen(folder.path, pilot)), []);
  assert.equal((await seen(folder.path, pilot))?.checkpoint?.run, 'pilot');
  assert.equal(await seen(folder.path), null, 'nothing is left under the old name');
});

test('looking at a run tells what is in the file, even if a kill left it ahead of everything else', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  // Renamed into place, and killed before anybody was told of it; more was recorded meanwhile.
  writeFileSync(checkpointPath(folder.path), seal(checkpointOf(4)).bytes.toString());
  const found = await storeIn(folder.path).peek(RUN);
  assert.ok(found.ok && found.value !== null);
  const { checkpoint, records, inFile } = found.value;
  assert.deepEqual([checkpoint?.serial, records.map(({ serial }) => serial), inFile?.serial], [3, [4, 5], 4]);
  writeFileSync(checkpointPath(folder.path), '{');
  const damaged = await storeIn(folder.path).peek(RUN);
  assert.ok(damaged.ok && damaged.value?.inFile === null);
});

const later = (serial: number): string => seal(Object.assign(checkpointOf(serial), { version: 2 })).bytes.toString();
const LATER: readonly (readonly [where: string, file: 'checkpoint' | 'backup', text: () => string])[] = [
  ['', 'checkpoint', () => later(9)],
  [' on one side of a conflict', 'checkpoint', () => inConflict(seal(checkpointOf(5)).bytes.toString(), later(9))],
  [', replaced by an older one in a checkout,', 'backup', () => later(9)],
];
for (const [where, file, text] of LATER)
  test(`a checkpoint of a later version${where} is not touched, and no older state is used instead`, async () => {
    using folder = temporaryFolder();
    await bury(await killed(folder.path));
    const path = runPaths(folder.path, RUN)[file];
    writeFileSync(path, text());
    for (const takes of ['peek', 'open'] as const) {
      const run = await storeIn(folder.path)[takes](RUN);
      assert.equal(!run.ok && run.error[0]?.code, 'checkpoint/newer-version');
    }
    assert.equal(readFileSync(path, 'utf8'), text());
  });

test('a link in place of a checkpoint is refused', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  symlinkSync('/etc/passwd', checkpointPath(folder.path));
  const run = await storeIn(folder.path).peek(RUN);
  assert.equal(!run.ok && run.error[0]?.code, 'checkpoint/unreadable');
  const hint = run.ok ? '' : (run.error[0]?.hint ?? '');
  assert.doesNotMatch(hint, /remove|delete/, 'it may be the only record of what was paid for');
});
