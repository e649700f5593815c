/**
 * Everything that can be drawn, and how words are matched to it. Pure.
 *
 * W1. Whole words only, in their usual forms (plural, possessive, -ing, -ed): never a part of another word.
 */
import type { Thing } from './shapes.ts';
import { HOME } from './things-home.ts';
import { LIFE } from './things-life.ts';
import { MADE } from './things-made.ts';
import { NATURE } from './things-nature.ts';

/** If two of them share a word, it means the first one. */
export const THINGS: readonly Thing[] = [...NATURE, ...LIFE, ...MADE, ...HOME].map((drawing) => ({
  ...drawing,
  name: drawing.words.split(' ', 1)[0] ?? '',
}));

const indexOf = (wordsOf: (thing: Thing) => string): ReadonlyMap<string, Thing> => {
  const entries = THINGS.flatMap((thing) =>
    wordsOf(thing)
      .split(' ')
      .map((word): [string, Thing] => [word, thing]),
  );
  return new Map(entries.toReversed());
};
const BY_NAME = indexOf(({ words }) => words);
const BY_HINT = indexOf(({ hints }) => hints ?? '');

/** @param by whether the word is a name of the thing, or associated with it. */
export function thingOf(word: string, by: 'name' | 'hint'): Thing | null {
  return lookup(by === 'name' ? BY_NAME : BY_HINT, word);
}

export const thingNamed = (name: string): Thing | null => THINGS.find((thing) => thing.name === name) ?? null;

/** The value of the first form of a word that has one. */
export function lookup<T>(values: ReadonlyMap<string, T>, word: string): T | null {
  for (const form of formsOf(word)) {
    const found = values.get(form);
    if (found !== undefined && form !== '') return found;
  }
  return null;
}

/** The word itself, then its possible base forms. @param word in lower case. */
function formsOf(word: string): readonly string[] {
  const plain = word.replace(/['’]s?$/, '');
  const forms = [plain];
  if (/[^s]s$/.test(plain)) forms.push(plain.slice(0, -1));
  if (/(?:s|x|z|ch|sh|o)es$/.test(plain)) forms.push(plain.slice(0, -2));
  if (/ies$/.test(plain)) forms.push(`${plain.slice(0, -3)}y`);
  if (/ves$/.test(plain)) forms.push(`${plain.slice(0, -3)}f`, `${plain.slice(0, -3)}fe`);
  for (const ending of ['ing', 'ed']) if (plain.endsWith(ending)) forms.push(...stemsOf(plain, ending));
  return forms;
}

/** `starring` comes from `star`, `staring` from `stare`: English doubles the last letter after one vowel. */
function stemsOf(word: string, ending: string): readonly string[] {
  const stem = word.slice(0, -ending.length);
  if (stem.length < 3) return [];
  if (/(?:^|[^aeiou])[aeiou]([bdgklmnprt])\1$/.test(stem)) return [stem.slice(0, -1), stem];
  return /(?:^|[^aeiou])[aeiou][bdgklmnprt]$/.test(stem) && !/e[nr]$/.test(stem) ? [`${stem}e`] : [stem, `${stem}e`];
}
