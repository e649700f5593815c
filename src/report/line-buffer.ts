/**
 * Lines of live progress, written once a turn.
 *
 * Items of a list that are reused one after the other are one line, which is held until something else happens: among a
 * thousand lines that nothing changed nobody would see what did.
 */
import type { RunId } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { LineText } from './event-line.ts';
import { listOf } from './items.ts';

interface Told {
  readonly run: RunId;
  readonly event: Event;
  /** null: it has none. */
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

  /** One text for all that come with this key one after the other. */
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

  /** Writes what is left. */
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
