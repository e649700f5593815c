import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layout } from '../../src/core/graph.ts';

const SEED = 20261121;

/** A random acyclic graph whose declaration order is shuffled against its edges. */
const acyclic = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })))
  .map(([size, luck]) => {
    const draw = (): number => luck.next().value ?? 0;
    const place = Array.from({ length: size }, (_, i) => [draw(), i] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, i]) => i);
    const needs: number[][] = place.map(() => []);
    for (let later = 0; later < size; later++) {
      for (let earlier = 0; earlier < later; earlier++) {
        if (draw() < 0.15) needs[place[later] ?? 0]?.push(place[earlier] ?? 0);
      }
    }
    return needs;
  });

test('stages are listed after their needs, and otherwise in the order of declaration', () => {
  const found = layout([[2], [], [1], []]);
  assert.equal(found.type, 'layout');
  assert.deepEqual(found.type === 'layout' && found.order, [1, 2, 0, 3]);
  assert.deepEqual(found.type === 'layout' && found.dependents, [[], [2], [0], []]);
});

test('an empty graph has an empty layout', () => {
  assert.deepEqual(layout([]), { type: 'layout', order: [], dependents: [], rank: [] });
});

test('the stage with the longest path to an end starts first, then the one declared first', () => {
  // 0 and 1 stand alone; 2 -> 3 -> 4 is the critical path
  const found = layout([[], [], [], [2], [3]]);
  assert.deepEqual(found.type === 'layout' && found.rank, [2, 3, 0, 1, 4]);
});

test('a stage that needs itself is a cycle of one', () => {
  assert.deepEqual(layout([[], [1]]), { type: 'cycle', cycle: [1] });
});

test('of several cycles the shortest is reported, beginning with its first declared stage', () => {
  // 0 -> 1 -> 2 -> 3 -> 0 is long, 4 -> 5 -> 4 is short, 6 only waits behind it
  assert.deepEqual(layout([[1], [2], [3], [0], [5], [4], [4]]), { type: 'cycle', cycle: [4, 5] });
});

test('each stage of a reported cycle needs the next one', () => {
  assert.deepEqual(layout([[2], [0], [1]]), { type: 'cycle', cycle: [0, 2, 1] });
});

test('every acyclic graph has an order that respects needs, and a rank that is a permutation', () => {
  fc.assert(
    fc.property(acyclic, (needs) => {
      const found = layout(needs);
      assert.equal(found.type, 'layout');
      if (found.type !== 'layout') return;
      const position = new Map(found.order.map((node, i) => [node, i]));
      for (const [node, list] of needs.entries()) {
        for (const need of list) {
          assert.ok((position.get(need) ?? 0) < (position.get(node) ?? 0));
          assert.ok((found.rank[need] ?? 0) < (found.rank[node] ?? 0), 'a need ranks before its reader');
        }
      }
      assert.deepEqual(
        [...found.rank].sort((a, b) => a - b),
        [...needs.keys()],
      );
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('an edge that closes a cycle is always reported as a cycle of real edges', () => {
  fc.assert(
    fc.property(
      acyclic.filter((needs) => needs.some((list) => list.length > 0)),
      (needs) => {
        const reader = needs.findIndex((list) => list.length > 0);
        const need = needs[reader]?.[0] ?? 0;
        const closed = needs.map((list, i) => (i === need ? [...list, reader] : list));
        const found = layout(closed);
        assert.equal(found.type, 'cycle');
        if (found.type !== 'cycle') return;
        assert.ok(found.cycle.length === 2, 'reader and need are a circle of two');
        for (const [i, node] of found.cycle.entries()) {
          assert.ok(closed[node]?.includes(found.cycle[(i + 1) % found.cycle.length] ?? -1));
        }
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test('a chain, a fan and a ring of 20,000 stages are laid out without deep recursion', () => {
  const size = 20_000;
  const chain = layout(Array.from({ length: size }, (_, i) => (i === 0 ? [] : [i - 1])));
  assert.equal(chain.type === 'layout' && chain.order.length, size);
  const fan = layout(Array.from({ length: size }, (_, i) => (i === 0 ? [] : [0])));
  assert.equal(fan.type === 'layout' && fan.rank[0], 0);
  const twoRings = Array.from({ length: size }, (_, i) => [(i + 1) % size]);
  twoRings[10]?.push(9);
  assert.deepEqual(layout(twoRings), { type: 'cycle', cycle: [9, 10] });
});
