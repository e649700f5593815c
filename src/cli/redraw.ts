/**
 * Lines at the bottom of a terminal that are redrawn in place.
 *
 * W1. After every write the terminal is in a normal state, except for the hidden cursor: {@link Redraw.end} shows it
 *     again.
 * W2. One write per drawing, with only the lines that changed, as synchronized output where the terminal supports it.
 * W3. Lines do not wrap, so each is one row, unless the terminal was made narrower since.
 */
import { shownWidth } from '../report/table.ts';

const ESC = '\u001B[';
/** Synchronized output; terminals without support ignore it. */
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

  /** @param above whole lines that are printed permanently. */
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

  /** Gives the terminal to others: the next drawing starts in a new place. */
  release(): void {
    if (this.isHidden) this.write(SHOW_CURSOR);
    this.isHidden = false;
    this.drawn = [];
  }

  /** Draws for the last time. */
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
