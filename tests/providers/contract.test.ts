/** The contract of providers over all of them; those that cost money only with `RUN_PAID_TESTS=1` and a key. */
import assert from 'node:assert/strict';
import type { ProviderSettings } from '../../src/model/provider.ts';
import type { Provider } from '../../src/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { type Contract, providerContract, type Subject } from '../contracts/provider.ts';
import { type ModelServer, modelServer, type Step } from '../rig/model-server.ts';
import { settingsOf } from '../rig/provider.ts';

interface Served extends Subject {
  readonly server: ModelServer;
}
const KEY = 'test-key-of-the-loopback';
const status = (code: number, more: Partial<Extract<Step, { type: 'status' }>> = {}): Step => ({
  type: 'status',
  status: code,
  message: `this mentions ${KEY}`,
  ...more,
});
const next =
  (step: Step) =>
  ({ server }: Served): void =>
    server.next(step);

const FAULTS: NonNullable<Contract<Served>['faults']> = {
  auth: next(status(401)),
  quota: next(status(402)),
  rate: next(status(429)),
  invalid: next(status(400)),
  timeout: next(status(408)),
  overloaded: next(status(503)),
  network: next({ type: 'cut', when: 'before-headers' }),
  'bad-output': next({ type: 'body', body: '{"half":' }),
};
const REFUSED = { refused: next({ type: 'answer', finish: 'refused' }) };

async function made(settings: ProviderSettings) {
  const result = await createProvider(settings);
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

const served = (given: Partial<ProviderSettings> & Pick<ProviderSettings, 'type'>) => async (): Promise<Served> => {
  const server = await modelServer({ apiKey: KEY });
  const baseUrl = given.type === 'elevenlabs' ? server.url.replace(/\/v1$/, '') : server.url;
  const provider = await made(settingsOf({ baseUrl, ...given }));
  return { server, provider, context: { apiKey: KEY }, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
};

const TEXTS = { ...FAULTS, ...REFUSED };
const openai = { type: 'openai', model: 'gpt-6-luna' } as const;
const anthropic = { type: 'anthropic', model: 'claude-sonnet-5-5' } as const;
const compatible = { type: 'openai-compatible', model: 'llama3' } as const;
const streamed = { options: { stream: true } };
providerContract('openai', { make: served(openai), faults: TEXTS });
providerContract('openai, streamed', { make: served({ ...openai, ...streamed }), faults: TEXTS });
providerContract('openai by chat completions', {
  make: served({ ...openai, options: { api: 'chat' } }),
  faults: TEXTS,
});
providerContract('anthropic', { make: served(anthropic), faults: TEXTS });
providerContract('anthropic, streamed', { make: served({ ...anthropic, ...streamed }), faults: TEXTS });
providerContract('openai-compatible', { make: served(compatible), faults: TEXTS });
providerContract('openai-compatible, streamed', { make: served({ ...compatible, ...streamed }), faults: TEXTS });
const { 'bad-output': _, ...ofBytes } = FAULTS;
providerContract('elevenlabs', { make: served({ type: 'elevenlabs', model: 'scribe_v2' }), faults: ofBytes });
providerContract('a provider by the name of its package', {
  make: served({ type: '@ai-sdk/anthropic', model: 'claude-sonnet-5-5' }),
  faults: TEXTS,
});

/** Real ones: a few cents at most, each answer cut short; a key in the environment alone is not enough. */
const PAID: readonly (readonly [type: string, model: string, key: string])[] = [
  ['openai', 'gpt-6-luna', 'OPENAI_API_KEY'],
  ['anthropic', 'claude-haiku-5-5', 'ANTHROPIC_API_KEY'],
  ['elevenlabs', 'eleven_flash_v2_5', 'ELEVENLABS_API_KEY'],
];
for (const [type, model, key] of PAID) {
  const apiKey = process.env[key] ?? null;
  const skip =
    process.env.RUN_PAID_TESTS !== '1'
      ? 'it costs money: set RUN_PAID_TESTS=1'
      : apiKey === null
        ? `${key} is not set`
        : undefined;
  providerContract(`the real ${type}`, {
    make: async () => ({
      // Its other capabilities ask for models of their own; text, or speech, is what is paid for here.
      provider: firstOnly(await made(settingsOf({ type, model }))),
      context: { apiKey },
      [Symbol.asyncDispose]: async () => {},
    }),
    maxCalls: 6,
    skip,
  });
}
function firstOnly({ type, model, text, speech }: Provider): Provider {
  return { type, model, ...(text ? { text } : speech ? { speech } : {}) };
}

providerContract('offline', {
  make: async () => ({
    provider: await made(settingsOf({ type: 'offline' })),
    context: {},
    [Symbol.asyncDispose]: async () => {},
  }),
});
