/**
 * What happens in the runs of a daemon, one line an event, each with the name of its run.
 *
 *   10:02:12  ep001     done      collect     in 0.4 s
 */
import type { TaskAddress } from '../model/address.ts';
import type { EpochMs, RunId } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { Observer } from '../ports/observer.ts';
import { lineOf } from './event-line.ts';
import { widthOf } from './excerpt.ts';
import type { Paint } from './paint.ts';
import { padded } from './table.ts';
import { oneLine, timeOfDay } from './words.ts';

export interface DaemonLinesOptions {
  write(text: string): void;
  readonly paint: Paint;
}

const WORD_WIDTH = 9;
const MAX_RUN_WIDTH = 32;

export class DaemonLines implements Observer {
  private readonly options: DaemonLinesOptions;
  /** Of attempts in flight: `<run>:<task>`. */
  private readonly startedAt = new Map<string, EpochMs>();
  private readonly pending: string[] = [];
  private width = 0;
  private isFlushing = false;

  constructor(options: DaemonLinesOptions) {
    this.options = options;
  }

  saw(event: Event, { run }: { readonly run: RunId }): void {
    const key = 'task' in event ? keyOf(run, event.task) : '';
    if (event.type === 'attempt-started') this.startedAt.set(key, event.at);
    const started = this.startedAt.get(key);
    const line = lineOf(event, started === undefined ? null : event.at - started);
    if (line) {
      const { paint } = this.options;
      this.width = Math.max(this.width, Math.min(MAX_RUN_WIDTH, widthOf(run)));
      const word = padded(line.colour ? paint(line.colour, line.word) : line.word, WORD_WIDTH);
      const subject = line.subject === '' ? '' : `${line.subject}  `;
      const name = paint('bold', padded(oneLine(run), this.width));
      this.pending.push(`${paint('dim', timeOfDay(event.at))}  ${name}  ${word}  ${subject}${line.text}`.trimEnd());
    }
    if (ENDS.has(event.type)) this.startedAt.delete(key);
    this.flushSoon();
  }

  /** Writes what is left. */
  close(): void {
    if (this.pending.length === 0) return;
    const lines = this.pending.map((line) => `${line}\n`).join('');
    this.pending.length = 0;
    this.options.write(lines);
  }

  private flushSoon(): void {
    if (this.isFlushing) return;
    this.isFlushing = true;
    queueMicrotask(() => {
      this.isFlushing = false;
      this.close();
    });
  }
}

const ENDS: ReadonlySet<Event['type']> = new Set(['attempt-succeeded', 'attempt-failed', 'attempt-cancelled']);

const keyOf = (run: RunId, task: TaskAddress): string => `${run}:${task}`;
