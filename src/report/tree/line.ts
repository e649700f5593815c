/** Lines of the tree as text: columns under each other, cut to the width of the terminal. Pure. */
import { usdText } from '../../model/money.ts';
import { firstColumns, widthOf } from '../excerpt.ts';
import type { Colour, Paint } from '../paint.ts';
import { padded } from '../table.ts';
import { durationText } from '../words.ts';
import type { Line } from './fit.ts';
import type { Glyphs, Mark } from './glyphs.ts';
import { type Money, type Row, secondsText } from './row.ts';

export interface Look {
  readonly glyphs: Glyphs;
  readonly paint: Paint;
}

/** A piece of a line in one colour. */
export type Piece = readonly [text: string, colour?: Colour | null];

/** Cut to a width; colours do not count. */
export function painted(pieces: readonly Piece[], width: number, { glyphs, paint }: Look): string {
  const most = pieces.reduce((sum, [text]) => sum + widthOf(text), 0);
  const ellipsis = width > MIN_CUT ? glyphs.ellipsis : '';
  let left = most <= width ? width : width - widthOf(ellipsis);
  let line = '';
  for (const [text, colour] of pieces) {
    const kept = firstColumns(text, left);
    line += colour ? paint(colour, kept) : kept;
    left -= widthOf(kept);
    if (kept !== text) break;
  }
  return most <= width ? line.trimEnd() : line + ellipsis;
}

/** Below this nothing is worth an ellipsis. */
const MIN_CUT = 5;

const COLOURS: Readonly<Record<Mark, Colour>> = {
  done: 'green',
  running: 'cyan',
  retrying: 'yellow',
  asks: 'yellow',
  failed: 'red',
  waiting: 'dim',
  skipped: 'dim',
  cancelled: 'yellow',
};

const BAR = 10;
const SPIN_MS = 100;
/** With less room for what there is to say of a task, a bar is only its figures. */
const MIN_REMARK = 26;
const MAX_NAME = 0.45;

type Bars = 'drawn' | 'figures';

export function linesText(lines: readonly Line[], width: number, look: Look): readonly string[] {
  const wide = layoutOf(lines, { width, look, bars: 'drawn' });
  const isWide = width - wide.columns.first - wide.columns.time - wide.columns.cost >= MIN_REMARK;
  const { rows, columns } = isWide ? wide : layoutOf(lines, { width, look, bars: 'figures' });
  let nth = 0;
  return lines.map((line) => {
    if (line.type === 'words') return painted(wordsPieces(line, look), width, look);
    if (line.type === 'rest' || line.type === 'live-rest') return painted([[restText(line, look), 'dim']], width, look);
    const cells = rows[nth++];
    return cells ? painted(rowPieces(line.row, cells, columns), width, look) : '';
  });
}

interface Fitting {
  readonly width: number;
  readonly look: Look;
  readonly bars: Bars;
}

function layoutOf(lines: readonly Line[], fitting: Fitting): { rows: readonly HeadedCells[]; columns: Columns } {
  const rows = lines.flatMap((line) => (line.type === 'row' ? [cellsOf(line, fitting)] : []));
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
  const named = widest(rows.filter(({ bar }) => bar !== '').map(({ name }) => name));
  const most = Math.floor(fitting.width * MAX_NAME);
  const headOf = ({ name, bar }: Cells): string =>
    bar === '' ? name : `${padded(name, Math.min(named, most))}  ${bar}`;
  const headed = rows.map((cells) => ({ ...cells, head: headOf(cells) }));
  const barred = headed.filter(({ bar }) => bar !== '').map(({ head }) => head);
  const columns = {
    first: Math.max(Math.min(widest(rows.map(({ name }) => name)), most), widest(barred)),
    time: widest(rows.map(({ time }) => time)),
    cost: widest(rows.map(({ cost }) => cost)),
  };
  return { rows: headed, columns };
}

interface Cells {
  /** Mark and name, set in by depth. */
  readonly name: string;
  readonly mark: string;
  readonly bar: string;
  readonly time: string;
  readonly cost: string;
  readonly remark: string;
}

interface HeadedCells extends Cells {
  /** The name with its bar. */
  readonly head: string;
}

function cellsOf({ row, depth, words }: Line & { type: 'row' }, { width, look, bars }: Fitting): Cells {
  const { glyphs } = look;
  const mark = markOf(row, glyphs);
  const indent = ` ${'  '.repeat(depth)}`;
  const most = Math.floor(width * MAX_NAME);
  const name = firstColumns(`${indent}${mark} ${glyphs.text(row.name)}`, most, glyphs.ellipsis);
  const inline = words === 'inline' ? wordsOf(row, glyphs) : '';
  return {
    name,
    mark: indent + mark,
    bar: barText(row, bars, glyphs),
    time: timeText(row),
    cost: costText(row.cost),
    remark: [glyphs.text(row.remark), inline].filter((part) => part !== '').join(': '),
  };
}

/** Turns with the time of what runs, so that each spins for itself. */
function markOf({ mark, ms }: Row, { marks, spinner }: Glyphs): string {
  if (mark !== 'running') return marks[mark];
  return spinner[Math.floor((ms ?? 0) / SPIN_MS) % spinner.length] ?? '';
}

function barText({ bar, mark }: Row, bars: Bars, { bar: signs }: Glyphs): string {
  if (!bar || (bar.total === null && bar.done === 0)) return '';
  if (bar.total === null) return String(bar.done);
  const figures = `${bar.done}/${bar.total}`;
  if (bars === 'figures' || mark === 'done') return figures;
  const share = bar.total === 0 ? 1 : Math.min(1, Math.max(0, bar.done / bar.total));
  const full = Math.floor(share * BAR);
  return `${signs.start}${signs.full.repeat(full)}${signs.empty.repeat(BAR - full)}${signs.end} ${figures}`;
}

function timeText({ ms, mark }: Row): string {
  if (ms === null) return '';
  return mark === 'running' || mark === 'retrying' || mark === 'asks' ? secondsText(ms) : durationText(ms);
}

const costText = (cost: Money | null): string => {
  if (!cost) return '';
  return cost.isKnown ? usdText(cost.usd) : cost.usd === 0 ? 'unknown' : `>${usdText(cost.usd)}`;
};

interface Columns {
  readonly first: number;
  readonly time: number;
  readonly cost: number;
}

function rowPieces(row: Row, cells: HeadedCells, columns: Columns): readonly Piece[] {
  const { mark, head, time, cost, remark } = cells;
  const isQuiet = row.mark === 'waiting' || row.mark === 'skipped';
  const body = isQuiet ? 'dim' : row.mark === 'failed' ? 'red' : null;
  return [
    [mark, COLOURS[row.mark]],
    [padded(head, columns.first).slice(mark.length), body],
    [columns.time === 0 ? '' : `  ${time.padStart(columns.time)}`],
    [columns.cost === 0 ? '' : `  ${cost.padStart(columns.cost)}`],
    [remark === '' ? '' : `  ${remark}`, row.failure ? 'red' : 'dim'],
  ];
}

const wordsOf = ({ failure, asked }: Row, { text }: Glyphs): string =>
  text(failure ? `${failure.code}: ${failure.message}` : (asked ?? ''));

const wordsPieces = ({ row, depth }: Line & { type: 'words' }, { glyphs }: Look): readonly Piece[] => [
  [` ${'  '.repeat(depth)}`],
  [wordsOf(row, glyphs), row.failure ? 'red' : 'dim'],
];

function restText(line: Line & { type: 'rest' | 'live-rest' }, { glyphs }: Look): string {
  if (line.type === 'rest' && line.what === 'done') return ` ${glyphs.marks.done} ${line.count} done`;
  return ` ${glyphs.ellipsis} and ${line.type === 'rest' ? `${line.count} more waiting` : liveRestText(line)}`;
}

const liveRestText = ({ failed, working }: Line & { type: 'live-rest' }): string =>
  [failed > 0 ? `${failed} more failed` : '', working > 0 ? `${working} more running` : '']
    .filter((part) => part !== '')
    .join(', ');
