/** JSON values as types. Pure; imports nothing. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** undefined: it is no JSON. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Most levels of what is read from files: all that works with a value recurses. An output of a stage has 200 at most. */
const MOST_LEVELS = 500;

/** As deep as nothing is that the runner writes. */
export function isTooDeep(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

/** All texts in it but keys, in their order. */
export function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (isJsonList(value)) for (const entry of value) yield* textsIn(entry);
  else if (isJsonObject(value)) for (const entry of Object.values(value)) yield* textsIn(entry);
}

/** `Array.isArray` does not narrow a list that may not be changed. */
export const isJsonList = (value: Json): value is readonly Json[] => Array.isArray(value);
