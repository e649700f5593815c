/** Calls of models as an attempt makes them: asked for, granted once that is durable, settled. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usdMicros } from '../../src/model/brand.ts';
import type { CallRecord } from '../../src/model/provider.ts';
import type { AttemptEnd, AttemptOrder } from '../../src/ports/executor.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { finish, rig, success } from '../rig/engine.ts';

const DIME = usdMicros(100_000);
const LIMIT = { timeout: 20_000 };
const STOPPED: AttemptEnd = { type: 'cancelled', reason: 'budget', log: null };

const record = (usd: number): CallRecord => ({
  ...{ capability: 'text', provider: 'writer', type: 'openai', model: 'm', at: 0 as CallRecord['at'], durationMs: 1 },
  ...{ usd: usdMicros(usd), source: 'computed', usage: {}, prices: null, error: null },
});

/** One call that costs all that it may. */
async function oneCall({ calls, n }: AttemptOrder, stop: AbortSignal): Promise<AttemptEnd> {
  const ask = { provider: 'writer', model: 'm', ceiling: DIME, maxCost: null };
  const grant = await calls.ask(ask, stop);
  if (grant.type === 'refused') return STOPPED;
  calls.settle({ attempt: n, call: grant.call }, record(DIME));
  return success();
}

const keys = (n: number) => ({ foreach: String(n) });

test('a call is made only when its grant is in the journal', LIMIT, async () => {
  const seen: string[] = [];
  const made = rig(buildPipeline({ a: {} }), {
    append: async ({ events }) => void seen.push(...events.map(({ type }) => type)),
    work: async (order, stop) => {
      const grant = await order.calls.ask({ provider: 'w', model: 'm', ceiling: DIME, maxCost: null }, stop);
      seen.push(grant.type);
      return success();
    },
  });
  await finish(made);
  assert.ok(seen.indexOf('call-granted') >= 0);
  assert.ok(seen.indexOf('call-granted') < seen.indexOf('granted'));
});

test('parallel items do not exceed the budget: calls that it does not cover wait for the manifest', LIMIT, async () => {
  const limits = { concurrency: 100, pools: {} };
  const wishes = { budget: 5 * DIME };
  const made = rig(buildPipeline({ a: keys(100) }), { limits, wishes, work: oneCall });
  const { state } = await finish(made);
  assert.deepEqual([state.phase, state.pause?.scope, state.spent.usd], ['paused', 'run', 5 * DIME]);
  assert.equal(state.inFlight, 0);
});

test('with a higher budget the run continues, and makes no call twice', LIMIT, async () => {
  const limits = { concurrency: 4, pools: {} };
  const first = await finish(
    rig(buildPipeline({ a: keys(6) }), { limits, wishes: { budget: 3 * DIME }, work: oneCall }),
  );
  assert.equal(first.state.phase, 'paused');
  const again = rig(buildPipeline({ a: keys(6) }), {
    ...{ limits, state: first.state, opening: [], work: oneCall },
    wishes: { budget: 6 * DIME },
  });
  const { state } = await finish(again);
  assert.deepEqual([state.phase, state.spent.usd, state.spent.atMost], ['completed', 6 * DIME, 6 * DIME]);
});

test('an attempt that is ended while it waits for budget stops waiting', LIMIT, async () => {
  const asked = Promise.withResolvers<void>();
  const pipeline = buildPipeline({ a: keys(2) });
  const made = rig(pipeline, {
    limits: { concurrency: 2, pools: {} },
    wishes: { budget: DIME },
    work: async (order, stop) => {
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      stop.addEventListener('abort', () => resolve(), { once: true });
      const grant = await order.calls.ask({ provider: 'w', model: 'm', ceiling: DIME, maxCost: null }, stop);
      if (grant.type === 'granted') asked.resolve();
      if (grant.type === 'granted') await ended;
      return { type: 'cancelled', reason: 'cancelled', log: null };
    },
  });
  const end = finish(made);
  await asked.promise;
  made.wishes.cancelled = true;
  made.drive.wake();
  const { state } = await end;
  assert.equal(state.phase, 'cancelled');
});

test('a call over the budget of the day stops the run, and leaves no reservation', LIMIT, async () => {
  const limits = { stages: {}, maxCost: null, unknownCost: 'warn', day: DIME } as const;
  const made = rig(buildPipeline({ a: {} }), {
    wishes: { limits },
    work: async (order, stop) => {
      const grant = await order.calls.ask({ provider: 'w', model: 'm', ceiling: DIME, maxCost: null }, stop);
      if (grant.type === 'granted') order.calls.overDay({ attempt: order.n, call: grant.call }, usdMicros(7 * DIME));
      return STOPPED;
    },
  });
  const { state } = await finish(made);
  assert.deepEqual([state.phase, state.pause?.scope, state.pause?.needs], ['paused', 'day', 7 * DIME]);
  assert.deepEqual([state.reserved, state.spent.atMost], [0, 0]);
});

test('settling a call twice counts once', LIMIT, async () => {
  const made = rig(buildPipeline({ a: {} }), {
    work: async (order, stop) => {
      const grant = await order.calls.ask({ provider: 'w', model: 'm', ceiling: DIME, maxCost: null }, stop);
      if (grant.type === 'refused') return STOPPED;
      for (const _ of [1, 2]) order.calls.settle({ attempt: order.n, call: grant.call }, record(DIME));
      order.calls.settle({ attempt: 7, call: 1 }, record(DIME));
      return success();
    },
  });
  const { state } = await finish(made);
  assert.deepEqual([state.phase, state.spent.usd], ['completed', DIME]);
});

test('a call that no budget covers does not wait for calls that wait for it', LIMIT, async () => {
  const freed = Promise.withResolvers<void>();
  const made = rig(buildPipeline({ a: keys(2) }), {
    limits: { concurrency: 2, pools: {} },
    wishes: { budget: DIME },
    work: async (order, stop) => {
      // As with one place at a provider: the second gets it when the first gives it back.
      if (order.task === 'a[k1]') await freed.promise;
      const ceiling = usdMicros(2 * DIME);
      const grant = await order.calls.ask({ provider: 'w', model: 'm', ceiling, maxCost: null }, stop);
      freed.resolve();
      return grant.type === 'refused' ? STOPPED : success();
    },
  });
  const { state } = await finish(made);
  assert.deepEqual([state.phase, state.pause?.scope, state.inFlight], ['paused', 'run', 0]);
});

test('a `finally` stage whose call no budget covers fails, and is not started again and again', LIMIT, async () => {
  const ask = { provider: 'w', model: 'm', ceiling: DIME };
  const overCall: (order: AttemptOrder, stop: AbortSignal) => Promise<AttemptEnd> = async ({ calls }, stop) => {
    const grant = await calls.ask({ ...ask, maxCost: usdMicros(1) }, stop);
    return grant.type === 'refused' ? STOPPED : success();
  };
  const overDay: typeof overCall = async ({ calls, n }, stop) => {
    const grant = await calls.ask({ ...ask, maxCost: null }, stop);
    if (grant.type === 'granted') calls.overDay({ attempt: n, call: grant.call }, DIME);
    return STOPPED;
  };
  for (const ends of [overCall, overDay]) {
    const work = (order: AttemptOrder, stop: AbortSignal) =>
      order.task === 'finally:told' ? ends(order, stop) : success();
    const made = rig(buildPipeline({ a: {} }, { finals: { told: {}, other: {} } }), { work });
    const { state } = await finish(made);
    assert.deepEqual([state.phase, state.finalsEnded, state.reserved], ['completed', true, 0]);
    assert.deepEqual(
      state.errors.map(({ task, code }) => [task, code]),
      [['finally:told', 'budget/not-covered']],
    );
    assert.equal(made.trace.filter((line) => line.startsWith('begin finally:told')).length, 1);
  }
});
