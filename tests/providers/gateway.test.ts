/** The gateway: never paid twice, fallback, and what a call leaves in the books. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs, usdMicros } from '../../src/model/brand.ts';
import { addressed } from '../../src/providers/gateway/ceiling.ts';
import {
  asking,
  fault,
  held,
  never,
  rest,
  rig,
  said,
  settingsOf,
  stageOf,
  textRequest,
  writerOf,
} from './gateway-rig.ts';

test('a call is granted before it is made and settled after it, with its cost', async () => {
  using r = rig();
  const { stage, notes } = stageOf();
  writerOf(r).script = [
    async () => {
      notes.events.push('provider');
      return said('hello');
    },
  ];
  const outcome = await r.models.call('text', asking('writer'), stage, never);
  assert.deepEqual(outcome, {
    type: 'answer',
    value: { text: 'hello', finish: 'stop' },
    provider: 'writer',
    model: 'm1',
    usage: { inputTokens: 100, outputTokens: 20 },
    usd: 600,
    raw: { text: 'hello' },
  });
  assert.deepEqual(notes.events, ['ask', 'provider', 'settle']);
  assert.deepEqual(notes.settled[0]?.call, { attempt: 1, call: 1 });
  assert.equal(notes.settled[0]?.record.usd, 3 * 100 + 15 * 20);
  assert.equal(r.ledger.committedOn(r.clock.now()), 600);
});

test('an unknown provider is a failure that lists the known ones', async () => {
  using r = rig();
  const outcome = await r.models.call('text', asking('writter'), stageOf().stage, never);
  assert.ok(outcome.type === 'failure');
  assert.deepEqual([outcome.failure.code, outcome.failure.retry], ['model/unknown-provider', 'never']);
  assert.match(outcome.failure.hint ?? '', /writer/);
});

test('a paid answer of a lost attempt is used, and settled for that attempt', async () => {
  using r = rig();
  await r.models.call('text', asking('writer'), stageOf({ attempt: 1 }).stage, never);
  const later = stageOf({ attempt: 2 });
  const outcome = await r.restarted().call('text', asking('writer'), later.stage, never);
  assert.ok(outcome.type === 'answer' && outcome.value.text === 'hello');
  assert.equal(writerOf(r).calls.length, 1);
  assert.deepEqual(later.notes.asks, []);
  assert.deepEqual(later.notes.settled[0]?.call, { attempt: 1, call: 1 });
  assert.equal(later.notes.settled[0]?.record.usd, 600);
});

test('half a surrogate pair in an answer is replaced', async () => {
  using r = rig();
  writerOf(r).script = [said('Up \ud83d and away')];
  const outcome = await r.models.call('text', asking('writer'), stageOf().stage, never);
  assert.ok(outcome.type === 'answer');
  assert.equal(outcome.value.text, 'Up \ufffd and away');
});

test('the same call made twice in one attempt is paid and settled once', async () => {
  using r = rig();
  const { stage, notes } = stageOf();
  await r.models.call('text', asking('writer'), stage, never);
  await r.models.call('text', asking('writer'), stage, never);
  assert.deepEqual([writerOf(r).calls.length, notes.settled.length], [1, 1]);
});

test('another request, name or effect key means another call', async () => {
  using r = rig();
  const { stage } = stageOf();
  await r.models.call('text', asking('writer'), stage, never);
  await r.models.call('text', asking('writer', 'Something else'), stage, never);
  await r.models.call('text', asking('writer', 'Hi', { name: 'repair-1' }), stage, never);
  await r.models.call('text', asking('writer'), stageOf({ effectKey: 'other' }).stage, never);
  const keys = writerOf(r).calls.map(({ context }) => context.idempotencyKey);
  assert.equal(new Set(keys).size, 4);
});

test('an answer of another model or another address is not used for this call', async () => {
  using r = rig();
  await r.models.call('text', asking('writer'), stageOf().stage, never);
  for (const other of [{ model: 'm2' }, { baseUrl: 'http://127.0.0.1:10/v1' }]) {
    const models = r.restarted({ providers: new Map([['writer', settingsOf('writer', other)]]) });
    await models.call('text', asking('writer'), stageOf({ attempt: 2 }).stage, never);
  }
  assert.equal(writerOf(r).calls.length, 3);
});

test('a call that is granted after its attempt has ended is not made, and costs nothing', async () => {
  using r = rig();
  const { stage, notes } = stageOf();
  const attempt = new AbortController();
  const ask: typeof stage.ask = async (asked) => {
    attempt.abort('cancelled');
    return stage.ask(asked);
  };
  const outcome = await r.models.call('text', asking('writer'), { ...stage, ask }, attempt.signal);
  await rest();
  assert.equal(outcome.type, 'failure');
  assert.deepEqual([writerOf(r).calls.length, r.ledger.committedOn(r.clock.now())], [0, 0]);
  assert.deepEqual([notes.settled[0]?.call, notes.settled[0]?.record.usd], [{ attempt: 1, call: 1 }, 0]);
});

test('a call that was lost is granted again and made with the same idempotency key', async () => {
  using r = rig();
  const lost = held();
  writerOf(r).script = [lost.reply, said('again')];
  void r.models.call('text', asking('writer'), stageOf({ attempt: 1 }).stage, never);
  await rest();
  const later = stageOf({ attempt: 2 });
  await r.restarted().call('text', asking('writer'), later.stage, never);
  const [first, second] = writerOf(r).calls.map(({ context }) => context.idempotencyKey);
  assert.equal(first, second);
  assert.deepEqual(
    later.notes.settled.map(({ call }) => call),
    [{ attempt: 2, call: 1 }],
  );
  // What the lost one may have cost stays in the books of the day.
  assert.equal(r.ledger.committedOn(r.clock.now()), 600 + (later.notes.asks[0]?.ceiling ?? 0));
});

test('a failed call of a lost attempt is settled with its cost, and made again', async () => {
  using r = rig();
  writerOf(r).script = [fault('overloaded'), said('now')];
  await r.models.call('text', asking('writer'), stageOf({ attempt: 1 }).stage, never);
  const later = stageOf({ attempt: 2 });
  const outcome = await r.restarted().call('text', asking('writer'), later.stage, never);
  assert.equal(outcome.type, 'answer');
  const settled = later.notes.settled.map(({ call, record }) => [call.attempt, record.usd, record.error]);
  assert.deepEqual(settled, [
    [1, 0, 'model/overloaded'],
    [2, 600, null],
  ]);
});

test('a call that the budget refuses is not made', async () => {
  using r = rig();
  const { stage, notes } = stageOf({ grant: () => ({ type: 'refused' }) });
  assert.deepEqual(await r.models.call('text', asking('writer'), stage, never), { type: 'stopped' });
  assert.deepEqual([writerOf(r).calls.length, notes.settled.length], [0, 0]);
});

test('a call that the budget of the day does not cover is not made, and says what would be needed', async () => {
  using r = rig({ deps: { dayBudget: usdMicros(700) } });
  const { stage, notes } = stageOf();
  assert.deepEqual(await r.models.call('text', asking('writer'), stage, never), { type: 'stopped' });
  assert.equal(writerOf(r).calls.length, 0);
  assert.deepEqual(notes.over, [{ call: { attempt: 1, call: 1 }, needs: notes.asks[0]?.ceiling }]);
});

test('parallel calls do not exceed the budget of a day', async () => {
  const prices = { perRequest: 0.1 };
  using r = rig({ settings: [settingsOf('writer', { prices })], deps: { dayBudget: usdMicros(5_000_000) } });
  const calls = Array.from({ length: 1000 }, (_, n) =>
    r.models.call('text', asking('writer'), stageOf({ effectKey: `e${n}` }).stage, never),
  );
  const outcomes = await Promise.all(calls);
  assert.equal(outcomes.filter(({ type }) => type === 'answer').length, 50);
  assert.equal(r.ledger.committedOn(r.clock.now()), 5_000_000);
});

const chain = [settingsOf('writer', { fallback: ['backup'] }), settingsOf('backup', { fallback: ['writer'] })];

test('after a permanent failure the fallback is called, which is recorded', async () => {
  using r = rig({ settings: chain });
  const { stage, notes } = stageOf();
  writerOf(r).script = [fault('refused')];
  const outcome = await r.models.call('text', asking('writer'), stage, never);
  assert.ok(outcome.type === 'answer');
  assert.equal(outcome.provider, 'backup');
  assert.match(notes.log.join(''), /model\/refused.*asking backup instead/);
  assert.deepEqual(
    notes.settled.map(({ record }) => [record.provider, record.error]),
    [
      ['writer', 'model/refused'],
      ['backup', null],
    ],
  );
});

test('after a temporary failure the fallback is not called', async () => {
  using r = rig({ settings: chain });
  writerOf(r).script = [fault('overloaded', { retryAfterMs: durationMs(7_000) })];
  const outcome = await r.models.call('text', asking('writer'), stageOf().stage, never);
  assert.ok(outcome.type === 'failure');
  const { code, retry, retryAfterMs } = outcome.failure;
  assert.deepEqual({ code, retry, retryAfterMs }, { code: 'model/overloaded', retry: 'always', retryAfterMs: 7_000 });
  assert.equal(r.providers.get('backup')?.calls.length, 0);
});

test('if a provider fails in the last attempt as well, the fallback is called', async () => {
  using r = rig({ settings: chain });
  writerOf(r).script = [fault('overloaded')];
  const outcome = await r.models.call('text', asking('writer'), stageOf({ attempt: 3, isLast: true }).stage, never);
  assert.ok(outcome.type === 'answer');
  assert.deepEqual([outcome.provider, writerOf(r).calls.length], ['backup', 1]);
});

test('if all providers fail the failure names each, and is retried if one may answer later', async () => {
  using r = rig({ settings: chain });
  writerOf(r).script = [fault('refused')];
  const backup = r.providers.get('backup');
  if (backup) backup.script = [fault('network')];
  const outcome = await r.models.call('text', asking('writer'), stageOf().stage, never);
  assert.ok(outcome.type === 'failure');
  assert.deepEqual([outcome.failure.code, outcome.failure.retry], ['model/network', 'always']);
  assert.match(outcome.failure.message, /writer: .*; backup: /);
});

test("a fallback's answer in a lost attempt is used before any provider is called again", async () => {
  using r = rig({ settings: chain });
  writerOf(r).script = [fault('refused')];
  await r.models.call('text', asking('writer'), stageOf({ attempt: 1 }).stage, never);
  const outcome = await r.restarted().call('text', asking('writer'), stageOf({ attempt: 2 }).stage, never);
  assert.ok(outcome.type === 'answer');
  assert.equal(outcome.provider, 'backup');
  assert.deepEqual(
    [...r.providers.values()].map(({ calls }) => calls.length),
    [1, 1],
  );
});

test('a provider without its key is not called, and nothing is reserved', async () => {
  const keyed = settingsOf('writer', { apiKey: { type: 'env', name: 'WRITER_KEY' } });
  using r = rig({ settings: [keyed], deps: { secret: async () => null } });
  const { stage, notes } = stageOf();
  const outcome = await r.models.call('text', asking('writer'), stage, never);
  assert.ok(outcome.type === 'failure');
  assert.equal(outcome.failure.code, 'model/auth');
  assert.match(outcome.failure.message, /WRITER_KEY/);
  assert.deepEqual([notes.asks.length, writerOf(r).calls.length], [0, 0]);
});

test('a key that a provider echoes appears neither in failures nor in stored answers', async () => {
  using r = rig({ settings: [settingsOf('writer', { apiKey: { type: 'env', name: 'WRITER_KEY' } })] });
  const raw = { echo: ['Bearer sk-secret-value'] };
  writerOf(r).script = [
    fault('invalid', { message: 'bad sk-secret-value', hint: 'not sk-secret-value' }),
    said('x', { raw }),
  ];
  const outcomes = [
    await r.models.call('text', asking('writer'), stageOf().stage, never),
    await r.models.call('text', asking('writer', 'other'), stageOf().stage, never),
  ];
  assert.equal(writerOf(r).calls[0]?.context.apiKey, 'sk-secret-value');
  assert.deepEqual(
    outcomes.map(({ type }) => type),
    ['failure', 'answer'],
  );
  assert.ok(!JSON.stringify(outcomes).includes('sk-secret'));
});

test('a provider without the capability is not called', async () => {
  using r = rig();
  const request = {
    text: 'Hi',
    voice: null,
    speed: 1,
    emotion: null,
    language: null,
    format: 'wav',
    seed: null,
  } as const;
  const asked = { provider: 'writer', request, name: 'line', maxCost: null };
  const outcome = await r.models.call('speech', asked, stageOf().stage, never);
  assert.ok(outcome.type === 'failure' && outcome.failure.code === 'model/unsupported');
});

test('each provider gets the voice that is named for its type', () => {
  const request = {
    ...{ text: 'Hi', voice: 'usual', speed: 1, emotion: null, language: null, seed: null },
    format: 'wav',
  } as const;
  const voices = { openai: 'nova', elevenlabs: 'x1' };
  const voiceFor = (type: string) => addressed<'speech'>({ ...request, voices }, type).voice;
  assert.deepEqual(['openai', 'elevenlabs', 'offline', 'constructor'].map(voiceFor), ['nova', 'x1', 'usual', 'usual']);
  assert.equal(addressed<'speech'>(request, 'openai').voice, 'usual');
});

test('an answer is limited to the tokens that were reserved for it', async () => {
  using r = rig();
  const asked = asking('writer', 'Hi', { request: textRequest('Hi', { maxTokens: null }) });
  const { stage, notes } = stageOf();
  await r.models.call('text', asked, stage, never);
  const bound = writerOf(r).calls[0]?.request.maxTokens ?? 0;
  assert.ok(bound > 0);
  assert.ok((notes.asks[0]?.ceiling ?? 0) >= 15 * bound);
});

test('a shutdown waits for an answer that arrives within the grace, and stores it', async () => {
  using r = rig();
  const late = held();
  writerOf(r).script = [late.reply];
  const { stage, notes } = stageOf();
  const attempt = new AbortController();
  const outcome = r.models.call('text', asking('writer'), stage, attempt.signal);
  await rest();
  attempt.abort('shutdown');
  await r.clock.pass(4_999);
  late.give(said('in time'));
  await outcome;
  assert.equal(notes.settled[0]?.record.usd, 600);
  const after = await r.restarted().call('text', asking('writer'), stageOf({ attempt: 2 }).stage, never);
  assert.ok(after.type === 'answer' && after.value.text === 'in time');
});

test('cancelling a run ends its call at once', async () => {
  using r = rig();
  writerOf(r).script = [held().reply];
  const attempt = new AbortController();
  const outcome = r.models.call('text', asking('writer'), stageOf().stage, attempt.signal);
  await rest();
  attempt.abort('cancelled');
  assert.equal((await outcome).type, 'failure');
});

test('settings that a model does not support are reported in the log of the attempt', async () => {
  using r = rig();
  const details = 'temperature is not supported by claude-sonnet-5-5 and will be ignored';
  const warnings = [
    { type: 'unsupported', feature: 'temperature', details },
    { type: 'unsupported', feature: 'seed' },
  ];
  writerOf(r).script = [said('hello', { raw: { warnings } })];
  const { stage, notes } = stageOf();
  await r.models.call('text', asking('writer'), stage, never);
  assert.deepEqual(notes.log, [`writer: ${details}\n`, 'writer: seed is not supported and was not sent\n']);
});
