/**
 * Keys of the items of a `foreach`: safe path segments, unique, and the same for the same list. Pure.
 *
 * K1. A safe key is used unchanged; an unsafe one becomes a readable part and a digest of the whole.
 * K2. Keys are compared without case: they name folders, and some file systems do not tell `A` from `a`.
 */
import { DEVICE_NAME } from '../../model/artifact-name.ts';
import { err, type ItemKey, itemKey, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';
import { SAFE_NAME } from '../text/safe-name.ts';

type HexOf = (text: string) => string;

const DIGEST_DIGITS = 12;
const MAX_READABLE = 48;

const failure = (code: string, message: string, hint: string): Failure => ({ code, message, retry: 'never', hint });

/** Keys by value: the first digits of each item's digest; equal items get `-2`, `-3` … */
export function keysByDigest(digests: readonly string[]): readonly ItemKey[] {
  const seen = new Map<string, number>();
  return digests.map((hex) => {
    const key = hex.slice(0, DIGEST_DIGITS);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return itemKey(count === 1 ? key : `${key}-${count}`);
  });
}

/** @param hexOf hex digits of a text's digest. */
export function keysByValue(values: readonly Json[], hexOf: HexOf): Result<readonly ItemKey[], Failure> {
  const keys: ItemKey[] = [];
  const places = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    if (typeof value !== 'string' && typeof value !== 'number') {
      const kind =
        value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : String(value);
      const message = `the key of item ${index + 1} is ${kind}`;
      return err(failure('expr/bad-key', message, 'let `key` be text or a number'));
    }
    const key = safeKey(String(value), hexOf);
    const other = places.get(key.toLowerCase());
    if (other !== undefined) {
      const message = clash(`items ${other + 1} and ${index + 1}`, String(values[other]), String(value));
      return err(failure('expr/duplicate-key', message, 'let `key` name something that differs, or leave it out'));
    }
    places.set(key.toLowerCase(), index);
    keys.push(key);
  }
  return ok(keys);
}

/** K2. */
const clash = (items: string, one: string, other: string): string =>
  one !== other && one.toLowerCase() === other.toLowerCase()
    ? `${items} have the keys "${one}" and "${other}", which differ only in case`
    : `${items} both have the key "${other}"`;

function safeKey(text: string, hexOf: HexOf): ItemKey {
  if (SAFE_NAME.test(text) && !DEVICE_NAME.test(text) && !text.endsWith('.')) return itemKey(text);
  const readable = text
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, MAX_READABLE)
    .replace(/-+$/, '');
  return itemKey([readable, hexOf(text).slice(0, DIGEST_DIGITS)].filter((part) => part !== '').join('-'));
}
