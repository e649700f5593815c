import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { DurableError } from '../../../src/adapters/disk/error.ts';
import { type FileSystem, nodeFileSystem } from '../../../src/adapters/disk/file-system.ts';
import { Journal } from '../../../src/adapters/journal/journal.ts';
import { formatLine } from '../../../src/adapters/journal/lines.ts';
import { JournalReader, runsInJournals } from '../../../src/adapters/journal/reader.ts';
import { runPaths, statePaths } from '../../../src/adapters/state-folder.ts';
import { type RunId, runId, runUid } from '../../../src/model/brand.ts';
import type { JournalRecord } from '../../../src/model/event.ts';
import { recordOf, temporaryFolder } from '../rig.ts';

const [A, B] = [runId('a'), runId('sub/b')];
const UIDS = new Map([A, B].map((run, n) => [run, runUid(`0000000000000000000${n}`)]));
const HOLDER = { pid: process.pid, host: 'here', since: '', command: 'test' };

const recordFor = (run: RunId, serial: number): JournalRecord => ({
  ...recordOf(serial),
  run,
  uid: UIDS.get(run) ?? runUid(''),
});

/** A folder of journals, and who reads them. */
function rig() {
  const folder = temporaryFolder();
  const { journals } = statePaths(folder.path);
  let bytes = 0;
  const fs: FileSystem = {
    ...nodeFileSystem,
    read: (fd, into, position) => {
      const read = nodeFileSystem.read(fd, into, position);
      bytes += read;
      return read;
    },
  };
  const reader = new JournalReader({ root: folder.path, fs });
  const found = (asked: { ids: RunId[]; uid: string | null }): string[] =>
    reader
      .entriesOf(asked)
      .map((entry) => (entry.type === 'record' ? `${entry.record.run} ${entry.record.serial}` : 'base'));
  return {
    journals,
    root: folder.path,
    reader,
    journal: (driver = 'me', segmentBytes?: number): Journal =>
      new Journal({
        folder: journals,
        driver,
        fs: nodeFileSystem,
        holder: HOLDER,
        ...(segmentBytes === undefined ? {} : { segmentBytes }),
      }),
    byUid: (run: RunId): string[] => {
      reader.refresh();
      return found({ ids: [run], uid: UIDS.get(run) ?? '' });
    },
    byId: (...ids: RunId[]): string[] => {
      reader.refresh();
      return found({ ids, uid: null });
    },
    /** Read since it was last asked. */
    read: (): number => {
      const so = bytes;
      bytes = 0;
      return so;
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

test('each run gets all its appended records, whoever wrote them and however they are requested', async () => {
  using it = rig();
  assert.deepEqual([it.byUid(A), it.byId(A, B)], [[], []]);
  await using mine = it.journal();
  await using other = it.journal('other');
  await mine.append(recordFor(A, 1), 0);
  await other.append(recordFor(B, 1), 0);
  assert.deepEqual([it.byUid(A), it.byUid(B)], [['a 1'], ['sub/b 1']]);
  await Promise.all([mine.append(recordFor(B, 2), 1), mine.append(recordFor(A, 2), 1)]);
  mine.note({ type: 'base', run: A, uid: UIDS.get(A) ?? '', digest: 'd' });
  mine.pushNotes();
  assert.deepEqual(it.byUid(A), ['a 1', 'a 2', 'base']);
  assert.deepEqual(it.byUid(B).toSorted(), ['sub/b 1', 'sub/b 2']);
  assert.deepEqual(it.byId(A, B).length, 5);
});

test('records that were read are not read again, and a journal that is gone is forgotten', async () => {
  using it = rig();
  await using journal = it.journal('me', 100_000);
  let serial = 0;
  const size = (): number => 300 * serial;
  while (size() < 300_000) {
    await journal.append(recordFor(A, serial + 1), serial);
    serial += 1;
  }
  assert.equal(it.byUid(A).length, serial);
  it.read();
  await journal.append(recordFor(A, serial + 1), serial);
  assert.equal(it.byUid(A).length, serial + 1);
  const files = readdirSync(it.journals).filter((name) => name.endsWith('.ndjson')).length;
  assert.ok(it.read() <= files * 16 * 1024, 'room, and the line that was added');
  journal.settle(UIDS.get(A) ?? '', serial + 1);
  assert.ok(it.byUid(A).length < serial);
});

test('an incomplete line is read again when it is complete, and a damaged one hides no other', () => {
  using it = rig();
  const file = join(it.journals, 'dead.1.ndjson');
  mkdirSync(it.journals, { recursive: true });
  const lines = [1, 2, 3, 4].map((serial) =>
    formatLine({ type: 'record', prev: serial - 1, record: recordFor(A, serial) }),
  );
  const [first = '', second = '', third = '', fourth = ''] = lines;
  writeFileSync(file, first + second.slice(0, 40));
  assert.deepEqual(it.byUid(A), ['a 1']);
  appendFileSync(file, second.slice(40) + third.replace('"serial":3', '"serial":7') + fourth.slice(0, -1));
  assert.deepEqual(it.byUid(A), ['a 1', 'a 2']);
  appendFileSync(file, '\n');
  assert.deepEqual(it.byUid(A), ['a 1', 'a 2', 'a 4']);
});

test('complete lines with an unknown beginning are found as well', () => {
  using it = rig();
  const file = join(it.journals, 'later.1.ndjson');
  mkdirSync(it.journals, { recursive: true });
  const { run, uid, serial, events } = recordFor(A, 1);
  writeFileSync(file, formatLine({ type: 'record', prev: 0, record: { serial, events, uid, run } }));
  assert.deepEqual([it.byUid(A), it.byUid(B), it.byId(A), it.byId(B)], [['a 1'], [], ['a 1'], []]);
});

test('every run that a journal mentions is known by id and uid, even from damaged or foreign lines', () => {
  using it = rig();
  const named = (id: string, uid: string): JournalRecord => ({ ...recordOf(1), run: runId(id), uid: runUid(uid) });
  const line = (id: string, uid: string): string => formatLine({ type: 'record', prev: 0, record: named(id, uid) });
  mkdirSync(it.journals, { recursive: true });
  writeFileSync(
    join(it.journals, 'one.1.ndjson'),
    line('a', 'u1') + line('b', 'u2').replace('"serial":1', '"serial":9'),
  );
  writeFileSync(join(it.journals, 'two.7.ndjson'), `sum? {"type":"later","uid":"u3","run":"c"}\n${line('d', 'u4')}`);
  writeFileSync(join(it.journals, 'notes.txt'), line('e', 'u5'));
  const { ids, uids } = runsInJournals({ root: it.root, fs: nodeFileSystem });
  assert.deepEqual([[...ids].toSorted(), [...uids].toSorted()], ['abcd'.split(''), ['u1', 'u2', 'u3', 'u4']]);
});

test('records of dead drivers are read on request', () => {
  using it = rig();
  const { left } = runPaths(it.root, B);
  it.reader.refresh();
  mkdirSync(dirname(left), { recursive: true });
  writeFileSync(left, formatLine({ type: 'record', prev: 0, record: recordFor(B, 1) }));
  assert.deepEqual(
    it.reader.entriesOf({ ids: [B], uid: null }).map(({ type }) => type),
    ['record'],
  );
});

test('a journal that exists but cannot be read is an error, not an empty journal', () => {
  using it = rig();
  mkdirSync(join(it.journals, 'me.1.ndjson'), { recursive: true });
  assert.throws(() => it.reader.refresh(), DurableError);
  rmSync(join(it.journals, 'me.1.ndjson'), { recursive: true });
  writeFileSync(join(it.journals, 'aside'), '');
  renameSync(join(it.journals, 'aside'), join(it.journals, 'me.1.ndjson'));
  assert.deepEqual(it.byUid(A), []);
});
