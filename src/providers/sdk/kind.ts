/** What distinguishes one type of provider from another: everything that is not the same for all of the AI SDK. */
import type { Capability, Usage } from '../../model/provider.ts';
import type { SpeechRequest } from '../../ports/provider.ts';
import type { ImageModel, JSONValue, LanguageModel, SpeechModel, TranscriptionModel, VideoModel } from './loading.ts';
import type { Wire } from './wire.ts';

/** What the SDK's provider for one call is created with. */
export interface Making {
  /** undefined: none is configured, and no other must be used. */
  readonly apiKey: string | undefined;
  readonly baseURL: string;
  readonly fetch: typeof globalThis.fetch;
}

export interface Models {
  readonly text?: (model: string) => LanguageModel;
  readonly speech?: (model: string) => SpeechModel;
  readonly image?: (model: string) => ImageModel;
  readonly video?: (model: string) => VideoModel;
  readonly transcription?: (model: string) => TranscriptionModel;
}

export type VendorOptions = Readonly<Record<string, JSONValue>>;

export interface Speaking {
  /** Name of the format in the request. */
  readonly format: string;
  /** Converts the audio to the requested format; null: it arrived in a format of its own, and stays unchanged. */
  readonly finish?: (audio: Uint8Array) => { readonly audio: Uint8Array; readonly mediaType: string } | null;
  readonly options?: VendorOptions;
  /** How the vendor takes an emotion: in a field of its own, or not at all. */
  readonly emotion: 'instructions' | 'none';
}

export interface SdkKind {
  readonly type: string;
  /** The default; null: there is none, the settings must name one. */
  readonly model: string | null;
  /** null: the package knows it. */
  readonly baseUrl: string | null;
  readonly capabilities: readonly Capability[];
  /** The key of its options in the SDK. */
  readonly namespace: string;
  /** Environment variable for the key, as its documentation names it; null: it needs no key. */
  readonly keyName: string | null;
  /** `own`: the package may find credentials itself (those of a cloud). */
  readonly credentials: 'configured' | 'own';
  /** For packages whose address cannot be set: the address that they use, with `/v1`. */
  readonly fixedUrl?: string;
  /** Models for hints, for settings that name none: `speech` -> `gpt-realtime-2.1-mini`. */
  readonly examples?: Partial<Readonly<Record<Capability, string>>>;
  readonly models: (making: Making) => Models;
  /** `jobs`: videos are started, and polled later. */
  readonly videos?: 'jobs';
  /** Options beyond those that the SDK has for all vendors. */
  readonly text?: VendorOptions;
  readonly speech?: (request: SpeechRequest) => Speaking;
  readonly spoken?: (wire: Wire) => Usage;
  /** The size nearest to the requested one that the model can make. */
  readonly imageSize?: (model: string, width: number, height: number) => `${number}x${number}`;
  /** The options for the language of a recording, such as `en`. */
  readonly spokenIn?: (language: string, model: string) => VendorOptions;
}
