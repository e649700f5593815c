/**
 * Key phrases of a text: its subjects, in its own words. Pure.
 *
 * There is no dictionary of parts of speech: a word counts as a noun or an adjective if the text itself uses it after
 * an article, a preposition or a number somewhere, and its form is not that of a verb (nouns.ts).
 *
 * K1. Two words after an article say more than one: `second tank` comes before `air`.
 *
 * @source RAKE (Rose et al., 2010) for the runs between stop words, extended by that evidence.
 */
import { isInComparison, isPlainNoun, isPointing, isVague, isVerbForm, pairBehind, type Token } from './nouns.ts';
import { wordPattern } from './phrases.ts';
import { isStopWord } from './words.ts';

export interface KeyPhrase {
  readonly text: string;
  readonly count: number;
}

const BEFORE_NOUNS: ReadonlySet<string> = new Set(
  'a an the of in into from with without by on for at its their his her our your my every each no some any many few more between through under over'.split(
    ' ',
  ),
);
const AFTER_NOUNS: ReadonlySet<string> = new Set('of is are was were'.split(' '));
const MAX_WORDS = 3;

function tokensOf(sentence: string): readonly Token[] {
  const found = [...sentence.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*/gu)];
  return found.map((match, i) => {
    const end = match.index + match[0].length;
    const between = sentence.slice(end, found[i + 1]?.index ?? end + 1);
    const word = match[0].toLowerCase();
    return { text: match[0], word, stem: singular(word), stop: isStopWord(word), last: between !== ' ' };
  });
}

/** The best first; none contains another. @param about terms that the phrases should be close to; may be empty. */
export function keyPhrases(sentences: readonly string[], about: ReadonlySet<string>): readonly KeyPhrase[] {
  const lines = sentences.flatMap((sentence) => sentence.split(/(?<=[.!?])\s+/)).map(tokensOf);
  const names = namesOf(lines);
  const nouns = nounsOf(lines);
  const pairs = lines.flatMap((tokens) => pairsOf(tokens, nouns));
  const paired = new Set(pairs.map(keyOfRun));
  const singles = lines.flatMap((tokens) => runsOf(tokens, nouns)).filter((run) => !paired.has(keyOfRun(run)));
  const runs = [...pairs, ...singles.filter(([only, ...more]) => more.length > 0 || !isPlainNoun(only?.word ?? ''))];
  const counts = new Map<string, { text: string; count: number; stems: readonly string[] }>();
  for (const run of runs) {
    const stems = run.map(({ stem }) => stem);
    const known = counts.get(stems.join(' '));
    if (known) known.count += 1;
    else counts.set(stems.join(' '), { text: phraseText(run, names), count: 1, stems });
  }
  const weights = weightsOf(runs);
  const often = countsOf(lines);
  const scored = [...counts.values()].map(({ text, count, stems }) => {
    const isPair = paired.has(stems.join(' '));
    const weightOf = (stem: string): number =>
      ((isPair ? often : weights).get(stem) ?? 0) * (about.has(stem) ? 1.5 : 1);
    const weight = stems.reduce((sum, stem) => sum + weightOf(stem), 0);
    const worth = isPair ? (isVague(stems[0] ?? '') ? VAGUE_PAIR : PAIR) : 1;
    return { text, stems, count, score: (weight / stems.length ** 0.4) * (1 + Math.log2(count)) * worth };
  });
  scored.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1));
  return withoutParts(scored.slice(0, 200));
}

/** K1. */
const PAIR = 8;
/** Weight of a pair whose first word says little (`big`, `new`): less than its noun. */
const VAGUE_PAIR = 0.6;

const keyOfRun = (run: readonly Token[]): string => run.map(({ stem }) => stem).join(' ');

/** Pairs of words after an article, except in a comparison: `like a bottle of lemonade` says nothing of the subject. */
function pairsOf(tokens: readonly Token[], { heads }: Nouns): readonly (readonly Token[])[] {
  return tokens.flatMap((_, i) => {
    const pair = pairBehind(tokens, i, heads);
    return pair === null ? [] : [pair];
  });
}

/** `rockets` and `rocket` are one noun; `pushed` is not a form of the noun `push`. */
const singular = (word: string): string =>
  word
    .replace(/['’]s?$/, '')
    .replace(/(?<=[a-z]{2})ies$/, 'y')
    .replace(/(?<=x|ch|sh|ss)es$|(?<=[a-z]{2}[^su])s$/, '');

interface Nouns {
  /** Words that stand before a noun, or are one. */
  readonly any: ReadonlySet<string>;
  /** Words that end a phrase. */
  readonly heads: ReadonlySet<string>;
}

function nounsOf(lines: readonly (readonly Token[])[]): Nouns {
  const any = new Set<string>();
  const heads = new Set<string>();
  for (const tokens of lines) {
    for (const [i, { stop, word, last }] of tokens.entries()) {
      const before = tokens[i - 1];
      if (stop || /ly$/.test(word) || isVerbForm(word, before?.word ?? '')) continue;
      const after = tokens[i + 1];
      const isBehind =
        before !== undefined &&
        !before.last &&
        (isPointing(before, i - 1) || BEFORE_NOUNS.has(before.word) || /^\d/.test(before.word));
      const isNamed = i === 0 && after !== undefined && !last && AFTER_NOUNS.has(after.word);
      if (isBehind || isNamed) any.add(word);
      if ((isBehind && (last || after === undefined || (after.stop && !isPlainNoun(after.word)))) || isNamed)
        heads.add(word);
    }
  }
  return { any, heads };
}

/** The longest runs of nouns, split at punctuation. */
function runsOf(tokens: readonly Token[], { any, heads }: Nouns): readonly (readonly Token[])[] {
  const runs: Token[][] = [];
  let open: Token[] = [];
  const close = (): void => {
    while (open.length > 0 && !heads.has(open.at(-1)?.word ?? '')) open.pop();
    const run = open.slice(-MAX_WORDS);
    if (run.some(({ word }) => word.length > 2 && /\p{L}/u.test(word))) runs.push(run);
    open = [];
  };
  for (const [i, token] of tokens.entries()) {
    if (token.stop || isInComparison(tokens, i) || !any.has(token.word) || /^\d+$/.test(token.word)) close();
    else open.push(token);
    if (token.last) close();
  }
  close();
  return runs;
}

/** How often each word occurs in the text. */
function countsOf(lines: readonly (readonly Token[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { stem } of lines.flat()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** The weight of each word, from how often it occurs in a run, and with how many others. */
function weightsOf(runs: readonly (readonly Token[])[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const run of runs) {
    for (const { stem } of run) weights.set(stem, (weights.get(stem) ?? 0) + 1 + (run.length - 1) * 0.3);
  }
  return weights;
}

/** Words with a capital inside a sentence. */
const namesOf = (lines: readonly (readonly Token[])[]): ReadonlySet<string> =>
  new Set(lines.flatMap((tokens) => tokens.slice(1).flatMap(({ text }) => (/^\p{Lu}/u.test(text) ? [text] : []))));

/** A capital at the start of a sentence becomes small, unless the word is a name. */
const phraseText = (run: readonly Token[], names: ReadonlySet<string>): string =>
  run.map(({ text, word }) => (/^\p{Lu}\p{Ll}*$/u.test(text) && !names.has(text) ? word : text)).join(' ');

function withoutParts(scored: readonly (KeyPhrase & { readonly stems: readonly string[] })[]): readonly KeyPhrase[] {
  const kept: (typeof scored)[number][] = [];
  for (const phrase of scored) {
    const isPart = kept.some(({ stems }) => isWithin(phrase.stems, stems) || isWithin(stems, phrase.stems));
    if (!isPart) kept.push(phrase);
  }
  return kept;
}

const isWithin = (some: readonly string[], all: readonly string[]): boolean => some.every((stem) => all.includes(stem));

/** `the combustion chamber` if the text says it so; `the question` if it says `a good question`. */
export function withArticle(phrase: string, sentences: readonly string[]): string {
  const pattern = wordPattern(phrase);
  for (const sentence of sentences) {
    const at = placeOf(pattern, sentence);
    if (at < 0) continue;
    const before = sentence.slice(Math.max(0, at - 30), at);
    const article = /\b(the|a|an|its|their|that|this|every)\s+$/i.exec(before)?.[1]?.toLowerCase();
    if (article !== undefined) return `${/^an?$/.test(article) ? article : 'the'} ${phrase}`;
    const isPlural = /s$/.test(phrase);
    if (!isPlural && /\b(?:the|a|an|its|their|one)\s+[\p{Ll}-]+\s+$/iu.test(before)) return `the ${phrase}`;
  }
  return phrase;
}

/** Index of the phrase where it is not part of a longer one: `space`, but not in `a space station`. */
export const placeIn = (sentence: string, phrase: string): number => placeOf(wordPattern(phrase), sentence);

function placeOf(pattern: RegExp, sentence: string): number {
  const found = pattern.exec(sentence);
  if (!found) return -1;
  const next = /^\s+([\p{L}\p{N}'’-]+)/u.exec(sentence.slice(found.index + found[0].length))?.[1];
  const isEnd = next === undefined || isStopWord(next.toLowerCase()) || isVerbForm(next.toLowerCase(), '');
  return isEnd ? found.index : -1;
}
