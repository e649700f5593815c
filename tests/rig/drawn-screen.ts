/** The parts of a terminal that the live view uses: the visible screen, and the lines that were scrolled out above. */
import { widthOf } from '../../src/report/excerpt.ts';

export class DrawnScreen {
  readonly rows: string[] = [''];
  isCursorShown = true;
  isWrapping = true;
  readonly #height: number;
  readonly #width: number;
  #row = 0;
  #column = 0;

  constructor({ width = 80, height = 24 }: { readonly width?: number; readonly height?: number } = {}) {
    this.#width = width;
    this.#height = height;
  }

  /** Lines without trailing blanks. */
  get lines(): readonly string[] {
    return this.rows
      .join('\n')
      .replace(/[ \n]+$/, '')
      .split('\n')
      .map((line) => line.trimEnd());
  }

  /** The cursor is at the start of an empty line, so that a shell can continue. */
  get isRestored(): boolean {
    return this.isCursorShown && this.isWrapping && this.#column === 0 && (this.rows[this.#row] ?? '') === '';
  }

  write(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is told
    for (const [piece, parameters, order] of text.matchAll(/\u001B\[([?\d;]*)([A-Za-z])|[\s\S]/gu)) {
      if (order !== undefined) this.#obey(parameters ?? '', order);
      else if (piece === '\n') this.#down();
      else if (piece === '\r') this.#column = 0;
      else this.#put(piece);
    }
  }

  #obey(parameters: string, order: string): void {
    const row = this.rows[this.#row] ?? '';
    const top = Math.max(0, this.rows.length - this.#height);
    if (order === 'A') this.#row = Math.max(top, this.#row - Number(parameters || 1));
    if (order === 'K') this.rows[this.#row] = row.slice(0, this.#column);
    if (order === 'J') {
      this.rows[this.#row] = row.slice(0, this.#column);
      this.rows.length = this.#row + 1;
    }
    if (parameters === '?25') this.isCursorShown = order === 'h';
    if (parameters === '?7') this.isWrapping = order === 'h';
  }

  /** Like the line discipline: to the start of the next line. */
  #down(): void {
    this.#column = 0;
    this.#row++;
    this.rows[this.#row] ??= '';
  }

  #put(character: string): void {
    const at = this.rows[this.#row] ?? '';
    if (widthOf(at.slice(0, this.#column)) + widthOf(character) > this.#width) {
      if (!this.isWrapping) return;
      this.#down();
      this.#put(character);
      return;
    }
    this.rows[this.#row] =
      at.slice(0, this.#column).padEnd(this.#column) + character + at.slice(this.#column + character.length);
    this.#column += character.length;
  }
}
