/**
 * Provider `openai`: text by the Responses API (or by chat completions with `options.api: chat`), speech (by a session
 * if the model is a realtime model), images, transcription, and video as jobs. Door of `@ai-sdk/openai`.
 */
import { ok, type Result } from '../model/brand.ts';
import { isLiveModel, type ProviderSettings } from '../model/provider.ts';
import type { Fits, Provider, ProviderFault } from '../ports/provider.ts';
import { spokenLive } from './openai/live-speech.ts';
import { nearestSize, nearestVideo } from './openai/sizes.ts';
import { videoJobs } from './openai/videos.ts';
import { callSdk } from './sdk/call.ts';
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
    examples: { speech: 'gpt-realtime-2.1-mini', image: 'gpt-image-2', transcription: 'gpt-transcribe' },
    models,
    // Do not store responses at OpenAI. Request no summary of the thoughts: nobody reads it, and only verified
    // organizations may request one; without the null the package requests it whenever an effort is set.
    text: settings.options.api === 'chat' ? {} : { store: false, reasoningSummary: null },
    imageSize: nearestSize,
    // @source https://developers.openai.com/api/docs/guides/speech-to-text: `gpt-transcribe` takes `languages`, not
    // `language`.
    spokenIn: (language, model) => (model.startsWith('gpt-transcribe') ? { languages: [language] } : { language }),
  };
  const fits: Fits = { video: (request) => nearestVideo(settings.model ?? '', request) };
  const asking = { kind, settings };
  const live: Pick<Provider, 'speech'> = isLiveModel(settings.model)
    ? {
        speech: (request, context) =>
          // A repeated key could return a secret that is no longer valid.
          callSdk({ ...asking, capability: 'speech', asks: 'look' }, context, (call) => spokenLive(request, call)),
      }
    : {};
  return ok({ ...sdkProvider(kind, settings), ...live, fits, videoJobs: videoJobs(asking) });
}
