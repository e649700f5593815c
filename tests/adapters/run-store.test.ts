import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { DurableError } from '../../src/adapters/disk/error.ts';
import type { FileSystem } from '../../src/adapters/disk/file-system.ts';
import { JournalReader } from '../../src/adapters/journal/reader.ts';
import { runId, runUid } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { OpenRun, RunStore, StoredRun } from '../../src/ports/run-store.ts';
import {
  anyCheckpoint,
  checkpointOf,
  failingFiles,
  quickFiles,
  RUN,
  recordOf,
  storeIn,
  temporaryFolder,
} from './rig.ts';

const checkpointPath = (root: string, id = 'ep001'): string => join(root, 'runs', `${id}.checkpoint.json`);
const serialInFile = (root: string): number => JSON.parse(readFileSync(checkpointPath(root), 'utf8')).serial;

async function opened(store: RunStore, id = RUN): Promise<OpenRun> {
  const run = await store.open(id);
  assert.ok(run.ok, JSON.stringify(run));
  return run.value;
}

/** What the next process would find. */
async function seen(root: string, id = RUN): Promise<StoredRun | null> {
  const store = storeIn(root);
  const run = await store.peek(id);
  assert.ok(run.ok, JSON.stringify(run));
  return run.value;
}
const codes = (run: StoredRun | null): string[] => (run?.notices ?? []).map(({ code }) => code);
const reached = (run: StoredRun | null): number => run?.records.at(-1)?.serial ?? run?.checkpoint?.serial ?? 0;

/** Publishes serial 3, appends 4 and 5, and is killed: nothing is closed. */
async function killed(root: string, more: { publish?: Checkpoint } = {}): Promise<RunStore> {
  const store = storeIn(root);
  const run = await opened(store);
  await run.append(recordOf(2));
  await run.publish(more.publish ?? checkpointOf(3));
  await run.append(recordOf(4));
  await run.append(recordOf(5));
  return store;
}
/** The kernel's part of a kill. In one process locks have to be given back; journals and checkpoints stay as they are. */
const bury = async (store: RunStore): Promise<void> => {
  await store[Symbol.asyncDispose]();
};

test('what was appended after the last checkpoint is found again, and folded away by the next checkpoint', async () => {
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

test('a second driver is told who has the run, and gets it when the first is gone', async () => {
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

test('runs of a dead driver that nobody opens stay recoverable when its journal is cleared away', async () => {
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

test('a run that was killed before its first checkpoint goes on from its journal', async () => {
  using folder = temporaryFolder();
  const store = storeIn(folder.path);
  await (await opened(store)).append(recordOf(1));
  await bury(store);
  const left = await seen(folder.path);
  assert.deepEqual([left?.checkpoint, reached(left), codes(left)], [null, 1, []]);
});

test('a damaged checkpoint is replaced by the good copy, kept aside, and said', async () => {
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

test('a damaged checkpoint without a good copy stops the run and says what would be done again', async () => {
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
    'type `git checkout HEAD -- runs/ep001.checkpoint.json` to go on from the last committed version (if that is damaged too: an older one that `git log -- runs/ep001.checkpoint.json` names), or delete the file to run its finished stage again (ideation)',
  );
  assert.equal(readFileSync(checkpointPath(folder.path), 'utf8'), damaged, 'nothing was touched');
  rmSync(checkpointPath(folder.path));
  assert.equal((await opened(store)).checkpoint, null, 'and the lock was given back');
  await bury(store);
});

test('a checkpoint that was deleted or replaced by an older one is put back and said', async () => {
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

test('a checkpoint of another machine with a higher serial wins, and our records are not put on top of it', async () => {
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

const inConflict = (ours: string, theirs: string): string => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> topic\n`;
const losersTo = (run: StoredRun | null): number[] => (run?.losers ?? []).map(({ serial }) => serial);

test('a merge conflict in the checkpoint is settled by the serial', async () => {
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

test('a conflict that was opened and not published, as by a kill, still has both versions', async () => {
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
  await run.publish(checkpointOf(11));
  await bury(store);
  assert.equal(serialInFile(folder.path), 11);
});

test('a conflict in which this machine knows more than both sides goes on with that, and both lost', async () => {
  using folder = temporaryFolder();
  await bury(await killed(folder.path));
  const [mine, theirs] = [readFileSync(checkpointPath(folder.path), 'utf8'), seal(checkpointOf(4)).bytes.toString()];
  writeFileSync(checkpointPath(folder.path), inConflict(mine, theirs));
  const run = await seen(folder.path);
  assert.deepEqual([codes(run), reached(run), losersTo(run)], [['checkpoint/conflict'], 5, [4]]);
});

test('what the version that lost had cost is said', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  for (const [micros, said] of [
    [120_000, /serial 5, which had cost \$0\.12 in all/],
    [420, /serial 5, which had cost \$0\.000420 in all/],
  ] as const) {
    const cost = { usd_micros: micros, at_most_usd_micros: micros, tokens: 7 };
    const lost = seal(checkpointOf(5, { cost })).bytes.toString();
    writeFileSync(checkpointPath(folder.path), inConflict(lost, seal(checkpointOf(9)).bytes.toString()));
    assert.match((await seen(folder.path))?.notices[0]?.message ?? '', said);
  }
});

test('a conflict between two different runs is not settled', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  const other = seal(checkpointOf(9, { uid: runUid('0000000000000000002b') })).bytes.toString();
  writeFileSync(checkpointPath(folder.path), inConflict(seal(checkpointOf(5)).bytes.toString(), other));
  const run = await storeIn(folder.path).peek(RUN);
  assert.match(run.ok ? '' : (run.error[0]?.message ?? ''), /holds a merge conflict between two different runs/);
});

test('a run that was renamed goes on; one that was copied is refused', async () => {
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

test('who looks is told what stands in the file, also where a kill left it ahead of all else that is known', async () => {
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

test('a checkpoint of a later version is left alone', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  writeFileSync(checkpointPath(folder.path), seal(Object.assign(checkpointOf(3), { version: 2 })).bytes.toString());
  const run = await storeIn(folder.path).peek(RUN);
  assert.equal(!run.ok && run.error[0]?.code, 'checkpoint/newer-version');
});

test('a link in place of a checkpoint is refused', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  symlinkSync('/etc/passwd', checkpointPath(folder.path));
  const run = await storeIn(folder.path).peek(RUN);
  assert.equal(!run.ok && run.error[0]?.code, 'checkpoint/unreadable');
});

test('looking at a run leaves no trace and says whether somebody drives it', async () => {
  using folder = temporaryFolder();
  assert.equal(await seen(folder.path), null);
  assert.equal(existsSync(join(folder.path, '.pipeline-runner')), false);
  const store = await killed(folder.path);
  const during = await seen(folder.path);
  assert.deepEqual([during?.driven, reached(during)], [true, 5]);
  await bury(store);
  assert.equal((await seen(folder.path))?.driven, false);
});

test('a checkpoint is held against its schema but where it is what this machine published last', async () => {
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

test('who looks reads the checkpoint after the journals, whose records a publication takes with it', async () => {
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

test('a run that is opened again by the same process finds what it left', async () => {
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

test('records that are appended while a checkpoint is being made belong on top of it', async () => {
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
    test(`a run during which ${operation} fails once or for good with ${trouble} loses nothing that was recorded`, async () => {
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

test('renaming the checkpoint away during a run does not stop its next publish', async () => {
  using folder = temporaryFolder();
  await using store = storeIn(folder.path);
  const run = await opened(store);
  await run.publish(checkpointOf(1));
  renameSync(checkpointPath(folder.path), checkpointPath(folder.path, 'elsewhere'));
  await run.publish(checkpointOf(2));
  assert.equal(serialInFile(folder.path), 2);
});

/** A disk that takes nothing while it is `full`, and all again afterwards. */
function fillingDisk(): { readonly fs: FileSystem; isFull: boolean } {
  const disk = {
    isFull: false,
    fs: {
      ...quickFiles,
      write: (fd: number, bytes: Uint8Array, position?: number): number => {
        if (disk.isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return quickFiles.write(fd, bytes, position);
      },
    },
  };
  return disk;
}

test('a disk that was full for a moment ends the runs in work, and no run that is opened afterwards', async () => {
  using folder = temporaryFolder();
  const disk = fillingDisk();
  const other = { run: runId('ep002'), uid: runUid('0000000000000000002b') };
  const store = storeIn(folder.path, { fs: disk.fs });
  const [first, second] = [await opened(store), await opened(store, other.run)];
  await first.append(recordOf(1));
  await second.append(recordOf(1, other));
  disk.isFull = true;
  await assert.rejects(first.append(recordOf(2)), DurableError);
  disk.isFull = false;
  await assert.rejects(second.append(recordOf(2, other)), DurableError, 'nobody knows what stands in that journal');
  await first[Symbol.asyncDispose]();
  const again = await opened(store);
  assert.equal(reached(again), 1);
  await again.append(recordOf(2));
  await again.publish(checkpointOf(3));
  await second[Symbol.asyncDispose]();
  const secondAgain = await opened(store, other.run);
  assert.equal(reached(secondAgain), 1, 'what was recorded before is known');
  await secondAgain.append(recordOf(2, other));
  await secondAgain.publish(checkpointOf(3, other));
  await store[Symbol.asyncDispose]();
  const last = await opened(storeIn(folder.path));
  assert.deepEqual([reached(last), codes(last)], [3, []]);
  assert.deepEqual(readdirSync(join(folder.path, '.pipeline-runner/journal/left')), []);
});

const lockOf = (root: string): string => join(root, '.pipeline-runner/locks/ep001.lock');

test('a lock file that is only removed is made anew by the next save, and keeps others out again', async () => {
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

test('the lock file of a journal that is only removed is made anew by the next save: nobody clears it up', async () => {
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

test('of a journal that was cleared up while it was written to, because its lock file was removed, nothing is lost', async () => {
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

test('who lost a run to another, because its lock file was removed, writes nothing of it any more', async () => {
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
