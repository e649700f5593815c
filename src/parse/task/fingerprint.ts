/**
 * What a result depends on, field by field, and the one digest over it. Pure but for the digests it is given.
 *
 * F1. The order of keys, descriptions and everything else that cannot change a result is not in it.
 * F2. What a stage can see is in it: a command and a module see inputs, context and needs; others only their `with`.
 * F3. A secret is in it by name only.
 * F4. Where the run keeps its files is not in it, where their content is: `own-files.ts`.
 * F5. A value of any size costs its text once: digests of lists and maps are remembered by identity, those of short
 *     texts, which most stages of a run have in common, by the text.
 */
import { type Digest, digest, hexOf } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { Fingerprinted } from '../../model/state.ts';

export type Sha256 = (text: string) => Digest;

export interface Fingerprints {
  /** SHA-256 of the value's RFC 8785 text. */
  canonical(value: Json): Digest;
  /** A digest for comparing: equal values have equal ones. Large parts shared by many values are read once. */
  of(value: Json): Digest;
}

/** What a text counts as, if not as what it says; begins with no character that a JSON text begins with, nor with `#`. */
export type CountsAs = (text: string) => string | null;

/**
 * Longer texts of lists and maps are put in as their digests, so that a value that holds a large one stays short. No
 * longer text is kept: a thousand outputs of a megabyte would fill the memory of a daemon.
 */
const MAX_INLINE = 1_000;

/** Short texts whose digests are kept; beyond it the memory starts over. */
const MOST_SHORT = 1_000;

export function createFingerprints(sha256: Sha256, countsAs: CountsAs = () => null): Fingerprints {
  const canonicals = new WeakMap<object, Digest>();
  const shorts = new Map<string, Digest>();
  const references = new WeakMap<object, string>();

  const textOf = (value: Json): string => {
    if (Array.isArray(value)) return `[${value.map(referenceOf).join(',')}]`;
    if (!isJsonObject(value)) return scalar(value);
    const keys = Object.keys(value).toSorted();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${referenceOf(value[key] ?? null)}`).join(',')}}`;
  };
  const scalar = (value: Json): string => (typeof value === 'string' ? countsAs(value) : null) ?? JSON.stringify(value);
  // "#" begins no JSON text, so a digest and a value cannot be taken for each other.
  const referenceOf = (value: Json): string => {
    if (typeof value !== 'object' || value === null) return scalar(value);
    const known = references.get(value);
    if (known !== undefined) return known;
    const text = textOf(value);
    if (text.length <= MAX_INLINE) return text;
    const reference = `#${sha256(text)}`;
    references.set(value, reference);
    return reference;
  };
  const ofText = (text: string): Digest => {
    if (text.length > MAX_INLINE) return sha256(text);
    const known = shorts.get(text);
    if (known !== undefined) return known;
    if (shorts.size === MOST_SHORT) shorts.clear();
    const made = sha256(text);
    shorts.set(text, made);
    return made;
  };

  return {
    canonical: (value) => remembered(canonicals, value, () => sha256(canonicalJson(value))),
    of: (value) => {
      const reference = referenceOf(value);
      return reference.startsWith('#') ? digest(reference.slice(1)) : ofText(reference);
    },
  };
}

function remembered(memory: WeakMap<object, Digest>, value: Json, make: () => Digest): Digest {
  if (typeof value !== 'object' || value === null) return make();
  const made = memory.get(value) ?? make();
  memory.set(value, made);
  return made;
}

/** Digits of a digest that tell two states of one field apart; the fingerprint itself is over all of them. */
const SHOWN_DIGITS = 16;

/** One digest over all fields; in `depends` digests are shortened, because people read them in diffs. */
export function fingerprintOf(fields: ReadonlyMap<string, string>, sha256: Sha256): Fingerprinted {
  const depends: Record<string, string> = {};
  for (const [field, value] of fields) depends[field] = shortened(value);
  return { fingerprint: sha256(canonicalText(fields)), depends };
}

/** What `canonicalJson` makes of them, without an object in between: each stage has fields that no other has. */
function canonicalText(fields: ReadonlyMap<string, string>): string {
  let text = '';
  for (const field of [...fields.keys()].sort())
    text += `${text === '' ? '{' : ','}${JSON.stringify(field)}:${JSON.stringify(fields.get(field))}`;
  return `${text || '{'}}`;
}

const shortened = (value: string): string => (/^sha256:[0-9a-f]+$/.test(value) ? hexOf(value, SHOWN_DIGITS) : value);
