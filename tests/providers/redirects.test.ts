/** The key of a provider goes to the address that is configured, and to no other that it is redirected to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../src/model/brand.ts';
import type { ProviderSettings } from '../../src/model/provider.ts';
import type { Provider, ProviderContext, ProviderFault } from '../../src/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { Wire } from '../../src/providers/sdk/wire.ts';
import { modelServer } from '../rig/model-server.ts';
import {
  contextOf,
  imageRequest,
  settingsOf,
  speechRequest,
  textRequest,
  transcriptionRequest,
  videoRequest,
} from '../rig/provider.ts';

const KEY = 'a-key-for-one-origin';

type Ask = (provider: Provider, context: ProviderContext) => Promise<Result<unknown, ProviderFault>> | undefined;

const ASKS: Readonly<Record<string, Ask>> = {
  text: (provider, context) => provider.text?.(textRequest(), context),
  speech: (provider, context) => provider.speech?.(speechRequest({ voice: 'v' }), context),
  image: (provider, context) => provider.image?.(imageRequest(), context),
  transcription: (provider, context) => provider.transcription?.(transcriptionRequest(), context),
  'video, as a job': (provider, context) => provider.videoJobs?.submit(videoRequest(), context),
  'a look at a job': (provider, context) => provider.videoJobs?.poll('video_1', context),
};

type Case = readonly [type: string, model: string, ask: string];
const CASES: readonly Case[] = [
  ['openai', 'gpt-6-luna', 'text'],
  ['openai', 'tts-1', 'speech'],
  ['openai', 'gpt-image-2', 'image'],
  ['openai', 'gpt-transcribe', 'transcription'],
  ['openai', 'sora-2', 'video, as a job'],
  ['openai', 'sora-2', 'a look at a job'],
  ['anthropic', 'claude-sonnet-5-5', 'text'],
  ['openai-compatible', 'm', 'text'],
  ['openai-compatible', 'm', 'image'],
  ['elevenlabs', 'eleven_multilingual_v2', 'speech'],
  ['elevenlabs', 'scribe_v2', 'transcription'],
];

for (const [type, model, ask] of CASES) {
  test(`a redirect of ${type} to another origin gets nothing: ${ask}`, async () => {
    await using other = await modelServer();
    await using server = await modelServer();
    server.next({ type: 'redirect', to: `${other.url}/elsewhere`, jobQueries: true });
    const settings: Partial<ProviderSettings> = { model, baseUrl: server.url, headers: { 'x-gateway': KEY } };
    const made = await createProvider(settingsOf({ type, ...settings }));
    assert.ok(made.ok);
    const asked = await ASKS[ask]?.(made.value, contextOf({ apiKey: KEY }));
    assert.deepEqual(other.ledger, []);
    assert.deepEqual([server.ledger.length, server.ledger[0]?.credential], [1, KEY]);
    assert.ok(asked && !asked.ok);
    assert.deepEqual([asked.error.status, asked.error.charged], [307, 'no']);
    assert.ok(!JSON.stringify(asked.error).includes(KEY));
  });
}

test('the file of a job is fetched from where the server keeps it, without our headers and key', async () => {
  await using storage = await modelServer();
  await using server = await modelServer();
  const settings: Partial<ProviderSettings> = { model: 'sora-2', baseUrl: server.url, headers: { 'x-gateway': KEY } };
  const made = await createProvider(settingsOf({ type: 'openai', ...settings }));
  assert.ok(made.ok);
  const job = JSON.stringify({ id: 'video_1', status: 'completed', seconds: '4' });
  const look = { type: 'body', body: job, jobQueries: true } as const;
  const leadsTo = (to: string): void => server.next(look, { type: 'redirect', to, jobQueries: true });
  const poll = () => made.value.videoJobs?.poll('video_1', contextOf({ apiKey: KEY }));

  leadsTo(`${storage.url}/kept.mp4`);
  storage.next({ type: 'body', body: 'frames', mediaType: 'video/mp4', jobQueries: true });
  const done = await poll();
  assert.ok(done?.ok && done.value.type === 'done', JSON.stringify(done));
  assert.equal(Buffer.from(done.value.value.video).toString(), 'frames');
  assert.deepEqual([storage.ledger.length, storage.ledger[0]?.credential], [1, null]);

  leadsTo(`${storage.url}/kept.mp4`);
  storage.next({ type: 'status', status: 403, jobQueries: true });
  const refused = await poll();
  assert.ok(refused && !refused.ok);
  assert.deepEqual([refused.error.kind, refused.error.status], ['bad-output', 403], 'the key is not to blame');
  assert.match(refused.error.message, /is kept at 127\.0\.0\.1:\d+, which answered 403/);

  leadsTo(storage.url.replace('127.0.0.1', 'localhost'));
  const inside = await poll();
  assert.ok(inside && !inside.ok);
  assert.match(inside.error.message, /which is not https/);
  assert.equal(storage.ledger.length, 2);
});

const wireTo = (host: string) =>
  new Wire({ headers: { 'x-gateway': KEY }, idempotencyKey: 'k', maxBytes: 1000, credentials: 'send', host });

test('a URL in an answer to another host without https is not fetched', async () => {
  await using other = await modelServer();
  const address = other.url.replace('127.0.0.1', 'localhost');
  await assert.rejects(wireTo('127.0.0.1').fetch(address), /is kept at http:\/\/localhost:\d+, which is not https/);
  assert.deepEqual(other.ledger, []);
});

test('configured headers are sent to the configured host only', async (t) => {
  const seen: (readonly [host: string, header: string | null])[] = [];
  t.mock.method(globalThis, 'fetch', async (url: URL, init: RequestInit) => {
    seen.push([url.host, new Headers(init.headers).get('x-gateway')]);
    return new Response('{}');
  });
  const wire = wireTo('api.example.org');
  await wire.fetch('https://api.example.org/v1/images/generations', { method: 'POST' });
  await wire.fetch('https://storage.example.net/picture.png');
  await wire.fetch('data:image/png;base64,AAAA');
  assert.deepEqual(seen, [
    ['api.example.org', KEY],
    ['storage.example.net', null],
    ['', null],
  ]);
});

test('a paid file whose download breaks off is fetched again', async (t) => {
  const broken = new ReadableStream({ pull: (body) => body.error(new TypeError('terminated')) });
  const answers = [new Response('{}'), new Response(broken), new Response('drawn')];
  t.mock.method(globalThis, 'fetch', async () => answers.shift());
  const wire = wireTo('api.example.org');
  await wire.fetch('https://api.example.org/v1/images/generations', { method: 'POST' });
  const fetched = await wire.fetch('https://storage.example.net/picture.png');
  assert.equal(await fetched.text(), 'drawn');
});

test('a request that another host of the vendor refuses counts as refused by the vendor', async (t) => {
  t.mock.method(globalThis, 'fetch', async () => new Response('{}', { status: 401 }));
  const wire = wireTo('api.example.org');
  await wire.fetch('https://queue.example.org/v1/videos', { method: 'POST' });
  assert.equal(wire.status, 401);
  await assert.rejects(
    wireTo('api.example.org').fetch('https://storage.example.net/picture.png'),
    /which answered 401/,
  );
});
