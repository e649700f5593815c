/** What makes one type of provider different from another: everything that is not the same for all of the AI SDK. */
import type { Capability, Usage } from '../../model/provider.ts';
import type { SpeechRequest } from '../../ports/provider.ts';
import type { ImageModel, JSONValue, LanguageModel, SpeechModel, TranscriptionModel, VideoModel } from './loading.ts';
import type { Wire } from './wire.ts';

/** What an SDK's provider is made with, for one call. */
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
  /** What makes the wanted format of what comes; null: it came in a format of its own, and stays as it is. */
  readonly finish?: (audio: Uint8Array) => { readonly audio: Uint8Array; readonly mediaType: string } | null;
  readonly options?: VendorOptions;
  /** Said in its own field, where the vendor has one. */
  readonly emotion: 'instructions' | 'none';
}

export interface SdkKind {
  readonly type: string;
  /** null: there is none, the settings must name one. */
  readonly model: string | null;
  /** null: the package knows it. */
  readonly baseUrl: string | null;
  readonly capabilities: readonly Capability[];
  /** Under which its options go to the SDK. */
  readonly namespace: string;
  /** Environment variable that its documentation names; null: it can do without a key. */
  readonly keyName: string | null;
  /** `own`: the package may find its credentials itself (those of a cloud). */
  readonly credentials: 'configured' | 'own';
  /** For packages whose address cannot be set: the one that they ask, with `/v1`. */
  readonly fixedUrl?: string;
  /** Models that are meant where the settings name none, for hints: `speech` -> `gpt-4o-mini-tts`. */
  readonly examples?: Partial<Readonly<Record<Capability, string>>>;
  readonly models: (making: Making) => Models;
  /** `jobs`: its videos are begun, and looked at later. */
  readonly videos?: 'jobs';
  /** Beyond what the SDK knows for all. */
  readonly text?: VendorOptions;
  readonly speech?: (request: SpeechRequest) => Speaking;
  readonly spoken?: (wire: Wire) => Usage;
  /** The size that the model can do which is nearest to the wanted one. */
  readonly imageSize?: (model: string, width: number, height: number) => `${number}x${number}`;
  /** How the language of a recording is said, `en`. */
  readonly spokenIn?: (language: string, model: string) => VendorOptions;
}
