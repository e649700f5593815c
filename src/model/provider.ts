/** Model providers: their settings, and what a call used and cost. Plain data. */
import type { Digest, DurationMs, EpochMs, UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';

export const CAPABILITIES = ['text', 'speech', 'image', 'video', 'transcription'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * Reasons why a call failed. `missing`: the package is not installed. `unsupported`: the provider lacks the capability.
 */
export const FAULT_KINDS = [
  ...(['auth', 'quota', 'rate', 'refused', 'invalid', 'timeout', 'overloaded', 'network', 'bad-output'] as const),
  ...(['missing', 'unsupported'] as const),
] as const;

/** Where the value of a secret comes from; looked up at the last moment. */
export type SecretSource =
  | { readonly type: 'env'; readonly name: string }
  /** Path of a file that contains it; a line break at its end is removed. */
  | { readonly type: 'file'; readonly path: string }
  /** A program that prints it. */
  | { readonly type: 'command'; readonly argv: readonly string[] };

/** Types whose requests for speech have to name a voice: the API has no default. */
export const VOICE_REQUIRED: readonly string[] = ['elevenlabs'];

/** OpenAI's models that speak in a session instead of answering one request, and charge for tokens. */
export const isLiveModel = (model: string | null): boolean => model?.startsWith('gpt-realtime') ?? false;

/** US dollars. If any unit has a price, units without one are free. */
export interface Prices {
  readonly perRequest?: number;
  readonly inputPerMillionTokens?: number;
  readonly cachedInputPerMillionTokens?: number;
  readonly outputPerMillionTokens?: number;
  readonly perThousandCharacters?: number;
  readonly perSecond?: number;
  readonly perImage?: number;
}

export interface BreakerSettings {
  /** Consecutive failures that indicate a problem of the provider, after which no calls are made. */
  readonly failures: number;
  /** Time until one call is made as a probe. */
  readonly cooldown: DurationMs;
}

/** Type of the provider in a run with `replay`; its `options` name the folder and the type that it replaces. */
export const REPLAY = 'replay';

/** An entry of `providers:` of the config. */
export interface ProviderSettings {
  readonly name: string;
  /** `offline`, `openai`, `anthropic`, `openai-compatible`, `elevenlabs`, or the package of an AI SDK provider. */
  readonly type: string;
  /** null: the type's own default, if it has one. */
  readonly model: string | null;
  readonly baseUrl: string | null;
  readonly apiKey: SecretSource | null;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  /** Maximum number of concurrent calls. */
  readonly concurrency: number | null;
  readonly breaker: BreakerSettings;
  /** null: from the price list. */
  readonly prices: Prices | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Limit of one call; null: the type's default. */
  readonly timeout: DurationMs | null;
  /** Names of providers to call instead, in this order. */
  readonly fallback: readonly string[];
  /** Passed to the type: drills of `offline` (`fail`, `delay`, `cost`), options of an SDK. */
  readonly options: JsonObject;
}

/** A server on this machine, which costs nothing. */
export function isOwnServer({ baseUrl }: ProviderSettings): boolean {
  const host = baseUrl === null ? null : URL.parse(baseUrl)?.hostname;
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host ?? '');
}

/** Part of a stage's fingerprint: another model gives another result. */
export interface ProviderIdentity {
  readonly type: string;
  readonly model: string;
  readonly baseUrl: string | null;
}

/** What a call used, in the units that its provider counts. Absent: not reported, or not applicable. */
export interface Usage {
  /** Including cached ones. */
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  /** The part of the input that this call wrote to a cache: more expensive than other input. */
  readonly cacheWriteTokens?: number;
  /** The part of these that is cached for an hour: more expensive still. */
  readonly cacheWriteHourTokens?: number;
  /** The part of the input that is images given to an image model: more expensive than text. */
  readonly inputImageTokens?: number;
  /** Including reasoning. */
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  /** The part of the output that is sound: more expensive than text. */
  readonly outputAudioTokens?: number;
  readonly characters?: number;
  /** Length of audio or video. */
  readonly seconds?: number;
  readonly images?: number;
}

/** Their names in files, in the order in which they are written. */
export const USAGE_NAMES: Readonly<Record<keyof Usage, string>> = {
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  cacheWriteTokens: 'cache_write_tokens',
  cacheWriteHourTokens: 'cache_write_hour_tokens',
  inputImageTokens: 'input_image_tokens',
  outputTokens: 'output_tokens',
  reasoningTokens: 'reasoning_tokens',
  outputAudioTokens: 'output_audio_tokens',
  characters: 'characters',
  seconds: 'seconds',
  images: 'images',
};

/** `provider`: it reported the price. `computed`: from usage and prices. `estimated`: the usage was not reported. */
export type CostSource = 'provider' | 'computed' | 'estimated' | 'unknown';

/**
 * What a budget applies to: an attempt, a stage, the run, all runs of a day. `unknown`: a call without a known price.
 */
export type BudgetScope = 'attempt' | 'stage' | 'run' | 'day' | 'unknown';

/** A call that a budget does not cover. */
export interface UncoveredCall {
  /** Address of the task that asked for it. */
  readonly task: string;
  readonly model: string;
}

/** One model call whose outcome is known. */
export interface CallRecord {
  readonly capability: Capability;
  /** Name, in the config, of the provider that was actually called. */
  readonly provider: string;
  readonly type: string;
  readonly model: string;
  readonly at: EpochMs;
  readonly durationMs: number;
  /** null: unknown, then `source` is `unknown`. */
  readonly usd: UsdMicros | null;
  readonly source: CostSource;
  readonly usage: Usage;
  /** Digest of the prices that the cost was computed with; null: none. */
  readonly prices: Digest | null;
  /** Code of its failure; null: it was answered. */
  readonly error: string | null;
}
