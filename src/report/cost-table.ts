/** `cost` as a table. An unknown cost is never shown as zero (law 8). Pure. */
import type { CostKey, CostRow, CostSum } from '../core/cost-lines.ts';
import type { Json } from '../model/json.ts';
import { sumText } from './cost-text.ts';
import { table } from './table.ts';
import { counted, dateAndTime, oneLine } from './words.ts';

export interface CostView {
  readonly by: CostKey;
  readonly rows: readonly CostRow[];
  readonly total: CostSum;
  /** Number of runs read. */
  readonly runs: number;
  /** Only costs since then, in milliseconds since 1970; null: all. */
  readonly since: number | null;
}

export function costTable({ by, rows, total, runs, since }: CostView): string {
  if (rows.length === 0 && since !== null) return `No cost since ${dateAndTime(since)}.\n`;
  if (rows.length === 0) return runs === 0 ? 'No run has started.\n' : `${counted(runs, 'run')} reported no cost.\n`;
  const shown = rows.map((row) => [oneLine(row.name), ...cells(row)]);
  const lines = table([[by, 'cost', 'calls', 'tokens'], ...shown, ['total', ...cells(total)]]);
  return `${lines.join('\n')}\n`;
}

/** The output of `--json`, with the names that checkpoints use. */
export const costJson = ({ by, rows, total }: Omit<CostView, 'runs' | 'since'>): Json => ({
  by,
  rows: rows.map((row) => ({ name: row.name, ...sumJson(row) })),
  total: sumJson(total),
});

export type SumJson = Readonly<Record<'usd_micros' | 'at_most_usd_micros' | 'unknown' | 'tokens' | 'calls', number>>;

export const sumJson = ({ usd, atMost, unknown, tokens, calls }: CostSum): SumJson => ({
  usd_micros: usd,
  at_most_usd_micros: atMost,
  unknown,
  tokens,
  calls,
});

const cells = (sum: CostSum): readonly string[] => [
  sumText(sum),
  sum.calls === 0 ? '' : String(sum.calls),
  sum.tokens === 0 ? '' : String(sum.tokens),
];
