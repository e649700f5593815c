/** Columns of text that stand under each other. Pure. */
import { widthOf } from './excerpt.ts';

/** Colours do not count. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of paint.ts are looked for
const COLOURS = /\u001B\[[0-9;]*m/g;
const shownWidth = (text: string): number => widthOf(text.replace(COLOURS, ''));

export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - shownWidth(text)));

/** Two spaces between columns, none behind the last text of a line. Columns in which nothing stands are left out. */
export function table(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, shownWidth(cell));
  }
  return rows.map((row) => {
    const cells = row.flatMap((cell, i) => ((widths[i] ?? 0) === 0 ? [] : [padded(cell, widths[i] ?? 0)]));
    return (indent + cells.join('  ')).trimEnd();
  });
}
