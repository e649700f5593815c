/** Reads fields of a raw map whose format is checked elsewhere: a value of the wrong type counts as absent. Pure. */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

type Fields = Readonly<Record<string, unknown>>;

export const mapAt = (map: JsonObject, key: string): JsonObject => {
  const value = map[key];
  return isJsonObject(value) ? value : {};
};
export const textAt = (map: Fields, key: string): string | null => {
  const value = map[key];
  return typeof value === 'string' ? value : null;
};
export const numberAt = (map: Fields, key: string): number | null => {
  const value = map[key];
  return typeof value === 'number' ? value : null;
};
export const booleanAt = (map: JsonObject, key: string): boolean | null => {
  const value = map[key];
  return typeof value === 'boolean' ? value : null;
};
export const listAt = (map: JsonObject, key: string): readonly Json[] => {
  const value = map[key];
  return Array.isArray(value) ? value : [];
};
export const textsAt = (map: JsonObject, key: string): readonly string[] =>
  listAt(map, key).filter((entry) => typeof entry === 'string');

/** A map whose values are all numbers (texts); others are left out. */
export const numbersAt = (map: JsonObject, key: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(mapAt(map, key)).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );
export const textMapAt = (map: JsonObject, key: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(mapAt(map, key)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** One of `choices`; the first one if the field is absent or has another value. */
export function choiceAt<const T extends string>(map: JsonObject, key: string, choices: readonly [T, ...T[]]): T {
  return choices.find((choice) => choice === map[key]) ?? choices[0];
}

/** Every string in a value with its path, except keys. */
export function* stringsOf(value: Json, path: readonly (string | number)[]): Generator<readonly [typeof path, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value)) for (const [i, entry] of value.entries()) yield* stringsOf(entry, [...path, i]);
  else if (isJsonObject(value))
    for (const [key, entry] of Object.entries(value)) yield* stringsOf(entry, [...path, key]);
}
