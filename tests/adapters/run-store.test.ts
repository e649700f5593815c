/** What a store of runs keeps, finds again after a kill, and shows to who looks. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import type { FileSystem } from '../../src/adapters/disk/file-system.ts';
import { JournalReader } from '../../src/adapters/journal/reader.ts';
import { runId, runUid } from '../../src/model/brand.ts';
import { anyCheckpoint, checkpointOf, quickFiles, RUN, recordOf, storeIn, temporaryFolder } from './rig.ts';
import { bury, checkpointPath, codes, killed, opened, reached, seen, serialInFile } from './run-store-rig.ts';

test('records appended after the last checkpoint are found again, and merged into the next checkpoint', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const left = await seen(folder.path);
  assert.deepEqual([left?.checkpoint?.serial, left?.records.map(({ serial }) => serial), codes(left)], [3, [4, 5], []]);
  const store = storeIn(folder.path);
  const run = await opened(store);
  assert.deepEqual(
    run.records.map(({ serial }) => serial),
    [4, 5],
  );
  await run.publish(checkpointOf(6));
  await bury(store);
  const after = await seen(folder.path);
  assert.deepEqual([after?.checkpoint?.serial, after?.records], [6, []]);
  assert.deepEqual(readdirSync(join(folder.path, '.pipeline-runner', 'journal'), { recursive: true }), ['left']);
});

test('a second driver is told who has the run, and gets it when the first one is gone', async () => {
  using folder = temporaryFolder();
  const first = storeIn(folder.path);
  await opened(first);
  const second = storeIn(folder.path);
  const refused = await second.open(RUN);
  assert.ok(!refused.ok);
  assert.equal(refused.error[0]?.code, 'run/locked');
  assert.match(
    refused.error[0]?.message ?? '',
    /pipeline-runner run \(process \d+ on here, since 1970-01-01T00:00:00.000Z\)/,
  );
  await bury(first);
  await opened(second);
  await bury(second);
});

test('runs of a dead driver that nobody opens stay recoverable when its journal is removed', async () => {
  using folder = temporaryFolder();
  const other = { run: runId('2026/ep002'), uid: runUid('0000000000000000002b') };
  const dead = storeIn(folder.path);
  await (await opened(dead)).append(recordOf(1));
  const run = await opened(dead, other.run);
  await run.publish(checkpointOf(1, other));
  await run.append(recordOf(2, other));
  await bury(dead);
  const store = storeIn(folder.path);
  await (await opened(store)).publish(checkpointOf(2));
  await bury(store);
  const journal = join(folder.path, '.pipeline-runner', 'journal');
  assert.deepEqual(readdirSync(journal), ['left']);
  assert.deepEqual(readdirSync(join(journal, 'left')), ['2026+ep002.ndjson']);
  assert.equal(reached(await seen(folder.path, other.run)), 2);
});

test('a run that was killed before its first checkpoint continues from its journal', async () => {
  using folder = temporaryFolder();
  const store = storeIn(folder.path);
  await (await opened(store)).append(recordOf(1));
  await bury(store);
  const left = await seen(folder.path);
  assert.deepEqual([left?.checkpoint, reached(left), codes(left)], [null, 1, []]);
});

test('a damaged checkpoint is replaced by the good copy and kept aside, with a message', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const damaged = readFileSync(checkpointPath(folder.path), 'utf8').replace('"completed"', '"failed"');
  writeFileSync(checkpointPath(folder.path), damaged);
  const store = storeIn(folder.path);
  const run = await opened(store);
  assert.deepEqual([codes(run), reached(run)], [['checkpoint/damaged'], 5]);
  assert.match(run.notices[0]?.message ?? '', /its digest does not match; it was replaced .* \(serial 5\)/);
  assert.equal(serialInFile(folder.path), 3, 'put back at once');
  await bury(store);
  assert.deepEqual(codes(await seen(folder.path)), []);
  const aside = join(folder.path, '.pipeline-runner', 'damaged');
  assert.deepEqual(
    readdirSync(aside).map((name) => readFileSync(join(aside, name), 'utf8')),
    [damaged],
  );
});

test('a checkpoint that is cut off at any byte never costs a recorded result', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const text = readFileSync(checkpointPath(folder.path), 'utf8');
  for (let cut = 0; cut < text.length; cut += 1) {
    writeFileSync(checkpointPath(folder.path), text.slice(0, cut));
    const run = await seen(folder.path);
    assert.deepEqual([reached(run), codes(run)], [5, ['checkpoint/damaged']], `cut at ${cut}`);
  }
});

test('a damaged checkpoint without a good copy stops the run and says what would run again', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  rmSync(join(folder.path, '.pipeline-runner'), { recursive: true });
  const damaged = readFileSync(checkpointPath(folder.path), 'utf8').replace('"serial": 3', '"serial": 30');
  writeFileSync(checkpointPath(folder.path), damaged);
  const store = storeIn(folder.path);
  const run = await store.open(RUN);
  assert.ok(!run.ok);
  assert.equal(run.error[0]?.code, 'checkpoint/damaged');
  assert.equal(
    run.error[0]?.hint,
    'run `git checkout HEAD -- runs/ep001.checkpoint.json` to resume from the last committed version (if that is damaged too, from an older one in `git log -- runs/ep001.checkpoint.json`), or delete it and the folder of the run to run its finished stage again (ideation)',
  );
  assert.equal(readFileSync(checkpointPath(folder.path), 'utf8'), damaged, 'nothing was touched');
  rmSync(checkpointPath(folder.path));
  assert.equal((await opened(store)).checkpoint, null, 'and the lock was given back');
  await bury(store);
});

test('a checkpoint that was deleted or replaced by an older one is restored, with a message', async () => {
  using folder = temporaryFolder();
  const first = storeIn(folder.path);
  await (await opened(first)).publish(checkpointOf(1));
  await bury(first);
  const old = readFileSync(checkpointPath(folder.path));
  await bury(await killed(folder.path));
  writeFileSync(checkpointPath(folder.path), old);
  const older = await seen(folder.path);
  assert.deepEqual([codes(older), reached(older)], [['checkpoint/older'], 5]);
  rmSync(checkpointPath(folder.path));
  const store = storeIn(folder.path);
  const run = await opened(store);
  assert.deepEqual([codes(run), reached(run)], [['checkpoint/missing'], 5]);
  assert.equal(serialInFile(folder.path), 3);
  await bury(store);
});

test('a checkpoint of another machine with a higher serial wins, and our records are not applied to it', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  for (const [serial, expected] of [
    [9, 9],
    [5, 5],
    [4, 5],
  ] as const) {
    writeFileSync(checkpointPath(folder.path), seal(checkpointOf(serial, { generation: 7 })).bytes.toString());
    const run = await seen(folder.path);
    assert.deepEqual(
      [reached(run), run?.checkpoint?.generation],
      [expected, serial === 4 ? 1 : 7],
      `theirs: ${serial}`,
    );
  }
});

test('looking at a run writes nothing and says whether somebody drives it', async () => {
  using folder = temporaryFolder();
  assert.equal(await seen(folder.path), null);
  assert.equal(existsSync(join(folder.path, '.pipeline-runner')), false);
  const store = await killed(folder.path);
  const during = await seen(folder.path);
  assert.deepEqual([during?.driven, reached(during)], [true, 5]);
  await bury(store);
  assert.equal((await seen(folder.path))?.driven, false);
});

test('a checkpoint is validated against its schema unless this machine published it last', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  let loads = 0;
  const loadCheck = async () => {
    loads += 1;
    return anyCheckpoint;
  };
  const peek = async () => (await storeIn(folder.path, { loadCheck }).peek(RUN)).ok;
  assert.deepEqual([await peek(), loads], [true, 0]);
  const text = readFileSync(checkpointPath(folder.path), 'utf8');
  writeFileSync(checkpointPath(folder.path), text.replaceAll('\n', '\r\n'));
  assert.deepEqual([await peek(), loads], [true, 1]);
  writeFileSync(checkpointPath(folder.path), text);
  rmSync(join(folder.path, '.pipeline-runner', 'backup'), { recursive: true });
  assert.deepEqual([await peek(), loads], [true, 2]);
});

test('a reader reads the checkpoint after the journals, because a publication removes records from them', async () => {
  for (const isChanged of [false, true]) {
    using folder = temporaryFolder();
    await bury(await killed(folder.path));
    const path = checkpointPath(folder.path);
    if (isChanged) writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
    const read: string[] = [];
    const fs: FileSystem = {
      ...quickFiles,
      open: (name, ...more) => {
        if (name.endsWith('.checkpoint.json')) read.push('checkpoint');
        return quickFiles.open(name, ...more);
      },
    };
    class Watched extends JournalReader {
      override refresh(): void {
        read.push('journals');
        super.refresh();
      }
    }
    const reader = new Watched({ root: folder.path, fs });
    assert.ok((await storeIn(folder.path, { fs, reader }).peek(RUN)).ok);
    const once = ['journals', 'checkpoint'];
    assert.deepEqual(read, isChanged ? [...once, ...once] : once);
  }
});

test('a run that the same process opens again continues where it was', async () => {
  using folder = temporaryFolder();
  await using store = storeIn(folder.path);
  const run = await opened(store);
  await run.append(recordOf(1));
  await run[Symbol.asyncDispose]();
  const again = await opened(store);
  assert.equal(reached(again), 1);
  await again.append(recordOf(2));
  await again[Symbol.asyncDispose]();
  assert.deepEqual(
    (await opened(store)).records.map(({ serial }) => serial),
    [1, 2],
  );
});

test('records that are appended while a checkpoint is being made are applied on top of it', async () => {
  for (const last of [3, 4]) {
    using folder = temporaryFolder();
    const store = storeIn(folder.path);
    const run = await opened(store);
    await run.append(recordOf(1));
    await run.publish(checkpointOf(1));
    const publishing = run.publish(checkpointOf(2, { generation: 2 }));
    await Promise.all([run.append(recordOf(3)), publishing]);
    if (last === 4) await run.append(recordOf(4));
    await bury(store);
    rmSync(join(folder.path, '.pipeline-runner', 'backup'), { recursive: true });
    const left = await seen(folder.path);
    assert.deepEqual([left?.checkpoint?.serial, reached(left)], [2, last]);
  }
});
