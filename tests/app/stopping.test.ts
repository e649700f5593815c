/** When attempts in flight are ended after a run was told to stop: a call of a model on its way is paid for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GRACES_OF_A_CALL, stopping } from '../../src/app/stopping.ts';
import { durationMs } from '../../src/model/brand.ts';
import { DEFAULT_CONFIG } from '../../src/parse/config.ts';
import { rest, StillClock } from '../providers/gateway-rig.ts';

const GRACE = 1_000;

function told(calls: 'none' | 'some') {
  const clock = new StillClock();
  const [stop, hurry] = [new AbortController(), new AbortController()];
  const answer = Promise.withResolvers<void>();
  const seen: string[] = [];
  const answered = async (enough: AbortSignal): Promise<'none' | 'some'> => {
    if (calls === 'none') return calls;
    enough.addEventListener('abort', () => answer.resolve());
    await answer.promise;
    return calls;
  };
  const ends = { shutdown: () => seen.push('shutdown'), abort: () => seen.push('abort'), answered };
  const config = { ...DEFAULT_CONFIG, grace: durationMs(GRACE) };
  const signals = { stop: stop.signal, hurry: hurry.signal };
  const stops = stopping(ends, signals, { clock, config });
  return { clock, stop, hurry, answer, seen, [Symbol.dispose]: () => stops[Symbol.dispose]() };
}

test('attempts without a call in flight are ended after the grace', async () => {
  using at = told('none');
  at.stop.abort();
  await at.clock.pass(GRACE - 1);
  assert.deepEqual(at.seen, ['shutdown']);
  await at.clock.pass(1);
  assert.deepEqual(at.seen, ['shutdown', 'abort']);
});

test('a call in flight is waited for, and then its attempt has the grace to use the answer', async () => {
  using at = told('some');
  at.stop.abort();
  await at.clock.pass(3 * GRACE);
  at.answer.resolve();
  await rest();
  await at.clock.pass(GRACE - 1);
  assert.deepEqual(at.seen, ['shutdown']);
  await at.clock.pass(1);
  assert.deepEqual(at.seen, ['shutdown', 'abort']);
});

test('a call that is never answered is not waited for forever', async () => {
  using at = told('some');
  at.stop.abort();
  await at.clock.pass(GRACES_OF_A_CALL * GRACE - 1);
  assert.deepEqual(at.seen, ['shutdown']);
  await at.clock.pass(1);
  assert.deepEqual(at.seen, ['shutdown', 'abort']);
});

test('a hurried stop waits for no call', async () => {
  using at = told('some');
  at.stop.abort();
  at.hurry.abort();
  assert.deepEqual(at.seen, ['shutdown', 'abort']);
});
