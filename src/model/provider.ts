/** Who answers calls of models: settings of the project, and what a call used and cost. Plain data. */
import type { Digest, DurationMs, EpochMs, UsdMicros } from './brand.ts';
import type { JsonObject } from './json.ts';

export const CAPABILITIES = ['text', 'speech', 'image', 'video', 'transcription'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Why a call failed. `missing`: the type's package is not installed. `unsupported`: it has no such capability. */
export const FAULT_KINDS = [
  ...(['auth', 'quota', 'rate', 'refused', 'invalid', 'timeout', 'overloaded', 'network', 'bad-output'] as const),
  ...(['missing', 'unsupported'] as const),
] as const;

/** Where the value of a secret comes from; looked up at the last moment. */
export type SecretSource =
  | { readonly type: 'env'; readonly name: string }
  /** Path of a file; its content without the last line break. */
  | { readonly type: 'file'; readonly path: string }
  /** A program that prints it. */
  | { readonly type: 'command'; readonly argv: readonly string[] };

/** US dollars. A unit that is absent is not charged for, if another one is there. */
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
  /** Failures in a row, of those that say that the provider is in trouble, after which it is left alone. */
  readonly failures: number;
  /** Until one call is let through as a probe. */
  readonly cooldown: DurationMs;
}

/** The type of who answers in a run whose manifest says `replay`; `options` name the folder and the type in its place. */
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
  /** Calls at once. */
  readonly concurrency: number | null;
  readonly breaker: BreakerSettings;
  /** null: those of the price list. */
  readonly prices: Prices | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Of one call; null: the type's own. */
  readonly timeout: DurationMs | null;
  /** Names of providers that are asked instead, in this order. */
  readonly fallback: readonly string[];
  /** Passed on to the type: drills of `offline` (`fail`, `delay`, `cost`), options of an SDK. */
  readonly options: JsonObject;
}

/** Part of a stage's fingerprint: another model gives another result. */
export interface ProviderIdentity {
  readonly type: string;
  readonly model: string;
  readonly baseUrl: string | null;
}

/** What a call used, in the units that its provider counts. Absent: not said, or of no meaning. */
export interface Usage {
  /** Cached ones included. */
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  /** Of the input, kept in a cache by this call: dearer than other input. */
  readonly cacheWriteTokens?: number;
  /** Of these, kept there for an hour: dearer still. */
  readonly cacheWriteHourTokens?: number;
  /** Of the input, those of pictures that are shown to a model that draws: dearer than text. */
  readonly inputImageTokens?: number;
  /** Reasoning included. */
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly characters?: number;
  /** Of audio or video. */
  readonly seconds?: number;
  readonly images?: number;
}

/** Their names in files, in the order in which they stand there. */
export const USAGE_NAMES: Readonly<Record<keyof Usage, string>> = {
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  cacheWriteTokens: 'cache_write_tokens',
  cacheWriteHourTokens: 'cache_write_hour_tokens',
  inputImageTokens: 'input_image_tokens',
  outputTokens: 'output_tokens',
  reasoningTokens: 'reasoning_tokens',
  characters: 'characters',
  seconds: 'seconds',
  images: 'images',
};

/** `provider`: it said the price itself. `computed`: from usage and prices. `estimated`: usage was not said. */
export type CostSource = 'provider' | 'computed' | 'estimated' | 'unknown';

/** What a budget is of: a call with its attempt, a stage, the run, all runs of a day; `unknown`: a cost without a price. */
export type BudgetScope = 'attempt' | 'stage' | 'run' | 'day' | 'unknown';

/** A call that a budget does not cover. */
export interface UncoveredCall {
  /** Address of the task that asked for it. */
  readonly task: string;
  readonly model: string;
}

/** One call of a model, once it is known how it ended. */
export interface CallRecord {
  readonly capability: Capability;
  /** Name in the config, of the provider that was really asked. */
  readonly provider: string;
  readonly type: string;
  readonly model: string;
  readonly at: EpochMs;
  readonly durationMs: number;
  /** null: unknown, then `source` is `unknown`. */
  readonly usd: UsdMicros | null;
  readonly source: CostSource;
  readonly usage: Usage;
  /** Of the prices it was computed with. */
  readonly prices: Digest | null;
  /** Code of its failure; null: it was answered. */
  readonly error: string | null;
}
