/** JSON values as types. Pure. */
import { ownValue } from './own-value.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns undefined when the text is not JSON. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Maximum depth of values read from files, since all code that works with them recurses. Outputs have at most 200
 * levels.
 */
const MOST_LEVELS = 500;

/** Is the value nested deeper than anything the runner writes? */
export function isTooDeep(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

/** A character as ASCII-only JSON writes it. */
export const jsonEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** All strings in the value except keys, in order. */
export function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (isJsonList(value)) for (const entry of value) yield* textsIn(entry);
  else if (isJsonObject(value)) for (const entry of Object.values(value)) yield* textsIn(entry);
}

/** A copy with other leaves (everything but lists and maps) and, if wanted, other keys. */
export function withLeaves(value: Json, leafOf: (leaf: Json) => Json, keyOf = (key: string): string => key): Json {
  if (isJsonList(value)) return value.map((entry) => withLeaves(entry, leafOf, keyOf));
  if (!isJsonObject(value)) return leafOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [keyOf(key), withLeaves(entry, leafOf, keyOf)]),
  );
}

/** The value at a path; undefined: there is none. A list index may be given as text. */
export function jsonAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (here !== undefined && isJsonList(here)) here = here[Number(step)];
    else here = typeof step === 'string' && isJsonObject(here) ? ownValue(here, step) : undefined;
  }
  return here;
}

/** The steps of a JSON Pointer. @source RFC 6901. */
export const pointerSteps = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Deep equality; the order of keys does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** `Array.isArray` does not narrow to a readonly array. */
export const isJsonList = (value: Json): value is readonly Json[] => Array.isArray(value);
