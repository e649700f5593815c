import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { DurableError } from '../../../src/adapters/disk/error.ts';
import { type FileSystem, nodeFileSystem } from '../../../src/adapters/disk/file-system.ts';
import { Journal } from '../../../src/adapters/journal/journal.ts';
import { continuing, formatLine, type JournalEntry, readLines } from '../../../src/adapters/journal/lines.ts';
import { epochMs, runId, runUid } from '../../../src/model/brand.ts';
import type { Event } from '../../../src/model/event.ts';
import { failingFiles, recordOf, temporaryFolder, UID } from '../rig.ts';

const HOLDER = { pid: process.pid, host: 'here', since: '', command: 'test' };
const OTHER = runUid('0000000000000000002b');

const journalIn = (folder: string, more: { fs?: FileSystem; segmentBytes?: number } = {}): Journal =>
  new Journal({ folder, driver: 'me', holder: HOLDER, fs: nodeFileSystem, ...more });

const segments = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
const serialsIn = (folder: string): number[] =>
  segments(folder).flatMap((name) =>
    readLines(readFileSync(join(folder, name), 'utf8'), null).map(({ entry }) =>
      entry.type === 'record' ? entry.record.serial : -1,
    ),
  );

/** Takes longer than a sync that is waited for. */
function slow(fd: number): void {
  const until = performance.now() + 6;
  while (performance.now() < until);
  nodeFileSystem.syncData(fd);
}

test('the records of one turn share one write and one sync', async () => {
  using folder = temporaryFolder();
  const fs = failingFiles({ operation: 'syncData', at: 99, trouble: 'EIO' });
  await using journal = journalIn(folder.path, { fs });
  const syncs = (): number => fs.calls.get('syncData') ?? 0;
  await Promise.all([1, 2, 3].map((serial) => journal.append(recordOf(serial), serial - 1)));
  assert.deepEqual(serialsIn(folder.path), [1, 2, 3]);
  for (const name of segments(folder.path)) assert.equal(statSync(join(folder.path, name)).mode & 0o777, 0o600);
  assert.equal(syncs(), 1);
  await journal.append(recordOf(4), 3);
  assert.equal(syncs(), 2);
  assert.equal(fs.calls.get('write'), 3); // one of them for the lock's holder
});

test('an append resolves only after its sync', async () => {
  using folder = temporaryFolder();
  const seen: string[] = [];
  const fs: FileSystem = {
    ...nodeFileSystem,
    syncData: (fd) => {
      nodeFileSystem.syncData(fd);
      seen.push('synced');
    },
  };
  await using journal = journalIn(folder.path, { fs });
  await journal.append(recordOf(1), 0).then(() => seen.push('resolved'));
  assert.deepEqual(seen, ['synced', 'resolved']);
});

for (const operation of ['open', 'write', 'syncData', 'syncLater', 'makeFolder'] as const) {
  for (const trouble of ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE'] as const) {
    test(`an append whose ${operation} fails with ${trouble} is rejected, and so are all later ones`, async () => {
      for (let at = 1; ; at += 1) {
        using folder = temporaryFolder();
        const fs = failingFiles({ operation, at, trouble });
        const journal = journalIn(join(folder.path, 'journal'), { fs });
        const kept: number[] = [];
        let failed = 0;
        for (let serial = 1; serial <= 3; serial += 1) {
          const done = await journal.append(recordOf(serial), serial - 1).then(
            () => null,
            (error: unknown) => error,
          );
          if (done === null) kept.push(serial);
          else {
            assert.ok(done instanceof DurableError && done.code === trouble);
            failed += 1;
          }
        }
        assert.equal(kept.length + failed, 3);
        assert.deepEqual(kept, [1, 2, 3].slice(0, kept.length), 'after the first failure none succeeds');
        if (kept.length > 0) assert.deepEqual(serialsIn(join(folder.path, 'journal')).slice(0, kept.length), kept);
        await journal[Symbol.asyncDispose]();
        if ((fs.calls.get(operation) ?? 0) < at) break;
      }
    });
  }
}

test('records that were appended during a failing sync do not count as written', async () => {
  using folder = temporaryFolder();
  const failing = Promise.withResolvers<void>();
  const fs = { ...nodeFileSystem, syncData: slow, syncDataLater: () => failing.promise };
  const journal = journalIn(folder.path, { fs });
  await journal.append(recordOf(1), 0);
  const during = journal.append(recordOf(2), 1);
  await turn();
  await turn(); // the second is on its way to the disk
  const after = journal.append(recordOf(3), 2);
  failing.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
  for (const one of [during, after]) await assert.rejects(one, DurableError);
  assert.deepEqual(serialsIn(folder.path), [1, 2]);
  await journal[Symbol.asyncDispose]();
});

test('space for lines is allocated in advance, and more of it when it is used up', async () => {
  using folder = temporaryFolder();
  await using journal = journalIn(folder.path);
  const size = (): number => statSync(join(folder.path, 'me.1.ndjson')).size;
  await journal.append(recordOf(1), 0);
  const first = size();
  await journal.append(recordOf(2), 1);
  assert.equal(size(), first);
  const long = 'x'.repeat(first);
  const events: Event[] = [{ type: 'cancel-requested', at: epochMs(3) }];
  await journal.append(recordOf(3, { events, run: runId(long) }), 2);
  assert.ok(size() > 2 * first);
  await journal.append(recordOf(4), 3);
  assert.deepEqual(serialsIn(folder.path), [1, 2, 3, 4]);
});

test('a short write is continued', async () => {
  using folder = temporaryFolder();
  await using journal = journalIn(folder.path, {
    fs: failingFiles({ operation: 'write', at: 1, trouble: 'short', span: 'lasting' }),
  });
  await journal.append(recordOf(1), 0);
  assert.deepEqual(serialsIn(folder.path), [1]);
});

test('after a slow sync the next one runs in a thread, so the process can go on working', async () => {
  using folder = temporaryFolder();
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const syncDataLater = (): Promise<void> => {
    begun.resolve();
    return ended.promise;
  };
  await using journal = journalIn(folder.path, { fs: { ...nodeFileSystem, syncData: slow, syncDataLater } });
  await journal.append(recordOf(1), 0);
  const appended = journal.append(recordOf(2), 1);
  await begun.promise;
  assert.deepEqual(serialsIn(folder.path), [1, 2]);
  ended.resolve();
  await appended;
});

test('a segment is removed when every run in it has published, and a driver that ends cleanly leaves no file', async () => {
  using folder = temporaryFolder();
  const journal = journalIn(folder.path, { segmentBytes: 1 });
  await journal.append(recordOf(1), 0);
  await journal.append(recordOf(1, { uid: OTHER }), 0);
  await journal.append(recordOf(2), 1);
  assert.equal(segments(folder.path).length, 3);
  journal.settle(UID, 1);
  assert.deepEqual(segments(folder.path), ['me.2.ndjson', 'me.3.ndjson']);
  journal.settle(OTHER, 5);
  journal.settle(UID, 2);
  await journal[Symbol.asyncDispose]();
  assert.deepEqual(readdirSync(folder.path), []);
});

test('a driver that ends before its runs have published keeps their records', async () => {
  using folder = temporaryFolder();
  const journal = journalIn(folder.path);
  await journal.append(recordOf(1), 0);
  await journal[Symbol.asyncDispose]();
  assert.deepEqual(serialsIn(folder.path), [1]);
  await assert.rejects(journal.append(recordOf(2), 1));
});

test('a journal that is cut off at any byte yields the whole records before the cut', () => {
  const text = [1, 2, 3]
    .map((serial) => formatLine({ type: 'record', prev: serial - 1, record: recordOf(serial) }))
    .join('');
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const lines = readLines(bytes.subarray(0, cut).toString('utf8'), null);
    assert.equal(lines.length, text.slice(0, cut).split('\n').length - 1);
  }
});

test('a flipped bit invalidates its own line and no other', () => {
  const entries: JournalEntry[] = [1, 2, 3].map((serial) => ({
    type: 'record',
    prev: serial - 1,
    record: recordOf(serial),
  }));
  const bytes = Buffer.from(entries.map(formatLine).join(''));
  const property = fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
    const bad = Buffer.from(bytes);
    bad[at] = (bad[at] ?? 0) ^ (1 << bit);
    const good = readLines(bad.toString('utf8'), null);
    for (const { entry } of good) assert.ok(entries.some((one) => JSON.stringify(one) === JSON.stringify(entry)));
    assert.ok(good.length < 3);
  });
  fc.assert(property, { seed: 4711, numRuns: 2000 });
});

test('a line torn by a crash does not hide records that another driver appended elsewhere', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'a.1.ndjson');
  appendFileSync(file, formatLine({ type: 'record', prev: 0, record: recordOf(1) }).repeat(2));
  truncateSync(file, readFileSync(file).length - 3);
  assert.equal(readLines(readFileSync(file, 'utf8'), null).length, 1);
});

test('records continue a state without gaps, whatever their order and however often they are present', () => {
  const entry = (serial: number, prev: number): JournalEntry => ({ type: 'record', prev, record: recordOf(serial) });
  const entries = [entry(7, 5), entry(3, 2), entry(5, 3), entry(5, 3), entry(12, 9)];
  assert.deepEqual(
    continuing(2, entries).map(({ serial }) => serial),
    [3, 5, 7],
  );
  assert.deepEqual(
    continuing(6, entries).map(({ serial }) => serial),
    [7],
  );
  assert.deepEqual(continuing(1, entries), []);
});
