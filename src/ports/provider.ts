/**
 * A model provider: the requests it takes and the answers it returns.
 *
 * V1. One call is one external request: no retry, no fallback and no waiting for rate limits here.
 * V2. It never rejects because of the service, the network or the settings: those are a {@link ProviderFault}.
 * V3. When `signal` aborts, it ends soon with any result.
 */
import type { DurationMs, Result, UsdMicros } from '../model/brand.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Capability, FAULT_KINDS, Usage } from '../model/provider.ts';

/** A file that is shown to a model. */
export interface FilePart {
  /** Its name, for messages. */
  readonly name: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
}

export interface TextRequest {
  readonly system: string | null;
  readonly prompt: string;
  readonly images: readonly FilePart[];
  readonly files: readonly FilePart[];
  /** JSON Schema that the answer must fit; null: free text. */
  readonly schema: JsonObject | null;
  readonly temperature: number | null;
  readonly seed: number | null;
  /** Maximum number of tokens in the answer. */
  readonly maxTokens: number | null;
  /** The variables that the prompt was rendered from. `offline`, which has no model, works from these. */
  readonly material: JsonObject;
  /** The previous answer and its errors, when the model is asked to correct it. */
  readonly repair: { readonly answer: string; readonly errors: readonly string[] } | null;
}
export interface TextAnswer {
  readonly text: string;
  readonly finish: 'stop' | 'length' | 'refused' | 'other';
}

export interface SpeechRequest {
  readonly text: string;
  /** As the provider names it; null: its default. */
  readonly voice: string | null;
  /** Voices by type of provider, used instead of `voice`: a fallback provider may have other names for them. */
  readonly voices?: Readonly<Record<string, string>>;
  /** 1 is normal speed. */
  readonly speed: number;
  /** `calm`, `excited`, …: a hint. */
  readonly emotion: string | null;
  /** BCP 47; null: not specified. */
  readonly language: string | null;
  readonly format: 'wav' | 'mp3';
  readonly seed: number | null;
}
export interface SpeechAnswer {
  readonly audio: Uint8Array;
  readonly mediaType: string;
  /** null: to be read from the audio. */
  readonly seconds: number | null;
}

export interface ImageRequest {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly seed: number | null;
  readonly reference: FilePart | null;
  /** Title, colours …: what `offline` draws from. */
  readonly material: JsonObject;
}
export interface ImageAnswer {
  readonly image: Uint8Array;
  readonly mediaType: string;
}

export interface VideoRequest {
  readonly prompt: string;
  /** First frame, and the last one where it is given. */
  readonly images: readonly FilePart[];
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seed: number | null;
  /** `move` of the camera …: what `offline` works from. */
  readonly material: JsonObject;
}
export interface VideoAnswer {
  readonly video: Uint8Array;
  readonly mediaType: string;
  readonly seconds: number | null;
}

export interface TranscriptionRequest {
  readonly audio: FilePart;
  /** Length of the recording; null: its header does not say. */
  readonly seconds: number | null;
  readonly language: string | null;
}
export interface TranscriptionAnswer {
  readonly text: string;
  readonly segments: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

export interface Requests {
  readonly text: TextRequest;
  readonly speech: SpeechRequest;
  readonly image: ImageRequest;
  readonly video: VideoRequest;
  readonly transcription: TranscriptionRequest;
}
export interface Answers {
  readonly text: TextAnswer;
  readonly speech: SpeechAnswer;
  readonly image: ImageAnswer;
  readonly video: VideoAnswer;
  readonly transcription: TranscriptionAnswer;
}

export interface Answered<T> {
  readonly value: T;
  readonly usage: Usage;
  /** What the provider itself reports to have charged; null: it does not. */
  readonly usd: UsdMicros | null;
  /** The provider's id of the request, for its support. */
  readonly requestId: string | null;
  /** The response without binary parts, as it is stored. */
  readonly raw: Json;
}

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Adapts requests to the lengths and sizes that the model supports; absent: every request is supported as it is. */
export type Fits = { readonly [C in Capability]?: (request: Requests[C]) => Requests[C] };

export interface ProviderFault {
  readonly kind: FaultKind;
  readonly message: string;
  readonly status: number | null;
  readonly retryAfterMs: DurationMs | null;
  /** `no`: certainly nothing was charged. `maybe`: the request may have been processed. `yes`: `usage` was charged. */
  readonly charged: 'no' | 'maybe' | 'yes';
  readonly usage: Usage;
  readonly hint: string | null;
}

export interface ProviderContext {
  readonly signal: AbortSignal;
  /** Sent to providers that support it: the same for every try of the same logical call. */
  readonly idempotencyKey: string;
  /** The value of the provider's key; null: none is configured. */
  readonly apiKey: string | null;
  progress(done: number, total: number | null, label: string | null): void;
}

export type Reply<T> = Promise<Result<Answered<T>, ProviderFault>>;

export type JobLook<C extends Capability> =
  /** Look again after `afterMs`. */
  | { readonly type: 'working'; readonly afterMs: DurationMs; readonly fraction: number | null }
  | ({ readonly type: 'done' } & Answered<Answers[C]>)
  /** It has ended without an answer. */
  | { readonly type: 'failed'; readonly fault: ProviderFault };

/** A job that the provider processes while no connection is open. */
export interface Jobs<C extends Capability> {
  submit(request: Requests[C], context: ProviderContext): Promise<Result<{ readonly job: string }, ProviderFault>>;
  /** Checks the job once. A fault concerns this check only: the job may continue, and may still be charged. */
  poll(job: string, context: ProviderContext): Promise<Result<JobLook<C>, ProviderFault>>;
  /** Cancels as far as the provider supports it; work already done stays charged. */
  cancel(job: string, context: ProviderContext): Promise<void>;
}

/** A capability that is absent is not supported. */
export interface Provider {
  readonly type: string;
  /** The model used when the settings name none. */
  readonly model: string;
  /** Why a call would be refused before anything is sent; null, or absent: nothing is known. @param hasKey is one configured? */
  readonly unready?: (capability: Capability, hasKey: boolean) => ProviderFault | null;
  readonly fits?: Fits;
  readonly text?: (request: TextRequest, context: ProviderContext) => Reply<TextAnswer>;
  readonly speech?: (request: SpeechRequest, context: ProviderContext) => Reply<SpeechAnswer>;
  readonly image?: (request: ImageRequest, context: ProviderContext) => Reply<ImageAnswer>;
  /** A provider that makes videos has either `video` or `videoJobs`. */
  readonly video?: (request: VideoRequest, context: ProviderContext) => Reply<VideoAnswer>;
  readonly videoJobs?: Jobs<'video'>;
  readonly transcription?: (request: TranscriptionRequest, context: ProviderContext) => Reply<TranscriptionAnswer>;
}

export const isCapable = (provider: Provider, capability: Capability): boolean =>
  provider[capability] !== undefined || (capability === 'video' && provider.videoJobs !== undefined);
