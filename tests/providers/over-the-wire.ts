/** Providers that ask a server on the loopback. */
import assert from 'node:assert/strict';
import type { ProviderSettings } from '../../src/model/provider.ts';
import type { Answered, Provider, ProviderContext, TextAnswer, TextRequest } from '../../src/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { type ModelServer, type ModelServerOptions, modelServer } from '../rig/model-server.ts';
import { contextOf, settingsOf, textRequest } from '../rig/provider.ts';

export type Given = Partial<ProviderSettings> & Pick<ProviderSettings, 'type'>;
export const OPENAI: Given = { type: 'openai', model: 'gpt-4.1-mini' };
export const CHAT: Given = { type: 'openai', model: 'gpt-4.1-mini', options: { api: 'chat' } };
export const ANTHROPIC: Given = { type: 'anthropic', model: 'claude-sonnet-5-5' };
export const COMPATIBLE: Given = { type: 'openai-compatible', model: 'llama3' };
export const ALL = { openai: OPENAI, 'openai by chat': CHAT, anthropic: ANTHROPIC, 'openai-compatible': COMPATIBLE };

export async function made(settings: Given): Promise<Provider> {
  const result = await createProvider(settingsOf(settings));
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

export async function served(settings: Given, options: ModelServerOptions = {}) {
  const server = await modelServer(options);
  const provider = await made({ baseUrl: server.url, ...settings });
  return { server, provider, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

export async function say(
  provider: Provider,
  request: Partial<TextRequest> = {},
  context: Partial<ProviderContext> = {},
): Promise<Answered<TextAnswer>> {
  const result = await provider.text?.(textRequest(request), contextOf({ apiKey: 'a-test-key', ...context }));
  assert.ok(result?.ok, result && !result.ok ? result.error.message : 'no text');
  return result.value;
}

export const first = (server: ModelServer) => server.ledger[0] ?? assert.fail('nothing was asked');
