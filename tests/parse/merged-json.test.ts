/** Two versions of a file of entries become one. Seeds: 1 to 400. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { mergedJson, mergedText } from '../../src/parse/json/merged.ts';
import { Luck } from '../rig/luck.ts';

const entry = (id: string, title = id): JsonObject => ({ id, title });
const keysOf = (value: Json | undefined): string[] => Object.keys(Object(value));
const titles = (value: Json | undefined): unknown => Array.isArray(value) && value.map(({ title }) => title);

test('entries added on both sides are all kept, theirs first', () => {
  const base = { episodes: [entry('a')], other: 1 };
  const ours = { episodes: [entry('a'), entry('ours')], other: 1, mine: {} };
  const theirs = { note: 'by hand', episodes: [entry('theirs'), entry('a')], other: 1 };
  const merged = { note: 'by hand', episodes: [entry('theirs'), entry('a'), entry('ours')], other: 1, mine: {} };
  assert.equal(JSON.stringify(mergedJson({ base, ours, theirs })), JSON.stringify(merged));
});

test('if the file did not exist before, both sides are merged', () => {
  assert.deepEqual(mergedJson({ base: undefined, ours: { a: { x: 1 } }, theirs: { a: { y: 2 } } }), {
    a: { y: 2, x: 1 },
  });
});

test('if both sides changed an entry, each field has the changed value, and ours if both changed it', () => {
  const base = { e: { title: 'old', note: 'old', seconds: 1 } };
  const ours = { e: { title: 'ours', note: 'old', seconds: 2 } };
  const theirs = { e: { title: 'theirs', note: 'theirs', seconds: 1 } };
  assert.deepEqual(mergedJson({ base, ours, theirs }), { e: { title: 'ours', note: 'theirs', seconds: 2 } });
});

test('an entry that people removed is gone, unless a run has changed it since', () => {
  const base = [entry('a'), entry('b')];
  assert.deepEqual(titles(mergedJson({ base, ours: [...base, entry('c')], theirs: [entry('b')] })), ['b', 'c']);
  assert.deepEqual(titles(mergedJson({ base, ours: [entry('a', 'new'), entry('b')], theirs: [entry('b')] })), [
    'b',
    'new',
  ]);
});

test('an entry that people changed stays, even if our side removed it', () => {
  const base = { a: 1, b: 1 };
  assert.deepEqual(mergedJson({ base, ours: { b: 1 }, theirs: { a: 2, b: 1 } }), { a: 2, b: 1 });
});

test('a list whose entries lack ids, or repeat one, is merged as a whole', () => {
  for (const [base, ours, theirs] of [
    [['a'], ['a', 'b'], ['a', 'c']],
    [
      [],
      [
        { id: 'x', n: 1 },
        { id: 'x', n: 2 },
      ],
      [{ id: 'y' }],
    ],
    [[], [{ title: 'no id' }], [{ id: 'y' }]],
  ])
    assert.deepEqual(mergedJson({ base, ours, theirs }), ours);
});

test('keys that are special in JavaScript are ordinary keys', () => {
  const theirs: JsonObject = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
  const merged = mergedJson({ base: {}, ours: { x: 1 }, theirs });
  assert.deepEqual(keysOf(merged), ['__proto__', 'constructor', 'x']);
  assert.equal(Object.getPrototypeOf(merged), Object.prototype);
});

test('a result equal to one side keeps its form; otherwise it is formatted as by a stage', () => {
  const [base, theirs] = ['{\n  "a": 1\n}\n', '{ "a": 1, "t": 2 }'];
  assert.equal(mergedText({ base, ours: '{"t":2,"a":1}', theirs }), theirs);
  const merged = mergedText({ base, ours: '{\n  "a": 1,\n  "o": 3\n}\n', theirs });
  assert.equal(merged, '{\n  "a": 1,\n  "t": 2,\n  "o": 3\n}\n');
});

test('a side that is no JSON cannot be merged; a base that is none counts as empty', () => {
  assert.equal(mergedText({ base: '{}', ours: '{"a":1}', theirs: '<<<<<<< ours' }), null);
  assert.equal(mergedText({ base: '{}', ours: '{"a":', theirs: '{"b":1}' }), null);
  const deep = `{"b":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  assert.equal(mergedText({ base: '{}', ours: '{"a":1}', theirs: deep }), null);
  assert.deepEqual(JSON.parse(mergedText({ base: '{', ours: '{"a":1}', theirs: '{"b":1}' }) ?? ''), { a: 1, b: 1 });
});

test('unmergeable values are no conflict if only one side changed or removed them', () => {
  assert.equal(mergedText({ base: 'x', ours: 'x', theirs: 'y' }), 'y');
  assert.equal(mergedText({ base: 'x', ours: 'y', theirs: 'x' }), 'y');
  assert.equal(mergedText({ base: 'x', ours: 'y', theirs: undefined }), 'y');
  assert.equal(mergedText({ base: 'x', ours: 'x', theirs: undefined }), undefined);
});

const NAMES = ['a', 'b', 'c', 'd'];

function drawn(luck: Luck, depth: number): Json {
  const names = luck.shuffled(NAMES).slice(0, luck.int(0, 4));
  if (depth === 0 || luck.chance(0.3)) return luck.pick<Json>([1, 2, 'x', null, ['x'], ['y', 'x']]);
  if (luck.chance(0.4)) return names.map((id): Json => ({ id, v: drawn(luck, depth - 1) }));
  return Object.fromEntries(names.map((name) => [name, drawn(luck, depth - 1)]));
}

test('merging with an unchanged side gives the other side, in its order', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const luck = new Luck(seed);
    const [base, other] = [drawn(luck, 3), drawn(luck, 3)];
    const message = `seed ${seed}`;
    assert.equal(JSON.stringify(mergedJson({ base, ours: base, theirs: other })), JSON.stringify(other), message);
    assert.equal(JSON.stringify(mergedJson({ base, ours: other, theirs: base })), JSON.stringify(other), message);
  }
});

test('merging again with the same side changes nothing', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const luck = new Luck(seed);
    const [base, ours, theirs] = [drawn(luck, 3), drawn(luck, 3), drawn(luck, 3)];
    const once = mergedJson({ base, ours, theirs });
    assert.deepEqual(mergedJson({ base, ours: once, theirs }), once, `seed ${seed}`);
  }
});

test('entries with different keys are all kept, each as on its side', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const luck = new Luck(seed);
    const of = (side: string): JsonObject =>
      Object.fromEntries(NAMES.map((name) => [`${side}-${name}`, drawn(luck, 2)]));
    const [base, mine, yours] = [of('base'), of('ours'), of('theirs')];
    const merged = mergedJson({ base, ours: { ...base, ...mine }, theirs: { ...yours, ...base } });
    assert.equal(JSON.stringify(merged), JSON.stringify({ ...yours, ...base, ...mine }), `seed ${seed}`);
  }
});
