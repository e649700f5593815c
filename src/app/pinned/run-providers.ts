/**
 * The providers of a generation: their identities are frozen when it begins; how they are reached is up to the config.
 *
 * Keys, limits, headers and timeouts may change at any moment; another model means another result.
 */
import type { Config } from '../../model/config.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { allStages, type Pipeline, type Stage } from '../../model/pipeline.ts';
import { type Prices, type ProviderIdentity, type ProviderSettings, REPLAY } from '../../model/provider.ts';
import { textAt, textsAt } from '../../parse/json/fields.ts';
import { asksModels, providerNamed } from '../../parse/pipeline/model-settings.ts';
import { OFFLINE } from '../../parse/providers.ts';

/** By the name that the pipeline uses. */
export type Providers = ReadonlyMap<string, ProviderSettings>;

/** Does a stage of the pipeline, or of its sub-pipelines, call a model? */
export const callsModels = (pipeline: Pipeline): boolean =>
  allStages(pipeline).some(({ uses }) => asksModels({ uses }));

/** The provider that the calls of a stage go to first; null: it makes none. */
export const providerOf = ({ uses, with: settings }: Stage, providers: Providers): ProviderSettings | null =>
  asksModels({ uses }) ? (providers.get(providerNamed(settings)) ?? null) : null;

/** null: there is no provider of this name. */
export function providerIdentity(providers: Providers, name: string): ProviderIdentity | null {
  const settings = providers.get(name);
  if (!settings) return null;
  const { type, model, baseUrl, options } = settings;
  // Another folder may contain other answers.
  return { type, model: model ?? '', baseUrl: type === REPLAY ? textAt(options, 'folder') : baseUrl };
}

/** In the form of the index of a generation, without the settings that may hold secrets. */
export function frozenProviders(providers: Providers): JsonObject {
  const frozen = [...providers].map(([role, { name, type, model, baseUrl, prices, fallback, options }]) => [
    role,
    { name, type, model, base_url: baseUrl, prices: prices === null ? null : { ...prices }, fallback, options } as Json,
  ]);
  return Object.fromEntries(frozen);
}

/** @param frozen undefined: the generation began before providers were frozen. */
export function thawedProviders(frozen: Json | undefined, { providers }: Config): Providers {
  if (!isJsonObject(frozen)) return new Map(Object.entries(providers));
  const thawed = Object.entries(frozen).flatMap(([role, entry]): [string, ProviderSettings][] => {
    if (!isJsonObject(entry)) return [];
    const name = textAt(entry, 'name') ?? role;
    const now = providers[name] ?? providers[role] ?? providers.offline;
    if (!now) return [];
    const fixed = {
      type: textAt(entry, 'type') ?? now.type,
      model: textAt(entry, 'model'),
      baseUrl: textAt(entry, 'base_url'),
      prices: isJsonObject(entry.prices) ? pricesIn(entry.prices) : null,
      fallback: textsAt(entry, 'fallback'),
      options: isJsonObject(entry.options) ? entry.options : {},
    };
    return [[role, { ...now, name, ...fixed }]];
  });
  return new Map(thawed);
}

interface Asking {
  readonly pipeline: Pipeline;
  readonly providers: Providers;
}

/** May the run call a provider that costs money and is not replaced by recorded calls? */
export const asksReal = ({ pipeline, providers }: Asking): boolean =>
  callsModels(pipeline) && [...providers.values()].some(({ type }) => type !== OFFLINE && type !== REPLAY);

/** The providers to call while recording: those that recorded calls stand for. */
export const realProviders = (providers: Providers, { providers: now }: Config): Providers =>
  new Map(
    [...providers].map(([role, one]) => {
      const real = one.type === REPLAY ? now[one.name] : undefined;
      const { type } = one.options;
      const { model, baseUrl } = one;
      return [role, real && typeof type === 'string' ? { ...real, type, model, baseUrl } : one];
    }),
  );

function pricesIn(raw: JsonObject): Prices {
  const known = Object.entries(raw).filter(([, price]) => typeof price === 'number');
  return Object.fromEntries(known);
}
