/** What the loader of the bundle does to Node: its flags of V8, and modules that are loaded when they are used. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { chunksFile } from '../../scripts/build/chunks.ts';

const loader = path.join(import.meta.dirname, '../../bin/load-bundle.cjs');

/** In a process of its own: flags are the process's. */
function saidBy(script: string, command = 'help'): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', script, loader, command], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

test("Node's modules are loaded with the flags with which their stored code was compiled", () => {
  const [before, ours, during, after] = saidBy(`
    const tag = require('v8').cachedDataVersionTag;
    const before = tag();
    const { asNode } = require(process.argv[1]);
    console.log(JSON.stringify([before, tag(), asNode(tag), tag()]));
  `) as readonly number[];
  assert.notEqual(ours, before);
  assert.equal(during, before);
  assert.equal(after, ours);
});

test('a longer process is optimized as usual, and still loads modules of Node', () => {
  const [before, later, during, after] = saidBy(`
    const tag = require('v8').cachedDataVersionTag;
    const before = tag();
    const { asNode } = require(process.argv[1]);
    const ours = tag();
    const wait = () => {
      if (tag() === ours) setTimeout(wait, 5);
      else console.log(JSON.stringify([before, tag(), asNode(tag), tag()]));
    };
    wait();
  `) as readonly number[];
  assert.notEqual(later, before);
  assert.equal(during, before);
  assert.equal(after, later);
});

test('a run sets its flags when it first needs the modules that require them, and loads nothing only for the flags', () => {
  const said = saidBy(
    `
    const isLoaded = () => process.moduleLoadList.includes('NativeModule v8');
    const { whenUsed } = require(process.argv[1]);
    const before = isLoaded();
    whenUsed('node:crypto').createHash;
    const after = isLoaded();
    const tag = require('v8').cachedDataVersionTag;
    const { asNode } = require(process.argv[1]);
    console.log(JSON.stringify([before, after, tag() === asNode(tag)]));
  `,
    'run',
  );
  assert.deepEqual(said, [false, true, false]);
});

/**
 * Makes few objects, then many, that outlive many collections, until `isEnough`; says how many MB young objects have in
 * each of the two halves.
 */
const roomAfter = (isEnough: string): string => `
  const { getHeapSpaceStatistics } = require('v8');
  require(process.argv[1]);
  const room = () => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    return Math.round((space.space_used_size + space.space_available_size) / 2 ** 20);
  };
  let kept = [];
  let turns = 0;
  const work = () => {
    const most = turns < 600 ? 3 : 300;
    for (let i = 0; i < most; i++) kept.push({ i, list: [i] });
    if (kept.length > 100_000) kept = [];
    if (${isEnough}) console.log(JSON.stringify(room()));
    else setTimeout(work, 1);
  };
  work();
`;

test('a long run gets more space for young objects, and nothing else', () => {
  assert.equal(saidBy(roomAfter('++turns > 1_600 && room() > 1'), 'run'), 4);
});

test('other commands keep the initial space for young objects', () => {
  assert.equal(saidBy(roomAfter('++turns > 1_600'), 'status'), 1);
});

test('a slow module of Node is loaded only when it is first used', () => {
  const said = saidBy(`
    const { whenUsed } = require(process.argv[1]);
    const isLoaded = () => process.moduleLoadList.includes('NativeModule child_process');
    const processes = whenUsed('node:child_process');
    const marker = processes.__esModule;
    const before = isLoaded();
    const type = typeof processes.spawn;
    console.log(JSON.stringify([marker === undefined, before, type, isLoaded()]));
  `);
  assert.deepEqual(said, [true, false, 'function', true]);
});

test('the modules behind `fetch` are loaded at its first use, and are the real ones', () => {
  const said = saidBy(`
    const { web } = require(process.argv[1]);
    const isLoaded = () => process.moduleLoadList.includes('NativeModule internal/deps/undici/undici');
    const before = isLoaded();
    const { fetch } = web;
    console.log(JSON.stringify([before, isLoaded(), fetch === globalThis.fetch, web.Headers === Headers]));
  `);
  assert.deepEqual(said, [false, true, true, true]);
});

test('a module that is loaded on first use behaves like the real one', () => {
  const said = saidBy(`
    const { whenUsed } = require(process.argv[1]);
    const real = require('node:crypto');
    const copied = { ...whenUsed('node:crypto') };
    const same = Object.keys(real).every((key) => key in whenUsed('crypto') && copied[key] === real[key]);
    console.log(JSON.stringify(same && Object.keys(copied).length === Object.keys(real).length));
  `);
  assert.equal(said, true);
});

test('the clock of the bundle is that of `performance` except for its zero', () => {
  const [whole, part] = saidBy(`
    const { clock } = require(process.argv[1]);
    const outer = performance.now();
    const first = clock.now();
    const inner = performance.now();
    while (performance.now() < inner + 20);
    const innerEnd = performance.now();
    const last = clock.now();
    const outerEnd = performance.now();
    console.log(JSON.stringify([last - first <= outerEnd - outer + 1, last - first >= innerEnd - inner - 1]));
  `) as readonly boolean[];
  assert.deepEqual([whole, part], [true, true]);
});

/** A bundle as scripts/build makes it: `main` imports `a`, which imports `b` and the other way round, and loads `later`. */
const CHUNKS: Readonly<Record<string, { readonly imports: readonly string[]; readonly code: string }>> = {
  'main.cjs': { imports: ['chunks/a.cjs'], code: 'const a = require("./chunks/a.cjs");\na.begin();' },
  'chunks/a.cjs': {
    imports: ['chunks/b.cjs'],
    code: `const b = require("./b.cjs");
console.log('a');
exports.begin = () => b.begin();
exports.name = 'a';`,
  },
  'chunks/b.cjs': {
    imports: ['chunks/a.cjs'],
    code: `const a = require("./a.cjs");
console.log('b');
exports.begin = () => {
  if (process.argv.includes('replaced')) require('node:fs').rmSync(require('node:path').join(__dirname, '..'), { recursive: true });
  console.log(a.name, require("./later.cjs").name, __filename.endsWith('b.cjs'));
  if (process.argv.includes('throw')) throw new Error('on this line');
};`,
  },
  'chunks/later.cjs': {
    imports: ['chunks/a.cjs'],
    code: 'console.log("later");\nexports.name = require("./a.cjs").name;',
  },
};

/** @returns what its starts print; a function that is called with the arguments of one. */
function bundleIn(t: TestContext): (...args: readonly string[]) => { readonly out: string; readonly err: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'cli'));
  const head = '(function (exports, require, module, __filename, __dirname, __import, __clock, __build, __web) {';
  const chunks = Object.entries(CHUNKS).map(([name, { imports, code }]) => ({
    ...{ name, imports },
    text: `${head}${code}\n})`,
  }));
  writeFileSync(path.join(folder, 'cli/build.chunks'), chunksFile(chunks));
  const program = path.join(folder, 'start.cjs');
  writeFileSync(program, `require(${JSON.stringify(loader)})('build', __dirname);`);
  const cache = path.join(folder, 'cache');
  const env = { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
  return (...args) => {
    const { stdout, stderr } = spawnSync(process.execPath, [program, 'run', ...args], { encoding: 'utf8', env });
    return { out: stdout, err: stderr };
  };
}

test('each chunk is evaluated once and in import order, with and without stored code', (t) => {
  const start = bundleIn(t);
  for (let n = 1; n <= 3; n++) assert.deepEqual(start(), { out: 'b\na\nlater\na a true\n', err: '' }, `start ${n}`);
});

test('a program that is replaced while it runs continues with its own code', (t) => {
  const start = bundleIn(t);
  assert.deepEqual(start('replaced'), { out: 'b\na\nlater\na a true\n', err: '' });
});

test('with --debug an error names the file and line that threw it', (t) => {
  const start = bundleIn(t);
  const [, file = '', line] = /(\S+build\.chunks):(\d+)/.exec(start('throw', '--debug').err) ?? [];
  assert.match(readFileSync(file, 'utf8').split('\n')[Number(line) - 1] ?? '', /throw new Error\('on/);
});
