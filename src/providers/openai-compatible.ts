/**
 * Provider `openai-compatible`: vLLM, Ollama, OpenRouter, LM Studio and any other server with a chat completions API.
 * Door of `@ai-sdk/openai-compatible`.
 *
 * `options.structured: prompt` is for servers that cannot enforce a schema.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Provider, ProviderFault } from '../ports/provider.ts';
import { fault } from './fault.ts';
import type { SdkKind } from './sdk/kind.ts';
import { loadSdk } from './sdk/loading.ts';
import { sdkProvider } from './sdk.ts';

const NAME = '@ai-sdk/openai-compatible';
/** The key under which the SDK looks for options; it also appears in its messages. */
const NAMESPACE = 'compatible';

export async function createOpenaiCompatible(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
  const lacking = settings.baseUrl === null ? 'base_url' : settings.model === null ? 'model' : null;
  if (lacking !== null) {
    const message = `the provider "${settings.name}" (openai-compatible) has no \`${lacking}\``;
    return err(fault('invalid', message, { hint: `set \`${lacking}:\` of the provider` }));
  }
  const load = () => import('@ai-sdk/openai-compatible');
  const loaded = await loadSdk({ provider: settings.name, package: NAME, load });
  if (!loaded.ok) return loaded;
  const { createOpenAICompatible: create } = loaded.value;
  const kind: SdkKind = {
    type: 'openai-compatible',
    model: null,
    baseUrl: null,
    capabilities: ['text', 'image'],
    namespace: NAMESPACE,
    keyName: null,
    credentials: 'configured',
    models: ({ apiKey = '', baseURL, fetch }) => {
      const made = create({
        ...{ name: NAMESPACE, apiKey, baseURL, fetch },
        ...{ supportsStructuredOutputs: true, includeUsage: true },
      });
      return { text: (model) => made.languageModel(model), image: (model) => made.imageModel(model) };
    },
  };
  return ok(sdkProvider(kind, settings));
}
