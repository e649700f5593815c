import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vecGet, vecOf, vecSet, vecSum, vecValues } from '../../src/core/vec.ts';
import type { VecNode } from '../../src/model/collections.ts';
import { Luck } from '../rig/luck.ts';

/** Around the borders at which the tree gets another level. */
const SIZES = [0, 1, 31, 32, 33, 1023, 1024, 1025, 32_768, 32_769];

const numbers = (size: number): number[] => Array.from({ length: size }, (_, i) => i * 2);

test('a vector of any size reads back its values', () => {
  for (const size of SIZES) {
    const values = numbers(size);
    const vec = vecOf(values);
    assert.equal(vec.length, size);
    assert.deepEqual([...vecValues(vec)], values);
  }
});

test('replacing one value leaves all others and the old version unchanged', () => {
  for (const size of SIZES.filter((n) => n > 0)) {
    const before = vecOf(numbers(size));
    for (const index of [0, size >> 1, size - 1]) {
      const after = vecSet(before, index, -1);
      assert.equal(vecGet(after, index), -1);
      assert.equal(vecGet(before, index), index * 2);
      if (size > 1) assert.equal(vecGet(after, index === 0 ? 1 : 0), index === 0 ? 2 : 0);
    }
  }
});

test('random replacements give the same values as an array', () => {
  const luck = new Luck(1);
  const model = numbers(1500);
  let vec = vecOf(model);
  for (let i = 0; i < 3000; i++) {
    const index = luck.int(0, model.length - 1);
    model[index] = i;
    vec = vecSet(vec, index, i);
  }
  assert.deepEqual([...vecValues(vec)], model);
});

test('a replacement shares the whole tree except one path', () => {
  const before = vecOf(numbers(40_000));
  const after = vecSet(before, 20_000, -1);
  const nodes = (node: VecNode<number>, into: Set<unknown>): Set<unknown> => {
    into.add(node);
    for (const child of node) if (Array.isArray(child)) nodes(child, into);
    return into;
  };
  const old = nodes(before.root, new Set());
  const fresh = [...nodes(after.root, new Set())].filter((node) => !old.has(node));
  assert.equal(fresh.length, 4, 'one node a level');
});

test('a sum covers all values and recomputes only the nodes beside a replaced value', () => {
  const luck = new Luck(20261122);
  const model = numbers(5000);
  const known = new WeakMap<VecNode<number>, number>();
  let looks = 0;
  const of = (value: number): number => {
    looks++;
    return value;
  };
  const whole = (): number => model.reduce((sum, value) => sum + value, 0);
  let vec = vecOf(model);
  assert.equal(vecSum(vec, of, known), whole());
  assert.equal(looks, model.length);
  for (let i = 0; i < 500; i++) {
    const index = luck.int(0, model.length - 1);
    model[index] = i;
    vec = vecSet(vec, index, i);
    looks = 0;
    assert.equal(vecSum(vec, of, known), whole());
    assert.ok(looks <= 32, `${looks} looks`);
  }
  assert.equal(vecSum(vecOf<number>([]), of, known), 0);
});

test('an index out of range is refused for reading and writing', () => {
  const vec = vecOf(numbers(33));
  for (const index of [-1, 33, Number.NaN]) {
    assert.throws(() => vecGet(vec, index), RangeError);
    assert.throws(() => vecSet(vec, index, 0), RangeError);
  }
});
