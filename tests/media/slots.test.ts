import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { inSlots } from '../../src/media/slots.ts';

const never = new AbortController().signal;
const inSlot = <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => inSlots({ most: 1, work }, signal);

test('no more videos than cores are encoded at once, in the order of requests', async () => {
  const [cores, started, gates] = [availableParallelism(), [] as number[], [] as (() => void)[]];
  const works = Array.from({ length: cores + 2 }, (_, index) =>
    inSlot(async () => {
      started.push(index);
      await new Promise<void>((resolve) => gates.push(resolve));
    }, never),
  );
  await new Promise(setImmediate);
  assert.deepEqual(
    started,
    Array.from({ length: cores }, (_, index) => index),
  );
  for (let index = 0; index < works.length; index += 1) {
    gates[index]?.();
    await works[index];
  }
  assert.deepEqual(started, Array.from(works.keys()));
});

test('a waiting request that is aborted leaves, and the next one gets the slot', async () => {
  const gates: (() => void)[] = [];
  const holders = Array.from({ length: availableParallelism() }, () =>
    inSlot(() => new Promise<void>((resolve) => gates.push(resolve)), never),
  );
  const stop = new AbortController();
  const left = inSlot(async () => assert.fail('it must not start'), stop.signal);
  const next = inSlot(async () => 'done', never);
  stop.abort(new Error('stopped'));
  await assert.rejects(left, /stopped/);
  gates[0]?.();
  assert.equal(await next, 'done');
  for (const open of gates) open();
  await Promise.all(holders);
});

test('a request that can use more slots gets the free ones, and returns all of them', async () => {
  const cores = availableParallelism();
  const all = await inSlots({ most: cores + 1, work: async (slots) => slots }, never);
  assert.equal(all, cores);
  await inSlot(async () => {
    const rest = inSlots({ most: cores, work: async (slots) => slots }, never);
    if (cores > 1) assert.equal(await rest, cores - 1);
  }, never);
  assert.equal(await inSlots({ most: cores, work: async (slots) => slots }, never), cores);
});
