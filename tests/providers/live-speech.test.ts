/** Speech by a session of a realtime model: what is asked, what it costs, and what is not taken for speech. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochMs } from '../../src/model/brand.ts';
import type { ProviderContext, SpeechRequest } from '../../src/ports/provider.ts';
import { mostUsage, withOptions } from '../../src/providers/gateway/ceiling.ts';
import { isPriced, tariffFor } from '../../src/providers/gateway/prices.ts';
import { isReading } from '../../src/providers/openai/live-speech.ts';
import type { Step } from '../rig/model-server.ts';
import { contextOf, settingsOf, speechRequest } from '../rig/provider.ts';
import { first, served } from './over-the-wire.ts';

const MODEL = 'gpt-realtime-2.1-mini';
const LINE = 'Rain falls because the drops grow too heavy for the cloud.';
const KEY = 'a-test-key';

const session = () => served({ type: 'openai', model: MODEL }, { apiKey: KEY });
type Served = Awaited<ReturnType<typeof session>>;

async function asked({ provider }: Served, given: Partial<SpeechRequest> = {}, context: Partial<ProviderContext> = {}) {
  const reply = provider.speech?.(speechRequest({ text: LINE, ...given }), contextOf({ apiKey: KEY, ...context }));
  return (await reply) ?? assert.fail('no speech');
}

/** @param steps of the session; its secret was given out before. */
async function faultAfter(...steps: readonly Step[]) {
  await using it = await session();
  it.server.next({ type: 'answer' }, ...steps);
  const result = await asked(it);
  assert.ok(!result.ok);
  return result.error;
}

test('a text is read aloud in a session with voice, speed and manner, and its tokens are counted', async () => {
  await using it = await session();
  const result = await asked(it, { voice: 'coral', speed: 2, emotion: 'calm', language: 'en' });
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  const { value, usage } = result.value;
  assert.deepEqual([value.mediaType, Buffer.from(value.audio.subarray(0, 4)).toString()], ['audio/wav', 'RIFF']);
  assert.equal(value.audio.length, 44 + 0.5 * 24_000 * 2);
  const tokens = { inputTokens: 100, outputTokens: 60, outputAudioTokens: 50 };
  assert.deepEqual(usage, { characters: LINE.length, ...tokens });
  const { path, credential, body } = first(it.server);
  assert.deepEqual([path, credential, body.session.audio.output.voice], ['/v1/realtime/client_secrets', KEY, 'coral']);
  assert.equal(body.session.audio.output.speed, 1.5);
  assert.match(body.session.instructions, /word for word.*language is en\..*calm/);
  assert.deepEqual(it.server.ledger[1]?.body, { text: LINE, model: MODEL });
});

test('the key is not in the session: only a secret that was made for it', async () => {
  await using it = await session();
  await asked(it);
  assert.deepEqual(
    it.server.ledger.map(({ credential }) => credential),
    [KEY, null],
  );
  assert.equal(first(it.server).key, null, 'the secret of an earlier call would no longer be valid');
});

test('what the model says in place of the text is no speech, and is charged', async () => {
  const fault = await faultAfter({ type: 'answer', text: 'Sure! Here is a fun fact about the weather for you today.' });
  assert.deepEqual([fault.kind, fault.charged, fault.usage.outputAudioTokens], ['bad-output', 'yes', 50]);
  assert.match(fault.message, /said "Sure! Here is .*" instead of the text/);
});

test('a reading may be written down in another way, and reword a phrase; half of it is none', () => {
  assert.ok(isReading("Rain falls 'cause the drops grow too heavy for the cloud", LINE));
  assert.ok(isReading('雨は雲が重くなると降ります', '雨は、雲が重くなると降ります。'));
  assert.ok(isReading(null, LINE));
  assert.ok(!isReading('Rain falls because', LINE));
  assert.ok(!isReading(`${LINE} ${LINE} ${LINE}`, LINE));
  assert.ok(!isReading('', LINE));
});

const TROUBLES: readonly (readonly [what: string, step: Step, kind: string, charged: string])[] = [
  ['a failed response', { type: 'status', status: 200 }, 'overloaded', 'maybe'],
  ['a rate limit', { type: 'status', status: 200, code: 'rate_limit_exceeded' }, 'rate', 'maybe'],
  ['an empty account', { type: 'status', status: 200, code: 'insufficient_quota' }, 'quota', 'maybe'],
  ['a content filter', { type: 'answer', finish: 'refused' }, 'refused', 'maybe'],
  ['a response that ends early', { type: 'answer', finish: 'length' }, 'bad-output', 'maybe'],
  ['a connection that is cut', { type: 'cut', when: 'in-body' }, 'network', 'maybe'],
];
for (const [what, step, kind, charged] of TROUBLES) {
  test(`${what} in a session is told as such`, async () => {
    const fault = await faultAfter(step);
    assert.deepEqual([fault.kind, fault.charged], [kind, charged], fault.message);
    assert.doesNotMatch(fault.message, /ek_|a-test-key/);
  });
}

test('a refused key, and a voice that realtime models do not have, are refused before a session', async () => {
  await using it = await session();
  const key = await asked(it, {}, { apiKey: 'another-key' });
  assert.deepEqual(key.ok ? null : [key.error.kind, key.error.charged], ['auth', 'no']);
  const voice = await asked(it, { voice: 'onyx' });
  assert.deepEqual(voice.ok ? null : [voice.error.kind, voice.error.charged], ['invalid', 'no']);
  assert.match(voice.ok ? '' : (voice.error.hint ?? ''), /^set `voice:`/);
  assert.equal(it.server.charged, 0);
});

test('a session has a list price and a ceiling: sound costs more than its transcript, and the ceiling covers both', async () => {
  const settings = settingsOf({ type: 'openai', model: MODEL });
  const identity = { type: 'openai', model: MODEL, baseUrl: null };
  const asked = { settings, identity, capability: 'speech', at: epochMs(Date.parse('2026-11-23')) } as const;
  assert.ok(await isPriced(asked));
  const tariff = await tariffFor(asked);
  const usage = { inputTokens: 100, outputTokens: 60, outputAudioTokens: 50, characters: LINE.length };
  const cost = tariff(usage, 'nearest')?.usd;
  assert.equal(cost, Math.round(100 * 0.6 + 10 * 2.4 + 50 * 20));
  const most = withOptions(
    mostUsage('speech', speechRequest({ text: LINE }), () => 0),
    settings,
  );
  const ceiling = tariff(most, 'up')?.usd ?? 0;
  assert.ok(ceiling > cost * 2 && ceiling < 20_000, `${ceiling}`);
});

test('a session that cannot be opened costs nothing', async () => {
  await using it = await session();
  it.server.next({ type: 'body', body: '{"value":"ek_of-somebody-else"}' });
  const result = await asked(it);
  assert.deepEqual(result.ok ? null : [result.error.kind, result.error.charged], ['network', 'no']);
});

test('an aborted session ends, and may be charged', { timeout: 60_000 }, async () => {
  await using it = await session();
  it.server.next({ type: 'answer' }, { type: 'hang' });
  const controller = new AbortController();
  const reply = asked(it, {}, { signal: controller.signal });
  await it.server.arrived(2);
  controller.abort();
  const result = await reply;
  assert.deepEqual(result.ok ? null : [result.error.kind, result.error.charged], ['timeout', 'maybe']);
});
