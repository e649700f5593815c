/** The gateway: limits of a minute, places, waits that a provider asks for, and breakers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { durationMs, type EpochMs, epochMs } from '../../src/model/brand.ts';
import { type Taken, Window } from '../../src/providers/gateway/window.ts';
import {
  asking,
  fault,
  held,
  never,
  type Rig,
  rest,
  rig,
  said,
  settingsOf,
  stageOf,
  textRequest,
  writerOf,
} from './gateway-rig.ts';

const DAY = 24 * 3_600_000;

/** As many calls as names, each of its own stage. */
function start(r: Rig, names: readonly string[], signal = never) {
  return names.map((name) => {
    const { stage, notes } = stageOf({ effectKey: name });
    const done = r.models.call('text', asking('writer'), stage, signal);
    return { notes, done };
  });
}

test('calls over the requests per minute wait, say until when, and reserve no budget meanwhile', async () => {
  using r = rig({ settings: [settingsOf('writer', { requestsPerMinute: 2 })] });
  const calls = start(r, ['a', 'b', 'c']);
  await rest();
  const [, , third] = calls;
  assert.equal(writerOf(r).calls.length, 2);
  assert.deepEqual(
    [third?.notes.asks.length, third?.notes.labels.at(-1)],
    [0, 'waiting for writer until 12:01:00 UTC (rate limit)'],
  );
  await r.clock.pass(59_999);
  assert.equal(writerOf(r).calls.length, 2);
  await r.clock.pass(1);
  assert.equal((await third?.done)?.type, 'answer');
  assert.equal(third?.notes.labels.at(-1), 'asking writer');
});

test('two runs of one process share the limits of a provider', async () => {
  using r = rig({ settings: [settingsOf('writer', { requestsPerMinute: 1 })] });
  const other = r.restarted({ shared: r.shared });
  start(r, ['a']);
  await rest();
  const { stage, notes } = stageOf({ effectKey: 'b' });
  void other.call('text', asking('writer'), stage, never);
  await rest();
  assert.deepEqual([notes.asks.length, writerOf(r).calls.length], [0, 1]);
});

test('a refused call uses no request of the minute', async () => {
  using r = rig({ settings: [settingsOf('writer', { requestsPerMinute: 1 })] });
  const { stage } = stageOf({ grant: () => ({ type: 'refused' }) });
  assert.deepEqual(await r.models.call('text', asking('writer'), stage, never), { type: 'stopped' });
  const [next] = start(r, ['b']);
  assert.equal((await next?.done)?.type, 'answer');
});

test('tokens per minute are reserved by estimate and corrected by usage', async () => {
  // Each reserves 1,000 for its answer and some for its prompt.
  using r = rig({ settings: [settingsOf('writer', { tokensPerMinute: 2_000 })] });
  const first = held();
  writerOf(r).script = [first.reply, said('b')];
  const [, second] = start(r, ['a', 'b']);
  await rest();
  assert.equal(writerOf(r).calls.length, 1);
  assert.match(second?.notes.labels.at(-1) ?? '', /token limit/);
  first.give(said('a', { usage: { inputTokens: 100, outputTokens: 20 } }));
  assert.equal((await second?.done)?.type, 'answer');
});

test('a call that used more tokens delays the next one; one that was not charged does not', async () => {
  using r = rig({ settings: [settingsOf('writer', { tokensPerMinute: 2_000 })] });
  writerOf(r).script = [
    fault('overloaded'),
    said('a', { usage: { inputTokens: 1_000, outputTokens: 900 } }),
    said('b'),
  ];
  await oneByOne(r, ['not charged']);
  start(r, ['long']);
  await rest();
  assert.equal(writerOf(r).calls.length, 2);
  const [third] = start(r, ['c']);
  await rest();
  assert.equal(third?.notes.labels.at(-1), 'waiting for writer until 12:01:00 UTC (token limit)');
});

test('a call larger than the tokens per minute is made when the minute is empty', async () => {
  using r = rig({ settings: [settingsOf('writer', { tokensPerMinute: 10 })] });
  const [only] = start(r, ['a']);
  assert.equal((await only?.done)?.type, 'answer');
});

test('concurrency limits the calls at once, and the others run in order of arrival', async () => {
  using r = rig({ settings: [settingsOf('writer', { concurrency: 2 })] });
  const holds = [held(), held(), held()];
  writerOf(r).script = holds.map(({ reply }) => reply);
  const [first, , third] = start(r, ['a', 'b', 'c']);
  await rest();
  assert.equal(writerOf(r).calls.length, 2);
  assert.deepEqual(
    [third?.notes.asks.length, third?.notes.labels],
    [0, ['waiting for writer (all its slots are in use)']],
  );
  holds[0]?.give(said('a'));
  await first?.done;
  await rest();
  assert.equal(writerOf(r).calls.length, 3);
});

test('a call that is aborted while it waits leaves its place to the next', async () => {
  using r = rig({ settings: [settingsOf('writer', { requestsPerMinute: 1 })] });
  start(r, ['a']);
  await rest();
  const attempt = new AbortController();
  const [aborted] = start(r, ['b'], attempt.signal);
  const [next] = start(r, ['c']);
  await rest();
  attempt.abort('shutdown');
  assert.equal((await aborted?.done)?.type, 'failure');
  assert.equal(aborted?.notes.asks.length, 0);
  await r.clock.pass(60_000);
  assert.equal((await next?.done)?.type, 'answer');
});

test('a large call that is aborted while it waits for tokens lets a small one pass at once', async () => {
  using r = rig({ settings: [settingsOf('writer', { tokensPerMinute: 2_500 })] });
  writerOf(r).script = [held().reply, said('small')];
  const asked = (name: string, maxTokens: number) =>
    asking('writer', 'Hi', { name, request: textRequest('Hi', { maxTokens }) });
  const attempt = new AbortController();
  void r.models.call('text', asked('first', 1_500), stageOf().stage, never);
  const large = r.models.call('text', asked('large', 2_000), stageOf().stage, attempt.signal);
  const small = r.models.call('text', asked('small', 100), stageOf().stage, never);
  await rest();
  assert.equal(writerOf(r).calls.length, 1);
  attempt.abort('shutdown');
  await large;
  assert.equal((await small).type, 'answer');
});

test('a wait that a provider requests applies to all calls', async () => {
  using r = rig();
  writerOf(r).script = [fault('rate', { retryAfterMs: durationMs(20_000) }), said('b')];
  const [first] = start(r, ['a']);
  const outcome = await first?.done;
  assert.ok(outcome?.type === 'failure');
  assert.deepEqual([outcome.failure.code, outcome.failure.retryAfterMs], ['model/rate', 20_000]);
  const [second] = start(r, ['b']);
  await rest();
  assert.deepEqual(second?.notes.labels, ['waiting for writer until 12:00:20 UTC (it asked to wait)']);
  await r.clock.pass(20_000);
  assert.equal((await second?.done)?.type, 'answer');
});

test('a clock that is set back makes nobody wait for longer than a provider asked', async () => {
  using r = rig();
  writerOf(r).script = [fault('rate', { retryAfterMs: durationMs(20_000) }), said('b')];
  const [first] = start(r, ['a']);
  await first?.done;
  await r.clock.pass(-DAY);
  const [second] = start(r, ['b']);
  await rest();
  await r.clock.pass(20_000);
  assert.equal((await second?.done)?.type, 'answer');
});

test('no minute exceeds its limit, however requests begin, and returned capacity counts as unused', () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('take' as const), n: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ act: fc.constantFrom('begin' as const, 'giveBack' as const), n: fc.nat(9) }),
    fc.record({ act: fc.constant('pass' as const), n: fc.integer({ min: 1, max: 40_000 }) }),
  );
  const keeps = (steps: readonly { act: string; n: number }[]): void => {
    const window = new Window(5);
    const began: { at: EpochMs; n: number }[] = [];
    let open: Taken[] = [];
    let now = epochMs(0);
    for (const { act, n } of steps) {
      const one = open[n % Math.max(1, open.length)];
      if (act === 'pass') now = epochMs(now + n);
      else if (act === 'take' && window.opensAt(n, now) === now) open.push(window.take(n));
      else if (act !== 'take' && one !== undefined) {
        open = open.filter((other) => other !== one);
        if (act === 'giveBack') window.giveBack(one);
        else {
          one.began = now;
          began.push({ at: now, n: one.amount });
        }
      }
      const lastMinute = began.filter(({ at }) => at > now - 60_000);
      assert.ok(lastMinute.reduce((sum, request) => sum + request.n, 0) <= 5);
    }
  };
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), keeps), { seed: 21_11_2026 });
});

/** One call after the other, each of its own stage. */
async function oneByOne(r: Rig, names: readonly string[], models = r.models) {
  const outcomes = [];
  for (const name of names) {
    const outcome = await models.call('text', asking('writer'), stageOf({ effectKey: name }).stage, never);
    outcomes.push(outcome.type === 'failure' ? outcome.failure : outcome.type);
  }
  return outcomes;
}
const codesOf = (outcomes: readonly (string | { readonly code: string })[]): readonly string[] =>
  outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.code));

test('after several failures in a row the breaker opens, and the failure says why and until when', async () => {
  using r = rig();
  writerOf(r).script = [fault('overloaded')];
  const outcomes = await oneByOne(r, ['a', 'b', 'c', 'd']);
  assert.deepEqual(codesOf(outcomes).slice(2), ['model/overloaded', 'model/breaker-open']);
  assert.equal(writerOf(r).calls.length, 3);
  const last = outcomes[3];
  assert.ok(typeof last === 'object');
  assert.deepEqual([last.retry, last.retryAfterMs], ['always', 30_000]);
  assert.match(last.message, /12:00:30 UTC.*overloaded/);
});

test('an answer, or a fault that shows that the provider works, resets the count of failures', async () => {
  using r = rig();
  const bad = fault('network');
  writerOf(r).script = [bad, bad, said('x'), bad, bad, fault('rate'), bad, bad, fault('invalid'), said('y')];
  const outcomes = await oneByOne(r, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
  assert.ok(!codesOf(outcomes).includes('model/breaker-open'));
});

test('an open breaker stays open across a restart', async () => {
  using r = rig();
  writerOf(r).script = [fault('timeout')];
  await oneByOne(r, ['a', 'b', 'c']);
  assert.deepEqual(codesOf(await oneByOne(r, ['d'], r.restarted())), ['model/breaker-open']);
});

test('failures before a restart count with those after it', async () => {
  using r = rig();
  writerOf(r).script = [fault('timeout')];
  await oneByOne(r, ['a', 'b']);
  const later = r.restarted();
  assert.deepEqual(codesOf(await oneByOne(r, ['c', 'd'], later)), ['model/timeout', 'model/breaker-open']);
});

test('after the cooldown one call probes the provider, and the others wait for it', async () => {
  using r = rig();
  const probe = held();
  const bad = fault('overloaded');
  writerOf(r).script = [bad, bad, bad, probe.reply, said('back')];
  await oneByOne(r, ['a', 'b', 'c']);
  await r.clock.pass(30_000);
  const calls = start(r, ['d', 'e', 'f']);
  await rest();
  assert.equal(writerOf(r).calls.length, 4);
  assert.match(calls[1]?.notes.labels[0] ?? '', /waiting for writer: another call is checking/);
  probe.give(said('back'));
  const outcomes = await Promise.all(calls.map(({ done }) => done));
  assert.deepEqual(
    outcomes.map(({ type }) => type),
    ['answer', 'answer', 'answer'],
  );
});

test('a failed probe opens the breaker for another cooldown', async () => {
  using r = rig();
  writerOf(r).script = [fault('overloaded')];
  await oneByOne(r, ['a', 'b', 'c']);
  await r.clock.pass(30_000);
  assert.deepEqual(codesOf(await oneByOne(r, ['d', 'e'])), ['model/overloaded', 'model/breaker-open']);
  assert.equal(writerOf(r).calls.length, 4);
});

test('a cancelled probe decides nothing, and the next call is the probe', async () => {
  using r = rig();
  const bad = fault('overloaded');
  writerOf(r).script = [bad, bad, bad, held().reply, said('back')];
  await oneByOne(r, ['a', 'b', 'c']);
  await r.clock.pass(30_000);
  const attempt = new AbortController();
  const [probe] = start(r, ['d'], attempt.signal);
  await rest();
  attempt.abort('cancelled');
  await probe?.done;
  assert.deepEqual(codesOf(await oneByOne(r, ['e'])), ['answer']);
});

test('a refused key opens the breaker at once, must be corrected by a person, and does not affect another key', async () => {
  const keyed = settingsOf('writer', { apiKey: { type: 'env', name: 'KEY' } });
  using r = rig({ settings: [keyed] });
  writerOf(r).script = [fault('auth'), said('x')];
  const outcomes = await oneByOne(r, ['a', 'b']);
  assert.deepEqual(codesOf(outcomes), ['model/auth', 'model/breaker-open']);
  assert.deepEqual(
    outcomes.map((one) => (typeof one === 'object' ? one.retry : one)),
    ['never', 'never'],
  );
  const mended = r.restarted({ secret: async () => 'sk-new' });
  assert.deepEqual(codesOf(await oneByOne(r, ['c'], mended)), ['answer']);
});

test('a provider with a changed address or model is called at once, even with an open breaker', async () => {
  for (const mended of [{ baseUrl: 'http://127.0.0.1:10/v1' }, { model: 'm2' }]) {
    using r = rig();
    writerOf(r).script = [fault('network'), fault('network'), fault('network'), said('x')];
    await oneByOne(r, ['a', 'b', 'c']);
    const models = r.restarted({ providers: new Map([['writer', settingsOf('writer', mended)]]) });
    assert.deepEqual(codesOf(await oneByOne(r, ['d'], models)), ['answer']);
  }
});

test('a waiting call knows the result of the one before it: a refused key causes one refused call', async () => {
  using r = rig({ settings: [settingsOf('writer', { concurrency: 1 })] });
  writerOf(r).script = [fault('auth')];
  const calls = start(r, ['a', 'b', 'c']);
  const codes = await Promise.all(
    calls.map(async ({ done }) => {
      const outcome = await done;
      return outcome.type === 'failure' ? outcome.failure.code : outcome.type;
    }),
  );
  assert.deepEqual(codes, ['model/auth', 'model/breaker-open', 'model/breaker-open']);
  assert.equal(writerOf(r).calls.length, 1);
});

test('while a breaker is open the fallback is called, even by the call that opened it', async () => {
  using r = rig({ settings: [settingsOf('writer', { fallback: ['backup'] }), settingsOf('backup')] });
  writerOf(r).script = [fault('overloaded')];
  const outcomes = await oneByOne(r, ['a', 'b', 'c', 'd']);
  assert.deepEqual(codesOf(outcomes), ['model/overloaded', 'model/overloaded', 'answer', 'answer']);
  assert.equal(writerOf(r).calls.length, 3);
});

test('an edited breaker setting applies from the next call on', async () => {
  using r = rig();
  writerOf(r).script = [fault('overloaded')];
  await oneByOne(r, ['a', 'b']);
  const edited = settingsOf('writer', { breaker: { failures: 10, cooldown: durationMs(30_000) } });
  const models = r.restarted({ shared: r.shared, providers: new Map([['writer', edited]]) });
  assert.deepEqual(codesOf(await oneByOne(r, ['c', 'd'], models)), ['model/overloaded', 'model/overloaded']);
});

test('after the clock was set back a breaker is open for at most its cooldown', async () => {
  using r = rig();
  writerOf(r).script = [fault('overloaded')];
  await r.clock.pass(3_600_000_000);
  await oneByOne(r, ['a', 'b', 'c']);
  const back = r.restarted({ clock: r.clock });
  await r.clock.pass(-3_600_000_000);
  assert.equal(codesOf(await oneByOne(r, ['d'], back))[0], 'model/breaker-open');
  await r.clock.pass(30_000);
  assert.equal(codesOf(await oneByOne(r, ['e'], back))[0], 'model/overloaded');
});

test('a clock that is set back while a breaker is open keeps no call away for longer than the cooldown', async () => {
  using r = rig();
  writerOf(r).script = [fault('overloaded')];
  await oneByOne(r, ['a', 'b', 'c']);
  await r.clock.pass(-DAY);
  assert.equal(codesOf(await oneByOne(r, ['d']))[0], 'model/breaker-open');
  await r.clock.pass(30_000);
  assert.equal(codesOf(await oneByOne(r, ['e']))[0], 'model/overloaded');
});

test('a clock that is set back closes no minute for longer', () => {
  const window = new Window(1);
  const one = window.take(1);
  one.began = epochMs(DAY);
  assert.equal(window.opensAt(1, epochMs(1_000)), 61_000);
  assert.equal(window.opensAt(1, epochMs(61_000)), 61_000);
});
