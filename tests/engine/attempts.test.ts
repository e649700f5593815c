/** Attempts of one task between the failure of one and the beginning of the next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asks } from '../../src/engine/asks.ts';
import { Attempts, type StartOrder } from '../../src/engine/attempts.ts';
import { Slots } from '../../src/engine/slots.ts';
import { durationMs, epochMs } from '../../src/model/brand.ts';
import type { AttemptEvent } from '../../src/model/event.ts';
import type { Stage } from '../../src/model/pipeline.ts';
import type { AttemptEnd } from '../../src/ports/performer.ts';
import { buildPipeline, RETRY } from '../rig/build-pipeline.ts';
import { failure, success } from '../rig/engine.ts';

const LIMIT = { timeout: 20_000 };
/** Long enough for everything else to come first. */
const BACKOFF = durationMs(50);

/** One task whose first attempt fails and asks for a second one after a backoff. */
function failedOnce(then: (stop: AbortSignal) => AttemptEnd) {
  const retry = { ...RETRY, attempts: 2, backoff: 'fixed', min: BACKOFF, max: BACKOFF } as const;
  const stage = buildPipeline({ a: { retry } }).graph.stages[0];
  assert.ok(stage);
  const stop = new AbortController();
  const news = { failed: Promise.withResolvers<void>(), ended: Promise.withResolvers<AttemptEvent>() };
  const held = { timers: 0 };
  const attempts = new Attempts(
    {
      clock: {
        now: () => epochMs(0),
        after: () => {
          held.timers += 1;
          return {
            [Symbol.dispose]: () => {
              held.timers -= 1;
            },
          };
        },
      },
      slots: new Slots({ concurrency: 1, pools: {} }),
      performer: { perform: async ({ n }, signal) => (n === 1 ? failure() : then(signal)) },
      isRetryable: () => true,
      asks: new Asks(() => {}),
      post: (event) => (event.type === 'attempt-failed' ? news.failed.resolve() : news.ended.resolve(event)),
      wake: () => {},
      broken: (error) => news.ended.reject(error),
    },
    stop.signal,
  );
  const start = (n: number): void => attempts.start(orderOf(stage, n));
  start(1);
  return { start, stop, news, held };
}

function orderOf(stage: Stage, n: number): StartOrder {
  const prepared: StartOrder['prepared'] = JSON.parse('{}');
  return { task: 'a' as StartOrder['task'], n, stage, prepared, effectKey: 'key', round: 1, consumed: n - 1 };
}

test('an attempt that was announced keeps the process alive until it begins', LIMIT, async () => {
  const { start, news, held } = failedOnce(() => success());
  await news.failed.promise;
  start(2);
  assert.equal(held.timers, 1);
  assert.equal((await news.ended.promise).type, 'attempt-succeeded');
  assert.equal(held.timers, 0);
});

test('an attempt that was announced and aborted before it began has an end', LIMIT, async () => {
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
