/** What providers send, and what they make of an answer: over the wire, on the loopback. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { timeoutOf } from '../../src/providers/sdk/call.ts';
import { contextOf, settingsOf, speechRequest, textRequest } from '../rig/provider.ts';
import { PNG } from '../rig/tiny-media.ts';
import { ALL, ANTHROPIC, CHAT, COMPATIBLE, first, type Given, made, OPENAI, say, served } from './over-the-wire.ts';

const CONCEPT: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, hook: { type: 'string' } },
};

for (const [name, settings] of Object.entries(ALL)) {
  for (const [way, stream] of [
    ['', false],
    [', streamed', true],
  ] as const) {
    test(`${name}${way}: usage includes cached and reasoning tokens, and the id of the request is kept`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      it.server.next({ type: 'answer', text: 'hello', usage: { input: 100, cached: 40, output: 30, reasoning: 20 } });
      const { value, usage, usd, requestId } = await say(it.provider);
      assert.deepEqual(value, { text: 'hello', finish: 'stop' });
      const { inputTokens, cachedInputTokens, outputTokens } = usage;
      assert.deepEqual([inputTokens, cachedInputTokens, outputTokens], [100, 40, 30]);
      assert.deepEqual([usd, requestId], [null, 'req-loopback']);
      assert.equal(first(it.server).body.stream ?? false, stream);
    });

    test(`${name}${way}: a token count of zero counts as unknown`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      it.server.next({ type: 'answer', text: 'hello', usage: { input: 0, cached: 0, output: 0, reasoning: 0 } });
      const { inputTokens, outputTokens } = (await say(it.provider)).usage;
      assert.deepEqual([inputTokens, outputTokens], [undefined, undefined]);
    });

    test(`${name}${way}: an answer that does not fit the schema is returned as it is`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      const said = '{"title": 7}';
      it.server.next({ type: 'answer', text: said });
      const { value } = await say(it.provider, { schema: { ...CONCEPT, additionalProperties: false } });
      assert.equal(value.text.replaceAll(' ', ''), said.replaceAll(' ', ''));
    });

    test(`${name}${way}: an answer that max_tokens cut off says so`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      it.server.next({ type: 'answer', text: 'half an ans', finish: 'length' });
      const { value } = await say(it.provider, { maxTokens: 5 });
      assert.deepEqual(value, { text: 'half an ans', finish: 'length' });
      it.server.next({ type: 'answer', text: null, finish: 'length' });
      assert.deepEqual((await say(it.provider, { maxTokens: 5 })).value, { text: '', finish: 'length' });
    });
  }

  test(`${name}: temperature, max_tokens, system prompt and images are sent`, async () => {
    await using it = await served(settings);
    const images = [{ name: 'frame.png', mediaType: 'image/png', data: PNG }];
    await say(it.provider, { temperature: 0.5, maxTokens: 99, images, system: 'You are brief.' });
    const { body, credential, key } = first(it.server);
    // Newer models of Anthropic refuse it.
    const temperature = name === 'anthropic' ? undefined : 0.5;
    assert.deepEqual([body.temperature, body.max_tokens ?? body.max_output_tokens], [temperature, 99]);
    const all = JSON.stringify(body);
    for (const part of ['You are brief.', PNG.toString('base64'), 'Say hello to the rocket.'])
      assert.ok(all.includes(part), `${part} was not sent`);
    assert.deepEqual([credential, key, body.tools], ['a-test-key', 'key-1', undefined]);
  });

  test(`${name}: a repair request shows the answer and its mistakes`, async () => {
    await using it = await served(settings);
    await say(it.provider, { repair: { answer: '{"titel":1}', errors: ['/title is missing'] } });
    const turns = first(it.server).body.messages ?? first(it.server).body.input;
    const roles = turns.map((turn: { readonly role: string }) => turn.role).slice(-3);
    assert.deepEqual(roles, ['user', 'assistant', 'user']);
    assert.match(JSON.stringify(turns.at(-2)), /titel/);
    assert.match(JSON.stringify(turns.at(-1)), /\/title is missing/);
  });

  test(`${name}: configured headers are sent`, async () => {
    await using it = await served({ ...settings, headers: { 'x-team': 'podcasts' } });
    await say(it.provider);
    assert.equal(first(it.server).headers['x-team'], 'podcasts');
  });

  test(`${name}: without a key none is sent, whatever the environment contains`, async (t) => {
    const names = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY'];
    const before = names.map((key) => process.env[key]);
    t.after(() => names.forEach((key, at) => void setOrDelete(key, before[at])));
    for (const key of names) process.env[key] = 'from-the-environment';
    await using it = await served(settings);
    await say(it.provider, {}, { apiKey: null });
    assert.equal(first(it.server).credential, null);
  });

  test(`${name}: a lost answer is charged once when it is requested again`, async () => {
    await using it = await served(settings, { honourKeys: true });
    it.server.next({ type: 'cut', when: 'in-body' });
    const lost = await it.provider.text?.(textRequest(), contextOf({ apiKey: 'a-test-key' }));
    assert.ok(lost && !lost.ok);
    await say(it.provider);
    assert.deepEqual(
      it.server.ledger.map(({ charged, replayed }) => [charged, replayed]),
      [
        [1000, false],
        [0, true],
      ],
    );
  });
}

function setOrDelete(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

test('a schema is sent in strict mode only if vendors support all of it', async () => {
  const strict = { ...CONCEPT, additionalProperties: false, required: ['title', 'hook'] };
  for (const [schema, isStrict] of [
    [strict, true],
    [CONCEPT, false],
  ] as const) {
    await using it = await served(CHAT);
    await say(it.provider, { schema });
    const { json_schema: sent } = first(it.server).body.response_format;
    assert.equal(sent.strict, isStrict);
    assert.deepEqual(sent.schema.required, schema.required);
    assert.equal(sent.schema.$schema, undefined);
  }
});

test('an answer that is cut off before its limit is reported as a full context window', async () => {
  await using it = await served(COMPATIBLE);
  const usage = { input: 193, cached: 0, output: 3903, reasoning: 0 };
  it.server.next({ type: 'answer', text: 'half an ans', finish: 'length', usage });
  const { raw } = await say(it.provider, { maxTokens: 16_000 });
  assert.match(JSON.stringify(raw), /after 3903 tokens, before max_tokens \(16000\): the context of the model is full/);
  it.server.next({ type: 'answer', text: 'half an ans', finish: 'length', usage });
  assert.doesNotMatch(JSON.stringify((await say(it.provider, { maxTokens: 3903 })).raw), /context/);
});

test("an effort of none turns off thinking of a model on one's own server", async () => {
  await using it = await served({ ...COMPATIBLE, options: { provider_options: { reasoningEffort: 'none' } } });
  await say(it.provider);
  assert.equal(first(it.server).body.reasoning_effort, 'none');
});

test('effort is sent to OpenAI without requesting a summary, which some organizations may not use', async () => {
  const options = { provider_options: { reasoningEffort: 'low' } };
  await using it = await served({ type: 'openai', model: 'gpt-6-luna', options });
  await say(it.provider);
  assert.equal(first(it.server).body.reasoning.effort, 'low');
});

test("a refusal is reported with the vendor's reason", async () => {
  for (const stream of [false, true]) {
    await using it = await served({ ...ANTHROPIC, options: { stream } });
    it.server.next({ type: 'answer', finish: 'refused' });
    const result = await it.provider.text?.(textRequest(), contextOf({ apiKey: 'a-test-key' }));
    assert.ok(result && !result.ok);
    assert.equal(result.error.message, 'the provider "writer" refused: It could enable cyber harm.');
  }
});

test('a format that strict schemas do not support does not fail the call', async () => {
  const links = { type: 'object', additionalProperties: false, required: ['link'] };
  for (const settings of [OPENAI, CHAT]) {
    await using it = await served(settings);
    await say(it.provider, { schema: { ...links, properties: { link: { type: 'string', format: 'uri' } } } });
  }
});

test('anthropic gets a closed schema natively', async () => {
  await using it = await served(ANTHROPIC);
  await say(it.provider, { schema: { ...CONCEPT, additionalProperties: false } });
  assert.equal(first(it.server).body.output_config?.format?.type, 'json_schema');
});

test('with `structured: prompt` the schema is part of the prompt, and a code fence around the answer is removed', async () => {
  await using it = await served({ ...COMPATIBLE, options: { structured: 'prompt' } });
  it.server.next({ type: 'answer', text: '```json\n{"title":"Rockets"}\n```' });
  const { value } = await say(it.provider, { schema: CONCEPT });
  assert.equal(value.text, '{"title":"Rockets"}');
  const { body } = first(it.server);
  assert.equal(body.response_format, undefined);
  assert.match(JSON.stringify(body.messages[0]), /JSON Schema/);
});

test('an answer with very many trailing blank lines is processed quickly', async () => {
  await using it = await served({ ...COMPATIBLE, options: { structured: 'prompt' } });
  // With a look at the rest from each line this test does not end within the hour.
  const text = `\`\`\`json\n{"title":${'\n'.repeat(600_000)}`;
  it.server.next({ type: 'answer', text });
  const { value } = await say(it.provider, { schema: CONCEPT });
  assert.equal(value.text, text);
});

test('a schema whose value is a list is part of the prompt, because vendors only support objects', async () => {
  await using it = await served(CHAT);
  it.server.next({ type: 'answer', text: '["a"]' });
  const { value } = await say(it.provider, { schema: { type: 'array', items: { type: 'string' } } });
  assert.equal(value.text, '["a"]');
  assert.equal(first(it.server).body.response_format, undefined);
});

test('openai-compatible: missing or null counts are unknown', async () => {
  const choices = [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }];
  for (const usage of [{ prompt_tokens: null, completion_tokens: null }, {}, { total_tokens: 9 }]) {
    await using it = await served(COMPATIBLE);
    it.server.next({ type: 'body', body: JSON.stringify({ id: 'c', created: 1, model: 'm', choices, usage }) });
    const { inputTokens, outputTokens } = (await say(it.provider)).usage;
    assert.deepEqual([inputTokens, outputTokens], [undefined, undefined]);
  }
});

test('anthropic: tokens written into the cache are counted', async () => {
  await using it = await served({
    ...ANTHROPIC,
    options: { provider_options: { cacheControl: { type: 'ephemeral' } } },
  });
  const kept = { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 70 };
  const usage = { input_tokens: 10, cache_creation_input_tokens: 90, cache_creation: kept, output_tokens: 5 };
  const content = [{ type: 'text', text: 'hello' }];
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'm', content, stop_reason: 'end_turn', usage };
  it.server.next({ type: 'body', body: JSON.stringify(message) });
  const { inputTokens, cacheWriteTokens, cacheWriteHourTokens } = (await say(it.provider)).usage;
  assert.deepEqual([inputTokens, cacheWriteTokens, cacheWriteHourTokens], [100, 90, 70]);
  assert.deepEqual(first(it.server).body.cache_control, { type: 'ephemeral' });
});

test('a charge that the provider reports is stored in whole micro-dollars, half up', async () => {
  await using it = await served(COMPATIBLE);
  it.server.next({ type: 'answer', text: 'a', cost: 0.0000015 }, { type: 'answer', text: 'b', cost: 0 });
  for (const [said, usd] of [
    ['0.00012', 120],
    ['0.0', 0],
    ['None', null],
  ] as const) {
    await using gateway = await served(COMPATIBLE);
    gateway.server.next({ type: 'answer', headers: { 'x-litellm-response-cost': said } });
    assert.equal((await say(gateway.provider)).usd, usd, said);
  }
  assert.equal((await say(it.provider)).usd, 2);
  assert.equal((await say(it.provider)).usd, 0);
});

test('options of the vendor are passed on', async () => {
  await using it = await served({ ...OPENAI, options: { provider_options: { user: 'somebody' } } });
  await say(it.provider);
  const { body } = first(it.server);
  assert.deepEqual([body.user, body.store], ['somebody', false]);
});

test('a seed is sent where the vendor supports one', async () => {
  for (const settings of [CHAT, COMPATIBLE]) {
    await using it = await served(settings);
    await say(it.provider, { seed: 7 });
    assert.equal(first(it.server).body.seed, 7);
  }
});

test('an answer that may take longer than network timeouts is streamed', async () => {
  await using it = await served({ ...COMPATIBLE, timeout: durationMs(600_000) });
  await say(it.provider);
  assert.equal(first(it.server).body.stream, true);
});

test('a provider without a model for a capability is not called with another model', async () => {
  await using it = await served({ type: 'openai' });
  const result = await it.provider.speech?.(speechRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.kind, it.server.ledger.length], ['invalid', 0]);
  assert.match(result.error.hint ?? '', /gpt-realtime-2\.1-mini/);
});

test('a provider that needs a key and has none is not called', async () => {
  const provider = await made({ type: 'anthropic' });
  const result = await provider.text?.(textRequest(), contextOf());
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.kind, result.error.charged], ['auth', 'no']);
  assert.match(result.error.hint ?? '', /ANTHROPIC_API_KEY/);
});

test('the default limit of a text is the most that is possible without streaming', async () => {
  const usual = settingsOf({ type: 'openai' });
  assert.equal(timeoutOf('text', usual), 290_000);
  await using it = await served(OPENAI);
  await say(it.provider);
  await using patient = await served({ ...OPENAI, timeout: durationMs(290_001) });
  await say(patient.provider);
  assert.deepEqual([first(it.server).body.stream, first(patient.server).body.stream], [undefined, true]);
});

test('thinking text before an answer is removed', async () => {
  for (const stream of [false, true]) {
    await using it = await served({ ...COMPATIBLE, options: { stream } });
    for (const [said, text] of [
      ['<think>\nA draft: {"title":"No"}\n</think>\n\n{"title":"Yes"}', '{"title":"Yes"}'],
      ['They greeted me.\n</think>\n\nHello!', 'Hello!'],
      ['Write `</think>` after `<think>`.', 'Write `</think>` after `<think>`.'],
      ['In it:\n<think>\nso\n</think>\nDone.', 'In it:\n<think>\nso\n</think>\nDone.'],
    ] as const) {
      it.server.next({ type: 'answer', text: said });
      assert.equal((await say(it.provider)).value.text, text);
    }
    it.server.next({ type: 'answer', text: '<think>\nLet me see', finish: 'length' });
    assert.deepEqual((await say(it.provider)).value, { text: '', finish: 'length' });
  }
});

test('a model that its vendor retired, or never had, gets a hint that names the model', async () => {
  const hintAfter = async (settings: Given, status: number, more: { message?: string; code?: string }) => {
    await using it = await served(settings);
    it.server.next({ type: 'status', status, ...more });
    const result = await it.provider.text?.(textRequest(), contextOf({ apiKey: 'a-test-key' }));
    assert.ok(result && !result.ok);
    return `${result.error.kind}: ${result.error.hint}`;
  };
  const gone = { message: 'The model `gpt-5-mini` has been deprecated', code: 'model_not_found' };
  assert.match(await hintAfter(OPENAI, 404, gone), /^invalid: .*`model:` .* retired/);
  assert.match(await hintAfter(OPENAI, 400, { message: "The model 'gpt-5' does not exist." }), /retired/);
  const anthropic = { message: 'model: claude-sonnet-4-5', code: 'not_found_error' };
  assert.match(await hintAfter(ANTHROPIC, 404, anthropic), /^invalid: .*retired/);
  const closed = { message: 'Project `p` does not have access to model `gpt-6-luna`', code: 'model_not_found' };
  assert.match(await hintAfter(OPENAI, 403, closed), /^invalid: .*this account/);
  const unverified = { message: 'Your organization must be verified to use the model `gpt-image-2`.' };
  assert.match(await hintAfter(OPENAI, 403, unverified), /^auth: verify the organization/);
  assert.match(await hintAfter(OPENAI, 400, { message: 'The model `gpt-4.1-nano` has been deprecated.' }), /retired/);
  const other = { message: 'top_k is not supported by this model. It is deprecated.' };
  assert.equal(await hintAfter(ANTHROPIC, 400, other), 'invalid: null');
  assert.match(await hintAfter(OPENAI, 404, {}), /base_url/);
});
