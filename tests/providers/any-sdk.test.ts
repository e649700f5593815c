/** What holds for whichever provider of the AI SDK: with models that a test makes, where no installed package has them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MockLanguageModelV4 } from 'ai/test';
import type { Capability } from '../../src/model/provider.ts';
import type { Provider } from '../../src/ports/provider.ts';
import type { SdkKind } from '../../src/providers/sdk/kind.ts';
import { sdkProvider } from '../../src/providers/sdk.ts';
import { modelServer } from '../rig/model-server.ts';
import { contextOf, settingsOf, textRequest, videoRequest } from '../rig/provider.ts';

const providerWith = (capability: Capability, models: SdkKind['models'], baseUrl: string | null = null): Provider =>
  sdkProvider(
    {
      ...{ type: '@ai-sdk/some', model: null, baseUrl: null, capabilities: [capability], namespace: 'some' },
      ...{ keyName: null, credentials: 'own', models },
    },
    settingsOf({ type: '@ai-sdk/some', model: 'some-model', baseUrl }),
  );
const context = contextOf({ apiKey: 'a-test-key' });

/** A model whose vendor keeps its videos at an address elsewhere. */
const camera = (api: string, file: string, baseUrl: string | null = api): Provider => {
  const models: SdkKind['models'] = ({ fetch, apiKey = '' }) => ({
    video: () => ({
      specificationVersion: 'v4',
      provider: 'some.video',
      modelId: 'some-model',
      maxVideosPerCall: 1,
      doGenerate: async ({ resolution, duration, frameImages }) => {
        const body = JSON.stringify({ resolution, duration, frames: frameImages?.map(({ frameType }) => frameType) });
        await fetch(`${api}/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}` },
          body,
        });
        const response = { timestamp: new Date(0), modelId: 'some-model', headers: {} };
        return { videos: [{ type: 'url', url: file, mediaType: 'video/mp4' }], warnings: [], response };
      },
    }),
  });
  return providerWith('video', models, baseUrl);
};

test('a video on another server is fetched without the key, through redirects', async () => {
  await using api = await modelServer();
  await using storage = await modelServer();
  storage.next({ type: 'redirect', to: `${storage.url}/real.mp4`, jobQueries: true });
  storage.next({ type: 'body', body: 'frames', mediaType: 'video/mp4', jobQueries: true });
  const result = await camera(api.url, `${storage.url}/clip.mp4`).video?.(videoRequest({ seconds: 4 }), context);
  assert.ok(result?.ok, result && !result.ok ? result.error.message : '');
  assert.equal(Buffer.from(result.value.value.video).toString(), 'frames');
  assert.deepEqual(result.value.usage, { seconds: 4 });
  assert.deepEqual(
    storage.ledger.map(({ credential, key }) => [credential, key]),
    [
      [null, null],
      [null, null],
    ],
  );
  assert.deepEqual(
    api.ledger.map(({ credential, key, body }) => [credential, key, body]),
    [['a-test-key', 'key-1', { resolution: '64x64', duration: 4, frames: ['first_frame'] }]],
  );
});

test('a URL in an answer that leads into the private network is not fetched, not even after a redirect', async () => {
  await using api = await modelServer();
  await using inside = await modelServer();
  const ask = (file: string, baseUrl: string | null) => camera(api.url, file, baseUrl).video?.(videoRequest(), context);
  const direct = await ask(`${inside.url}/secret`, null);
  const { port } = new URL(inside.url);
  api.next({ type: 'answer', text: '' }, { type: 'redirect', to: `http://localhost:${port}/secret`, jobQueries: true });
  const redirected = await ask(`${api.url}/clip.mp4`, api.url);
  for (const result of [direct, redirected]) {
    assert.ok(result && !result.ok);
    assert.match(result.error.message, /which is not https/);
  }
  assert.deepEqual(inside.ledger, []);
});

test('a video that is gone is a fault whose call may have been charged', async () => {
  await using api = await modelServer();
  const result = await camera(api.url, `${api.url}/gone.mp4`).video?.(videoRequest(), context);
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.kind, result.error.charged], ['bad-output', 'maybe'], result.error.message);
});

test('a partial answer of a model that ends with an error is no answer', async () => {
  const usage = {
    inputTokens: { total: 5, noCache: 5, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 3, text: 3, reasoning: 0 },
  };
  const provider = providerWith('text', () => ({
    text: () =>
      new MockLanguageModelV4({
        doGenerate: async () => ({
          ...{ content: [{ type: 'text', text: 'half an' }], usage, warnings: [] },
          finishReason: { unified: 'error', raw: 'MALFORMED' },
        }),
      }),
  }));
  const result = await provider.text?.(textRequest(), context);
  assert.ok(result && !result.ok);
  assert.deepEqual([result.error.kind, result.error.charged], ['bad-output', 'yes'], result.error.message);
  assert.equal(result.error.usage.outputTokens, 3);
});
