import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Seat, type SlotLimits, Slots } from '../../src/engine/slots.ts';
import { Luck } from '../rig/luck.ts';

/** Whose names stand in `woken`. */
function table(limits: SlotLimits) {
  const slots = new Slots(limits);
  const woken: string[] = [];
  const seat = (name: string, priority = 0): Seat =>
    slots.seat({ priority: () => priority, wake: () => void woken.push(name) });
  return { slots, woken, seat };
}

const places = (concurrency: number): SlotLimits => ({ concurrency, pools: {} });

function take(seat: Seat, n: number): void {
  for (let i = 0; i < n; i++) seat.claim(null);
}

test('a single run may use every slot', () => {
  const { seat } = table(places(4));
  assert.equal(seat('a').free(), 4);
});

test('a new run gets the next slot before a run that has many', () => {
  const { seat, woken } = table(places(2));
  const [large, late] = [seat('large'), seat('late')];
  take(large, 2);
  large.rest('hungry');
  late.rest('hungry');
  large.release(null);
  assert.equal(large.free(), 0);
  assert.equal(late.free(), 1);
  assert.deepEqual(woken, ['late', 'large']);
});

test('of several runs that want slots, none gets all free ones', () => {
  const { seat } = table(places(4));
  const [a, b] = [seat('a'), seat('b')];
  a.rest('hungry');
  b.rest('hungry');
  assert.equal(a.free(), 2);
  take(a, 2);
  a.rest('content');
  assert.equal(b.free(), 2);
});

test('the run with higher priority gets the slot, even if it has many and came last', () => {
  const { seat } = table(places(3));
  const [low, high] = [seat('low'), seat('high', 5)];
  take(high, 2);
  low.rest('hungry');
  high.rest('hungry');
  assert.deepEqual([low.free(), high.free()], [0, 1]);
});

test('among equals the run that has waited longer goes first', () => {
  const { seat } = table(places(1));
  const [a, b] = [seat('a'), seat('b')];
  b.rest('hungry');
  a.rest('hungry');
  assert.deepEqual([a.free(), b.free()], [0, 1]);
});

test('a slot reserved for a run that no longer wants it is offered to others', () => {
  for (const end of ['content', 'pool'] as const) {
    const { seat, woken } = table(places(1));
    const [a, b] = [seat('a'), seat('b')];
    a.rest('hungry');
    b.rest('hungry');
    a.rest(end);
    assert.deepEqual(woken.at(-1), end === 'pool' ? 'a' : 'b', end);
    assert.ok(woken.includes('b'), end);
  }
});

test('a slot reserved for a run that ends is offered to others', () => {
  const { seat, woken } = table(places(1));
  const [a, b] = [seat('a'), seat('b')];
  a.rest('hungry');
  b.rest('hungry');
  a[Symbol.dispose]();
  assert.deepEqual(woken, ['b']);
  assert.equal(b.free(), 1);
});

test('a run that waits for its pool does not block other slots, and wakes up when the pool is free', () => {
  const { seat, woken } = table({ concurrency: 4, pools: { gpu: 1 } });
  const [a, b] = [seat('a'), seat('b')];
  a.claim('gpu');
  b.rest('pool');
  assert.equal(a.free(), 3);
  assert.deepEqual(b.freeInPool(), { gpu: 0 });
  a.release('gpu');
  assert.deepEqual(woken, ['b']);
  assert.deepEqual(b.freeInPool(), { gpu: 1 });
});

interface Eater {
  readonly seat: Seat;
  work: number;
  inPlace: number;
}

/** Takes what it may, as a drive does in its turn. */
function turn(eater: Eater): void {
  while (eater.work > 0 && eater.seat.free() > 0) {
    eater.seat.claim(null);
    eater.work--;
    eater.inPlace++;
  }
  eater.seat.rest(eater.work > 0 ? 'hungry' : 'content');
}

test('in any order of events no slot stays free while a run wants one, and none is given twice', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const luck = new Luck(seed);
    const limit = luck.int(1, 4);
    const slots = new Slots(places(limit));
    const awake = new Set<Eater>();
    const eaters = Array.from({ length: luck.int(2, 6) }, (): Eater => {
      const priority = luck.int(0, 2);
      const eater: Eater = {
        seat: slots.seat({ priority: () => priority, wake: () => awake.add(eater) }),
        work: luck.int(0, 8),
        inPlace: 0,
      };
      return eater;
    });
    for (const eater of eaters) awake.add(eater);
    while (eaters.some(({ work, inPlace }) => work + inPlace > 0)) {
      const woken = [...awake];
      const busy = eaters.filter(({ inPlace }) => inPlace > 0);
      assert.ok(woken.length + busy.length > 0, `seed ${seed}: all wait for each other`);
      if (woken.length > 0 && (busy.length === 0 || luck.chance(0.7))) {
        const next = luck.pick(woken);
        awake.delete(next);
        if (luck.chance(0.1)) next.work = 0; // paused meanwhile
        turn(next);
      } else {
        const done = luck.pick(busy);
        done.inPlace--;
        done.seat.release(null);
        turn(done);
      }
      const taken = eaters.reduce((sum, { inPlace }) => sum + inPlace, 0);
      assert.ok(taken <= limit, `seed ${seed}`);
      const hungry = eaters.filter(({ work }) => work > 0);
      if (awake.size === 0) assert.ok(taken === limit || hungry.length === 0, `seed ${seed}: a free place`);
    }
  }
});
