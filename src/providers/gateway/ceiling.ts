/**
 * Gateway: the most that a call can use, computed before it is made; and its usage where the provider does not tell.
 *
 * C1. The length of a text answer is bounded by {@link bounded}: the number sent to the provider is the one reserved.
 *     Where an SDK adds thinking tokens to it, both are reserved ({@link withOptions}).
 * C2. Where the most can only be estimated, the estimate is high: an image counts as 2,000 tokens, a file that is not
 *     text as one token per four bytes, speech as five characters per second, a recording whose header does not give
 *     its length (Opus, for one) as 12 kbit/s.
 */
import { isJsonObject, type Json } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import { type Capability, isLiveModel, type ProviderSettings, type Usage } from '../../model/provider.ts';
import type { Answers, FilePart, Provider, Requests, TextRequest } from '../../ports/provider.ts';
import type { CountTokens } from './tokens.ts';

/** Default for answers, in tokens: self-hosted servers may have no room for more. */
const DEFAULT_MAX_TOKENS = 4096;
/**
 * The default for vendors whose models think without being asked: thoughts count in it, and come before the answer.
 *
 * @source https://platform.claude.com/docs/en/build-with-claude/thinking ("they count toward max_tokens");
 * https://developers.openai.com/api/docs/guides/reasoning.
 */
const THINKERS_MAX_TOKENS = 16_384;
const THINKERS = /^(@ai-sdk\/)?(openai|anthropic)$/;
const IMAGE_TOKENS = 2_000;
const BYTES_PER_FILE_TOKEN = 4;
const LEAST_FILE_TOKENS = 3_000;
/** For the roles, separators and instructions around a prompt. */
const WRAPPING_TOKENS = 64;
const SPOKEN_PER_SECOND = 5;
const AUDIO_BYTES_PER_SECOND = 1_500;
/** @source https://developers.openai.com/api/docs/guides/realtime-costs: one token per 50 ms of the model's sound. */
const AUDIO_TOKENS_PER_SECOND = 20;
const INSTRUCTION_TOKENS = 200;

/** The same request with explicit values for everything that bounds its cost. */
export function bounded<C extends Capability>(
  capability: C,
  request: Requests[C],
  { type, baseUrl }: Pick<ProviderSettings, 'type' | 'baseUrl'>,
): Requests[C] {
  if (capability !== 'text' || !('maxTokens' in request) || request.maxTokens !== null) return request;
  return { ...request, maxTokens: THINKERS.test(type) && baseUrl === null ? THINKERS_MAX_TOKENS : DEFAULT_MAX_TOKENS };
}

/** The same request with the voices for this type of provider. */
export function addressed<C extends Capability>(request: Requests[C], type: string): Requests[C] {
  if (!('voices' in request) || request.voices === undefined) return request;
  const { voices } = request;
  return { ...request, voice: ownValue(voices, type) ?? request.voice };
}

/**
 * The same request, adapted to what the model can do, because its cost depends on that.
 *
 * @param say receives a line for the log if the request was changed.
 */
export function fitted<C extends Capability>(
  capability: C,
  request: Requests[C],
  { provider: { fits = {} }, say }: { readonly provider: Provider; readonly say: (line: string) => void },
): Requests[C] {
  const fit = fits[capability];
  if (fit === undefined) return request;
  const done = fit(request);
  if (filmOf(done) !== filmOf(request))
    say(`${filmOf(done)} is requested instead: its model does not support ${filmOf(request)}`);
  return done;
}

const filmOf = (request: Requests[Capability]): string =>
  'fps' in request ? `${request.width}x${request.height}, ${request.seconds} s` : '';

type Measures<T> = { readonly [C in Capability]: (request: Requests[C], count: CountTokens) => T };

const MOST: Measures<Usage> = {
  text: (request, count) => ({
    inputTokens: promptTokens(request, count),
    outputTokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
  }),
  speech: ({ text, speed }) => ({
    characters: charactersOf(text),
    seconds: charactersOf(text) / SPOKEN_PER_SECOND / Math.max(speed, 0.25),
  }),
  image: () => ({ images: 1 }),
  video: ({ seconds }) => ({ seconds, images: 1 }),
  transcription: ({ audio, seconds }) => ({ seconds: seconds ?? audio.data.length / AUDIO_BYTES_PER_SECOND }),
};

/** @param request as returned by {@link bounded}. */
export const mostUsage = <C extends Capability>(capability: C, request: Requests[C], count: CountTokens): Usage =>
  MOST[capability](request, count);

/** Tokens to reserve when thinking is enabled without a number. */
const LEAST_THOUGHTS = 1024;

/**
 * Adds what comes on top of `most`. First, thoughts of the model: the packages of Anthropic (`thinking`) and Bedrock
 * (`reasoningConfig`) add their budget to `max_tokens`; all others include it. Second, cache writes: all of the input
 * may be written to a cache, if `cacheControl` asks for it, or unasked by OpenAI's models since GPT-5.6.
 */
export function withOptions(most: Usage, { options, type, model }: ProviderSettings): Usage {
  const given = isJsonObject(options.provider_options) ? options.provider_options : {};
  const { inputTokens, outputTokens } = most;
  if (isLiveModel(model) && most.characters !== undefined) return { ...most, ...liveTokens(most) };
  if (outputTokens === undefined || inputTokens === undefined) return most;
  const { cacheControl: cache } = given;
  const isUnasked = /^(@ai-sdk\/)?openai$/.test(type) || (model ?? '').startsWith('openai/');
  const written = isUnasked || isJsonObject(cache) ? { cacheWriteTokens: inputTokens } : {};
  const forAnHour = isJsonObject(cache) && cache.ttl === '1h' ? { cacheWriteHourTokens: inputTokens } : {};
  const thought = thoughts(given.thinking ?? given.reasoningConfig);
  return { ...most, ...written, ...forAnHour, outputTokens: outputTokens + thought };
}

/** Of a session that reads a text: instructions and text, what is said, and a transcript of that. */
function liveTokens({ characters = 0, seconds = 0 }: Usage): Usage {
  const outputAudioTokens = Math.ceil(seconds * AUDIO_TOKENS_PER_SECOND);
  return {
    inputTokens: INSTRUCTION_TOKENS + characters,
    outputTokens: outputAudioTokens + characters + LEAST_THOUGHTS,
    outputAudioTokens,
  };
}

function thoughts(config: Json | undefined): number {
  if (!isJsonObject(config) || config.type !== 'enabled') return 0;
  return typeof config.budgetTokens === 'number' ? Math.max(0, config.budgetTokens) : LEAST_THOUGHTS;
}

function promptTokens(request: TextRequest, count: CountTokens): number {
  const { system, prompt, schema, repair, images, files } = request;
  const texts = [system ?? '', prompt, schema === null ? '' : JSON.stringify(schema), repair?.answer ?? ''];
  const said = [...texts, ...(repair?.errors ?? [])].reduce((sum, text) => sum + (text === '' ? 0 : count(text)), 0);
  const shown = images.length * IMAGE_TOKENS + files.reduce((sum, file) => sum + fileTokens(file, count), 0);
  return said + shown + WRAPPING_TOKENS;
}

function fileTokens({ mediaType, data }: FilePart, count: CountTokens): number {
  if (mediaType.startsWith('text/') || mediaType === 'application/json')
    return count(Buffer.from(data).toString('utf8'));
  return Math.max(LEAST_FILE_TOKENS, Math.ceil(data.length / BYTES_PER_FILE_TOKEN));
}

const charactersOf = (text: string): number => [...text].length;

type Known = { readonly [C in Capability]: (request: Requests[C], answer: Answers[C]) => Usage };

/** Usage that can be counted from request and answer. */
const SHOWN: Known = {
  text: () => ({}),
  speech: ({ text }, { seconds }) => ({ characters: charactersOf(text), ...(seconds === null ? {} : { seconds }) }),
  image: () => ({ images: 1 }),
  video: (request, { seconds }) => ({ seconds: seconds ?? request.seconds, images: 1 }),
  transcription: (request, { segments }) => {
    const seconds = request.seconds ?? segments.at(-1)?.end;
    return seconds === undefined ? {} : { seconds };
  },
};

export interface Done<C extends Capability> {
  readonly request: Requests[C];
  readonly answer: Answers[C];
  /** As reported by the provider. */
  readonly usage: Usage;
}

/** The usage reported by the provider, completed by what can be counted without it. */
export const usageOf = <C extends Capability>(capability: C, { request, answer, usage }: Done<C>): Usage => ({
  ...SHOWN[capability](request, answer),
  ...usage,
});

/** Usage of a text whose provider reported none. */
export function estimatedUsage<C extends Capability>(capability: C, done: Done<C>, count: CountTokens): Usage {
  const most = mostUsage(capability, done.request, count);
  const text = 'text' in done.answer && capability === 'text' ? { outputTokens: count(done.answer.text) } : {};
  return { ...most, ...text, ...usageOf(capability, done) };
}
