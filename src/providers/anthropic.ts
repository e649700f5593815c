/** Provider `anthropic`: text and structured output through the Messages API. Door of `@ai-sdk/anthropic`. */
import { ok, type Result } from '../model/brand.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Provider, ProviderFault } from '../ports/provider.ts';
import type { SdkKind } from './sdk/kind.ts';
import { loadSdk } from './sdk/loading.ts';
import { sdkProvider } from './sdk.ts';

const NAME = '@ai-sdk/anthropic';

export async function createAnthropic(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
  const loaded = await loadSdk({ provider: settings.name, package: NAME, load: () => import('@ai-sdk/anthropic') });
  if (!loaded.ok) return loaded;
  const { createAnthropic: create } = loaded.value;
  const kind: SdkKind = {
    type: 'anthropic',
    model: 'claude-sonnet-5-5',
    baseUrl: 'https://api.anthropic.com/v1',
    capabilities: ['text'],
    namespace: 'anthropic',
    keyName: 'ANTHROPIC_API_KEY',
    credentials: 'configured',
    models: ({ apiKey = '', baseURL, fetch }) => {
      const made = create({ apiKey, baseURL, fetch });
      return { text: (model) => made.languageModel(model) };
    },
  };
  return ok(sdkProvider(kind, settings));
}
