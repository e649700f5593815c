/** Keys that would reach the prototype of a JavaScript object: no map that a person writes has them. Pure. */
import { isJsonList, isJsonObject, type Json } from '../../model/json.ts';

const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isUnsafeKey = (key: string): boolean => UNSAFE.has(key);

/** A part of a dotted name counts as a key. */
export const isUnsafeName = (name: string): boolean =>
  name.includes('.') ? name.split('.').some(isUnsafeKey) : isUnsafeKey(name);

/** Of what was parsed, and not of its text, where a key can be written with escapes. */
export function hasUnsafeKeys(value: Json): boolean {
  if (isJsonList(value)) return value.some(hasUnsafeKeys);
  return isJsonObject(value) && Object.entries(value).some(([key, inner]) => isUnsafeName(key) || hasUnsafeKeys(inner));
}
