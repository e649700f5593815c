/** What providers send, and what they make of an answer: over the wire, on the loopback. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { ProviderSettings } from '../../src/model/provider.ts';
import type {
  Answered,
  Provider,
  ProviderContext,
  TextAnswer,
  TextRequest,
  VideoRequest,
} from '../../src/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { PNG } from '../rig/model-server/media.ts';
import { type ModelServer, type ModelServerOptions, modelServer } from '../rig/model-server.ts';
import {
  contextOf,
  imageRequest,
  settingsOf,
  speechRequest,
  textRequest,
  transcriptionRequest,
  videoRequest,
} from '../rig/provider.ts';

type Given = Partial<ProviderSettings> & Pick<ProviderSettings, 'type'>;
const OPENAI: Given = { type: 'openai', model: 'gpt-4.1-mini' };
const CHAT: Given = { type: 'openai', model: 'gpt-4.1-mini', options: { api: 'chat' } };
const ANTHROPIC: Given = { type: 'anthropic', model: 'claude-sonnet-4-5' };
const COMPATIBLE: Given = { type: 'openai-compatible', model: 'llama3' };
const ALL = { openai: OPENAI, 'openai by chat': CHAT, anthropic: ANTHROPIC, 'openai-compatible': COMPATIBLE };

async function made(settings: Given): Promise<Provider> {
  const result = await createProvider(settingsOf(settings));
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

async function served(settings: Given, options: ModelServerOptions = {}) {
  const server = await modelServer(options);
  const provider = await made({ baseUrl: server.url, ...settings });
  return { server, provider, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function say(
  provider: Provider,
  request: Partial<TextRequest> = {},
  context: Partial<ProviderContext> = {},
): Promise<Answered<TextAnswer>> {
  const result = await provider.text?.(textRequest(request), contextOf({ apiKey: 'a-test-key', ...context }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : 'no text');
  return result.value;
}

const first = (server: ModelServer) => server.ledger[0] ?? assert.fail('nothing was asked');

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
    test(`${name}${way}: tokens are counted with cached ones and reasoning, the request's id is kept`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      it.server.next({ type: 'answer', text: 'hello', usage: { input: 100, cached: 40, output: 30, reasoning: 20 } });
      const { value, usage, usd, requestId } = await say(it.provider);
      assert.deepEqual(value, { text: 'hello', finish: 'stop' });
      const { inputTokens, cachedInputTokens, outputTokens } = usage;
      assert.deepEqual([inputTokens, cachedInputTokens, outputTokens], [100, 40, 30]);
      assert.deepEqual([usd, requestId], [null, 'req-loopback']);
      assert.equal(first(it.server).body.stream ?? false, stream);
    });

    test(`${name}${way}: tokens of which there were none, as it says, were not counted`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      it.server.next({ type: 'answer', text: 'hello', usage: { input: 0, cached: 0, output: 0, reasoning: 0 } });
      const { inputTokens, outputTokens } = (await say(it.provider)).usage;
      assert.deepEqual([inputTokens, outputTokens], [undefined, undefined]);
    });

    test(`${name}${way}: an answer that does not fit the schema comes as it was said`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      const said = '{"title": 7}';
      it.server.next({ type: 'answer', text: said });
      const { value } = await say(it.provider, { schema: { ...CONCEPT, additionalProperties: false } });
      assert.equal(value.text.replaceAll(' ', ''), said.replaceAll(' ', ''));
    });

    test(`${name}${way}: an answer that was cut by max_tokens says so`, async () => {
      await using it = await served({ ...settings, options: { ...settings.options, stream } });
      it.server.next({ type: 'answer', text: 'half an ans', finish: 'length' });
      const { value } = await say(it.provider, { maxTokens: 5 });
      assert.deepEqual(value, { text: 'half an ans', finish: 'length' });
    });
  }

  test(`${name}: temperature, most tokens, system prompt and pictures are sent`, async () => {
    await using it = await served(settings);
    const images = [{ name: 'frame.png', mediaType: 'image/png', data: PNG }];
    await say(it.provider, { temperature: 0.5, maxTokens: 99, images, system: 'You are brief.' });
    const { body, credential, key } = first(it.server);
    assert.deepEqual([body.temperature, body.max_tokens ?? body.max_output_tokens], [0.5, 99]);
    const all = JSON.stringify(body);
    for (const part of ['You are brief.', PNG.toString('base64'), 'Say hello to the rocket.'])
      assert.ok(all.includes(part), `${part} was not sent`);
    assert.deepEqual([credential, key, body.tools], ['a-test-key', 'key-1', undefined]);
  });

  test(`${name}: a mending shows the answer and its mistakes`, async () => {
    await using it = await served(settings);
    await say(it.provider, { repair: { answer: '{"titel":1}', errors: ['/title is missing'] } });
    const turns = first(it.server).body.messages ?? first(it.server).body.input;
    const roles = turns.map((turn: { readonly role: string }) => turn.role).slice(-3);
    assert.deepEqual(roles, ['user', 'assistant', 'user']);
    assert.match(JSON.stringify(turns.at(-2)), /titel/);
    assert.match(JSON.stringify(turns.at(-1)), /\/title is missing/);
  });

  test(`${name}: headers of the settings are sent`, async () => {
    await using it = await served({ ...settings, headers: { 'x-team': 'podcasts' } });
    await say(it.provider);
    assert.equal(first(it.server).headers['x-team'], 'podcasts');
  });

  test(`${name}: without a key none is sent, whatever the environment holds`, async (t) => {
    const names = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY'];
    const before = names.map((key) => process.env[key]);
    t.after(() => names.forEach((key, at) => void setOrDelete(key, before[at])));
    for (const key of names) process.env[key] = 'from-the-environment';
    await using it = await served(settings);
    await say(it.provider, {}, { apiKey: null });
    assert.equal(first(it.server).credential, null);
  });

  test(`${name}: an answer that got lost is charged once when it is asked for again`, async () => {
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

test('a schema that vendors can keep to the letter is asked for strictly, another one loosely', async () => {
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

test('anthropic is asked natively for a closed schema', async () => {
  await using it = await served(ANTHROPIC);
  await say(it.provider, { schema: { ...CONCEPT, additionalProperties: false } });
  assert.equal(first(it.server).body.output_config?.format?.type, 'json_schema');
});

test('with structured: prompt the schema is told in words, and a code fence around the answer is taken off', async () => {
  await using it = await served({ ...COMPATIBLE, options: { structured: 'prompt' } });
  it.server.next({ type: 'answer', text: '```json\n{"title":"Rockets"}\n```' });
  const { value } = await say(it.provider, { schema: CONCEPT });
  assert.equal(value.text, '{"title":"Rockets"}');
  const { body } = first(it.server);
  assert.equal(body.response_format, undefined);
  assert.match(JSON.stringify(body.messages[0]), /JSON Schema/);
});

test('a schema whose value is a list is told in words, because vendors fit objects only', async () => {
  await using it = await served(CHAT);
  it.server.next({ type: 'answer', text: '["a"]' });
  const { value } = await say(it.provider, { schema: { type: 'array', items: { type: 'string' } } });
  assert.equal(value.text, '["a"]');
  assert.equal(first(it.server).body.response_format, undefined);
});

test('openai-compatible: counts that are null, or not there, are none', async () => {
  const choices = [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }];
  for (const usage of [{ prompt_tokens: null, completion_tokens: null }, {}, { total_tokens: 9 }]) {
    await using it = await served(COMPATIBLE);
    it.server.next({ type: 'body', body: JSON.stringify({ id: 'c', created: 1, model: 'm', choices, usage }) });
    const { inputTokens, outputTokens } = (await say(it.provider)).usage;
    assert.deepEqual([inputTokens, outputTokens], [undefined, undefined]);
  }
});

test('anthropic: what was written into a cache is counted', async () => {
  await using it = await served({
    ...ANTHROPIC,
    options: { provider_options: { cacheControl: { type: 'ephemeral' } } },
  });
  const usage = { input_tokens: 10, cache_creation_input_tokens: 90, cache_read_input_tokens: 0, output_tokens: 5 };
  const content = [{ type: 'text', text: 'hello' }];
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'm', content, stop_reason: 'end_turn', usage };
  it.server.next({ type: 'body', body: JSON.stringify(message) });
  const { inputTokens, cacheWriteTokens } = (await say(it.provider)).usage;
  assert.deepEqual([inputTokens, cacheWriteTokens], [100, 90]);
  assert.deepEqual(first(it.server).body.cache_control, { type: 'ephemeral' });
});

test('what a provider says that it charged is kept in whole micro-dollars, half up', async () => {
  await using it = await served(COMPATIBLE);
  it.server.next({ type: 'answer', text: 'a', cost: 0.0000015 }, { type: 'answer', text: 'b', cost: 0 });
  assert.equal((await say(it.provider)).usd, 2);
  assert.equal((await say(it.provider)).usd, 0);
});

test('options of the vendor are passed on', async () => {
  await using it = await served({ ...OPENAI, options: { provider_options: { user: 'somebody' } } });
  await say(it.provider);
  const { body } = first(it.server);
  assert.deepEqual([body.user, body.store], ['somebody', false]);
});

test('a seed is sent where the vendor takes one', async () => {
  for (const settings of [CHAT, COMPATIBLE]) {
    await using it = await served(settings);
    await say(it.provider, { seed: 7 });
    assert.equal(first(it.server).body.seed, 7);
  }
});

test('an answer that may take longer than the network is patient is streamed', async () => {
  await using it = await served({ ...COMPATIBLE, timeout: durationMs(600_000) });
  await say(it.provider);
  assert.equal(first(it.server).body.stream, true);
});

test('speech by openai: voice, speed, manner and format are sent, characters are counted', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-4o-mini-tts' });
  const request = speechRequest({ text: 'Grüße 🚀', voice: 'nova', speed: 1.2, emotion: 'excited' });
  const result = await it.provider.speech?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  assert.deepEqual([result.value.value.mediaType, result.value.usage], ['audio/wav', { characters: 7 }]);
  const { body } = first(it.server);
  assert.deepEqual([body.voice, body.speed, body.response_format, body.input], ['nova', 1.2, 'wav', 'Grüße 🚀']);
  assert.match(body.instructions, /excited/);
});

test('speech by elevenlabs: samples become a WAV, the address of the settings is asked', async () => {
  await using server = await modelServer();
  server.next({ type: 'answer', headers: { 'character-cost': '6' } });
  const provider = await made({ type: 'elevenlabs', baseUrl: server.url.replace(/\/v1$/, '/') });
  const request = speechRequest({ voice: 'some-voice', seed: 7, language: 'en-GB' });
  const result = await provider.speech?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  const { value, usage } = result.value;
  assert.deepEqual(
    [value.mediaType, Buffer.from(value.audio.subarray(0, 4)).toString(), usage],
    ['audio/wav', 'RIFF', { characters: 6 }],
  );
  const { path, body, query, credential } = first(server);
  assert.deepEqual(
    [path, credential, body.seed, body.language_code],
    ['/v1/text-to-speech/some-voice', 'a-test-key', 7, 'en'],
  );
  assert.equal(query.get('output_format'), 'pcm_24000');
});

test('speech by elevenlabs: a file that comes in place of samples is no samples, and stays what it is', async () => {
  await using it = await served({ type: 'elevenlabs' });
  const mp3 = `ID3${'\0'.repeat(7)}${'x'.repeat(2000)}`;
  it.server.next({ type: 'body', body: mp3, mediaType: 'audio/mpeg' });
  const result = await it.provider.speech?.(speechRequest({ voice: 'v' }), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  assert.equal(Buffer.from(result.value.value.audio).toString(), mp3);
});

test('the address of elevenlabs may be written with its version, as those of the other types are', async () => {
  await using it = await served({ type: 'elevenlabs' });
  const result = await it.provider.speech?.(speechRequest({ voice: 'v' }), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.equal(first(it.server).path, '/v1/text-to-speech/v');
});

test('an image is asked for in the nearest size that the model draws, with its reference', async () => {
  await using it = await served({ type: 'openai', model: 'gpt-image-1' });
  const reference = { name: 'hero.png', mediaType: 'image/png', data: PNG };
  const request = imageRequest({ width: 1080, height: 1920, reference });
  const result = await it.provider.image?.(request, contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result?.ok);
  assert.deepEqual([result.value.value.mediaType, result.value.usage.images], ['image/png', 1]);
  const { path, body } = first(it.server);
  assert.deepEqual([path, body.size], ['/v1/images/edits', '1024x1536']);
});

test('a picture that is not where its answer says may have been charged', async () => {
  await using it = await served({ type: 'openai-compatible', model: 'sd' });
  const data = [{ url: `${it.server.url}/files/picture.png` }];
  it.server.next({ type: 'body', body: JSON.stringify({ created: 1, data }) });
  const result = await it.provider.image?.(imageRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.deepEqual(
    it.server.ledger.map(({ method }) => method),
    ['POST', 'GET'],
  );
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.status, result.error.charged], [404, 'maybe']);
});

test('a transcription gives its parts in seconds and what was heard', async () => {
  await using it = await served({ type: 'openai', model: 'whisper-1' });
  const result = await it.provider.transcription?.(
    transcriptionRequest({ language: 'en-US' }),
    contextOf({ apiKey: 'k' }),
  );
  assert.ok(result?.ok);
  const { value, usage } = result.value;
  assert.deepEqual(value, { text: 'hello there', segments: [{ start: 0, end: 1.5, text: 'hello there' }] });
  assert.deepEqual([usage, first(it.server).body.language], [{ seconds: 1.5 }, 'en']);
  it.server.next({ type: 'body', body: JSON.stringify({ text: 'hello there', duration: 0 }) });
  const unsaid = await it.provider.transcription?.(transcriptionRequest(), contextOf({ apiKey: 'k' }));
  assert.deepEqual(unsaid?.ok && unsaid.value.usage, {}, 'no recording lasts no time');
});

test('a video is a job: submitted once, looked at until it is done, fetched, deleted', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' }, { honourKeys: true });
  const jobs = it.provider.videoJobs ?? assert.fail('no jobs');
  const context = contextOf({ apiKey: 'a-test-key' });
  it.server.next({ type: 'answer', polls: 1 });
  const submitted = await jobs.submit(videoRequest({ seconds: 4, width: 720, height: 1280 }), context);
  const again = await jobs.submit(videoRequest({ seconds: 4, width: 720, height: 1280 }), context);
  assert.ok(submitted.ok && again.ok);
  assert.equal(again.value.job, submitted.value.job);
  const working = await jobs.poll(submitted.value.job, context);
  assert.ok(working.ok && working.value.type === 'working');
  assert.equal(working.value.fraction, 0.5);
  const done = await jobs.poll(submitted.value.job, context);
  assert.ok(done.ok && done.value.type === 'done');
  assert.deepEqual([done.value.value.mediaType, done.value.usage], ['video/mp4', { seconds: 4 }]);
  await jobs.cancel(submitted.value.job, context);
  assert.deepEqual(
    it.server.ledger.map(({ method, charged, key }) => [method, charged, key]),
    [
      ['POST', 1000, 'key-1'],
      ['POST', 0, 'key-1'],
      ['GET', 0, null],
      ['GET', 0, null],
      ['GET', 0, null],
      ['DELETE', 0, null],
    ],
  );
});

test('a video is asked for in the nearest size and length that the model does, with its first frame cut to that', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  const fit = it.provider.fits?.video ?? assert.fail('it takes whatever is asked for');
  const shape = ({ width, height, seconds }: VideoRequest) => [width, height, seconds];
  for (const [asked, done] of [
    [{ width: 1080, height: 1920, seconds: 5 }, [720, 1280, 4]],
    [{ width: 1920, height: 1080, seconds: 6.5 }, [1280, 720, 8]],
    [{ width: 1280, height: 720, seconds: 30 }, [1280, 720, 12]],
  ] as const)
    assert.deepEqual(shape(fit(videoRequest(asked))), done);
  const context = contextOf({ apiKey: 'a-test-key' });
  await it.provider.videoJobs?.submit(fit(videoRequest({ width: 1080, height: 1920 })), context);
  const { body } = first(it.server);
  assert.deepEqual([body.size, body.seconds], ['720x1280', '4']);
  assert.match(body.input_reference, /^\[start\.png image\/png 720x1280 /);
  const { fits } = await made({ type: 'openai', model: 'my-video', baseUrl: it.server.url });
  const own = videoRequest({ seconds: 5 });
  assert.equal(fits?.video?.(own), own, 'of another model nobody knows what it does');
});

test('a job that ends without a video has failed, with its reason', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  const jobs = it.provider.videoJobs ?? assert.fail('no jobs');
  const context = contextOf({ apiKey: 'a-test-key' });
  const submitted = await jobs.submit(videoRequest(), context);
  assert.ok(submitted.ok);
  const jobError = { code: 'moderation_blocked', message: 'blocked by our moderation' };
  it.server.next({ type: 'answer', looks: true, jobError });
  const looked = await jobs.poll(submitted.value.job, context);
  assert.ok(looked.ok && looked.value.type === 'failed');
  const { kind, charged, message } = looked.value.fault;
  assert.deepEqual([kind, charged], ['refused', 'maybe'], message);
});

test('a job that expired has ended: nobody waits for it', async () => {
  await using it = await served({ type: 'openai', model: 'sora-2' });
  it.server.next({ type: 'body', body: '{"id":"video_1","status":"expired"}', looks: true });
  const looked = await it.provider.videoJobs?.poll('video_1', contextOf({ apiKey: 'a-test-key' }));
  assert.ok(looked?.ok && looked.value.type === 'failed');
  assert.match(looked.value.fault.message, /its job is expired/);
});

test('a provider without a model for a capability is not asked with another one', async () => {
  await using it = await served({ type: 'openai' });
  const result = await it.provider.speech?.(speechRequest(), contextOf({ apiKey: 'a-test-key' }));
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.kind, it.server.ledger.length], ['invalid', 0]);
  assert.match(result.error.hint ?? '', /gpt-4o-mini-tts/);
});

test('a provider that needs a key and has none is not asked', async () => {
  const provider = await made({ type: 'anthropic' });
  const result = await provider.text?.(textRequest(), contextOf());
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.kind, result.error.charged], ['auth', 'no']);
  assert.match(result.error.hint ?? '', /ANTHROPIC_API_KEY/);
});
