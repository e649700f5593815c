/** Provider `elevenlabs`: speech and transcription. Door of `@ai-sdk/elevenlabs`. */
import { wavOf } from '../media/wav.ts';
import { ok, type Result } from '../model/brand.ts';
import type { ProviderSettings } from '../model/provider.ts';
import type { Provider, ProviderFault, SpeechRequest } from '../ports/provider.ts';
import type { SdkKind, Speaking } from './sdk/kind.ts';
import { loadSdk } from './sdk/loading.ts';
import { counted } from './sdk/usage.ts';
import { sdkProvider } from './sdk.ts';

const NAME = '@ai-sdk/elevenlabs';
const ADDRESS = 'https://api.elevenlabs.io/v1';
/** Samples per second; higher rates need a more expensive account. */
const RATE = 24_000;

export async function createElevenlabs(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
  const loaded = await loadSdk({ provider: settings.name, package: NAME, load: () => import('@ai-sdk/elevenlabs') });
  if (!loaded.ok) return loaded;
  const { createElevenLabs: create } = loaded.value;
  const kind: SdkKind = {
    type: 'elevenlabs',
    model: 'eleven_multilingual_v2',
    baseUrl: ADDRESS,
    fixedUrl: ADDRESS,
    capabilities: ['speech', 'transcription'],
    namespace: 'elevenlabs',
    keyName: 'ELEVENLABS_API_KEY',
    credentials: 'configured',
    examples: { transcription: 'scribe_v2' },
    models: ({ apiKey = '', fetch }) => {
      const made = create({ apiKey, fetch });
      return { speech: (model) => made.speech(model), transcription: (model) => made.transcription(model) };
    },
    speech: speaking,
    // The response says how many characters were charged; that depends on the model.
    spoken: ({ headers }) => counted('characters', headerNumber(headers, 'character-cost')),
    spokenIn: (languageCode) => ({ languageCode }),
  };
  return ok(sdkProvider(kind, settings));
}

/** How sound files begin. Compatible servers may return a file, whatever format was requested. */
const FILE = /^(?:RIFF|ID3|OggS|fLaC)/;

/** Requests raw samples, since not every account may request WAV. */
function speaking({ format, seed }: SpeechRequest): Speaking {
  const options = seed === null ? {} : { seed };
  if (format === 'mp3') return { format: 'mp3', emotion: 'none', options };
  const finish = (audio: Uint8Array) =>
    FILE.test(Buffer.from(audio.subarray(0, 4)).toString('latin1'))
      ? null
      : { audio: wavOf(audio, RATE), mediaType: 'audio/wav' };
  return { format: `pcm_${RATE}`, emotion: 'none', options, finish };
}

function headerNumber(headers: Headers, name: string): number | undefined {
  const value = headers.get(name);
  return value === null || value.trim() === '' ? undefined : Number(value);
}
