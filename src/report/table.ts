/** Columns of text that stand under each other. Pure. */
import { widthOf } from './excerpt.ts';
import { withoutColours } from './words.ts';

/** Columns that a terminal gives it: colours take none. */
export function shownWidth(text: string): number {
  const { length } = text;
  // `list` has a hundred thousand cells, nearly all of letters that need no more than this
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return widthOf(withoutColours(text));
  }
  return length;
}

export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - shownWidth(text)));

/** Two spaces between columns, none behind the last text of a line. Columns in which nothing stands are left out. */
export function table(rows: readonly (readonly string[])[], indent = ''): string[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const shown = new Uint32Array(rows.length * columns);
  const widths = new Uint32Array(columns);
  let at = 0;
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 1) {
      const width = shownWidth(row[i] ?? '');
      shown[at + i] = width;
      if (width > (widths[i] ?? 0)) widths[i] = width;
    }
    at += columns;
  }
  return rows.map((row, n) => lineOf(row, { shown, widths, from: n * columns, indent }));
}

interface Columns {
  /** Of the cells of all rows. */
  readonly shown: Uint32Array;
  /** Where those of this row begin. */
  readonly from: number;
  readonly widths: Uint32Array;
  readonly indent: string;
}

function lineOf(row: readonly string[], { shown, from, widths, indent }: Columns): string {
  let line = indent;
  let gap = 0;
  for (let i = 0; i < row.length; i += 1) {
    const width = widths[i] ?? 0;
    if (width === 0) continue;
    line += SPACES[gap] ?? ' '.repeat(gap);
    line += row[i] ?? '';
    gap = width - (shown[from + i] ?? 0) + 2;
  }
  return line.trimEnd();
}

const SPACES = Array.from({ length: 64 }, (_, n) => ' '.repeat(n));

/** Cells of one column, without spaces around them. */
export type Column = readonly string[];

/**
 * Lines as of {@link table}, as one text with its line ends. For tens of thousands of rows: a line is never a text of its
 * own, and column after column is looked at, in which neighbours are mostly alike.
 *
 * @param below lines to stand below a row, by its number from 0.
 */
export function tableOf(columns: readonly Column[], below: (row: number) => readonly string[]): string {
  const measured = columns.map(measure).filter(({ width }) => width > 0);
  const count = Math.max(0, ...columns.map(({ length }) => length));
  const pieces: string[] = [];
  for (let row = 0; row < count; row += 1) {
    addLine(pieces, measured, row);
    for (const line of below(row)) pieces.push(line, '\n');
  }
  return pieces.join('');
}

function addLine(pieces: string[], columns: readonly Measured[], row: number): void {
  let gap = 0;
  for (const { cells, shown, width } of columns) {
    const cell = cells[row] ?? '';
    if (cell !== '') {
      if (gap > 0) pieces.push(SPACES[gap] ?? ' '.repeat(gap));
      pieces.push(cell);
      gap = 0;
    }
    gap += width - (shown[row] ?? 0) + 2;
  }
  pieces.push('\n');
}

interface Measured {
  readonly cells: Column;
  /** Widths of the cells. */
  readonly shown: Uint32Array;
  /** The widest. */
  readonly width: number;
}

function measure(cells: Column): Measured {
  const shown = new Uint32Array(cells.length);
  let width = 0;
  let last = '';
  let lastShown = 0;
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] ?? '';
    if (cell !== last) {
      last = cell;
      lastShown = shownWidth(cell);
      if (lastShown > width) width = lastShown;
    }
    shown[row] = lastShown;
  }
  return { cells, shown, width };
}
