/** The providers of a config and of a run. Pure. */
import { durationMs } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { ownValue } from '../model/own-value.ts';
import { type Capability, type Prices, type ProviderSettings, REPLAY, type SecretSource } from '../model/provider.ts';
import { durationAt } from './duration.ts';
import { mapAt, numberAt, textAt, textMapAt, textsAt } from './json/fields.ts';

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

/** As src/providers make them; any other type is a package, which has to be loaded to know. */
export const CAPABLE: Readonly<Record<string, readonly Capability[]>> = {
  offline: ['text', 'speech', 'image', 'video'],
  openai: ['text', 'speech', 'image', 'video', 'transcription'],
  anthropic: ['text'],
  elevenlabs: ['speech', 'transcription'],
  'openai-compatible': ['text', 'image'],
};
export const TYPES = Object.keys(CAPABLE);
/** Not the name of a package. */
export const isBuiltIn = (type: string): boolean => TYPES.includes(type);

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
