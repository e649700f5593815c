/** A store of runs on a disk that refuses, and without its lock files. */
import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DurableError } from '../../src/adapters/disk/error.ts';
import type { FileSystem } from '../../src/adapters/disk/file-system.ts';
import { runId, runUid } from '../../src/model/brand.ts';
import { checkpointOf, failingFiles, quickFiles, RUN, recordOf, storeIn, temporaryFolder } from './rig.ts';
import { bury, checkpointPath, codes, killed, opened, reached, seen, serialInFile } from './run-store-rig.ts';

const FILES: readonly (keyof FileSystem)[] = [
  'open',
  'write',
  'sync',
  'syncData',
  'close',
  'rename',
  'makeFolder',
  'makeFolders',
  'remove',
  'list',
  'stat',
  'read',
];

for (const operation of FILES) {
  for (const trouble of ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE', 'short'] as const) {
    if (trouble === 'short' && operation !== 'write') continue;
    test(`a run during which ${operation} fails once or permanently with ${trouble} loses nothing that was recorded`, async () => {
      const step = trouble === 'ENOSPC' ? 1.1 : 2.5; // every point for one kind, a sample for the others
      for (const span of ['once', 'lasting'] as const) {
        for (let at = 1; ; at = Math.ceil(at * step)) {
          using folder = temporaryFolder();
          await bury(await killed(folder.path));
          const fs = failingFiles({ operation, at, trouble, span });
          const recorded = await workUntilTrouble(folder.path, fs);
          const after = await seen(folder.path);
          assert.ok(reached(after) >= recorded, `${operation} ${at} ${span}: ${reached(after)} < ${recorded}`);
          assert.ok(
            codes(after).every((code) => code === 'checkpoint/older'),
            String(codes(after)),
          );
          if ((fs.calls.get(operation) ?? 0) < at) break;
        }
      }
    });
  }
}

/** Opens, publishes, appends, publishes; stops at the first error, which must be one that can be told. */
async function workUntilTrouble(root: string, fs: FileSystem): Promise<number> {
  let recorded = 5;
  const store = storeIn(root, { fs });
  try {
    const run = await store.open(RUN);
    if (run.ok) {
      await run.value.publish(checkpointOf(6));
      recorded = 6;
      await run.value.append(recordOf(7));
      recorded = 7;
      await run.value.publish(checkpointOf(8));
      recorded = 8;
    } else assert.equal(run.error[0]?.severity, 'error');
  } catch (error) {
    assert.ok(error instanceof DurableError || isSystemError(error), String(error));
  }
  await bury(store).catch((error: unknown) => assert.ok(isSystemError(error) || error instanceof DurableError));
  return recorded;
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'errno' in error;

test('moving the checkpoint away during a run does not prevent its next publication', async () => {
  using folder = temporaryFolder();
  await using store = storeIn(folder.path);
  const run = await opened(store);
  await run.publish(checkpointOf(1));
  renameSync(checkpointPath(folder.path), checkpointPath(folder.path, 'elsewhere'));
  await run.publish(checkpointOf(2));
  assert.equal(serialInFile(folder.path), 2);
});

interface Disk {
  readonly fs: FileSystem;
  isFull: boolean;
  isReadOnly: boolean;
}

/** A disk that takes nothing while it is full, publishes nothing while it is read-only, and all again afterwards. */
function fillingDisk(): Disk {
  const disk: Disk = {
    isFull: false,
    isReadOnly: false,
    fs: {
      ...quickFiles,
      write: (fd: number, bytes: Uint8Array, position?: number): number => {
        if (disk.isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return quickFiles.write(fd, bytes, position);
      },
      rename: (from, to) => {
        if (disk.isReadOnly) throw Object.assign(new Error('EROFS'), { code: 'EROFS' });
        quickFiles.rename(from, to);
      },
    },
  };
  return disk;
}

const OTHER = { run: runId('ep002'), uid: runUid('0000000000000000002b') };

test('a disk that was full for a moment ends the runs in progress, but not those that are opened later', async () => {
  using folder = temporaryFolder();
  const disk = fillingDisk();
  const store = storeIn(folder.path, { fs: disk.fs });
  const [first, second] = [await opened(store), await opened(store, OTHER.run)];
  await first.append(recordOf(1));
  await second.append(recordOf(1, OTHER));
  disk.isFull = true;
  await assert.rejects(first.append(recordOf(2)), DurableError);
  disk.isFull = false;
  await assert.rejects(second.append(recordOf(2, OTHER)), DurableError, 'nobody knows what stands in that journal');
  await first[Symbol.asyncDispose]();
  const again = await opened(store);
  assert.equal(reached(again), 1);
  await (await opened(store, runId('ep003')))[Symbol.asyncDispose]();
  const names = readdirSync(join(folder.path, '.pipeline-runner/journal'));
  assert.equal(names.filter((name) => name.endsWith('.ndjson')).length, 1, 'the second run has it open still');
  await again.append(recordOf(2));
  await again.publish(checkpointOf(3));
  await second[Symbol.asyncDispose]();
  const secondAgain = await opened(store, OTHER.run);
  assert.equal(reached(secondAgain), 1, 'what was recorded before is known');
  await secondAgain.append(recordOf(2, OTHER));
  await secondAgain.publish(checkpointOf(3, OTHER));
  await store[Symbol.asyncDispose]();
  const last = await opened(storeIn(folder.path));
  assert.deepEqual([reached(last), codes(last)], [3, []]);
  assert.deepEqual(readdirSync(join(folder.path, '.pipeline-runner/journal/left')), []);
});

test('a run that could not be opened keeps no journal: a failed journal is removed when its last run is closed', async () => {
  using folder = temporaryFolder();
  const journals = join(folder.path, '.pipeline-runner/journal');
  const disk = fillingDisk();
  await using store = storeIn(folder.path, { fs: disk.fs });
  const first = await opened(store);
  await first.append(recordOf(1));
  await using other = storeIn(folder.path);
  await (await opened(other, OTHER.run)).publish(checkpointOf(3, OTHER));
  await other[Symbol.asyncDispose]();
  rmSync(checkpointPath(folder.path, OTHER.run));
  disk.isReadOnly = true;
  await assert.rejects(store.open(OTHER.run), DurableError, 'its checkpoint cannot be put back');
  disk.isReadOnly = false;
  disk.isFull = true;
  await assert.rejects(first.append(recordOf(2)), DurableError);
  disk.isFull = false;
  const failed = readdirSync(journals).filter((name) => name.endsWith('.ndjson'));
  await first[Symbol.asyncDispose]();
  await (await opened(store))[Symbol.asyncDispose]();
  await (await opened(store))[Symbol.asyncDispose]();
  const left = readdirSync(journals);
  assert.deepEqual([failed.length, failed.filter((name) => left.includes(name))], [1, []]);
});

const lockOf = (root: string): string => join(root, '.pipeline-runner/locks/ep001.lock');

test('a removed lock file of a run is recreated by the next save, and keeps others out again', async () => {
  using folder = temporaryFolder();
  await using store = storeIn(folder.path);
  const run = await opened(store);
  await run.append(recordOf(1));
  for (const save of [() => run.append(recordOf(2)), () => run.publish(checkpointOf(2))]) {
    rmSync(lockOf(folder.path));
    await save();
    const other = await storeIn(folder.path).open(RUN);
    assert.deepEqual(!other.ok && other.error.map(({ code }) => code), ['run/locked']);
  }
  await run[Symbol.asyncDispose]();
  assert.equal((await seen(folder.path))?.checkpoint?.serial, 2);
});

const journalLocks = (root: string): readonly string[] =>
  readdirSync(join(root, '.pipeline-runner/journal')).filter((name) => name.endsWith('.lock'));

test('a removed lock file of a journal is recreated by the next save, so nobody removes the journal', async () => {
  using folder = temporaryFolder();
  const store = storeIn(folder.path);
  const run = await opened(store);
  await run.append(recordOf(1));
  for (const name of journalLocks(folder.path)) rmSync(join(folder.path, '.pipeline-runner/journal', name));
  await run.append(recordOf(2));
  await using other = storeIn(folder.path);
  await using _another = await opened(other, runId('other'));
  await run.append(recordOf(3));
  assert.equal(journalLocks(folder.path).length, 1);
});

test('nothing is lost from a journal that was removed during a write because its lock file was gone', async () => {
  using folder = temporaryFolder();
  await using store = storeIn(folder.path);
  const run = await opened(store);
  for (const serial of [1, 2]) await run.append(recordOf(serial));
  for (const name of journalLocks(folder.path)) rmSync(join(folder.path, '.pipeline-runner/journal', name));
  await using other = storeIn(folder.path);
  await using _clearing = await opened(other, runId('other'));
  const beside = { run: runId('ep002'), uid: runUid('0000000000000000002b') };
  await using another = await opened(store, beside.run);
  await another.append(recordOf(1, beside));
  await run.publish(checkpointOf(1));
  assert.equal(reached(await seen(folder.path)), 2, 'the record above a checkpoint counts');
  await run.append(recordOf(3));
  assert.equal(reached(await seen(folder.path)), 3);
  await run.publish(checkpointOf(3));
  await run[Symbol.asyncDispose]();
  const again = await seen(folder.path);
  assert.deepEqual([reached(again), codes(again)], [3, []]);
});

test('a driver that lost a run to another one, because its lock file was removed, no longer writes to it', async () => {
  using folder = temporaryFolder();
  await using first = storeIn(folder.path);
  const lost = await opened(first);
  await lost.append(recordOf(1));
  await lost.publish(checkpointOf(1));
  rmSync(lockOf(folder.path));
  const second = storeIn(folder.path);
  const run = await opened(second);
  await run.append(recordOf(2));
  await run.publish(checkpointOf(2));
  const isGone = (error: unknown): boolean => error instanceof DurableError && error.code === 'ELOCKGONE';
  await assert.rejects(async () => lost.append(recordOf(9)), isGone);
  await assert.rejects(async () => lost.publish(checkpointOf(9)), isGone);
  await lost[Symbol.asyncDispose]();
  const third = await storeIn(folder.path).open(RUN);
  assert.match(!third.ok ? (third.error[0]?.message ?? '') : '', /process/, 'who has it can still be told');
  await run[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
  assert.equal(serialInFile(folder.path), 2);
});

test('an interrupted run is published again only if there is space for what comes next', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  let isFull = true;
  const write: FileSystem['write'] = (fd, bytes, position) => {
    if (isFull && bytes.length > 60_000)
      throw Object.assign(new Error('no room'), { code: 'ENOSPC', syscall: 'write' });
    return quickFiles.write(fd, bytes, position);
  };
  await using store = storeIn(folder.path, { fs: { ...quickFiles, write } });
  const run = await opened(store);
  await assert.rejects(
    run.publish(checkpointOf(6)),
    (error) => error instanceof DurableError && error.code === 'ENOSPC',
  );
  assert.equal(serialInFile(folder.path), 3);
  isFull = false;
  await run.publish(checkpointOf(6));
  assert.equal(serialInFile(folder.path), 6);
  isFull = true;
  await run.publish(checkpointOf(7));
  assert.deepEqual(readdirSync(join(folder.path, 'runs')), ['ep001.checkpoint.json']);
});
