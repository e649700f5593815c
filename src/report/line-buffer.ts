/**
 * Lines of live progress, written once per turn.
 *
 * Consecutive reused items of a list are combined to one line, which is held until something else happens: otherwise
 * changes would be lost among a thousand such lines.
 */
import type { RunId } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { LineText } from './event-line.ts';
import { listOf } from './items.ts';

interface Told {
  readonly run: RunId;
  readonly event: Event;
  /** null: the event has no line. */
  readonly line: LineText | null;
}

export class LineBuffer {
  private readonly write: (text: string) => void;
  private readonly lines: string[] = [];
  private held: { readonly key: string; readonly count: number; readonly text: string } | null = null;
  private isFlushing = false;

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  tell({ run, event, line }: Told, format: (line: LineText) => string): void {
    const list = event.type === 'task-reused' ? listOf(event.task) : null;
    if (line === null) {
      if (event.type !== 'task-prepared') this.release();
    } else if (list === null) this.add(format(line));
    else this.hold(`${run}:${list}`, (count) => format(count === 1 ? line : reused(list, count)));
  }

  add(text: string): void {
    this.release();
    this.lines.push(text);
    this.flushSoon();
  }

  /** Combines consecutive lines with the same key to one text. */
  private hold(key: string, textOf: (count: number) => string): void {
    if (this.held?.key !== key) this.release();
    const count = (this.held?.count ?? 0) + 1;
    this.held = { key, count, text: textOf(count) };
  }

  private release(): void {
    const { held } = this;
    this.held = null;
    if (held !== null) this.add(held.text);
  }

  /** Writes the remaining lines. */
  close(): void {
    this.release();
    this.flush();
  }

  private flushSoon(): void {
    if (this.isFlushing) return;
    this.isFlushing = true;
    queueMicrotask(() => {
      this.isFlushing = false;
      this.flush();
    });
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    const text = this.lines.map((line) => `${line}\n`).join('');
    this.lines.length = 0;
    this.write(text);
  }
}

const reused = (list: string, count: number): LineText => ({
  word: 'reused',
  colour: 'green',
  subject: list,
  text: `${count} items: nothing they depend on has changed`,
  isProgress: true,
});
