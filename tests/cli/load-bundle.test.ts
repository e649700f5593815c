/** What the loader of the bundle does to Node: its flags of V8, and modules that are loaded when they are used. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

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

test("Node's modules are loaded with the flags that their kept code was made with", () => {
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

test('what goes on for longer is optimized as usual, and loads modules of Node as well as before', () => {
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

test('a run loads nothing for the sake of flags, and has them from when it needs what they need', () => {
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

/** Makes 10 MB a second that outlive many collections, until `isEnough`; says how many MB young objects have, both halves. */
const roomAfter = (isEnough: string): string => `
  const { getHeapSpaceStatistics } = require('v8');
  require(process.argv[1]);
  const room = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20;
  let kept = [];
  let turns = 0;
  const work = () => {
    for (let i = 0; i < 100; i++) kept.push({ i, list: [i] });
    if (kept.length > 100_000) kept = [];
    if (${isEnough}) console.log(JSON.stringify(room()));
    else setTimeout(work, 1);
  };
  work();
`;

test('a run that goes on gets room for young objects, and no more than that', () => {
  assert.equal(saidBy(roomAfter('room() > 2 && ++turns > 1_000'), 'run'), 8);
});

test('other commands get no more room for young objects than they began with', () => {
  assert.equal(saidBy(roomAfter('++turns > 1_000'), 'status'), 2);
});

test('a slow module of Node is not loaded before something of it is used', () => {
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

test('what `fetch` is made of is loaded at its first use, and is what everybody else has', () => {
  const said = saidBy(`
    const { web } = require(process.argv[1]);
    const isLoaded = () => process.moduleLoadList.includes('NativeModule internal/deps/undici/undici');
    const before = isLoaded();
    const { fetch } = web;
    console.log(JSON.stringify([before, isLoaded(), fetch === globalThis.fetch, web.Headers === Headers]));
  `);
  assert.deepEqual(said, [false, true, true, true]);
});

test('a module that is loaded when it is used looks like itself', () => {
  const said = saidBy(`
    const { whenUsed } = require(process.argv[1]);
    const real = require('node:crypto');
    const copied = { ...whenUsed('node:crypto') };
    const same = Object.keys(real).every((key) => key in whenUsed('crypto') && copied[key] === real[key]);
    console.log(JSON.stringify(same && Object.keys(copied).length === Object.keys(real).length));
  `);
  assert.equal(said, true);
});

test('the clock of the bundle is that of `performance` but for its zero', () => {
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
