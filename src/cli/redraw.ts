/**
 * Lines at the bottom of a terminal that are drawn again and again in the same place.
 *
 * W1. Every write leaves the terminal as a shell expects it, but for the hidden cursor: {@link Redraw.end} shows it.
 * W2. One write a drawing, only of lines that changed, held back by the terminal until it is whole where it can.
 * W3. Lines do not wrap, so each is one row; only a terminal that was made narrower has wrapped those of before.
 */
import { shownWidth } from '../report/table.ts';

const ESC = '\u001B[';
/** Synchronized output; terminals that do not know it pass over it. */
const HOLD = `${ESC}?2026h`;
const RELEASE = `${ESC}?2026l`;
const NO_WRAP = `${ESC}?7l`;
const WRAP = `${ESC}?7h`;
const HIDE_CURSOR = `${ESC}?25l`;
const SHOW_CURSOR = `${ESC}?25h`;
const CLEAR_LINE_END = `${ESC}K`;
const CLEAR_BELOW = `${ESC}J`;

export class Redraw {
  private readonly write: (text: string) => void;
  private drawn: readonly string[] = [];
  private columns = 0;
  private isHidden = false;

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  /** @param above stays and is never drawn over; whole lines. */
  draw(lines: readonly string[], columns: number, above = ''): void {
    const isNew = above !== '' || columns !== this.columns;
    const up = this.wayUp(columns);
    const kept = isNew ? [] : this.drawn;
    const body = lines.map((line, i) => (line === kept[i] ? '\n' : `${line}${CLEAR_LINE_END}\n`)).join('');
    const head = (this.isHidden ? '' : HIDE_CURSOR) + up + (isNew ? CLEAR_BELOW : '') + above;
    this.write(`${HOLD}${head}${NO_WRAP}${body}${WRAP}${CLEAR_BELOW}${RELEASE}`);
    this.isHidden = true;
    this.drawn = lines;
    this.columns = columns;
  }

  /** The terminal was given to others meanwhile: what was drawn is theirs to leave behind, the next drawing begins anew. */
  release(): void {
    if (this.isHidden) this.write(SHOW_CURSOR);
    this.isHidden = false;
    this.drawn = [];
  }

  /** Draws once more, to stay. */
  end(lines: readonly string[], columns: number, above = ''): void {
    this.draw(lines, columns, above);
    this.release();
  }

  private wayUp(columns: number): string {
    const rows = this.drawn.reduce((sum, line) => sum + this.rowsOf(line, columns), 0);
    return rows === 0 ? '\r' : `\r${ESC}${rows}A`;
  }

  /** W3. */
  private rowsOf(line: string, columns: number): number {
    return columns >= this.columns ? 1 : Math.max(1, Math.ceil(shownWidth(line) / Math.max(1, columns)));
  }
}
