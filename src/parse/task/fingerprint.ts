/**
 * The dependencies of a result, by field, and the digest over them. Pure, except for the given digest function.
 *
 * F1. The order of keys, descriptions and everything else that cannot change a result are not included.
 * F2. Everything that a stage can read is included: inputs, context and needs for commands and modules, `with` for all.
 * F3. Secrets are included by name only.
 * F4. For the run's own files, the content is included, not the location: `own-files.ts`.
 * F5. The text of a value is computed once: digests of lists and maps are cached by identity, those of short texts,
 *     which many stages of a run share, by the text.
 */
import { type Digest, digest, hexOf } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { Fingerprinted } from '../../model/state.ts';

export type Sha256 = (text: string) => Digest;

export interface Fingerprints {
  /** SHA-256 of the value's RFC 8785 text. */
  canonical(value: Json): Digest;
  /** A digest for comparison: equal values have equal digests. Large parts shared by many values are read once. */
  of(value: Json): Digest;
}

/** A replacement for a text; must not begin with a character that a JSON text can begin with, nor with `#`. */
export type CountsAs = (text: string) => string | null;

/**
 * Lists and maps with a longer text are represented by their digests, so that values that contain them stay short.
 * Longer texts are not cached: a thousand outputs of a megabyte would fill the memory of a daemon.
 */
const MAX_INLINE = 1_000;

/** Maximum number of cached digests of short texts; then the cache is cleared. */
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
  // No JSON text begins with "#", so a digest cannot be confused with a value.
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

/** Number of digits of a field's digest in `depends`; the fingerprint is computed over all digits. */
const SHOWN_DIGITS = 16;

/** One digest over all fields; in `depends` digests are shortened, because people read them in diffs. */
export function fingerprintOf(fields: ReadonlyMap<string, string>, sha256: Sha256): Fingerprinted {
  const depends: Record<string, string> = {};
  for (const [field, value] of fields) depends[field] = shortened(value);
  return { fingerprint: sha256(canonicalText(fields)), depends };
}

/** The same text as `canonicalJson` of the fields, without creating an object with keys unique to each stage. */
function canonicalText(fields: ReadonlyMap<string, string>): string {
  let text = '';
  for (const field of [...fields.keys()].sort())
    text += `${text === '' ? '{' : ','}${JSON.stringify(field)}:${JSON.stringify(fields.get(field))}`;
  return `${text || '{'}}`;
}

const shortened = (value: string): string => (/^sha256:[0-9a-f]+$/.test(value) ? hexOf(value, SHOWN_DIGITS) : value);
