/** Columns of text that stand under each other. Pure. */
import { widthOf } from './excerpt.ts';

/** Colours do not count. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of paint.ts are looked for
const COLOURS = /\u001B\[[0-9;]*m/g;
const shownWidth = (text: string): number => widthOf(text.includes('\u001B') ? text.replace(COLOURS, '') : text);

export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - shownWidth(text)));

/** Two spaces between columns, none behind the last text of a line. Columns in which nothing stands are left out. */
export function table(rows: readonly (readonly string[])[], indent = ''): string[] {
  const shown = rows.map((row) => row.map(shownWidth));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [i, width] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width);
  }
  return rows.map((row, n) => lineOf(row, shown[n] ?? [], { widths, indent }));
}

interface Columns {
  readonly widths: readonly number[];
  readonly indent: string;
}

function lineOf(row: readonly string[], shown: readonly number[], { widths, indent }: Columns): string {
  let line = indent;
  let gap = '';
  for (const [i, cell] of row.entries()) {
    const width = widths[i] ?? 0;
    if (width === 0) continue;
    line += gap + cell;
    gap = ' '.repeat(width - (shown[i] ?? 0) + 2);
  }
  return line.trimEnd();
}
