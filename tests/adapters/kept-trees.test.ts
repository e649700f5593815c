import assert from 'node:assert/strict';
import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSealed, sealedBytes } from '../../src/adapters/disk/sealed-file.ts';
import { keptTrees } from '../../src/adapters/kept-trees.ts';
import type { YamlNode } from '../../src/parse/yaml/node.ts';
import { parseYaml } from '../../src/parse/yaml/parser.ts';
import { temporaryFolder } from './rig.ts';

const LINE = 'stage: { uses: command, with: { argv: ["true"] } }\n';
const text = (word = 'word'): string =>
  `${word}: &a [*a, 'x']\n${Array.from({ length: 60 }, (_, n) => `${n}${LINE}`).join('')}`;

function rig() {
  const folder = temporaryFolder();
  const trees = (build = 'one') => keptTrees({ folder: join(folder.path, 'trees'), build });
  const files = (): string[] => readdirSync(join(folder.path, 'trees')).map((name) => join(folder.path, 'trees', name));
  const keep = (of: string): string => {
    const before = new Set(readdirSync(folder.path).includes('trees') ? files() : []);
    const mine = trees();
    mine.parse(of);
    mine.keep();
    return files().find((file) => !before.has(file)) ?? assert.fail('nothing was kept');
  };
  /** Under a good seal, so that only who believes it answers with it. */
  const lie = (file: string): void => {
    const sealed = readSealed(file);
    assert.ok(sealed);
    const json = JSON.parse(JSON.stringify(sealed.json).replaceAll('"command"', '"a lie"'));
    writeFileSync(file, sealedBytes({ json, bytes: sealed.bytes }));
  };
  return { folder: folder.path, trees, files, keep, lie, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

const LIES = /a lie/;
const said = (root: YamlNode | null): string => JSON.stringify(root);

test('a stored parse tree equals the parsed one and is available to another process', () => {
  using it = rig();
  const file = it.keep(text());
  assert.deepEqual(it.trees().parse(text()), parseYaml(text()));
  it.lie(file);
  assert.match(said(it.trees().parse(text()).root), LIES);
});

test('a stored tree is only used for exactly this text and this build', () => {
  using it = rig();
  const file = it.keep(text());
  it.lie(file);
  assert.deepEqual(it.trees('two').parse(text()), parseYaml(text()));
  // As if both texts had one checksum.
  const other = text('drow');
  renameSync(file, it.keep(other));
  assert.deepEqual(it.trees().parse(other), parseYaml(other));
});

test('a stored tree that is damaged, or that others could have written, is not used', () => {
  using it = rig();
  const file = it.keep(text());
  it.lie(file);
  const lied = readFileSync(file);
  const put = (bytes: Uint8Array) => () => writeFileSync(file, bytes);
  const untrusted: Readonly<Record<string, () => void>> = {
    'cut off': put(lied.subarray(0, lied.length - 10)),
    empty: put(Buffer.alloc(0)),
    'a flipped bit': put(Buffer.from(lied).fill(0xff, lied.length >> 1, (lied.length >> 1) + 1)),
    'open to others': () => {
      writeFileSync(file, lied);
      chmodSync(file, 0o666);
    },
    'a link': () => {
      chmodSync(file, 0o600);
      renameSync(file, join(it.folder, 'elsewhere'));
      symlinkSync(join(it.folder, 'elsewhere'), file);
    },
  };
  assert.match(said(it.trees().parse(text()).root), LIES);
  for (const [what, damage] of Object.entries(untrusted)) {
    damage();
    assert.doesNotMatch(said(it.trees().parse(text()).root), LIES, what);
  }
});

test('only trees of long valid texts are stored, readable for their owner only', () => {
  using it = rig();
  const trees = it.trees();
  trees.parse('short: text\n');
  trees.parse(`${text()}- no map\n`);
  trees.parse(`${text()}n: .nan\n`); // JSON has no word for it
  trees.keep();
  trees.parse(text());
  assert.equal(readdirSync(it.folder).includes('trees') ? it.files().length : 0, 0);
  trees.keep();
  assert.deepEqual(
    it.files().map((file) => statSync(file).mode & 0o777),
    [0o600],
  );
});

test('the oldest stored trees are deleted', () => {
  using it = rig();
  const first = it.keep(text('first'));
  for (let n = 1; n < 256; n += 1) writeFileSync(join(it.folder, 'trees', `${n}.tree`), '');
  utimesSync(first, 1, 1);
  assert.equal(it.files().length, 256);
  const last = it.keep(text('last'));
  assert.equal(it.files().length, 256);
  assert.deepEqual([it.files().includes(first), it.files().includes(last)], [false, true]);
});

test('where nothing can be stored, everything is parsed', () => {
  using it = rig();
  writeFileSync(join(it.folder, 'trees'), 'a file in the way');
  const trees = it.trees();
  assert.deepEqual(trees.parse(text()), parseYaml(text()));
  trees.keep();
});
