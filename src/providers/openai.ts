/**
 * Provider `openai`: text by the Responses API (`options.api: chat` for chat completions), speech, images,
 * transcription, video as jobs. Door of `@ai-sdk/openai`.
 */
import { ok, type Result } from '../model/brand.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Fits, Provider, ProviderFault } from '../ports/provider.ts';
import { nearestSize, nearestVideo } from './openai/sizes.ts';
import { videoJobs } from './openai/videos.ts';
import type { Making, Models, SdkKind } from './sdk/kind.ts';
import { loadSdk } from './sdk/loading.ts';
import { sdkProvider } from './sdk.ts';

const NAME = '@ai-sdk/openai';

export async function createOpenai(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
  const loaded = await loadSdk({ provider: settings.name, package: NAME, load: () => import('@ai-sdk/openai') });
  if (!loaded.ok) return loaded;
  const { createOpenAI: create } = loaded.value;
  const models = ({ apiKey = '', baseURL, fetch }: Making): Models => {
    const made = create({ apiKey, baseURL, fetch });
    return {
      text: (model) => (settings.options.api === 'chat' ? made.chat(model) : made.responses(model)),
      speech: (model) => made.speech(model),
      image: (model) => made.image(model),
      transcription: (model) => made.transcription(model),
    };
  };
  const kind: SdkKind = {
    type: 'openai',
    model: 'gpt-6-luna',
    baseUrl: 'https://api.openai.com/v1',
    capabilities: ['text', 'speech', 'image', 'transcription'],
    namespace: 'openai',
    keyName: 'OPENAI_API_KEY',
    credentials: 'configured',
    examples: { speech: 'gpt-4o-mini-tts', image: 'gpt-image-2', transcription: 'gpt-transcribe' },
    models,
    // Nothing of ours is kept there for later. Nobody reads a summary of its thoughts, which only verified organizations
    // may ask for: the package asks for one by itself wherever an effort is given.
    text: settings.options.api === 'chat' ? {} : { store: false, reasoningSummary: null },
    imageSize: nearestSize,
    // @source https://developers.openai.com/api/docs/guides/speech-to-text: the newer one takes several, and no `language`.
    spokenIn: (language, model) => (model.startsWith('gpt-transcribe') ? { languages: [language] } : { language }),
  };
  const fits: Fits = { video: (request) => nearestVideo(settings.model ?? '', request) };
  return ok({ ...sdkProvider(kind, settings), fits, videoJobs: videoJobs({ kind, settings }) });
}
