/** The gateway: what calls may cost, and what they have cost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { epochMs, ok, usdMicros } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Capability, Prices, ProviderSettings, Usage } from '../../src/model/provider.ts';
import type { SpeechRequest } from '../../src/ports/provider.ts';
import { bounded, mostUsage, usageOf, withOptions } from '../../src/providers/gateway/ceiling.ts';
import { isCounted, ownTariff, tariffFor } from '../../src/providers/gateway/prices.ts';
import { byBytes, tokenCounter } from '../../src/providers/gateway/tokens.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { modelServer } from '../rig/model-server.ts';
import { asking, fault, never, rig, said, settingsOf, stageOf, textRequest, writerOf } from './gateway-rig.ts';

const cost = (prices: Prices, capability: Capability, usage: Usage, rounding: 'nearest' | 'up' = 'nearest') =>
  ownTariff(prices, capability)(usage, rounding)?.usd ?? null;

test('prices are added up exactly and rounded once, half up', () => {
  const prices = { inputPerMillionTokens: 0.15, outputPerMillionTokens: 0.6, perRequest: 0.000001 };
  assert.equal(cost(prices, 'text', { inputTokens: 1, outputTokens: 0 }), 1);
  assert.equal(cost(prices, 'text', { inputTokens: 1, outputTokens: 1 }), 2);
  assert.equal(cost({ inputPerMillionTokens: 0.5 }, 'text', { inputTokens: 1 }), 1);
  assert.equal(cost({ inputPerMillionTokens: 0.1 }, 'text', { inputTokens: 3_000_000 }), 300_000);
});

test('a ceiling is rounded up', () => {
  assert.equal(cost({ inputPerMillionTokens: 0.1 }, 'text', { inputTokens: 1 }, 'up'), 1);
  assert.equal(cost({ inputPerMillionTokens: 0.1 }, 'text', { inputTokens: 10 }, 'up'), 1);
});

test('each unit has its price', () => {
  const cached = { inputPerMillionTokens: 3, cachedInputPerMillionTokens: 0.3 };
  assert.equal(cost(cached, 'text', { inputTokens: 1000, cachedInputTokens: 400 }), 600 * 3 + 120);
  assert.equal(cost({ perThousandCharacters: 0.03 }, 'speech', { characters: 1_500 }), 45_000);
  assert.equal(cost({ perSecond: 0.25 }, 'video', { seconds: 1.5 }), 375_000);
  assert.equal(cost({ perImage: 0.04 }, 'image', { images: 2 }), 80_000);
});

test('every unit that providers charge for a capability can have a price', () => {
  const one = { inputTokens: 1_000_000, outputTokens: 1_000_000, characters: 1_000, seconds: 1, images: 1 };
  const prices = {
    input: { inputPerMillionTokens: 1 },
    output: { outputPerMillionTokens: 1 },
    characters: { perThousandCharacters: 1 },
    seconds: { perSecond: 1 },
    images: { perImage: 1 },
  };
  const units = (capability: Capability): readonly string[] =>
    Object.entries(prices).flatMap(([unit, price]) => (cost(price, capability, one) === 1_000_000 ? [unit] : []));
  assert.deepEqual(units('text'), ['input', 'output']);
  assert.deepEqual(units('speech'), ['input', 'output', 'characters', 'seconds']);
  assert.deepEqual(units('image'), ['input', 'output', 'images']);
  assert.deepEqual(units('video'), ['seconds', 'images']);
  assert.deepEqual(units('transcription'), ['input', 'output', 'seconds']);
});

test('a unit with a price but no count makes the cost unknown, and so does a price list without the unit', () => {
  assert.equal(cost({ outputPerMillionTokens: 3 }, 'text', { inputTokens: 10 }), null);
  assert.equal(cost({ inputPerMillionTokens: 3 }, 'speech', { characters: 10 }), null);
  assert.equal(cost({ perImage: 0.04 }, 'text', { inputTokens: 10 }), null);
  assert.equal(cost({}, 'text', { inputTokens: 10 }), null);
});

test('impossible counts never reduce the cost', () => {
  for (const inputTokens of [-5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.equal(cost({ inputPerMillionTokens: 3 }, 'text', { inputTokens }), 0);
});

test('the cost of a sum is the sum of the costs, to half a micro-dollar each', () => {
  const price = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1000);
  const tokens = fc.record({ inputTokens: fc.nat(1_000_000), outputTokens: fc.nat(1_000_000) });
  const adds = (
    input: number,
    output: number,
    calls: readonly Required<Pick<Usage, 'inputTokens' | 'outputTokens'>>[],
  ) => {
    const prices = { inputPerMillionTokens: input, outputPerMillionTokens: output };
    const total = calls.reduce((sum, one) => sum + (cost(prices, 'text', one) ?? Number.NaN), 0);
    const together = {
      inputTokens: calls.reduce((sum, one) => sum + one.inputTokens, 0),
      outputTokens: calls.reduce((sum, one) => sum + one.outputTokens, 0),
    };
    assert.ok(Math.abs(total - (cost(prices, 'text', together) ?? Number.NaN)) <= (calls.length + 1) / 2);
  };
  fc.assert(fc.property(price, price, fc.array(tokens, { maxLength: 20 }), adds), { seed: 21_11_2026 });
});

const tariffOf = (
  type: string,
  model: string,
  more: Partial<ProviderSettings> = {},
  capability: Capability = 'text',
) => {
  const settings = settingsOf('writer', { type, model, baseUrl: null, prices: null, ...more });
  return tariffFor({ settings, capability, identity: { type, model, baseUrl: settings.baseUrl }, at: epochMs(1.7e12) });
};
const million = { inputTokens: 1_000_000, outputTokens: 0 };

test('without prices in the project the price list is used, which does not contain every model', async () => {
  const listed = (await tariffOf('openai', 'gpt-4o'))(million, 'nearest');
  assert.ok((listed?.usd ?? 0) > 0);
  assert.match(listed?.prices ?? '', /^sha256:/, 'the books say by which prices');
  assert.equal((await tariffOf('openai', 'no-such-model'))(million, 'nearest'), null);
  assert.equal((await tariffOf('openai', 'whisper-1', {}, 'transcription'))(million, 'nearest'), null);
  assert.ok(((await tariffOf('openai', 'whisper-1', {}, 'transcription'))({ seconds: 60 }, 'nearest')?.usd ?? 0) > 0);
});

test('writing to a prompt cache has its own price, and a ceiling assumes it for the whole prompt', async () => {
  const tariff = await tariffOf('anthropic', 'claude-sonnet-4-5');
  const usd = (usage: Usage): number => tariff({ outputTokens: 0, ...usage }, 'nearest')?.usd ?? Number.NaN;
  const [plain, written] = [usd({ inputTokens: 1000 }), usd({ inputTokens: 1000, cacheWriteTokens: 1000 })];
  assert.deepEqual([plain, written], [3_000, 3_750]);
  // More than there was: it would refuse to reckon.
  assert.equal(usd({ inputTokens: 1000, cachedInputTokens: 1000, cacheWriteTokens: 1000 }), 300);
  const forAnHour = { cacheWriteTokens: 1000, cacheWriteHourTokens: 800 };
  assert.equal(usd({ inputTokens: 1000, ...forAnHour }), 200 * 3.75 + 800 * 6);
  const most = (cacheControl: JsonObject) => {
    const settings = settingsOf('writer', { options: { provider_options: { cacheControl } } });
    return withOptions({ inputTokens: 1000, outputTokens: 10 }, settings);
  };
  assert.deepEqual(most({ type: 'ephemeral' }), { inputTokens: 1000, cacheWriteTokens: 1000, outputTokens: 10 });
  assert.equal(usd(most({ type: 'ephemeral', ttl: '1h' })), 6_000 + 150);
});

test("the ceiling includes OpenAI's automatic cache writes, which newer models charge for", async () => {
  for (const [model, times] of [
    ['gpt-5.6', 1.25],
    ['gpt-5-mini', 1],
  ] as const) {
    const plain = { inputTokens: 1000, outputTokens: 0 };
    const tariff = await tariffOf('openai', model);
    const usd = (usage: Usage): number => tariff(usage, 'up')?.usd ?? Number.NaN;
    assert.equal(usd(withOptions(plain, settingsOf('writer', { type: 'openai', model }))) / usd(plain), times, model);
  }
});

test('other service levels have no list price: faster, slower, in one region', async () => {
  const priceWith = async (given: JsonObject) =>
    (await tariffOf('anthropic', 'claude-opus-4-8', { options: { provider_options: given } }))(million, 'nearest');
  for (const given of [{ speed: 'fast' }, { serviceTier: 'priority' }, { serviceTier: 'flex' }, { inferenceGeo: 'us' }])
    assert.equal(await priceWith(given), null, JSON.stringify(given));
  for (const given of [{}, { speed: 'standard' }, { serviceTier: 'auto' }])
    assert.notEqual(await priceWith(given), null, JSON.stringify(given));
});

test('image tokens that are shown to an image model have their own price', async () => {
  const tariff = await tariffOf('openai', 'gpt-image-1', {}, 'image');
  const usage = { images: 1, inputTokens: 1000, inputImageTokens: 900, outputTokens: 0 };
  assert.equal(tariff(usage, 'nearest')?.usd, 100 * 5 + 900 * 10);
});

test("a model on one's own server has no list price", async () => {
  const own = await tariffOf('openai-compatible', 'gpt-4o', { baseUrl: 'http://127.0.0.1:11434/v1' });
  assert.equal(own(million, 'nearest'), null);
});

test('the offline provider costs nothing, or what it is configured to cost', async () => {
  assert.equal((await tariffOf('offline', 'offline'))({}, 'up')?.usd, 0);
  assert.equal((await tariffOf('offline', 'offline', { options: { cost: 0.02 } }))({}, 'up')?.usd, 20_000);
});

test('tokens are counted, control tokens as ordinary text, with a margin for other vendors', async () => {
  const [openai, other, claude] = [
    await tokenCounter({ type: 'openai', model: 'gpt-6-luna' }),
    await tokenCounter({ type: '@ai-sdk/mistral', model: 'mistral-large' }),
    await tokenCounter({ type: 'openai-compatible', model: 'anthropic/claude-sonnet-5.5' }),
  ];
  const text = 'Rockets burn their fuel. '.repeat(40);
  assert.ok(openai(text) >= 200 && openai(text) <= 300);
  assert.equal(other(text), Math.ceil(openai(text) * 1.25));
  assert.ok(claude(text) >= openai(text) * 1.6, 'of the newer ones of Anthropic');
  assert.ok(openai('<|endoftext|>') > 1);
  assert.equal(byBytes('ab€'), 3);
});

test('the tokens of a text are counted where a price or a limit depends on them, and nowhere else', async () => {
  const counted = (type: string, more: Partial<ProviderSettings> = {}, capability: Capability = 'text') => {
    const settings = settingsOf('p', { type, model: 'gpt-4o', prices: null, ...more });
    return isCounted({
      settings,
      identity: { type, model: 'gpt-4o', baseUrl: settings.baseUrl },
      capability,
      at: epochMs(0),
    });
  };
  const prices = { inputPerMillionTokens: 3, outputPerMillionTokens: 15 };
  assert.equal(await counted('openai', { baseUrl: null }), true, 'a list price');
  assert.equal(await counted('openai-compatible', { prices }), true, 'a price of its own');
  assert.equal(await counted('openai-compatible', { tokensPerMinute: 1000 }), true, 'a limit');
  assert.equal(await counted('openai-compatible'), false, 'neither');
  assert.equal(await counted('openai', { baseUrl: null }, 'image'), false, 'no text');
  assert.equal(await counted('offline', { baseUrl: null }), false, 'nobody charges for them');
});

test('instructions, schema, repair, images and files are part of the ceiling of a call', () => {
  const plain = mostUsage('text', textRequest('Hi'), byBytes).inputTokens ?? 0;
  const part = { name: 'x', mediaType: 'image/png', data: new Uint8Array(10) };
  const more = [
    { schema: { type: 'object' } },
    { system: 'Be brief' },
    { repair: { answer: 'wrong', errors: [] } },
    { repair: { answer: '', errors: ['no'] } },
    { images: [part] },
    { files: [{ ...part, mediaType: 'application/pdf' }] },
    { files: [{ ...part, mediaType: 'text/plain' }] },
  ];
  for (const extra of more) assert.ok((mostUsage('text', textRequest('Hi', extra), byBytes).inputTokens ?? 0) > plain);
});

test('the ceiling of an answer is that of its stage, or includes thinking for models that think by default', () => {
  const most = (given: Partial<ProviderSettings>, maxTokens: number | null = null) =>
    bounded('text', textRequest('Hi', { maxTokens }), settingsOf('writer', { baseUrl: null, ...given })).maxTokens;
  assert.equal(most({ type: 'anthropic' }, 7), 7);
  assert.equal(most({ type: 'anthropic' }), 16_384);
  assert.equal(most({ type: '@ai-sdk/openai' }), 16_384);
  assert.equal(most({ type: 'openai', baseUrl: 'http://127.0.0.1:8000/v1' }), 4096);
  assert.equal(most({ type: '@ai-sdk/mistral' }), 4096);
});

test('the length of a recording comes from its header; without one it is assumed to be long', () => {
  const audio = { name: 'a.ogg', mediaType: 'audio/ogg', data: new Uint8Array(30_000) };
  const most = (seconds: number | null) =>
    mostUsage('transcription', { audio, seconds, language: null }, byBytes).seconds ?? 0;
  assert.equal(most(2), 2);
  // A voice in Opus takes 16 kbit/s.
  assert.ok(most(null) > 15);
});

async function recordOf(
  reply: ReturnType<typeof said> | ReturnType<typeof fault>,
  more: Partial<ProviderSettings> = {},
) {
  using r = rig({ settings: [settingsOf('writer', more)] });
  writerOf(r).script = [reply];
  const { stage, notes } = stageOf();
  await r.models.call('text', asking('writer'), stage, never);
  const record = notes.settled[0]?.record;
  assert.ok(record);
  return record;
}

test('a cost says where it comes from', async () => {
  const provider = await recordOf(said('x', { usd: usdMicros(123) }));
  assert.deepEqual([provider.usd, provider.source, provider.prices], [123, 'provider', null]);
  const computed = await recordOf(said('x'));
  assert.deepEqual([computed.usd, computed.source], [600, 'computed']);
  assert.match(computed.prices ?? '', /^sha256:/);
  const estimated = await recordOf(said('x', { usage: {} }));
  assert.equal(estimated.source, 'estimated');
  assert.ok((estimated.usd ?? 0) > 0 && (estimated.usd ?? 0) < 1000);
  const unknown = await recordOf(said('x'), { prices: null });
  assert.deepEqual([unknown.usd, unknown.source], [null, 'unknown']);
});

test('the ceiling includes what a model may think on top of its answer', async () => {
  for (const thinking of [{ type: 'enabled', budgetTokens: 8000 }, { type: 'enabled' }, { type: 'disabled' }]) {
    await using server = await modelServer();
    const claude = { type: 'anthropic', model: 'claude-sonnet-4-5', baseUrl: server.url };
    const prices = { outputPerMillionTokens: 1 };
    const settings = [settingsOf('writer', { ...claude, prices, options: { provider_options: { thinking } } })];
    using r = rig({ settings, deps: { create: createProvider } });
    const { stage, notes } = stageOf();
    assert.equal((await r.models.call('text', asking('writer'), stage, never)).type, 'answer');
    assert.equal(notes.asks[0]?.ceiling, server.ledger[0]?.body.max_tokens);
  }
});

test('a failed call costs nothing, its usage, or an unknown amount', async () => {
  const usage = { inputTokens: 100, outputTokens: 0 };
  const costOf = async (charged: 'no' | 'yes' | 'maybe') => {
    const { usd, source } = await recordOf(fault('bad-output', { charged, usage }));
    return [usd, source];
  };
  assert.deepEqual(await costOf('no'), [0, 'computed']);
  assert.deepEqual(await costOf('yes'), [300, 'computed']);
  assert.deepEqual(await costOf('maybe'), [null, 'unknown']);
});

test('characters of speech are counted if the provider does not count them', async () => {
  const speak = async (request: SpeechRequest) => {
    assert.equal(request.text, 'Häuser 🚀');
    return ok({
      value: { audio: Uint8Array.of(1), mediaType: 'audio/wav', seconds: 1 },
      usage: {},
      usd: null,
      requestId: null,
      raw: null,
    });
  };
  const settings = [settingsOf('voice', { prices: { perThousandCharacters: 1 } })];
  using r = rig({ settings, deps: { create: async () => ok({ type: 'x', model: 'v', speech: speak }) } });
  const { stage, notes } = stageOf();
  const request = {
    text: 'Häuser 🚀',
    voice: null,
    speed: 1,
    emotion: null,
    language: null,
    format: 'wav',
    seed: null,
  } as const;
  await r.models.call('speech', { provider: 'voice', request, name: 'line', maxCost: null }, stage, never);
  assert.deepEqual([notes.asks[0]?.ceiling, notes.settled[0]?.record.usd], [8_000, 8_000]);
});

test('a price per second applies to the actual length, not to the expected one', () => {
  const spoken = {
    text: 'Hi',
    voice: null,
    speed: 1,
    emotion: null,
    language: null,
    format: 'wav',
    seed: null,
  } as const;
  const sound = { audio: Uint8Array.of(1), mediaType: 'audio/wav' };
  const speech = (seconds: number | null) =>
    usageOf('speech', { request: spoken, answer: { ...sound, seconds }, usage: {} }).seconds;
  assert.deepEqual([speech(2.5), speech(null)], [2.5, undefined]);
  const film = { prompt: 'A rocket', images: [], seconds: 4, width: 1, height: 1, fps: 30, seed: null, material: {} };
  const video = (seconds: number | null) =>
    usageOf('video', {
      request: film,
      answer: { video: Uint8Array.of(1), mediaType: 'video/mp4', seconds },
      usage: {},
    });
  assert.deepEqual([video(5).seconds, video(null).seconds], [5, 4]);
  const audio = { name: 'a.ogg', mediaType: 'audio/ogg', data: Uint8Array.of(1) };
  const heard = (seconds: number | null, ends: readonly number[]) =>
    usageOf('transcription', {
      request: { audio, seconds, language: null },
      answer: { text: 'x', segments: ends.map((end) => ({ start: 0, end, text: 'x' })) },
      usage: {},
    }).seconds;
  assert.deepEqual([heard(3, [1]), heard(null, [1, 2]), heard(null, [])], [3, 2, undefined]);
});

test('the costs of runs and the ledger of the day have the same sum', async () => {
  const replies = fc.constantFrom(
    said('x'),
    said('y', { usd: usdMicros(17) }),
    fault('invalid'),
    fault('timeout', { charged: 'maybe' }),
  );
  const adds = async (script: readonly ReturnType<typeof said>[]): Promise<void> => {
    using r = rig();
    writerOf(r).script = script;
    let sum = 0;
    for (let n = 0; n < script.length; n++) {
      const { stage, notes } = stageOf({ effectKey: `e${n}` });
      await r.models.call('text', asking('writer'), stage, never);
      for (const { record } of notes.settled) sum += record.usd ?? notes.asks[0]?.ceiling ?? Number.NaN;
    }
    assert.equal(r.ledger.committedOn(r.clock.now()), sum);
  };
  await fc.assert(fc.asyncProperty(fc.array(replies, { minLength: 1, maxLength: 6 }), adds), {
    seed: 21_11_2026,
    numRuns: 20,
  });
});
