/** Attempts of one task between the failure of one and the beginning of the next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Asks } from '../../src/engine/asks.ts';
import { Attempts, type StartOrder } from '../../src/engine/attempts.ts';
import { Slots } from '../../src/engine/slots.ts';
import { durationMs, epochMs } from '../../src/model/brand.ts';
import type { AttemptEvent } from '../../src/model/event.ts';
import type { RetryPolicy, Stage } from '../../src/model/pipeline.ts';
import type { AttemptEnd } from '../../src/ports/executor.ts';
import { buildPipeline, RETRY } from '../rig/build-pipeline.ts';
import { failure, success } from '../rig/engine.ts';

const LIMIT = { timeout: 20_000 };
/** Long enough for everything else to come first. */
const BACKOFF = durationMs(50);

/** One task whose first attempt fails and asks for a second one after a backoff. */
function failedOnce(then: (stop: AbortSignal) => AttemptEnd, max = BACKOFF) {
  const retry = { ...RETRY, attempts: 2, backoff: 'fixed', min: BACKOFF, max } as const;
  const stage = buildPipeline({ a: { retry } }).graph.stages[0];
  assert.ok(stage);
  const stop = new AbortController();
  const news = {
    failed: Promise.withResolvers<void>(),
    woken: Promise.withResolvers<void>(),
    ended: Promise.withResolvers<AttemptEvent>(),
  };
  const held = { timers: 0, longest: 0 };
  const attempts = new Attempts(
    {
      clock: {
        now: () => epochMs(0),
        after: (delay) => {
          held.timers += 1;
          held.longest = Math.max(held.longest, delay);
          return {
            [Symbol.dispose]: () => {
              held.timers -= 1;
            },
          };
        },
      },
      slots: new Slots({ concurrency: 1, pools: {} }),
      executor: { execute: async ({ n }, signal) => (n === 1 ? failure() : then(signal)) },
      isRetryable: () => true,
      asks: new Asks(() => {}),
      post: (event) => (event.type === 'attempt-failed' ? news.failed.resolve() : news.ended.resolve(event)),
      wake: () => news.woken.resolve(),
      broken: (error) => news.ended.reject(error),
    },
    stop.signal,
  );
  const start = (n: number): void => attempts.start(orderOf(stage, n));
  start(1);
  return { attempts, start, stop, news, held };
}

function orderOf(stage: Stage, n: number): StartOrder {
  const prepared: StartOrder['prepared'] = JSON.parse('{}');
  return {
    task: 'a' as StartOrder['task'],
    n,
    isLast: n >= stage.retry.attempts,
    stage,
    prepared,
    effectKey: 'key',
    round: 1,
    announced: Promise.resolve(),
    consumed: n - 1,
  };
}

test('an announced attempt keeps the process alive until it begins', LIMIT, async () => {
  const { start, news, held } = failedOnce(() => success());
  await news.failed.promise;
  start(2);
  assert.equal(held.timers, 1);
  assert.equal((await news.ended.promise).type, 'attempt-succeeded');
  assert.equal(held.timers, 0);
});

test('an announced attempt that is aborted before it begins ends', LIMIT, async () => {
  const { start, stop, news, held } = failedOnce((signal) => ({
    type: signal.aborted ? 'cancelled' : 'failure',
    reason: 'shutdown',
    log: null,
    outcome: 'failure',
    failure: { code: 'test/late', message: 'the signal was not aborted', retry: 'policy' },
  }));
  await news.failed.promise;
  start(2);
  stop.abort('shutdown');
  assert.equal((await news.ended.promise).type, 'attempt-cancelled');
  assert.equal(held.timers, 0);
});

test(
  'an announced attempt keeps the process alive for the longest possible wait, even if the clock is set forward',
  LIMIT,
  async () => {
    const hour = durationMs(3_600_000);
    const { start, news, held } = failedOnce(() => success(), hour);
    await news.failed.promise;
    start(2);
    assert.ok(held.longest > hour, `${held.longest} ms`);
    await news.ended.promise;
  },
);

const WAITS: RetryPolicy = {
  ...RETRY,
  attempts: 3,
  backoff: 'exponential',
  min: durationMs(100),
  max: durationMs(10_000),
  jitter: false,
};

interface FirstFailure {
  readonly consumed?: number;
  readonly retryAfterMs?: number;
}

/** @returns when the next attempt is due, by a clock that stands at 0; null: there is none. */
async function retryAt({ consumed = 0, retryAfterMs }: FirstFailure): Promise<number | null> {
  const stage = buildPipeline({ a: { retry: WAITS } }).graph.stages[0];
  assert.ok(stage);
  const failed = Promise.withResolvers<AttemptEvent>();
  const after = retryAfterMs === undefined ? {} : { retryAfterMs: durationMs(retryAfterMs) };
  const end: AttemptEnd = {
    type: 'failure',
    outcome: 'failure',
    failure: { code: 'test/busy', message: 'busy', retry: 'policy', ...after },
    log: null,
  };
  const attempts = new Attempts(
    {
      clock: { now: () => epochMs(0), after: () => ({ [Symbol.dispose]: () => {} }) },
      slots: new Slots({ concurrency: 1, pools: {} }),
      executor: { execute: async () => end },
      isRetryable: () => true,
      asks: new Asks(() => {}),
      post: failed.resolve,
      wake: () => {},
      broken: failed.reject,
    },
    new AbortController().signal,
  );
  attempts.start({ ...orderOf(stage, consumed + 1), consumed });
  const event = await failed.promise;
  assert.equal(event.type, 'attempt-failed');
  return event.type === 'attempt-failed' ? event.retryAt : null;
}

test('the delay that a service requests is used, unless the policy waits longer', LIMIT, async () => {
  assert.deepEqual([await retryAt({ retryAfterMs: 5_000 }), await retryAt({ retryAfterMs: 5 })], [5_000, 100]);
});

test('a requested delay is limited to one day', LIMIT, async () => {
  const day = 24 * 60 * 60 * 1000;
  const waits = [1e300, Number.MAX_SAFE_INTEGER, day + 1, 5_000.4];
  const due = [];
  for (const retryAfterMs of waits) due.push(await retryAt({ retryAfterMs }));
  assert.deepEqual(due, [day, day, day, 5_000]);
});

test('after a restart the backoff continues with the remaining delay and attempts', LIMIT, async () => {
  const due = [];
  for (const consumed of [0, 1, 2]) due.push(await retryAt({ consumed }));
  assert.deepEqual(due, [100, 200, null]);
});

test('an announced attempt that has not begun when all attempts have ended never begins', LIMIT, async () => {
  const begun: number[] = [];
  const { attempts, start, stop, news, held } = failedOnce(() => {
    begun.push(2);
    return success();
  });
  await news.failed.promise;
  start(2);
  stop.abort('shutdown');
  await attempts.ended();
  await news.woken.promise;
  for (let i = 0; i < 10; i += 1) await turn();
  assert.deepEqual([begun, held.timers], [[], 0]);
});
