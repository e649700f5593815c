/** Writes JSON values as YAML on one line, as a person would. Pure. */
import { isJsonList, type Json } from '../../model/json.ts';

/** Texts that need no quotes anywhere, even inside `[…]` and `{…}`: names, digests, e-mail addresses. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*(?:[@:][A-Za-z0-9][A-Za-z0-9_./-]*)?$/;
/** Plain texts that YAML reads as other values. */
const TAKEN = /^(?:true|false|null|yes|no|on|off)$/i;

export type KeyStyle = 'plain' | 'quoted';

/** @param keys `quoted` for files that are JSON. Text values are quoted only where they must be. */
export function flowText(value: Json, keys: KeyStyle): string {
  if (typeof value === 'string') return keys === 'plain' && isPlain(value) ? value : JSON.stringify(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isJsonList(value)) return `[${value.map((item) => flowText(item, keys)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${keyText(key, keys)}: ${flowText(item, keys)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

export const keyText = (key: string, keys: KeyStyle): string =>
  keys === 'plain' && isPlain(key) ? key : JSON.stringify(key);

const isPlain = (text: string): boolean => PLAIN.test(text) && !TAKEN.test(text);
