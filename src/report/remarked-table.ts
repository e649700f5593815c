/** A table of stages with remarks: in a column, or on narrow terminals below each row. Pure. */
import type { Paint } from './paint.ts';
import { shownWidth, table } from './table.ts';
import { hanging } from './words.ts';

export interface RemarkedRow {
  readonly cells: readonly string[];
  readonly remark: string;
  /** Depth of the stage in the tree. */
  readonly depth: number;
}

interface Shown {
  readonly paint: Paint;
  /** Width of the terminal; null: it is not a terminal. */
  readonly columns: number | null;
}

export function remarkedTable(
  titles: readonly string[],
  rows: readonly RemarkedRow[],
  { paint, columns }: Shown,
): string[] {
  const head = titles.map((title) => paint('dim', title));
  const bare = table([head, ...rows.map(({ cells }) => cells)], '  ');
  const whole = table([head, ...rows.map(({ cells, remark }) => [...cells, paint('dim', remark)])], '  ');
  return whole.flatMap((line, nth) => {
    if (columns === null || shownWidth(line) <= columns) return [line];
    const { depth = 0, remark = '' } = rows[nth - 1] ?? {};
    const below = remark === '' ? [] : hanging(remark, columns, '  '.repeat(depth + 3));
    return [bare[nth] ?? '', ...below.map((part) => paint('dim', part))];
  });
}
