/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, whatever the order its keys were written in. Pure.
 *
 * ECMAScript serialises numbers and strings as the RFC requires; only the keys have to be sorted, by UTF-16 units,
 * which is how JavaScript compares strings.
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
