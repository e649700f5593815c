/** `providers:` of the config, and changes to it by a manifest. Pure. */
import { didYouMean } from '../core/nearest.ts';
import { durationMs } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { listNames } from '../model/list-names.ts';
import type { Manifest } from '../model/manifest.ts';
import { ownValue } from '../model/own-value.ts';
import {
  type Capability,
  FAULT_KINDS,
  type Prices,
  type ProviderSettings,
  REPLAY,
  type SecretSource,
} from '../model/provider.ts';
import { durationAt, parseDuration } from './duration.ts';
import { mapAt, numberAt, textAt, textMapAt, textsAt } from './json/fields.ts';
import type { Mistake } from './schema/mistakes.ts';
import { describeValue } from './schema/wording.ts';
import type { YamlDocument } from './yaml/document.ts';

const FAILURES = 5;
const COOLDOWN = durationMs(30_000);

/** The provider that exists without being declared. */
export const OFFLINE = 'offline';

export function providersOf(raw: JsonObject): Config['providers'] {
  const named = Object.entries(raw).map(([name, entry]) => [name, providerOf(name, isJsonObject(entry) ? entry : {})]);
  return { [OFFLINE]: providerOf(OFFLINE, { type: OFFLINE }), ...Object.fromEntries(named) };
}

function providerOf(name: string, raw: JsonObject): ProviderSettings {
  const breaker = mapAt(raw, 'breaker');
  return {
    name,
    type: textAt(raw, 'type') ?? OFFLINE,
    model: textAt(raw, 'model'),
    baseUrl: textAt(raw, 'base_url'),
    apiKey: 'api_key' in raw ? secretSource(mapAt(raw, 'api_key')) : null,
    requestsPerMinute: numberAt(raw, 'requests_per_minute'),
    tokensPerMinute: numberAt(raw, 'tokens_per_minute'),
    concurrency: numberAt(raw, 'concurrency'),
    breaker: {
      failures: numberAt(breaker, 'failures') ?? FAILURES,
      cooldown: durationAt(breaker, 'cooldown') ?? COOLDOWN,
    },
    prices: 'prices' in raw ? pricesOf(mapAt(raw, 'prices')) : null,
    headers: textMapAt(raw, 'headers'),
    timeout: durationAt(raw, 'timeout'),
    fallback: textsAt(raw, 'fallback'),
    options: mapAt(raw, 'options'),
  };
}

/** The schema ensures that there is exactly one of the three keys. */
export function secretSource(raw: JsonObject): SecretSource {
  const [file, argv] = [textAt(raw, 'file'), textsAt(raw, 'command')];
  if (file !== null) return { type: 'file', path: file };
  return argv.length > 0 ? { type: 'command', argv } : { type: 'env', name: textAt(raw, 'env') ?? '' };
}

const UNITS: readonly (readonly [keyof Prices, string])[] = [
  ['perRequest', 'per_request'],
  ['inputPerMillionTokens', 'input_per_million_tokens'],
  ['cachedInputPerMillionTokens', 'cached_input_per_million_tokens'],
  ['outputPerMillionTokens', 'output_per_million_tokens'],
  ['perThousandCharacters', 'per_thousand_characters'],
  ['perSecond', 'per_second'],
  ['perImage', 'per_image'],
];

function pricesOf(raw: JsonObject): Prices {
  const said = UNITS.flatMap(([unit, key]) => {
    const price = numberAt(raw, key);
    return price === null ? [] : [[unit, price] as const];
  });
  return Object.fromEntries(said);
}

/** Names in `fallback` that are not providers. */
export function unknownFallbacks(document: YamlDocument, raw: JsonObject): readonly Diagnostic[] {
  const providers = mapAt(raw, 'providers');
  const known = [...new Set([...Object.keys(providers), OFFLINE])];
  return Object.keys(providers).flatMap((name) =>
    textsAt(mapAt(providers, name), 'fallback').flatMap((other, index) => {
      const place = document.at(['providers', name, 'fallback', index]);
      return known.includes(other) ? [] : [unknownProvider(other, known, place)];
    }),
  );
}

/** Options of all types of the AI SDK; other packages may have more. */
const SDK_OPTIONS = ['structured', 'stream', 'provider_options'];
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  offline: ['fail', 'delay', 'cost', 'seed'],
  openai: [...SDK_OPTIONS, 'api'],
  anthropic: SDK_OPTIONS,
  elevenlabs: SDK_OPTIONS,
  'openai-compatible': SDK_OPTIONS,
};
interface Form {
  readonly fits: (value: Json) => boolean;
  readonly told: string;
  /** A list of such values is allowed too. */
  readonly isList?: true;
}
const OUTCOMES = ['ok', ...FAULT_KINDS];
const VALUES: Readonly<Record<string, Form>> = {
  structured: { fits: (value) => value === 'prompt', told: 'prompt' },
  stream: { fits: (value) => typeof value === 'boolean', told: 'true or false' },
  api: { fits: (value) => value === 'chat', told: 'chat' },
  fail: {
    fits: (value) => typeof value === 'string' && OUTCOMES.includes(value),
    told: `one of ${OUTCOMES.join(', ')}`,
    isList: true,
  },
  delay: {
    fits: (value) =>
      typeof value === 'string' ? parseDuration(value) !== null : typeof value === 'number' && value >= 0,
    told: 'a duration such as 200ms',
  },
  cost: { fits: (value) => typeof value === 'number' && value >= 0, told: 'US dollars a call, such as 0.02' },
  seed: { fits: (value) => Number.isSafeInteger(value), told: 'a whole number' },
};

/** As src/providers make them; any other type is a package, which has to be loaded to know. */
export const CAPABLE: Readonly<Record<string, readonly Capability[]>> = {
  offline: ['text', 'speech', 'image', 'video'],
  openai: ['text', 'speech', 'image', 'video', 'transcription'],
  anthropic: ['text'],
  elevenlabs: ['speech', 'transcription'],
  'openai-compatible': ['text', 'image'],
};
const TYPES = Object.keys(OPTIONS);
/** Not the name of a package. */
export const isBuiltIn = (type: string): boolean => TYPES.includes(type);
/** Required keys of our own types. */
const NEEDED: Readonly<Record<string, readonly string[]>> = { 'openai-compatible': ['base_url', 'model'] };
const NEEDED_OF_PACKAGES = ['model'];
const PACKAGE_NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/**
 * Misspelt types, and missing keys that a type requires. Any other type is the name of a package; if it is not
 * installed, that is not a mistake in the file, and `doctor` reports it.
 */
export function typeMistakes(document: YamlDocument, raw: JsonObject): readonly Diagnostic[] {
  const providers = mapAt(raw, 'providers');
  return Object.keys(providers).flatMap((name): readonly Diagnostic[] => {
    const provider = mapAt(providers, name);
    const type = textAt(provider, 'type') ?? '';
    const form = PACKAGE_NAME.exec(type);
    if (!form) return []; // the format says it
    const isOurs = isBuiltIn(type);
    const meant = isOurs || form[1] !== undefined ? undefined : didYouMean(type, TYPES);
    if (meant !== undefined) return [unknownType(type, meant, document.at(['providers', name, 'type']))];
    const needed = isOurs ? (NEEDED[type] ?? []) : NEEDED_OF_PACKAGES;
    return needed
      .filter((key) => !(key in provider))
      .map((key) => missingKey(type, key, document.atKey(['providers', name, key])));
  });
}

const unknownType = (type: string, hint: string, at: Diagnostic['at']): Diagnostic =>
  anError('format/bad-value', `there is no provider type "${type}"`, { at, hint });

const missingKey = (type: string, key: string, at: Diagnostic['at']): Diagnostic =>
  anError('format/missing-key', `a provider of type "${type}" needs the key "${key}"`, {
    at,
    hint: `add "${key}:"${isBuiltIn(type) ? '' : `, or use a built-in type: ${listNames(TYPES)}`}`,
  });

/** A hint for a type that is not a valid name, and for a key that is written in place of its source. */
export function configHint({ path, type }: Mistake, value: Json | undefined): string | undefined {
  const isSecret = (path[0] === 'providers' && path[2] === 'api_key') || path[0] === 'secrets';
  if (isSecret && type === 'wrong-type' && typeof value === 'string') {
    const named = /^\$?\{?([A-Z][A-Z0-9_]*)\}?$/.exec(value)?.[1];
    const what = path[0] === 'secrets' ? 'the secret' : 'the key';
    return named === undefined
      ? `put ${what} into an environment variable, and write { env: NAME } with its name`
      : `write { env: ${named} }`;
  }
  if (path[0] === 'http' && type === 'bad-value' && typeof value === 'string') {
    const host = URL.parse(value.includes('://') ? value : `http://${value}`)?.host;
    return host ? `write ${path[1] === 'allow_hosts' ? host.replace(/:\d+$/, '') : host}` : undefined;
  }
  const variable = typeof value === 'string' ? /^\$\{?(\w+)\}?$/.exec(value)?.[1] : undefined;
  if (path.at(-1) === 'env' && variable !== undefined) return `write ${variable}`;
  const isType = path.length === 3 && path[0] === 'providers' && path[2] === 'type' && type === 'bad-value';
  return isType && typeof value === 'string' ? didYouMean(value, TYPES) : undefined;
}

/** Options that would be ignored silently. */
export function unknownOptions(document: YamlDocument, raw: JsonObject): readonly Diagnostic[] {
  return Object.entries(mapAt(raw, 'providers')).flatMap(([name, entry]) => {
    const provider = isJsonObject(entry) ? entry : {};
    const type = textAt(provider, 'type') ?? OFFLINE;
    const known = ownValue(OPTIONS, type);
    if (!known) return [];
    return Object.entries(mapAt(provider, 'options')).flatMap(([option, value]): readonly Diagnostic[] => {
      const path = ['providers', name, 'options', option];
      if (!known.includes(option)) {
        const message = `the type "${type}" has no option "${option}"`;
        const hint = didYouMean(option, known) ?? `it has: ${listNames(known)}`;
        return [anError('format/unknown-key', message, { at: document.atKey(path), hint })];
      }
      const form = ownValue(VALUES, option);
      if (form?.isList && Array.isArray(value))
        return value.flatMap((one, index) =>
          misfit(form, `an entry of "${option}"`, one, document.at([...path, index])),
        );
      return form ? misfit(form, `"${option}"`, value, document.at(path)) : [];
    });
  });
}

function misfit({ fits, told }: Form, subject: string, value: Json, at: Diagnostic['at']): readonly Diagnostic[] {
  if (fits(value)) return [];
  const message = `${subject} must be ${told}, but it is ${describeValue(value)}`;
  return [anError('format/bad-value', message, { at })];
}

/** Timeouts of 0: every call would end before it began. */
export function zeroTimeouts(document: YamlDocument, raw: JsonObject): readonly Diagnostic[] {
  const providers = mapAt(raw, 'providers');
  return Object.keys(providers).flatMap((name): readonly Diagnostic[] => {
    if (durationAt(mapAt(providers, name), 'timeout') !== 0) return [];
    const message = '"timeout" must be more than zero';
    const hint = 'leave the key out for the default limit';
    return [anError('duration/invalid', message, { at: document.at(['providers', name, 'timeout']), hint })];
  });
}

/** Has the provider the capability, or one of those that stand in for it? @returns true where only a package can tell. */
export function canAnswer(providers: Config['providers'], name: string, capability: Capability): boolean {
  const asked = new Set([name]);
  for (const one of asked) {
    const { type, fallback } = ownValue(providers, one) ?? { type: '', fallback: [] };
    if (ownValue(CAPABLE, type)?.includes(capability) ?? true) return true;
    for (const other of fallback) asked.add(other);
  }
  return false;
}

/** Names in `providers:` of a manifest that are not in the config. */
export function checkManifestProviders(
  document: YamlDocument,
  { providers }: Pick<Config, 'providers'>,
): readonly Diagnostic[] {
  const known = Object.keys(providers);
  const switches = mapAt(isJsonObject(document.value) ? document.value : {}, 'providers');
  return Object.entries(switches).flatMap(([from, to]) => [
    ...(known.includes(from) ? [] : [unknownProvider(from, known, document.atKey(['providers', from]))]),
    ...(typeof to !== 'string' || known.includes(to)
      ? []
      : [unknownProvider(to, known, document.at(['providers', from]))]),
  ]);
}

export const unknownProvider = (name: string, known: readonly string[], at: Diagnostic['at']): Diagnostic =>
  anError('pipeline/unknown-provider', `there is no provider "${name}"`, {
    at,
    hint:
      didYouMean(name, known) ??
      `declare it under "providers:" of pipeline-runner.config.yaml; it has: ${listNames(known)}`,
  });

/** The providers of a run, with the replacements of the manifest: other providers, or recorded calls. */
export const switchedProviders = (
  { providers }: Pick<Config, 'providers'>,
  { providers: switches, replay }: Pick<Manifest, 'providers' | 'replay'>,
): ReadonlyMap<string, ProviderSettings> =>
  new Map(
    Object.entries(providers).map(([name, own]) => {
      const to = ownValue(switches, name);
      const one = (to === undefined ? undefined : providers[to]) ?? own;
      return [name, replay === null || one.type === OFFLINE ? one : replayed(one, replay)];
    }),
  );

/** The settings that affect the question stay part of the identity. */
const replayed = ({ type, ...real }: ProviderSettings, folder: string): ProviderSettings => ({
  ...real,
  type: REPLAY,
  options: { folder, type },
});
