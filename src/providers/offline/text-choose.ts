/**
 * Chooses sentences: which of a text to tell, in which order, and to which part of a whole each belongs. Pure.
 *
 * C1. What is chosen is told in the order of its source; only feedback moves a sentence.
 * C2. No two chosen sentences say nearly the same.
 * C3. A sentence belongs to one part of a whole only, so that two parts written apart do not tell it twice.
 */
import { isJsonObject, type Json } from '../../model/json.ts';
import type { Material } from './text-material.ts';
import { wordPattern } from './text-phrases.ts';
import { asSentence, isDangling, lengthOf, overlap, termsOf, wordCount } from './text-words.ts';

interface Candidate {
  readonly text: string;
  readonly at: number;
  readonly terms: ReadonlySet<string>;
  readonly score: number;
}

const MAX_CANDIDATES = 1_500;
const MAX_CHOSEN = 80;
const SIMILAR = 0.75;

/** Sentences that may be told: spoken length, and none of the words that the show avoids. */
export function tellable(sentences: readonly string[], { show, feedback }: Material): readonly string[] {
  const banned = [...show.avoid, ...feedback.exclude].map(wordPattern);
  const excluded = feedback.exclude.map((phrase) => new Set(termsOf(phrase))).filter(({ size }) => size > 0);
  return sentences.slice(0, MAX_CANDIDATES).flatMap((sentence) => {
    const words = wordCount(sentence);
    if (words < 4 || words > 60 || lengthOf(sentence) > 420 || /[{}<>|\\]|\.\.\.$/.test(sentence)) return [];
    if (banned.some((word) => word.test(sentence))) return [];
    if (excluded.length > 0) {
      const terms = new Set(termsOf(sentence));
      if (excluded.some((unwanted) => overlap(unwanted, terms) === 1 && unwanted.size <= terms.size)) return [];
    }
    return [asSentence(sentence)];
  });
}

/** At most `most` of them. */
export function choose(sentences: readonly string[], material: Material, most: number): readonly string[] {
  const ranked = scored(sentences, material).sort((a, b) => b.score - a.score || a.at - b.at);
  const chosen: Candidate[] = [];
  for (const candidate of ranked) {
    if (chosen.length >= Math.min(most, MAX_CHOSEN)) break;
    if (chosen.every(({ terms }) => overlap(terms, candidate.terms) < SIMILAR)) chosen.push(candidate);
  }
  chosen.sort((a, b) => a.at - b.at);
  return moved(chosen, material).map(({ text }) => text);
}

function scored(sentences: readonly string[], { topic, feedback, covered }: Material): Candidate[] {
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
      (isDangling(text) ? 0.8 : 0) +
      0.5 / (1 + at);
    return { text, at, terms, score };
  });
}

/** What is to come first or last goes there. */
function moved(chosen: readonly Candidate[], { feedback }: Material): readonly Candidate[] {
  const first = new Set(feedback.first.flatMap(termsOf));
  const last = new Set(feedback.last.flatMap(termsOf));
  const rankOf = ({ terms }: Candidate): number =>
    overlap(first, terms) > 0.5 ? 0 : overlap(last, terms) > 0.5 ? 2 : 1;
  return chosen.toSorted((a, b) => rankOf(a) - rankOf(b) || a.at - b.at);
}

/** The sentences that belong to the part in focus: the closest part has it; what is close to none goes by position. */
export function ofFocus(sentences: readonly string[], { focus }: Material): readonly string[] {
  if (focus === null || focus.count === 1) return sentences;
  if (focus.siblings.length === 0) return nearestShare(sentences, focus);
  const parts = focus.siblings.map((part) => new Set(textsIn(part).flatMap(termsOf)));
  return sentences.filter((sentence, i) => {
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
}

/** One of `count` equal shares: that in which most of the planned points stand, else the one at the same position. */
function nearestShare(sentences: readonly string[], focus: NonNullable<Material['focus']>): readonly string[] {
  const shares = runsOf(sentences, focus.count);
  const planned = new Set(textsIn(focus.value).map(asSentence));
  const hits = shares.map((share) => share.filter((sentence) => planned.has(sentence)).length);
  const most = Math.max(...hits);
  return shares[most > 0 ? hits.indexOf(most) : focus.index] ?? [];
}

/** All texts below a value, at most 200. */
export function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.slice(0, 200).flatMap(textsIn).slice(0, 200);
  return isJsonObject(value) ? Object.values(value).slice(0, 200).flatMap(textsIn).slice(0, 200) : [];
}

/** Cuts a list into `count` runs of about equal length. */
export function runsOf<T>(list: readonly T[], count: number): readonly (readonly T[])[] {
  return Array.from({ length: count }, (_, i) =>
    list.slice(Math.round((i * list.length) / count), Math.round(((i + 1) * list.length) / count)),
  );
}
