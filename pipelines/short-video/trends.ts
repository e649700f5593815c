/**
 * What many sources write about just now, and whether that is news to this show. Pure.
 *
 * 1. The same entries, in whatever order, and the same earlier themes give the same answer: "now" is the date of the newest entry.
 * 2. Every figure is between 0 and 1, and the report says where it comes from.
 */
import { byDate, type Entry } from './feeds.ts';

export interface Earlier {
  readonly theme: string;
  readonly keywords: readonly string[];
}

export interface Cluster {
  readonly theme: string;
  readonly keywords: readonly string[];
  readonly entries: readonly Entry[];
  /** How many different feeds. */
  readonly sources: number;
  readonly frequency: number;
  readonly recency: number;
  readonly novelty: number;
  readonly score: number;
}

const STOP = new Set(
  (
    'about above after again against almost already also although always among another anybody anything are around away back because been ' +
    'before begin being below better between both came can cannot come comes could does done down each else enough even ever every ' +
    'everything find first from gets give gives goes hardly has have here home how into its itself just keep kind know known less let ' +
    'lets like little long look made make makes many may might more most much must near never new nobody not nothing now off often old ' +
    'once one only other our out over own part people same see seen she should since some somebody something still such take takes than ' +
    'that the their them then there these they thing things this those through time too took turn under until upon very want was way ' +
    'well were what when where which while who whole why will with within without world would year years you your today day days ' +
    'hundred thousand million minute for and but nor yet was his her him had did has say says said'
  ).split(' '),
);
/** Entries that share so much are about the same thing. */
const ALIKE = 0.09;
/** After so many days news counts half. */
const HALF_LIFE_DAYS = 3;
const DAY = 86_400_000;
const WEIGHTS = { frequency: 0.45, recency: 0.25, novelty: 0.3 };

/** The best first; equal ones by theme. */
export function clustersOf(unsorted: readonly Entry[], earlier: readonly Earlier[]): readonly Cluster[] {
  const entries = [...unsorted].sort(byDate);
  const vectors = vectorsOf(entries);
  const groups = grouped(vectors);
  const dates = entries.flatMap(({ published }) => (published === null ? [] : [Date.parse(published)]));
  const now = Math.max(0, ...dates);
  const most = Math.max(...groups.map((group) => weightOf(group.map((index) => entries[index]))));
  return groups
    .map((group) => clusterOf({ group, entries, vectors, earlier, now, most }))
    .sort((a, b) => b.score - a.score || a.theme.localeCompare(b.theme, 'en'));
}

interface Whole {
  readonly group: readonly number[];
  readonly entries: readonly Entry[];
  readonly vectors: readonly Vector[];
  readonly earlier: readonly Earlier[];
  readonly now: number;
  readonly most: number;
}

function clusterOf({ group, entries, vectors, earlier, now, most }: Whole): Cluster {
  const own = group.flatMap((index) => entries[index] ?? []);
  const keywords = keywordsOf(group.flatMap((index) => [...(vectors[index] ?? [])]));
  const figures = {
    frequency: rounded(weightOf(own) / most),
    recency: rounded(mean(own.map((entry) => freshness(entry, now)))),
    novelty: rounded(noveltyOf(keywords, earlier)),
  };
  const { frequency, recency, novelty } = figures;
  const score = rounded(WEIGHTS.frequency * frequency + WEIGHTS.recency * recency + WEIGHTS.novelty * novelty);
  const sources = new Set(own.flatMap(({ source, also }) => [source.name, ...also])).size;
  return { theme: themeOf(own, keywords), keywords, entries: own, sources, ...figures, score };
}

/** Several feeds that write about it say more than one feed that does so several times. */
function weightOf(entries: readonly (Entry | undefined)[]): number {
  const own = entries.filter((entry) => entry !== undefined);
  const sources = new Set(own.flatMap(({ source, also }) => [source.name, ...also])).size;
  return Math.log2(1 + own.length) * Math.sqrt(Math.max(1, sources));
}

/** An entry without a date counts as a week old. */
function freshness({ published }: Entry, now: number): number {
  const age = published === null ? 7 : Math.max(0, now - Date.parse(published)) / DAY;
  return 0.5 ** (age / HALF_LIFE_DAYS);
}

/** 1: nothing of it was in a video of this show. The first keywords count most. */
function noveltyOf(keywords: readonly string[], earlier: readonly Earlier[]): number {
  const weights = keywords.map((_, index) => keywords.length - index);
  const shared = earlier.map(({ theme, keywords: old }) => {
    const known = new Set([...old, ...termsOf(theme)]);
    return sum(weights.filter((_, index) => known.has(keywords[index] ?? ''))) / Math.max(1, sum(weights));
  });
  return 1 - Math.max(0, ...shared);
}

export function termsOf(text: string): readonly string[] {
  const found = text.toLowerCase().match(/\p{L}[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return found
    .filter((word) => !STOP.has(word))
    .map(stem)
    .filter((word) => word.length > 2 && !STOP.has(word));
}

/** `spiders` and `spider's` are `spider`; nothing cleverer, which would be wrong in other languages. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

type Vector = ReadonlyMap<string, number>;

/** How much each term says about an entry: often in it, rare in the others, more in its title. Of length 1. */
function vectorsOf(entries: readonly Entry[]): readonly Vector[] {
  const counts = entries.map(({ title, text }) => counted([...termsOf(title), ...termsOf(title), ...termsOf(text)]));
  const known = counted(counts.flatMap((count) => [...count.keys()]));
  return counts.map((count) => {
    const weights = [...count].map(
      ([term, times]) => [term, Math.log1p(times) * Math.log(1 + entries.length / (known.get(term) ?? 1))] as const,
    );
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  });
}

function counted(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/**
 * Joins the two groups that are most alike, on average over their entries, until none are alike enough.
 *
 * @source Lance and Williams (1967): the average of a joined group follows from those of its halves.
 */
function grouped(vectors: readonly Vector[]): readonly (readonly number[])[] {
  const groups: (number[] | null)[] = vectors.map((_, index) => [index]);
  const alike = vectors.map((a) => vectors.map((b) => product(a, b)));
  for (;;) {
    const best = mostAlike(groups, alike);
    const a = groups[best.a];
    const b = groups[best.b];
    if (best.value < ALIKE || !a || !b) return groups.filter((group) => group !== null);
    for (const [other, row] of alike.entries()) {
      const value = (a.length * at(alike, best.a, other) + b.length * at(alike, best.b, other)) / (a.length + b.length);
      row[best.a] = value;
      const own = alike[best.a];
      if (own) own[other] = value;
    }
    a.push(...b);
    groups[best.b] = null;
  }
}

function mostAlike(groups: readonly (readonly number[] | null)[], alike: readonly (readonly number[])[]) {
  const best = { a: 0, b: 0, value: 0 };
  for (const [a, row] of alike.entries()) {
    if (!groups[a]) continue;
    for (let b = a + 1; b < row.length; b += 1) {
      const value = row[b] ?? 0;
      if (value > best.value && groups[b]) Object.assign(best, { a, b, value });
    }
  }
  return best;
}

const at = (rows: readonly (readonly number[])[], a: number, b: number): number => rows[a]?.[b] ?? 0;

function product(a: Vector, b: Vector): number {
  return sum([...a].map(([term, weight]) => weight * (b.get(term) ?? 0)));
}

/** The five that say most over all entries of a group. */
function keywordsOf(terms: readonly (readonly [string, number])[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const [term, weight] of terms) sums.set(term, (sums.get(term) ?? 0) + weight);
  return [...sums]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'))
    .slice(0, 5)
    .map(([term]) => term);
}

/** Two or three words that stand together in several entries and are among the keywords; else the best title. */
function themeOf(entries: readonly Entry[], keywords: readonly string[]): string {
  const phrases = entries.flatMap(({ title, text }) => [...new Set(phrasesOf(`${title}. ${text}`, keywords))]);
  const [best] = [...counted(phrases)]
    .filter(([, times]) => times > 1)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'));
  return best?.[0] ?? entries[0]?.title ?? '';
}

function phrasesOf(text: string, keywords: readonly string[]): readonly string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}\p{N}]*|[.!?,;:]/gu) ?? [];
  return words.flatMap((word, index) => {
    const next = words[index + 1] ?? '';
    return [word, next].every((part) => keywords.includes(stem(part))) ? [`${word} ${next}`] : [];
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / Math.max(1, numbers.length);
const rounded = (number: number): number => Math.round(number * 1000) / 1000;
