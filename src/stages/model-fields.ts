/**
 * Reads the settings of kinds that call models from their resolved `with`. Pure.
 *
 * Literal values were checked at validation; the values of expressions were not.
 */
import type { Size } from '../media/camera.ts';
import { artifactNameHint, isArtifactName } from '../model/artifact-name.ts';
import { ok, type Result, type UsdMicros } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { microsOf } from '../model/money.ts';
import { allOf, kindOf, optionalText, textOf, wrongField } from './fields.ts';

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
}

/** `otherwise` when the key is absent or null. Numeric text counts as a number. */
export function numberIn<T>(
  settings: JsonObject,
  key: string,
  { otherwise, ...range }: Range & { readonly otherwise: T },
): Result<number | T, Failure> {
  const value = settings[key];
  if (value === undefined || value === null) return ok(otherwise);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number))
    return wrongField(`${key} is ${kindOf(value)}, but must be a number`);
  const { min, max, whole } = range;
  if (number < min || number > max) return wrongField(`${key} is ${number}, but it must be from ${min} to ${max}`);
  if (whole && !Number.isInteger(number)) return wrongField(`${key} is ${number}, but it must be a whole number`);
  return ok(number);
}

const MOST_SEED = 2 ** 31 - 1;

export const seedIn = (settings: JsonObject): Result<number | null, Failure> =>
  numberIn(settings, 'seed', { min: 0, max: MOST_SEED, whole: true, otherwise: null });

/** As {@link optionalText}; null and blank text count as absent. */
export function textIn<T>(settings: JsonObject, key: string, otherwise: T): Result<string | T, Failure> {
  const text = optionalText(settings[key] ?? undefined, key, otherwise);
  return text.ok && typeof text.value === 'string' && text.value.trim() === '' ? ok(otherwise) : text;
}

/** One of `choices`; `otherwise` when the key is absent or null. */
export function choiceIn<T extends string, D>(
  settings: JsonObject,
  key: string,
  { choices, otherwise }: { readonly choices: readonly T[]; readonly otherwise: D },
): Result<T | D, Failure> {
  const text = textIn(settings, key, null);
  if (!text.ok) return text;
  if (text.value === null) return ok(otherwise);
  const found = choices.find((choice) => choice === text.value);
  return found === undefined
    ? wrongField(`${key} is "${text.value}", but must be one of: ${choices.join(', ')}`)
    : ok(found);
}

/** An empty list when the key is absent or null. */
export function listIn(settings: JsonObject, key: string): Result<readonly Json[], Failure> {
  const value = settings[key] ?? [];
  return Array.isArray(value) ? ok(value) : wrongField(`${key} is ${kindOf(value)}, but must be a list`);
}

export function textsIn(settings: JsonObject, key: string): Result<readonly string[], Failure> {
  const list = listIn(settings, key);
  return list.ok ? allOf(list.value.map((entry, index) => textOf(entry, `${key}[${index}]`))) : list;
}

const LEAST_SIDE = 16;
const MOST_SIDE = 8192;
/** Maximum number of pixels of an image. */
const MOST_PIXELS = 4096 * 4096;

/** `1080x1920`. */
export function sizeIn(settings: JsonObject, otherwise: Size): Result<Size, Failure> {
  const text = textIn(settings, 'size', null);
  if (!text.ok) return text;
  if (text.value === null) return ok(otherwise);
  const match = /^\s*(\d{1,5})\s*[x×]\s*(\d{1,5})\s*$/i.exec(text.value);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  if (!match) return wrongField(`size is "${text.value}", but must be a width and a height, such as 1080x1920`);
  if (Math.min(width, height) < LEAST_SIDE || Math.max(width, height) > MOST_SIDE || width * height > MOST_PIXELS) {
    const range = `each side from ${LEAST_SIDE} to ${MOST_SIDE}, at most 4096x4096 in total`;
    return wrongField(`size is ${width}x${height}, but it must be in range: ${range}`);
  }
  return ok({ width, height });
}

/** Limit for one call; `max_cost` is a number in the file. */
export const maxCostIn = ({ max_cost: dollars }: JsonObject): UsdMicros | null =>
  typeof dollars === 'number' ? microsOf(dollars) : null;

export const providerIn = (settings: JsonObject): Result<string, Failure> => textIn(settings, 'provider', 'offline');

/** Name of the artifact. */
export function nameIn(settings: JsonObject, otherwise: string): Result<string, Failure> {
  const to = textIn(settings, 'to', otherwise);
  if (!to.ok || isArtifactName(to.value)) return to;
  const message = `to is ${JSON.stringify(to.value)}, which is not a safe name for an artifact`;
  return wrongField(message, artifactNameHint(to.value));
}
