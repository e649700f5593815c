import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FileSystem, nodeFileSystem } from '../../src/adapters/disk/file-system.ts';
import { watchManifest } from '../../src/adapters/manifest-source.ts';
import { err, ok, type Result, runId } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { temporaryFolder } from './rig.ts';

const manifest = (priority: number): Manifest => ({
  id: runId('ep001'),
  pipeline: 'podcast',
  inputs: {},
  labels: {},
  priority,
  paused: false,
  cancelled: false,
  skip: [],
  budget: null,
  limits: { stages: {}, maxCost: null, unknownCost: null },
  providers: {},
  rerun: null,
  approved: null,
  approvals: new Map(),
  replay: null,
  autoApprove: [],
  fork: null,
});
const mistake = ([{ code, at } = BAD]: readonly Diagnostic[]): string => (at ? `${code} ${at.file}` : code);
const BAD: Diagnostic = { code: 'checkpoint/damaged', severity: 'error', message: 'bad', at: null };

/** A watched file, a hand that writes it, and a hand on the timer. */
function rig(fs: FileSystem = nodeFileSystem) {
  const folder = temporaryFolder();
  const path = join(folder.path, 'ep001.yaml');
  writeFileSync(path, '1');
  let answer: Result<Manifest, readonly Diagnostic[]> = ok(manifest(1));
  let look = (): void => {};
  const repeat = (then: () => void): Disposable => {
    look = then;
    return { [Symbol.dispose]: () => {} };
  };
  const source = watchManifest({ path, shown: 'runs/ep001.yaml', first: manifest(1), read: () => answer, repeat, fs });
  const told: string[] = [];
  source.onChange((change) => told.push(change.ok ? `priority ${change.value.priority}` : mistake(change.error)));
  const edit = (text: string, now: Result<Manifest, readonly Diagnostic[]>): void => {
    writeFileSync(path, text);
    answer = now;
  };
  return { source, told, edit, path, look: () => look(), [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

test('an edit counts when two consecutive looks saw the same file', () => {
  using it = rig();
  it.look();
  it.look();
  it.edit('22', ok(manifest(2)));
  it.look();
  assert.deepEqual([it.told, it.source.current().priority], [[], 1]);
  it.look();
  it.look();
  assert.deepEqual([it.told, it.source.current().priority], [['priority 2'], 2]);
});

test('a file that changes at every look is not read until it is at rest', () => {
  using it = rig();
  for (let i = 2; i < 6; i += 1) {
    it.edit('x'.repeat(i), ok(manifest(i)));
    it.look();
  }
  assert.deepEqual(it.told, []);
  it.look();
  assert.deepEqual(it.told, ['priority 5']);
});

test('an edit between the first read and the start of the watcher is noticed', () => {
  using it = rig();
  it.edit('22', ok(manifest(2)));
  it.look();
  it.look();
  assert.deepEqual(it.told, ['priority 2']);
});

test('an edit that changes only comments is not reported', () => {
  using it = rig();
  it.edit('# why', ok(manifest(1)));
  for (let i = 0; i < 4; i += 1) it.look();
  assert.deepEqual(it.told, []);
});

test('a mistake is reported once and the last good version stays in use; the same if the file disappears', () => {
  using it = rig();
  it.edit('{', err([BAD]));
  for (let i = 0; i < 4; i += 1) it.look();
  assert.deepEqual([it.told, it.source.current().priority], [['checkpoint/damaged'], 1]);
  it.edit('1', ok(manifest(1)));
  for (let i = 0; i < 3; i += 1) it.look();
  assert.deepEqual(it.told, ['checkpoint/damaged', 'priority 1'], 'mended, so the mistake is over');
  rmSync(it.path);
  for (let i = 0; i < 4; i += 1) it.look();
  assert.deepEqual(it.told.slice(2), ['manifest/missing runs/ep001.yaml']);
});

test('an unreadable manifest is a mistake like any other and does not end the process', () => {
  let refusal: string | null = null;
  const stat: FileSystem['stat'] = (path) => {
    if (refusal !== null) throw Object.assign(new Error(refusal), { code: refusal });
    return nodeFileSystem.stat(path);
  };
  using it = rig({ ...nodeFileSystem, stat });
  it.look();
  it.look();
  for (const code of ['EACCES', 'EIO', 'ESTALE']) {
    refusal = code;
    it.edit('1', err([BAD]));
    for (let i = 0; i < 3; i += 1) it.look();
    refusal = null;
    it.edit('2', ok(manifest(1)));
    for (let i = 0; i < 3; i += 1) it.look();
  }
  assert.deepEqual(
    it.told,
    ['EACCES', 'EIO', 'ESTALE'].flatMap(() => ['checkpoint/damaged', 'priority 1']),
  );
});
