/** Keys that would access the prototype of a JavaScript object; legitimate maps do not have them. Pure. */
import { isJsonList, isJsonObject, type Json } from '../../model/json.ts';

const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isUnsafeKey = (key: string): boolean => UNSAFE.has(key);

/** Is the name, or a part of it between dots, unsafe? */
export const isUnsafeName = (name: string): boolean =>
  name.includes('.') ? name.split('.').some(isUnsafeKey) : isUnsafeKey(name);

/** Checks the parsed value, not the text, in which a key can be written with escapes. */
export function hasUnsafeKeys(value: Json): boolean {
  if (isJsonList(value)) return value.some(hasUnsafeKeys);
  return isJsonObject(value) && Object.entries(value).some(([key, inner]) => isUnsafeName(key) || hasUnsafeKeys(inner));
}
