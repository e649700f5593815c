/** Makes a text fit the bounds of its place: length, pattern, format. Pure. */
import type { JsonObject } from '../../../model/json.ts';
import { madeFormat, matchesFormat } from './formats.ts';
import { LENSES } from './lenses.ts';
import { madeFrom, matchesPattern } from './pattern.ts';
import { asList, numberOr, PATTERNS } from './schema.ts';
import { asSentence, capital, cutTo, lengthOf, slugOf } from './words.ts';

export interface TextBounds {
  readonly min: number;
  readonly max: number;
  readonly patterns: readonly string[];
  readonly format: string | null;
}

/** If a text would be cut below this length, another one that is short enough is better. */
const SHORT = 100;
const FILL = LENSES.flatMap(({ question, points }) => [question, ...points]).filter((text) => !text.includes('{'));

export function boundsOf(schema: JsonObject): TextBounds {
  const { minLength, maxLength, format } = schema;
  return {
    min: numberOr(minLength, 0),
    max: numberOr(maxLength, Number.POSITIVE_INFINITY),
    patterns: asList(schema[PATTERNS]).filter((pattern) => typeof pattern === 'string'),
    format: typeof format === 'string' ? format : null,
  };
}

/**
 * Candidates that fit, the best first; never empty: if none fits, the closest text.
 *
 * @param variant increases with each attempt to get another text.
 */
export function fitted(candidates: readonly string[], bounds: TextBounds, variant: number): readonly string[] {
  const { format, patterns } = bounds;
  if (format !== null) {
    const given = candidates.filter((text) => matchesFormat(text, format));
    const made = madeFormat(format, slugOf(candidates[0] ?? ''), variant);
    const all = [...given, ...(made === null ? [] : [made])].filter((text) => isFit(text, bounds));
    if (all.length > 0) return all;
    if (made !== null && patterns.length === 0) return [made];
  }
  const uncut = candidates.slice(0, 4).filter((text) => isFit(text, bounds));
  if (uncut.length > 0 && uncut[0] !== candidates[0] && bounds.max < SHORT) return uncut;
  const fit = candidates.map((text) => sized(text, bounds)).filter((text) => isFit(text, bounds));
  if (fit.length > 0) return fit;
  const shaped = candidates
    .slice(0, 6)
    .flatMap((text) => shapesOf(text, variant))
    .filter((text) => isFit(text, bounds));
  if (shaped.length > 0) return shaped;
  const made = patterns.flatMap((pattern) => madeFrom(pattern, bounds.min, variant) ?? []);
  const both = [made.join(''), made.toReversed().join(''), made.join(' ')];
  const exact = [...made, ...both].find((text) => isFit(text, bounds));
  return [exact ?? made[0] ?? sized(candidates[0] ?? '', bounds)];
}

function isFit(text: string, { min, max, patterns }: TextBounds): boolean {
  const length = min > 0 || max < Number.POSITIVE_INFINITY ? lengthOf(text) : 0;
  return length >= min && length <= max && patterns.every((pattern) => matchesPattern(text, pattern) !== false);
}

/** The text, cut or extended to the allowed length. */
function sized(text: string, { min, max }: TextBounds): string {
  const short = max < Number.POSITIVE_INFINITY ? cutTo(text, max) : text;
  if (min === 0 || lengthOf(short) >= min) return short;
  let long = short;
  for (let i = 0; lengthOf(long) < min; i += 1) {
    const next = FILL[i % FILL.length] ?? 'What else?';
    long = long === '' ? next : `${long.length > 20 ? asSentence(long) : long} ${next}`;
    if (i > 20_000) return long;
  }
  const cut = max < Number.POSITIVE_INFINITY ? cutTo(long, max) : long;
  return lengthOf(cut) >= min
    ? cut
    : [...long]
        .slice(0, Math.max(min, Math.min(max, lengthOf(long))))
        .join('')
        .replace(/\s$/, '.');
}

/** Usual spellings of names, for patterns that require one of them. */
function shapesOf(text: string, variant: number): readonly string[] {
  const slug = slugOf(text);
  const words = slug.split('-').filter((word) => word !== '');
  const tail = variant > 0 ? `${variant + 1}` : '';
  const names = [
    slug,
    words.join('_'),
    words.map(capital).join(''),
    words.map((word, i) => (i === 0 ? word : capital(word))).join(''),
    words.join(''),
    words[0] ?? '',
  ];
  const cut = [...new Set(names)]
    .filter((name) => name !== '')
    .flatMap((name) =>
      [48, 32, 24, 16, 10].map((n) =>
        name.length > n - tail.length ? name.slice(0, n - tail.length).replace(/[-_]+$/, '') : name,
      ),
    );
  const spelled = [...new Set(cut)].flatMap((name) => [
    ...(tail === '' ? [name] : [`${name}-${tail}`, `${name}_${tail}`, `${name}${tail}`]),
    name.toUpperCase(),
    `#${name}`,
  ]);
  const plain = text
    .replace(/[^\p{L}\p{N} ]+/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return [
    plain,
    plain.toLowerCase(),
    plain.toUpperCase(),
    asSentence(text),
    text.replace(/[.!?]+$/, ''),
    ...spelled,
    tail || '1',
  ];
}
