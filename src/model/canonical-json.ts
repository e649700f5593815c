/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, whatever the order its keys were written in. Pure.
 *
 * ECMAScript's own rules for numbers and strings are those of the RFC; what is left to do is to sort the keys by
 * UTF-16 units, which is what comparing strings does.
 */
import { isJsonObject, type Json } from './json.ts';

/** @param value without lone surrogates, as JSON from a UTF-8 file is; numbers finite. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}
