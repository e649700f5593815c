/** The shell of the offline provider: what it offers, its price, and its drills. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { ProviderSettings } from '../../src/model/provider.ts';
import { isCapable, type Provider } from '../../src/ports/provider.ts';
import { createOffline } from '../../src/providers/offline.ts';
import { contextOf, settingsOf, textRequest } from '../rig/provider.ts';

const settings = (options: JsonObject = {}): ProviderSettings => settingsOf({ type: 'offline', options });
const REQUEST = textRequest({ system: null, prompt: 'Write a title.', material: { topic: 'Tides' } });

function ask(provider: Provider, { request = REQUEST, signal = new AbortController().signal } = {}) {
  assert.ok(provider.text);
  return provider.text(request, contextOf({ signal }));
}

async function outcomes(options: JsonObject, calls: number): Promise<readonly string[]> {
  const provider = createOffline(settings(options));
  const found: string[] = [];
  for (let i = 0; i < calls; i += 1) {
    const reply = await ask(provider);
    found.push(reply.ok ? 'ok' : reply.error.kind);
  }
  return found;
}

test('the offline provider says that it is offline, and what it can do', () => {
  const provider = createOffline(settings());
  assert.equal(provider.type, 'offline');
  assert.equal(provider.model, 'offline-1');
  for (const capability of ['text', 'speech', 'image', 'video'] as const) assert.ok(isCapable(provider, capability));
  assert.ok(!isCapable(provider, 'transcription'));
});

test('an answer costs nothing unless a drill sets a price', async () => {
  const free = await ask(createOffline(settings()));
  assert.ok(free.ok);
  assert.equal(free.value.usd, 0);
  const priced = await ask(createOffline(settings({ cost: 0.02 })));
  assert.ok(priced.ok);
  assert.equal(priced.value.usd, 20_000);
  assert.equal(priced.value.value.text, free.value.value.text);
});

test('failures come in the order of the drill, and its last entry repeats', async () => {
  assert.deepEqual(await outcomes({ fail: ['rate', 'ok', 'auth'] }, 4), ['rate', 'ok', 'auth', 'auth']);
  assert.deepEqual(await outcomes({ fail: ['overloaded', 'ok'] }, 3), ['overloaded', 'ok', 'ok']);
  assert.deepEqual(await outcomes({ fail: 'network' }, 2), ['network', 'network']);
});

test('a drilled failure says whether it may have been charged', async () => {
  for (const [kind, charged] of [
    ['rate', 'no'],
    ['network', 'maybe'],
    ['refused', 'yes'],
  ] as const) {
    const reply = await ask(createOffline(settings({ fail: [kind] })));
    assert.ok(!reply.ok);
    assert.equal(reply.error.charged, charged);
  }
});

test('a slow call ends at once when it is aborted', async () => {
  const stop = new AbortController();
  const reply = ask(createOffline(settings({ delay: '60m' })), { signal: stop.signal });
  stop.abort();
  assert.ok(!(await reply).ok);
});

test("a delay beyond the provider's timeout is a timeout", async () => {
  const reply = await ask(createOffline({ ...settings({ delay: '2s' }), timeout: durationMs(1) }));
  assert.deepEqual(reply.ok || [reply.error.kind, reply.error.charged], ['timeout', 'maybe']);
});

test('a short delay only delays', async () => {
  assert.ok((await ask(createOffline(settings({ delay: '1ms' })))).ok);
});

test('the seed of the options applies to requests without one', async () => {
  const schema = {
    type: 'array',
    minItems: 6,
    items: { type: 'object', properties: { move: { enum: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] } }, required: ['move'] },
  };
  const textOf = async (seed: number, own: number | null): Promise<string> => {
    const reply = await ask(createOffline(settings({ seed })), { request: { ...REQUEST, schema, seed: own } });
    assert.ok(reply.ok);
    return reply.value.value.text;
  };
  assert.equal(await textOf(5, null), await textOf(0, 5));
  assert.equal(await textOf(5, 9), await textOf(0, 9));
  const all = new Set(await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => textOf(seed, null))));
  assert.ok(all.size > 1);
});

const WRONG: readonly JsonObject[] = [
  { fial: ['rate'] },
  { fail: ['rates'] },
  { fail: [7] },
  { delay: 'soon' },
  { delay: -1 },
  { cost: -0.5 },
  { cost: '2' },
  { seed: 1.5 },
];
for (const options of WRONG) {
  test(`the options ${JSON.stringify(options)} are refused with a hint`, async () => {
    const reply = await ask(createOffline(settings(options)));
    assert.ok(!reply.ok);
    assert.equal(reply.error.kind, 'invalid');
    assert.ok(reply.error.hint);
  });
}
