/** Settings, requests and contexts of providers, with all that a test does not care about filled in. */
import { durationMs } from '../../src/model/brand.ts';
import type { ProviderSettings } from '../../src/model/provider.ts';
import type {
  ImageRequest,
  ProviderContext,
  SpeechRequest,
  TextRequest,
  TranscriptionRequest,
  VideoRequest,
} from '../../src/ports/provider.ts';
import { PNG, wav } from './tiny-media.ts';

export const settingsOf = (given: Partial<ProviderSettings> & Pick<ProviderSettings, 'type'>): ProviderSettings => ({
  ...{ name: 'writer', model: null, baseUrl: null, apiKey: null, requestsPerMinute: null, tokensPerMinute: null },
  ...{ concurrency: null, prices: null, headers: {}, timeout: null, fallback: [], options: {} },
  breaker: { failures: 5, cooldown: durationMs(30_000) },
  ...given,
});

export const contextOf = (given: Partial<ProviderContext> = {}): ProviderContext => ({
  ...{ signal: new AbortController().signal, idempotencyKey: 'key-1', apiKey: null, progress: () => {} },
  ...given,
});

export const textRequest = (given: Partial<TextRequest> = {}): TextRequest => ({
  ...{ system: 'You write short texts.', prompt: 'Say hello to the rocket.', images: [], files: [], schema: null },
  ...{ temperature: null, seed: null, maxTokens: null, repair: null },
  material: { topic: 'How rockets work', source: 'A rocket burns fuel. Gas goes down. The rocket goes up.' },
  ...given,
});

export const speechRequest = (given: Partial<SpeechRequest> = {}): SpeechRequest => ({
  ...{ text: 'Hello rocket.', voice: null, speed: 1, emotion: null, language: null, format: 'wav', seed: null },
  ...given,
});

export const imageRequest = (given: Partial<ImageRequest> = {}): ImageRequest => ({
  ...{ prompt: 'a rocket', width: 256, height: 256, seed: 7, reference: null, material: { title: 'Rockets' } },
  ...given,
});

export const videoRequest = (given: Partial<VideoRequest> = {}): VideoRequest => ({
  ...{ prompt: 'a rocket starts', seconds: 1, width: 64, height: 64, fps: 5, seed: 7, material: {} },
  images: [{ name: 'start.png', mediaType: 'image/png', data: PNG }],
  ...given,
});

export const transcriptionRequest = (given: Partial<TranscriptionRequest> = {}): TranscriptionRequest => ({
  audio: { name: 'line.wav', mediaType: 'audio/wav', data: wav(0.5) },
  seconds: 0.5,
  language: null,
  ...given,
});
