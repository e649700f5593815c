/** `gc`: what was removed, or would be, by kind. Pure. */
import { noPaint, type Paint } from './paint.ts';
import { table } from './table.ts';
import { bytesText, counted, oneLine } from './words.ts';

export interface GcGroup {
  readonly what: string;
  readonly count: number;
  readonly bytes: number;
}

/** As `--json` prints it. */
export interface GcReport {
  readonly dry_run: boolean;
  readonly removed: readonly GcGroup[];
  /** Removed only with the flag. */
  readonly kept: readonly (GcGroup & { readonly flag: string })[];
  /** Files that could not be removed. */
  readonly refused: readonly { readonly path: string; readonly code: string }[];
}

export function gcReport({ dry_run: isDry, removed, kept, refused }: GcReport, paint: Paint = noPaint): string {
  const some = removed.filter(({ count }) => count > 0);
  const rows = some.map(({ what, count, bytes }) => [String(count), what, bytesText(bytes)]);
  const bytes = some.reduce((sum, group) => sum + group.bytes, 0);
  const lines = [...table(rows, '  ')];
  const verb = isDry ? 'Would remove' : 'Removed';
  if (some.length > 0) lines.unshift(paint('bold', `${verb} ${bytesText(bytes)}:`));
  else lines.push('Nothing to remove.');
  const left = kept.filter(({ count }) => count > 0);
  const asked = left.map((one) => [String(one.count), one.what, bytesText(one.bytes), `--${one.flag}`]);
  if (left.length > 0) lines.push(paint('bold', 'Kept, unless you pass the flag:'), ...table(asked, '  '));
  if (refused.length > 0) {
    lines.push(`${counted(refused.length, 'file')} could not be removed:`);
    for (const { path, code } of refused.slice(0, MOST_TOLD)) lines.push(`  ${oneLine(path)}: ${code}`);
  }
  return `${lines.join('\n')}\n`;
}

const MOST_TOLD = 10;
