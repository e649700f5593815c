/** Mistakes in `providers:` of the config and of a manifest that a JSON Schema cannot express. Pure. */
import { didYouMean } from '../core/nearest.ts';
import type { Config } from '../model/config.ts';
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { listNames } from '../model/list-names.ts';
import { ownValue } from '../model/own-value.ts';
import { FAULT_KINDS } from '../model/provider.ts';
import { durationAt, parseDuration } from './duration.ts';
import { mapAt, textAt, textsAt } from './json/fields.ts';
import { isBuiltIn, OFFLINE, TYPES } from './providers.ts';
import { describeValue } from './schema/wording.ts';
import type { YamlDocument } from './yaml/document.ts';

interface Entry {
  readonly document: YamlDocument;
  readonly name: string;
  readonly provider: JsonObject;
}

/** In the config. */
export function providerMistakes(document: YamlDocument, raw: JsonObject): readonly Diagnostic[] {
  const providers = mapAt(raw, 'providers');
  const known = [...new Set([...Object.keys(providers), OFFLINE])];
  return Object.keys(providers).flatMap((name) => {
    const entry = { document, name, provider: mapAt(providers, name) };
    return [...unknownFallbacks(entry, known), ...unknownOptions(entry), ...typeMistakes(entry), ...zeroTimeout(entry)];
  });
}

/** Names in `fallback` that are not providers. */
const unknownFallbacks = ({ document, name, provider }: Entry, known: readonly string[]): readonly Diagnostic[] =>
  textsAt(provider, 'fallback').flatMap((other, index) => {
    const place = document.at(['providers', name, 'fallback', index]);
    return known.includes(other) ? [] : [unknownProvider(other, known, place)];
  });

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

/** Options that would be ignored silently. */
function unknownOptions({ document, name, provider }: Entry): readonly Diagnostic[] {
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
      return value.flatMap((one, index) => misfit(form, `an entry of "${option}"`, one, document.at([...path, index])));
    return form ? misfit(form, `"${option}"`, value, document.at(path)) : [];
  });
}

function misfit({ fits, told }: Form, subject: string, value: Json, at: Diagnostic['at']): readonly Diagnostic[] {
  if (fits(value)) return [];
  const message = `${subject} must be ${told}, but it is ${describeValue(value)}`;
  return [anError('format/bad-value', message, { at })];
}

/** Required keys of our own types. */
const NEEDED: Readonly<Record<string, readonly string[]>> = { 'openai-compatible': ['base_url', 'model'] };
const NEEDED_OF_PACKAGES = ['model'];
const PACKAGE_NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/**
 * Misspelt types, and missing keys that a type requires. Any other type is the name of a package; if it is not
 * installed, that is not a mistake in the file, and `doctor` reports it.
 */
function typeMistakes({ document, name, provider }: Entry): readonly Diagnostic[] {
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
}

const unknownType = (type: string, hint: string, at: Diagnostic['at']): Diagnostic =>
  anError('format/bad-value', `there is no provider type "${type}"`, { at, hint });

const missingKey = (type: string, key: string, at: Diagnostic['at']): Diagnostic =>
  anError('format/missing-key', `a provider of type "${type}" needs the key "${key}"`, {
    at,
    hint: `add "${key}:"${isBuiltIn(type) ? '' : `, or use a built-in type: ${listNames(TYPES)}`}`,
  });

/** A timeout of 0: every call would end before it began. */
function zeroTimeout({ document, name, provider }: Entry): readonly Diagnostic[] {
  if (durationAt(provider, 'timeout') !== 0) return [];
  const message = '"timeout" must be more than zero';
  const hint = 'leave the key out for the default limit';
  return [anError('duration/invalid', message, { at: document.at(['providers', name, 'timeout']), hint })];
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
