/** The time that an answer of a model may take. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { durationMs } from '../../src/model/brand.ts';
import { TimeLimit } from '../../src/providers/sdk/time-limit.ts';

/** As if somebody had stopped the process. */
function stopped(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const alive = async (limit: TimeLimit): Promise<void> => {
  // Its timers keep no process alive.
  const busy = setInterval(() => {}, 1_000);
  await once(limit.signal, 'abort').finally(() => clearInterval(busy));
};

test('a call has exactly the time that it was given', async () => {
  using limit = new TimeLimit(durationMs(20));
  await alive(limit);
  assert.equal((limit.signal.reason as DOMException).name, 'TimeoutError');
});

test('after a suspension, what arrived meanwhile is handled before the timeout', async () => {
  using limit = new TimeLimit(durationMs(100));
  stopped(700);
  for (let i = 0; i < 5; i++) await turn();
  assert.equal(limit.signal.aborted, false);
  await alive(limit);
});

test('a timeout whose call has ended does nothing', async () => {
  const limit = new TimeLimit(durationMs(10));
  limit[Symbol.dispose]();
  await delay(30);
  assert.equal(limit.signal.aborted, false);
});
