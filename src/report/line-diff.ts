/** The lines in which two versions of a short text differ, as a diff shows them. Pure. */
import { noPaint, type Paint } from './paint.ts';
import { harmless } from './words.ts';

/** A line end that changed is no difference. */
export function lineDiff(before: string, after: string, paint: Paint = noPaint): string {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const lines = differing(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return lines
    .map(([sign, line]) => `${paint(sign === '-' ? 'red' : 'green', `${sign} ${harmless(line)}`)}\n`)
    .join('');
}

type Line = readonly [sign: '-' | '+', line: string];

/** Of the two middles: what is only in one of them, found by the longest common sequence. */
function differing(old: readonly string[], now: readonly string[]): Line[] {
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
