/** Line-by-line diff of two texts. Pure. */
import { type Colour, noPaint, type Paint } from './paint.ts';
import { harmless } from './words.ts';

export const lineDiff = (before: string, after: string, paint: Paint = noPaint): string =>
  changedLines(before, after)
    .map((line) => `${changedLine(line, paint)}\n`)
    .join('');

/**
 * `- before`, `+ after`; with `context`, that many common lines around them as `  both`, and `…` for omitted lines. A
 * different line end is not a difference.
 *
 * @param before null: there is no text.
 */
export function changedLines(before: string | null, after: string | null, context = 0): readonly string[] {
  const all = allLines(linesOf(before), linesOf(after));
  const isNear = nearChanges(all, context);
  return all.flatMap(([sign, line], at) => {
    if (isNear[at]) return [`${sign} ${line}`];
    return context > 0 && isNear[at - 1] && isNear.includes(true, at) ? ['…'] : [];
  });
}

function nearChanges(lines: readonly Line[], context: number): readonly boolean[] {
  const isNear = lines.map(() => false);
  for (const [at, [sign]] of lines.entries())
    if (sign !== ' ') isNear.fill(true, Math.max(0, at - context), at + context + 1);
  return isNear;
}

/** A line of the diff, made safe for a terminal. */
export const changedLine = (line: string, paint: Paint): string =>
  paint(COLOURS[line[0] ?? ''] ?? 'dim', harmless(line));

const COLOURS: Readonly<Record<string, Colour>> = { '-': 'red', '+': 'green' };

type Line = readonly [sign: '-' | '+' | ' ', line: string];

/** Maximum number of pairs of lines to compare, each of which needs a number in memory. */
const MOST_PAIRS = 4_000_000;

/** Compares the texts without their common beginning and end. */
function allLines(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  const between = old.length * now.length <= MOST_PAIRS ? byCommonLines(old, now) : byAnchors(old, now);
  return [before.slice(0, start).map(common), between, before.slice(before.length - end).map(common)].flat();
}

const common = (line: string): Line => [' ', line];

/** For long texts: splits them at lines that occur once in each. */
function byAnchors(old: readonly string[], now: readonly string[]): Line[] {
  const anchors = anchorsOf(old, now);
  if (anchors.length === 0) return [...old.map((line): Line => ['-', line]), ...now.map((line): Line => ['+', line])];
  const lines: Line[][] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...anchors, [old.length, now.length] as const]) {
    lines.push(allLines(old.slice(i, nextI), now.slice(j, nextJ)), old.slice(nextI, nextI + 1).map(common));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return lines.flat();
}

type Anchor = readonly [inOld: number, inNow: number];

/** The longest list of such lines in the same order in both texts. @source patience diff (Bram Cohen). */
function anchorsOf(old: readonly string[], now: readonly string[]): readonly Anchor[] {
  const places = onceIn(now);
  const both = [...onceIn(old)].flatMap(([line, i]): Anchor[] => {
    const j = places.get(line);
    return j === undefined ? [] : [[i, j]];
  });
  const before = new Map<Anchor, Anchor | undefined>();
  const tops: Anchor[] = [];
  for (const anchor of both) {
    const pile = firstAtLeast(tops, anchor[1]);
    before.set(anchor, tops[pile - 1]);
    tops[pile] = anchor;
  }
  const chain: Anchor[] = [];
  for (let at = tops.at(-1); at !== undefined; at = before.get(at)) chain.push(at);
  return chain.reverse();
}

/** Index of the first anchor whose place in `now` is at least `place`; places ascend. */
function firstAtLeast(tops: readonly Anchor[], place: number): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tops[middle]?.[1] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lines that occur once, with their positions, in order. */
function onceIn(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? -1 : at);
  return new Map([...places].filter(([, at]) => at >= 0));
}

/** Diff by the longest common subsequence. */
function byCommonLines(old: readonly string[], now: readonly string[]): Line[] {
  const longest: number[][] = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(common(old[i++] ?? ''));
      j++;
    } else if (i < old.length && at(i + 1, j) >= at(i, j + 1)) lines.push(['-', old[i++] ?? '']);
    else if (j < now.length) lines.push(['+', now[j++] ?? '']);
    else lines.push(['-', old[i++] ?? '']);
  }
  return lines;
}

const linesOf = (text: string | null): string[] =>
  text === null
    ? []
    : text
        .replace(/^\uFEFF/, '')
        .replace(/\r?\n$/, '')
        .split(/\r?\n/);
