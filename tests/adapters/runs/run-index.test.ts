import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type FileSystem, nodeFileSystem } from '../../../src/adapters/disk/file-system.ts';
import { formatLine } from '../../../src/adapters/journal/lines.ts';
import { movingRuns, openRunIndex, type RunIndex } from '../../../src/adapters/runs/run-index.ts';
import { runId } from '../../../src/model/brand.ts';
import { recordOf, temporaryFolder } from '../rig.ts';

const RUNS = ['a', 'b', 'sub/c'].map(runId);
const [A, B, C] = [runId('a'), runId('b'), runId('sub/c')];
const HOUR_MS = 3_600_000;

/** A project of three runs that rest, each with manifest, checkpoint and backup, all of them in the index. */
function rig() {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const write = (name: string, text = name): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  for (const run of RUNS) {
    for (const file of [`runs/${run}.yaml`, `runs/${run}.checkpoint.json`]) write(file);
    write(`.pipeline-runner/backup/${run.replace('/', '+')}.json`);
  }
  utimesSync(at('.pipeline-runner/backup'), 1, 1); // so that a change in the same tick of the clock is one
  // by this clock nothing is young
  const open = (version = '1'): RunIndex =>
    openRunIndex(folder.path, { name: 'test', version }, () => Date.now() + HOUR_MS);
  const first = open();
  for (const run of RUNS) first.about(run)([run]);
  first.save();
  return {
    at,
    open,
    write,
    replace: (name: string, text: string): void => {
      write(`${name}.tmp`, text);
      renameSync(at(`${name}.tmp`), at(name));
    },
    known: (version?: string): readonly string[] => {
      const index = open(version);
      const found = RUNS.filter((run) => index.find(run) !== null);
      index.save();
      return found;
    },
    text: (): string => readFileSync(at('.pipeline-runner/index/test.json'), 'utf8'),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

test('a run that exists no longer is not kept', () => {
  using it = rig();
  const index = it.open('2');
  for (const run of RUNS) index.about(run)([run]);
  index.forget(A);
  index.save();
  assert.equal(it.open('2').find(A), null);
  assert.deepEqual(
    it.known('2'),
    RUNS.filter((run) => run !== A),
  );
});

test('stored data of a run is used while its files are unchanged', () => {
  using it = rig();
  assert.deepEqual(
    RUNS.map((run) => it.open().find(run)),
    RUNS.map((run) => [run]),
  );
  assert.deepEqual(it.known('2'), [], 'but not by another version of the program');
});

test('runs are found in whatever order they are requested, with unknown ones in between', () => {
  using it = rig();
  const index = it.open();
  const asked = [C, runId('new'), A, B, B, A, C];
  const rows = asked.map((run) => index.find(run));
  assert.deepEqual(rows, [[C], null, [A], [B], [B], [A], [C]]);
});

test('stored data of a run is not used once any of its files was written, replaced or removed; other runs are not affected', () => {
  for (const file of ['runs/a.yaml', 'runs/a.checkpoint.json', '.pipeline-runner/backup/a.json']) {
    for (const change of ['write', 'replace', 'remove'] as const) {
      if (change === 'write' && file.includes('backup')) continue; // see below
      using it = rig();
      if (change === 'remove') rmSync(it.at(file));
      else it[change](file, 'another text');
      assert.deepEqual(it.known(), [B, C], `${change} ${file}`);
      assert.deepEqual(it.known(), [B, C], 'and it is forgotten');
    }
  }
});

test('while the folder of backups is at rest its files are not checked one by one; otherwise all are', () => {
  using it = rig();
  // Nobody writes into a backup. If somebody did, only a look at each would tell.
  it.write('.pipeline-runner/backup/a.json', 'written into');
  assert.deepEqual(it.known(), [A, B, C]);
  it.replace('.pipeline-runner/backup/b.json', 'renamed into place');
  assert.deepEqual(it.known(), [C]);
});

test('while the folder of backups was changed recently each backup is checked', () => {
  using it = rig();
  it.write('.pipeline-runner/backup/a.json', 'written into');
  assert.equal(openRunIndex(it.at(''), { name: 'test', version: '1' }).find(A), null);
});

test('a list without changes writes nothing, and one with changes keeps what was already stored', () => {
  using it = rig();
  it.known();
  const before = it.text();
  it.known();
  assert.equal(it.text(), before);
  it.write('runs/b.yaml', 'another text');
  const index = it.open();
  for (const run of RUNS) if (index.find(run) === null) index.about(run)(['news']);
  index.save();
  assert.deepEqual(
    RUNS.map((run) => it.open().find(run)),
    [['a'], ['news'], ['sub/c']],
  );
});

test('stored data of a run that is being driven is neither used nor updated', () => {
  using it = rig();
  it.write('.pipeline-runner/journal/left/a.ndjson', '');
  assert.deepEqual(it.known(), [B, C]);
  const index = it.open();
  index.about(A)(['a']);
  index.save();
  rmSync(it.at('.pipeline-runner/journal/left/a.ndjson'));
  assert.equal(it.open().find(A), null);
});

test('stored data of a run that a journal mentions is not used, even if the journal is removed meanwhile', () => {
  using it = rig();
  const [journals, left] = [it.at('.pipeline-runner/journal'), it.at('.pipeline-runner/journal/left')];
  const line = formatLine({ type: 'record', prev: 1, record: { ...recordOf(2), run: A } });
  it.write('.pipeline-runner/journal/dead.1.ndjson', line);
  assert.deepEqual(it.known(), [B, C]);
  const clearedUp: FileSystem = {
    ...nodeFileSystem,
    list: (folder) => {
      const names = nodeFileSystem.list(folder);
      if (folder !== left || names.length > 0) return names;
      it.write('.pipeline-runner/journal/left/a.ndjson', line);
      rmSync(join(journals, 'dead.1.ndjson'));
      return names;
    },
  };
  mkdirSync(left);
  assert.equal(movingRuns(it.at('.'), clearedUp)(A), true);
});
