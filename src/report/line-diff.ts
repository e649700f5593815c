/** The lines in which two versions of a text differ, as a diff shows them. Pure. */
import { noPaint, type Paint } from './paint.ts';
import { harmless } from './words.ts';

/** A line end that changed is no difference. */
export const lineDiff = (before: string, after: string, paint: Paint = noPaint): string =>
  differing(linesOf(before), linesOf(after))
    .map(([sign, line]) => `${paint(sign === '-' ? 'red' : 'green', `${sign} ${harmless(line)}`)}\n`)
    .join('');

type Line = readonly [sign: '-' | '+', line: string];

/** Pairs of lines that are held against each other: a number for each is in memory. */
const MOST_PAIRS = 4_000_000;

/** What is only in one of them: between what they begin and end with alike. */
function differing(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  return old.length * now.length <= MOST_PAIRS ? byCommonLines(old, now) : byAnchors(old, now);
}

/** Of long texts: parted at lines that each of them has once. */
function byAnchors(old: readonly string[], now: readonly string[]): Line[] {
  const anchors = anchorsOf(old, now);
  if (anchors.length === 0) return [...old.map((line): Line => ['-', line]), ...now.map((line): Line => ['+', line])];
  const lines: Line[][] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...anchors, [old.length, now.length] as const]) {
    lines.push(differing(old.slice(i, nextI), now.slice(j, nextJ)));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return lines.flat();
}

type Anchor = readonly [inOld: number, inNow: number];

/** As many as stand in the same order in both. @source patience diff (Bram Cohen). */
function anchorsOf(old: readonly string[], now: readonly string[]): readonly Anchor[] {
  const places = onceIn(now);
  const common = [...onceIn(old)].flatMap(([line, i]): Anchor[] => {
    const j = places.get(line);
    return j === undefined ? [] : [[i, j]];
  });
  const before = new Map<Anchor, Anchor | undefined>();
  const tops: Anchor[] = [];
  for (const anchor of common) {
    const pile = firstAtLeast(tops, anchor[1]);
    before.set(anchor, tops[pile - 1]);
    tops[pile] = anchor;
  }
  const chain: Anchor[] = [];
  for (let at = tops.at(-1); at !== undefined; at = before.get(at)) chain.push(at);
  return chain.reverse();
}

/** Index of the first whose place in `now` is no smaller; they ascend. */
function firstAtLeast(tops: readonly Anchor[], place: number): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tops[middle]?.[1] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lines that stand there once, with their place, in their order. */
function onceIn(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? -1 : at);
  return new Map([...places].filter(([, at]) => at >= 0));
}

/** Found by the longest common sequence. */
function byCommonLines(old: readonly string[], now: readonly string[]): Line[] {
  const common: number[][] = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (i < old.length && at(i + 1, j) >= at(i, j + 1)) lines.push(['-', old[i++] ?? '']);
    else if (j < now.length) lines.push(['+', now[j++] ?? '']);
    else lines.push(['-', old[i++] ?? '']);
  }
  return lines;
}

const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
