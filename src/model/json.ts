/** JSON values as types. Pure; imports nothing. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `Array.isArray` does not narrow a list that may not be changed. */
export const isJsonList = (value: Json): value is readonly Json[] => Array.isArray(value);
