/**
 * All provider types; each is loaded when the first provider of its type is created.
 *
 * An unlisted type is taken as the name of an AI SDK package.
 */
import { ok, type Result } from '../model/brand.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Provider, ProviderFault } from '../ports/provider.ts';

/** Never rejects: a missing package is a fault of kind `missing`. */
export async function createProvider(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
  switch (settings.type) {
    case 'offline':
      return ok((await import('./offline.ts')).createOffline(settings));
    case 'openai':
      return (await import('./openai.ts')).createOpenai(settings);
    case 'anthropic':
      return (await import('./anthropic.ts')).createAnthropic(settings);
    case 'openai-compatible':
      return (await import('./openai-compatible.ts')).createOpenaiCompatible(settings);
    case 'elevenlabs':
      return (await import('./elevenlabs.ts')).createElevenlabs(settings);
    default:
      return (await import('./by-package.ts')).createByPackage(settings);
  }
}
