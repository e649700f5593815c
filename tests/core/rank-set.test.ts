import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasRank, nextRank, rankSet, ranks, withoutRank, withRank } from '../../src/core/rank-set.ts';
import type { RankSet } from '../../src/model/collections.ts';
import { Luck } from '../rig/luck.ts';

/** Around the borders of masks and of levels. */
const CAPACITIES = [1, 31, 32, 33, 1024, 1025, 40_000];

const setOf = (capacity: number, members: readonly number[]): RankSet => members.reduce(withRank, rankSet(capacity));

test('an empty set has no member and no next member', () => {
  for (const capacity of [0, ...CAPACITIES]) {
    const set = rankSet(capacity);
    assert.equal(set.size, 0);
    assert.equal(nextRank(set), -1);
    assert.deepEqual([...ranks(set)], []);
    assert.equal(hasRank(set, 0), false);
  }
});

test('the first and last place of every capacity can be taken and freed', () => {
  for (const capacity of CAPACITIES) {
    const last = capacity - 1;
    const set = setOf(capacity, [last]);
    assert.equal(hasRank(set, last), true);
    assert.equal(nextRank(set), last);
    assert.equal(nextRank(set, last), last);
    assert.equal(nextRank(set, last + 1), -1);
    assert.deepEqual(withoutRank(set, last), rankSet(capacity));
  }
});

test('adding a member again or removing an absent one returns the same set', () => {
  const set = setOf(100, [7, 40]);
  assert.equal(withRank(set, 40), set);
  assert.equal(withoutRank(set, 41), set);
  assert.equal(set.size, 2);
});

test('the old version of a set stays valid after a change', () => {
  const before = setOf(2000, [1, 33, 1999]);
  const after = withoutRank(withRank(before, 500), 33);
  assert.deepEqual([...ranks(before)], [1, 33, 1999]);
  assert.deepEqual([...ranks(after)], [1, 500, 1999]);
});

test('random changes give the same members as a Set, ascending, with equal trees for equal members', () => {
  const luck = new Luck(2);
  for (const capacity of CAPACITIES) {
    const model = new Set<number>();
    let set = rankSet(capacity);
    for (let i = 0; i < 400; i++) {
      const rank = luck.int(0, capacity - 1);
      if (luck.chance(0.6)) {
        set = withRank(set, rank);
        model.add(rank);
      } else {
        set = withoutRank(set, rank);
        model.delete(rank);
      }
    }
    const sorted = [...model].sort((a, b) => a - b);
    assert.deepEqual([...ranks(set)], sorted);
    assert.equal(set.size, model.size);
    assert.deepEqual(set, setOf(capacity, luck.shuffled(sorted)));
    for (let from = 0; from < capacity; from += Math.ceil(capacity / 50)) {
      assert.equal(nextRank(set, from), sorted.find((rank) => rank >= from) ?? -1);
      assert.equal(hasRank(set, from), model.has(from));
    }
  }
});
