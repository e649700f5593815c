/**
 * Chooses sentences: which of a text to tell, in which order, and to which part of a whole each belongs. Pure.
 *
 * C1. The chosen sentences keep the order of their source; only feedback moves one.
 * C2. No two chosen sentences say nearly the same.
 * C3. A sentence belongs to one part of a whole only, so that two parts written separately do not repeat it.
 * C4. A sentence that depends on the previous one (`It does not.`) follows it directly, or is left out.
 */
import { type Json, textsIn } from '../../../model/json.ts';
import type { Focus, Material } from './material.ts';
import { wordPattern } from './phrases.ts';
import { asSentence, lengthOf, overlap, termsOf, wordCount } from './words.ts';

interface Candidate {
  readonly text: string;
  readonly at: number;
  readonly terms: ReadonlySet<string>;
  readonly score: number;
}

const MAX_CANDIDATES = 1_500;
const MAX_CHOSEN = 80;
const SIMILAR = 0.75;

/** Sentences that may be told: of a length that can be spoken, without words that the show avoids. */
export function tellable(sentences: readonly string[], material: Material): readonly string[] {
  const { show, feedback, isStory } = material;
  const banned = [...show.avoid, ...feedback.exclude].map(wordPattern);
  const excluded = feedback.exclude.map((phrase) => new Set(termsOf(phrase))).filter(({ size }) => size > 0);
  const told = sentences.slice(0, MAX_CANDIDATES).flatMap((sentence) => {
    const words = wordCount(sentence);
    if ((words < 4 && !isStory) || words > 60 || lengthOf(sentence) > 420 || /[{}<>|\\]|\.\.\.$/.test(sentence))
      return [];
    if (banned.some((word) => word.test(sentence))) return [];
    if (excluded.length > 0) {
      const terms = new Set(termsOf(sentence));
      if (excluded.some((unwanted) => overlap(unwanted, terms) === 1 && unwanted.size <= terms.size)) return [];
    }
    return [asSentence(sentence)];
  });
  return grounded(told, material);
}

/** C4. */
export function grounded(sentences: readonly string[], { hangsOn }: Material): readonly string[] {
  const kept: string[] = [];
  for (const text of sentences) {
    const before = hangsOn.get(text);
    if (before === undefined || kept.at(-1) === before) kept.push(text);
  }
  return kept;
}

/** Chooses at most `most` sentences. */
export function choose(sentences: readonly string[], material: Material, most: number): readonly string[] {
  const all = scored(sentences, material);
  const chosen = new Set<Candidate>();
  for (const candidate of all.toSorted((a, b) => b.score - a.score || a.at - b.at)) {
    const fresh = chainOf(candidate, all, material).filter((link) => !chosen.has(link));
    if (fresh.length === 0 || chosen.size + fresh.length > Math.min(most, MAX_CHOSEN)) continue;
    if ([...chosen].every(({ terms }) => overlap(terms, candidate.terms) < SIMILAR))
      for (const link of fresh) chosen.add(link);
  }
  const told = [...chosen].sort((a, b) => a.at - b.at).map(({ text }) => text);
  return grounded(moved(told, material), material);
}

/** Groups sentences that depend on each other; a group moves as a block. */
export function blocksIn(sentences: readonly string[], { hangsOn }: Material): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  for (const text of sentences) {
    const last = blocks.at(-1);
    const before = hangsOn.get(text);
    if (last && before !== undefined && last.at(-1) === before) last.push(text);
    else blocks.push([text]);
  }
  return blocks;
}

/** A sentence with those that it depends on; empty if one of them may not be told. */
function chainOf(candidate: Candidate, all: readonly Candidate[], { hangsOn }: Material): readonly Candidate[] {
  const chain = [candidate];
  for (let first = candidate; hangsOn.has(first.text); ) {
    const before = all[first.at - 1];
    if (before === undefined || before.text !== hangsOn.get(first.text)) return [];
    chain.unshift(before);
    first = before;
  }
  return chain;
}

function scored(sentences: readonly string[], { topic, feedback, covered, hangsOn }: Material): Candidate[] {
  const termSets = sentences.map((sentence) => new Set(termsOf(sentence)));
  const counts = new Map<string, number>();
  for (const terms of termSets) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const used = new Set(covered.flatMap(termsOf));
  return sentences.map((text, at) => {
    const terms = termSets[at] ?? new Set<string>();
    let weight = 0;
    for (const term of terms) weight += Math.log2(1 + (counts.get(term) ?? 0));
    const central = terms.size === 0 ? 0 : weight / Math.sqrt(terms.size) / Math.log2(2 + sentences.length);
    const score =
      central +
      overlap(topic.terms, terms) +
      2 * overlap(feedback.terms, terms) -
      overlap(used, terms) -
      (hangsOn.has(text) ? 0.8 : 0) +
      0.5 / (1 + at);
    return { text, at, terms, score };
  });
}

/** Moves what is to come first or last, together with what depends on it. */
function moved(chosen: readonly string[], material: Material): readonly string[] {
  const { feedback } = material;
  const first = new Set(feedback.first.flatMap(termsOf));
  const last = new Set(feedback.last.flatMap(termsOf));
  const isIn = (wanted: ReadonlySet<string>, text: string): boolean => overlap(wanted, new Set(termsOf(text))) > 0.5;
  const rankOf = (block: readonly string[]): number =>
    block.some((text) => isIn(first, text)) ? 0 : block.some((text) => isIn(last, text)) ? 2 : 1;
  return blocksIn(chosen, material)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .flat();
}

/** The sentences of the part in focus: each belongs to the closest part, or by position if it is close to none. */
export function ofFocus(sentences: readonly string[], material: Material): readonly string[] {
  const { focus } = material;
  if (focus === null || focus.count === 1) return sentences;
  if (focus.siblings.length === 0) return nearestShare(sentences, focus, material);
  const parts = focus.siblings.map((part) => new Set(someTextsIn(part).flatMap(termsOf)));
  const own = sentences.filter((sentence, i) => {
    const terms = new Set(termsOf(sentence));
    let best = -1;
    let closest = 0.34;
    for (const [n, part] of parts.entries()) {
      const shared = overlap(terms, part);
      if (shared <= closest) continue;
      closest = shared;
      best = n;
    }
    return (best < 0 ? Math.floor((i / sentences.length) * focus.count) : best) === focus.index;
  });
  return grounded(own, material);
}

/** One of `count` equal shares: the one with most of the planned points, else the one at the part's position. */
function nearestShare(sentences: readonly string[], focus: Focus, material: Material): readonly string[] {
  const shares = runsOf(sentences, focus.count, material);
  const planned = new Set(someTextsIn(focus.value).map(asSentence));
  const hits = shares.map((share) => share.filter((sentence) => planned.has(sentence)).length);
  const most = Math.max(...hits);
  return shares[most > 0 ? hits.indexOf(most) : focus.index] ?? [];
}

/** Up to 200 texts inside a value. */
export const someTextsIn = (value: Json): readonly string[] => textsIn(value).take(200).toArray();

/**
 * Cuts a text into `count` runs of similar length: near a start of a paragraph if possible, never before a dependent
 * sentence.
 */
export function runsOf(list: readonly string[], count: number, material: Material): readonly (readonly string[])[] {
  const cuts = count < 1 ? [] : [0];
  for (let i = 1; i < count; i += 1)
    cuts.push(
      cutNear(
        Math.round((i * list.length) / count),
        { list, after: cuts.at(-1) ?? 0, count, left: count - i },
        material,
      ),
    );
  return cuts.map((from, i) => list.slice(from, cuts[i + 1] ?? list.length));
}

function cutNear(
  wish: number,
  { list, after, count, left }: { list: readonly string[]; after: number; count: number; left: number },
  { starts, hangsOn }: Material,
): number {
  const costOf = (at: number): number =>
    Math.abs(at - wish) +
    (hangsOn.has(list[at] ?? '') ? list.length : 0) -
    (starts.has(list[at] ?? '') ? Math.max(0.5, (0.4 * list.length) / count) : 0);
  // Every run has at least one sentence, as long as there are enough.
  const from = Math.min(after + 1, list.length);
  const to = Math.max(from, list.length - left);
  const places = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return places.reduce((best, at) => (costOf(at) < costOf(best) ? at : best), places[0] ?? wish);
}
