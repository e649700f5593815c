/**
 * Any other provider of the AI SDK, named by its package: `type: "@ai-sdk/mistral"`.
 *
 * B1. The type is the plain name of a package: never a path, an address or a module of Node.
 * B2. Its capabilities are the methods of the object that the package's `create…` function returns.
 */
import { isBuiltin } from 'node:module';
import { err, ok, type Result } from '../model/brand.ts';
import { CAPABILITIES, type Capability, type ProviderSettings } from '../model/provider.ts';
import type { Provider, ProviderFault } from '../ports/provider.ts';
import { fault } from './fault.ts';
import type { Making, Models, SdkKind } from './sdk/kind.ts';
import {
  type ImageModel,
  type LanguageModel,
  loadAi,
  loadSdk,
  type SpeechModel,
  type TranscriptionModel,
  type VideoModel,
} from './sdk/loading.ts';
import { sdkProvider } from './sdk.ts';

/** The methods that a provider may have, named as in the specification of the SDK. */
interface Made {
  readonly languageModel: (model: string) => LanguageModel;
  readonly speechModel?: (model: string) => SpeechModel;
  readonly imageModel?: (model: string) => ImageModel;
  readonly videoModel?: (model: string) => VideoModel;
  readonly transcriptionModel?: (model: string) => TranscriptionModel;
}
type Create = (options: Readonly<Record<string, unknown>>) => unknown;

const PACKAGE = /^(?:@[a-z0-9][a-z0-9._~-]*\/)?[a-z0-9][a-z0-9._~-]*$/;
const LONGEST_NAME = 214;

export const isPackageName = (name: string): boolean =>
  name.length <= LONGEST_NAME && PACKAGE.test(name) && !isBuiltin(name);

export async function createByPackage(settings: ProviderSettings): Promise<Result<Provider, ProviderFault>> {
  const { type, name, model } = settings;
  if (!isPackageName(type)) return err(unknownType(settings));
  const loaded = await loadSdk<Readonly<Record<string, unknown>>>({
    provider: name,
    package: type,
    load: () => import(type),
  });
  // A name without a scope is more likely a typo than a package.
  if (!loaded.ok) return loaded.error.kind === 'missing' && !type.startsWith('@') ? err(unknownType(settings)) : loaded;
  const create = creatorIn(loaded.value, type);
  if (!create) {
    const message = `the provider "${name}" needs an AI SDK provider package, and ${type} is not one`;
    return err(fault('invalid', message, { hint: 'these packages are named `@ai-sdk/…`' }));
  }
  if (model === null) {
    const message = `the provider "${name}" (${type}) has no \`model\``;
    return err(fault('invalid', message, { hint: 'set `model:` at the provider' }));
  }
  const ai = await loadAi(name);
  const jobs = ai.ok && 'experimental_startVideo' in ai.value && beginsVideos(create, model);
  return ok(sdkProvider({ ...kindOf(type, create), ...(jobs ? { videos: 'jobs' } : {}) }, settings));
}

function unknownType({ name, type }: ProviderSettings): ProviderFault {
  const shown = JSON.stringify(type.slice(0, 100));
  const message = `the provider "${name}" has the type ${shown}, which is neither a built-in type nor an installed package`;
  const hint = 'use offline, openai, anthropic, openai-compatible, elevenlabs, or a package such as @ai-sdk/mistral';
  return fault('missing', message, { hint });
}

const isCreate = (value: unknown): value is Create => typeof value === 'function';

/** `createMistral` for `@ai-sdk/mistral`; otherwise the first `create…` export, usually the only one. */
function creatorIn(exported: Readonly<Record<string, unknown>>, name: string): Create | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = `create${plain(name.split('/').at(-1) ?? '')}`;
  const creators = Object.entries(exported).filter(([key, value]) => /^create[A-Z]/.test(key) && isCreate(value));
  const found = creators.find(([key]) => plain(key) === wanted) ?? creators[0];
  const create = found?.[1];
  return isCreate(create) && isMade(tried(create)) ? create : null;
}

/** The provider, created without settings to see its capabilities; nothing is sent. */
function tried(create: Create): unknown {
  try {
    return create({ apiKey: 'none', baseURL: 'http://127.0.0.1' });
  } catch {
    return null;
  }
}

function isMade(value: unknown): value is Made {
  const isThing = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isThing && 'languageModel' in value && typeof value.languageModel === 'function';
}

const MAKERS = {
  text: 'languageModel',
  speech: 'speechModel',
  image: 'imageModel',
  video: 'videoModel',
  transcription: 'transcriptionModel',
} as const satisfies Record<Capability, keyof Made>;

function kindOf(type: string, create: Create): SdkKind {
  const sample = tried(create);
  const made = isMade(sample) ? sample : null;
  return {
    type,
    model: null,
    baseUrl: null,
    capabilities: CAPABILITIES.filter((capability) => made !== null && canMake(made, MAKERS[capability])),
    namespace: namespaceOf(made) ?? type.split('/').at(-1) ?? type,
    keyName: null,
    credentials: 'own',
    models: (making) => modelsOf(create, making),
  };
}

/** Can a video job of this model be started and polled later? */
function beginsVideos(create: Create, model: string): boolean {
  const made = tried(create);
  try {
    const video = isMade(made) ? made.videoModel?.(model) : undefined;
    return typeof video === 'object' && 'doStart' in video && 'doStatus' in video;
  } catch {
    return false;
  }
}

/** Packages also have methods that only throw that there is no such model. */
function canMake(made: Made, maker: keyof Made): boolean {
  try {
    return made[maker] !== undefined && Reflect.apply(made[maker], made, ['any']) !== undefined;
  } catch {
    return false;
  }
}

/** `google` for `google.generative-ai`: the key under which models look for their options. */
function namespaceOf(made: Made | null): string | null {
  try {
    const model = made?.languageModel('any');
    return typeof model === 'object' ? (model.provider.split('.')[0] ?? null) : null;
  } catch {
    return null;
  }
}

function modelsOf(create: Create, { apiKey, baseURL, fetch }: Making): Models {
  // Replicate calls its key `apiToken`.
  const key = apiKey ? { apiKey, apiToken: apiKey } : {};
  const made = create({ fetch, ...key, ...(baseURL === '' ? {} : { baseURL }) });
  if (!isMade(made)) throw new Error('it provides no models');
  const { languageModel, speechModel, imageModel, videoModel, transcriptionModel } = made;
  return {
    text: (model) => languageModel.call(made, model),
    ...(speechModel ? { speech: (model) => speechModel.call(made, model) } : {}),
    ...(imageModel ? { image: (model) => imageModel.call(made, model) } : {}),
    ...(videoModel ? { video: (model) => videoModel.call(made, model) } : {}),
    ...(transcriptionModel ? { transcription: (model) => transcriptionModel.call(made, model) } : {}),
  };
}
