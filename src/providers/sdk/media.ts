/** Speech, images, video and transcription over the AI SDK. */
import { withTrueSizes } from '../../media/wav.ts';
import { isJsonObject } from '../../model/json.ts';
import { type Usage, VOICE_REQUIRED } from '../../model/provider.ts';
import type {
  Answered,
  ImageAnswer,
  ImageRequest,
  ProviderFault,
  SpeechAnswer,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionRequest,
  VideoAnswer,
  VideoRequest,
} from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { answered, type SdkCall, Unusable, vendorOptions } from './call.ts';
import type { VendorOptions } from './kind.ts';
import type { Ai, ImageModel, JSONValue, VideoModel } from './loading.ts';
import { charactersOf, counted, tokensOf } from './usage.ts';

const lacks = ({ kind }: SdkCall, what: string): never => {
  throw new Error(`${kind.type} has no ${what} models`);
};

export async function spoken(request: SpeechRequest, call: SdkCall): Promise<Answered<SpeechAnswer>> {
  const { kind, models, model, wire } = call;
  if (request.voice === null && VOICE_REQUIRED.includes(kind.type)) throw new Unusable(voiceless(call));
  const how = kind.speech?.(request) ?? { format: request.format, emotion: 'instructions' };
  const { audio, warnings } = await call.ai.generateSpeech({
    model: models.speech?.(model) ?? lacks(call, 'speech'),
    text: request.text,
    outputFormat: how.format,
    maxRetries: 0,
    abortSignal: call.signal,
    providerOptions: vendorOptions(call, how.options),
    ...(request.voice === null ? {} : { voice: request.voice }),
    ...(request.speed === 1 ? {} : { speed: request.speed }),
    ...(request.language === null ? {} : { language: primaryTag(request.language) }),
    ...(request.emotion !== null && how.emotion === 'instructions'
      ? { instructions: `Speak in this manner: ${request.emotion}.` }
      : {}),
  });
  const finished = how.finish?.(audio.uint8Array);
  const value = finished ?? { audio: withTrueSizes(audio.uint8Array), mediaType: audio.mediaType };
  const usage = { characters: charactersOf(request.text), ...kind.spoken?.(wire) };
  return answered(call, { value: { ...value, seconds: null }, usage }, { media_type: value.mediaType, warnings });
}

/** The package would use a voice that its vendor has retired. */
const voiceless = ({ kind, settings }: SdkCall): ProviderFault =>
  fault('invalid', `the provider "${settings.name}" (${kind.type}) has no default voice, and the stage names none`, {
    hint: `set \`voice:\` of the stage to a voice of your account, or add \`${kind.type}:\` to its map of voices`,
  });

/** `en` for `en-GB`: the form that vendors expect. */
const primaryTag = (language: string): string => language.split(/[-_]/)[0] ?? language;

export async function drawn(request: ImageRequest, call: SdkCall): Promise<Answered<ImageAnswer>> {
  const { kind, models, model } = call;
  const { width, height, prompt, reference } = request;
  const size = kind.imageSize?.(model, width, height) ?? (`${width}x${height}` as const);
  const { image, usage, warnings, providerMetadata } = await call.ai.generateImage({
    model: withBareImages(call.ai, models.image?.(model) ?? lacks(call, 'images')),
    prompt: reference === null ? prompt : { text: prompt, images: [reference.data] },
    size,
    maxRetries: 0,
    abortSignal: call.signal,
    providerOptions: vendorOptions(call),
    ...(request.seed === null ? {} : { seed: request.seed }),
  });
  const used = { images: 1, ...tokensOf(usage, true), ...shownIn(providerMetadata.openai?.images[0]) };
  return answered(
    call,
    { value: { image: image.uint8Array, mediaType: image.mediaType }, usage: used },
    { size, media_type: image.mediaType, usage, warnings },
  );
}

/** Tokens of the input images. @param told what OpenAI's package adds to an answer. */
const shownIn = (told: JSONValue | undefined): Usage =>
  isJsonObject(told) && typeof told.imageTokens === 'number' && told.imageTokens > 0
    ? counted('inputImageTokens', told.imageTokens)
    : {};

/** Some servers return images as data URLs, `data:image/png;base64,…`; the SDK only takes plain base64. */
function withBareImages(ai: Ai, model: ImageModel): ImageModel {
  if (typeof model === 'string') return model;
  const bare = (image: string): string => (image.startsWith('data:') ? image.slice(image.indexOf(',') + 1) : image);
  return ai.wrapImageModel({
    model,
    middleware: {
      specificationVersion: 'v4',
      wrapGenerate: async ({ doGenerate }) => {
        const { images, ...rest } = await doGenerate();
        const isText = (all: typeof images): all is string[] => typeof all[0] === 'string';
        return { ...rest, images: isText(images) ? images.map(bare) : images };
      },
    },
  });
}

export async function filmed(request: VideoRequest, call: SdkCall): Promise<Answered<VideoAnswer>> {
  const { video, warnings } = await call.ai.experimental_generateVideo({
    ...videoOptions(request, call),
    download: ({ url }) => downloaded(url, call),
  });
  const value = { video: video.uint8Array, mediaType: video.mediaType, seconds: null };
  return answered(call, { value, usage: { seconds: request.seconds } }, { media_type: video.mediaType, warnings });
}

export const videoModel = (call: SdkCall): VideoModel => call.models.video?.(call.model) ?? lacks(call, 'video');

export function videoOptions(request: VideoRequest, call: SdkCall): Parameters<Ai['experimental_startVideo']>[0] {
  const [first, last] = request.images;
  const frames = [
    ...(first ? [{ image: first.data, frameType: 'first_frame' as const }] : []),
    ...(last ? [{ image: last.data, frameType: 'last_frame' as const }] : []),
  ];
  return {
    model: videoModel(call),
    prompt: request.prompt,
    resolution: `${request.width}x${request.height}`,
    duration: request.seconds,
    fps: request.fps,
    maxRetries: 0,
    abortSignal: call.signal,
    providerOptions: vendorOptions(call),
    ...(frames.length > 0 ? { frameImages: frames } : {}),
    ...(request.seed === null ? {} : { seed: request.seed }),
  };
}

/** Vendors return addresses at storage hosts: these get no key. */
export const downloaded = async (url: URL, { wire, signal }: SdkCall) => videoIn(await wire.plain(url, signal));

/**
 * @throws for a page or an error in place of a video, whatever the status: the video is paid for, and may still come.
 */
export async function videoIn(response: Response): Promise<{ readonly data: Uint8Array; readonly mediaType: string }> {
  const mediaType = response.headers.get('content-type') ?? 'video/mp4';
  const data = new Uint8Array(await response.arrayBuffer());
  if (data.length === 0 || /json|text|xml/.test(mediaType))
    throw new Error(`expected a video, got ${data.length} bytes of ${mediaType}`);
  return { data, mediaType };
}

const spokenIn = ({ language }: TranscriptionRequest, { kind, model }: SdkCall): VendorOptions =>
  language === null ? {} : (kind.spokenIn?.(primaryTag(language), model) ?? {});

export async function heard(request: TranscriptionRequest, call: SdkCall): Promise<Answered<TranscriptionAnswer>> {
  const { models, model } = call;
  const { text, segments, language, durationInSeconds, warnings } = await call.ai.transcribe({
    model: models.transcription?.(model) ?? lacks(call, 'transcription'),
    audio: request.audio.data,
    maxRetries: 0,
    abortSignal: call.signal,
    providerOptions: vendorOptions(call, spokenIn(request, call)),
  });
  // ElevenLabs returns the spaces between words as segments, too.
  const told = segments.filter((part) => part.text.trim() !== '');
  const value = {
    text,
    segments: told.map((part) => ({ start: part.startSecond, end: part.endSecond, text: part.text })),
  };
  return answered(call, { value, usage: counted('seconds', durationInSeconds || undefined) }, { language, warnings });
}
