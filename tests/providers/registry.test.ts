/** Which type of provider is made of which settings, and what is said when it cannot be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAPABILITIES } from '../../src/model/provider.ts';
import { CAPABLE as CAPABLE_TYPES } from '../../src/parse/providers.ts';
import { isCapable } from '../../src/ports/provider.ts';
import { isPackageName } from '../../src/providers/by-package.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { loadSdk } from '../../src/providers/sdk/loading.ts';
import { settingsOf } from '../rig/provider.ts';

const CAPABLE: readonly (readonly [type: string, capabilities: string])[] = [
  ['openai', 'text speech image video transcription'],
  ['anthropic', 'text'],
  ['openai-compatible', 'text image'],
  ['elevenlabs', 'speech transcription'],
  ['@ai-sdk/openai', 'text speech image transcription'],
  ['@ai-sdk/elevenlabs', 'speech transcription'],
];
for (const [type, capabilities] of CAPABLE) {
  test(`a provider of type ${type} can do ${capabilities}`, async () => {
    const made = await createProvider(settingsOf({ type, model: 'some-model', baseUrl: 'http://127.0.0.1:9/v1' }));
    assert.ok(made.ok, made.ok ? '' : made.error.message);
    const all = ['text', 'speech', 'image', 'video', 'transcription'] as const;
    assert.equal(all.filter((one) => isCapable(made.value, one)).join(' '), capabilities);
  });
}

test('validation knows the capabilities of the built-in types', async () => {
  for (const [type, capabilities] of Object.entries(CAPABLE_TYPES)) {
    const made = await createProvider(settingsOf({ type, model: 'some-model', baseUrl: 'http://127.0.0.1:9/v1' }));
    assert.ok(made.ok);
    assert.deepEqual(
      CAPABILITIES.filter((one) => isCapable(made.value, one)),
      [...capabilities],
      type,
    );
  }
});

test('a missing AI SDK package is named, with the command that installs it', async () => {
  const made = await createProvider(settingsOf({ type: '@ai-sdk/not-installed', model: 'm' }));
  assert.ok(!made.ok);
  const { kind, message, hint, charged } = made.error;
  assert.deepEqual(
    [kind, message, hint, charged],
    [
      'missing',
      'the provider "writer" needs the package @ai-sdk/not-installed, which is not installed',
      'npm install ai @ai-sdk/not-installed',
      'no',
    ],
  );
});

test('an installed package that lacks another package is not reported as missing', async () => {
  const code = 'data:text/javascript,import "pipeline-runner-has-no-such-package"';
  const load = () => import(code);
  const loaded = await loadSdk({ provider: 'writer', package: '@ai-sdk/openai', load });
  assert.ok(!loaded.ok);
  assert.match(loaded.error.message, /cannot load the package @ai-sdk\/openai/);
  assert.equal(loaded.error.hint, null);
});

test('an unknown type that is no package either is refused with the existing types', async () => {
  const made = await createProvider(settingsOf({ type: 'opneai', model: 'm' }));
  assert.ok(!made.ok);
  assert.match(made.error.message, /"opneai"/);
  assert.match(made.error.hint ?? '', /openai/);
});

test('a package that is no provider is refused', async () => {
  const made = await createProvider(settingsOf({ type: 'yaml', model: 'm' }));
  assert.ok(!made.ok);
  assert.equal(made.error.kind, 'invalid');
});

const NO_PACKAGES = [
  ...[
    './x',
    './openai.ts',
    '../x',
    '/etc/passwd',
    'node:fs',
    'fs',
    'fs/promises',
    'file:///x',
    'data:text/javascript,1',
    'https://x.y',
  ],
  ...[
    '',
    '.',
    '@ai-sdk',
    '@ai-sdk/',
    '@ai-sdk/openai/internal',
    '@../x/y',
    'a b',
    'A',
    'x\\y',
    '%2e%2e',
    'a'.repeat(215),
  ],
];
test('only plain package names are imported', async () => {
  for (const type of NO_PACKAGES) {
    assert.equal(isPackageName(type), false, type);
    const made = await createProvider(settingsOf({ type, model: 'm' }));
    assert.ok(!made.ok, type);
    assert.match(made.error.message, /neither a built-in type nor an installed package/, type);
  }
  for (const type of ['@ai-sdk/mistral', 'ollama-ai-provider', '@openrouter/ai-sdk-provider'])
    assert.ok(isPackageName(type), type);
});

test('an openai-compatible provider requires an address and a model', async () => {
  for (const lacking of [{ baseUrl: 'http://127.0.0.1:9/v1' }, { model: 'llama3' }]) {
    const made = await createProvider(settingsOf({ type: 'openai-compatible', ...lacking }));
    assert.ok(!made.ok);
    assert.equal(made.error.kind, 'invalid');
  }
});
