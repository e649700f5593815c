/**
 * Progress of the runs of a daemon: one line per event, with the name of its run.
 *
 *   2026-11-22
 *   10:02:12  ep001     done      collect     in 0.4 s
 *
 * The first line of each day is preceded by a line with the date, and messages of the daemon itself have a time too, so
 * that the output can be understood weeks later.
 */
import type { EpochMs, RunId } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { Observed, Observer } from '../ports/observer.ts';
import { AttemptTimes, type LineText, lineIn, wordText } from './event-line.ts';
import { widthOf } from './excerpt.ts';
import { LineBuffer } from './line-buffer.ts';
import type { Paint } from './paint.ts';
import { padded } from './table.ts';
import { dateAndTime, oneLine, timeOfDay } from './words.ts';

export interface DaemonLinesOptions {
  write(text: string): void;
  readonly paint: Paint;
  /** Start time. If given, no date is printed for the first day. */
  readonly since?: EpochMs | undefined;
}

const WORD_WIDTH = 9;
const MAX_RUN_WIDTH = 32;

export class DaemonLines implements Observer {
  private readonly options: DaemonLinesOptions;
  private readonly times = new AttemptTimes();
  private readonly lines: LineBuffer;
  private width = 0;
  private day: string;

  constructor(options: DaemonLinesOptions) {
    this.options = options;
    this.lines = new LineBuffer(options.write);
    this.day = options.since === undefined ? '' : dayOf(options.since);
  }

  saw(event: Event, { run, ...seen }: Observed): void {
    const line = lineIn(seen, event, this.times.since(run, event));
    if (line) this.date(event.at);
    this.lines.tell({ run, event, line }, (told) => this.format(event.at, run, told));
  }

  private format(at: EpochMs, run: RunId, line: LineText): string {
    const { paint } = this.options;
    this.width = Math.max(this.width, Math.min(MAX_RUN_WIDTH, widthOf(run)));
    const word = padded(wordText(line, paint), WORD_WIDTH);
    const subject = line.subject === '' ? '' : `${line.subject}  `;
    const name = paint('bold', padded(oneLine(run), this.width));
    return this.timed(at, `${name}  ${word}  ${subject}${line.text}`.trimEnd());
  }

  /** Prints a message of the daemon itself. @param text one or more lines, without a final line end. */
  say(at: EpochMs, text: string): void {
    this.date(at);
    this.lines.add(this.timed(at, text));
    this.close();
  }

  /** Prints the date, if a new day has begun. */
  date(at: EpochMs): void {
    const day = dayOf(at);
    if (day === this.day) return;
    this.day = day;
    this.lines.add(this.options.paint('dim', day));
  }

  private timed(at: EpochMs, text: string): string {
    return `${this.options.paint('dim', timeOfDay(at))}  ${text}`;
  }

  /** Writes the remaining lines. */
  close(): void {
    this.lines.close();
  }
}

const dayOf = (at: EpochMs): string => dateAndTime(at).slice(0, 10);
