/** Keys that would reach the prototype of a JavaScript object: no map that a person writes has them. Pure. */
import { isJsonList, type Json } from '../../model/json.ts';

const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isUnsafeKey = (key: string): boolean => UNSAFE.has(key);

/** A part of a dotted name counts as a key. */
export const isUnsafeName = (name: string): boolean =>
  name.includes('.') ? name.split('.').some(isUnsafeKey) : isUnsafeKey(name);

/** As deep as outputs of stages may be: all that works with a value recurses. */
const MOST_LEVELS = 200;

/** Of what was parsed, and not of its text, where a key can be written with escapes. */
export function isSafeJson(value: Json, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (isJsonList(value)) return value.every((entry) => isSafeJson(entry, levels - 1));
  return Object.entries(value).every(([key, entry]) => !isUnsafeName(key) && isSafeJson(entry, levels - 1));
}
