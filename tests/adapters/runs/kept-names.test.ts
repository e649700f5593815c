import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { isOnLocalDisk } from '../../../src/adapters/disk/local-disk.ts';
import { readSealed, writeSealed } from '../../../src/adapters/disk/sealed-file.ts';
import { openKeptNames } from '../../../src/adapters/runs/kept-names.ts';
import { temporaryFolder } from '../rig.ts';

const HOUR_MS = 3_600_000;
const KEPT = '.pipeline-runner/index/names.json';
const FILES = ['runs/a.yaml', 'runs/a.checkpoint.json', 'runs/b.yaml', 'runs/lost.checkpoint.json', 'runs/sub/c.yaml'];

function rig(state: 'with a state folder' | 'of a fresh clone' = 'with a state folder') {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const write = (name: string): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), '');
  };
  FILES.forEach(write);
  if (state === 'with a state folder') mkdirSync(at('.pipeline-runner'));
  // By this clock nothing is young.
  const names = async (
    wall = () => Date.now() + HOUR_MS,
    worthKeeping = 1,
  ): Promise<readonly (readonly string[])[]> => {
    const kept = openKeptNames(folder.path, { wall, worthKeeping });
    const [all, sub] = [await kept.in(''), await kept.in('sub/')];
    kept.save();
    return [all.there, all.lost, sub.there];
  };
  /** Takes `b` from what is kept, under a good seal: only who believes it does not see `b`. */
  const lie = (): void => {
    const json = readSealed(at(KEPT))?.json;
    assert.ok(json);
    const lied = JSON.parse(JSON.stringify(json).replace('"b",', ''));
    writeSealed(folder.path, at(KEPT), { json: lied, bytes: new Uint8Array() });
  };
  return { root: folder.path, at, write, names, lie, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

const TRUTH = [['a', 'b', 'sub/'], ['lost'], ['c']];
const LIE = [['a', 'sub/'], ['lost'], ['c']];

test('stored names of folders at rest are used, and read again when a name is added, changed or removed', async (t) => {
  using it = rig();
  if (!isOnLocalDisk(it.at('runs'))) return t.skip('names are kept on a disk of this machine only');
  assert.deepEqual(await it.names(), TRUTH);
  it.lie();
  assert.deepEqual(await it.names(), LIE);
  it.write('runs/sub/d.yaml');
  assert.deepEqual(await it.names(), [['a', 'sub/'], ['lost'], ['c', 'd']], 'each folder by itself');
  it.write('runs/new.yaml');
  assert.deepEqual(await it.names(), [['a', 'b', 'new', 'sub/'], ['lost'], ['c', 'd']]);
  it.lie();
  renameSync(it.at('runs/new.yaml'), it.at('runs/other.yaml'));
  assert.deepEqual((await it.names())[0], ['a', 'b', 'other', 'sub/']);
  it.lie();
  rmSync(it.at('runs/a.yaml'));
  assert.deepEqual(await it.names(), [
    ['b', 'other', 'sub/'],
    ['a', 'lost'],
    ['c', 'd'],
  ]);
  rmSync(it.at('runs'), { recursive: true });
  assert.deepEqual(await it.names(), [[], [], []]);
});

test('stored names of a recently changed folder are not used, because it may change without a new time', async () => {
  using it = rig();
  assert.deepEqual(await it.names(Date.now), TRUTH);
  assert.ok(!existsSync(it.at(KEPT)));
});

test('the names of few runs are not kept', async () => {
  using it = rig();
  assert.deepEqual(await it.names(undefined, FILES.length + 1), TRUTH);
  assert.ok(!existsSync(it.at(KEPT)));
});

test('a folder with a link is read each time', async () => {
  using it = rig();
  symlinkSync('../elsewhere.yaml', it.at('runs/linked.yaml'));
  assert.deepEqual(await it.names(), TRUTH, 'it leads nowhere');
  writeFileSync(it.at('elsewhere.yaml'), '');
  assert.deepEqual((await it.names())[0], ['a', 'b', 'linked', 'sub/']);
});

test('damaged stored names count as absent, and nothing is stored in a fresh clone', async () => {
  using it = rig();
  await it.names();
  for (const bad of ['', '{', '\n\n', `${'0'.repeat(64)}\n{}\n`]) {
    writeFileSync(it.at('.pipeline-runner/damage'), bad);
    mkdirSync(dirname(it.at(KEPT)), { recursive: true });
    renameSync(it.at('.pipeline-runner/damage'), it.at(KEPT));
    assert.deepEqual(await it.names(), TRUTH);
    if (isOnLocalDisk(it.at('runs'))) assert.notEqual(readFileSync(it.at(KEPT), 'utf8'), bad, 'it is made anew');
  }
  using fresh = rig('of a fresh clone');
  assert.deepEqual(await fresh.names(), TRUTH);
  assert.ok(!existsSync(fresh.at('.pipeline-runner')));
});
