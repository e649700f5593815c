/**
 * Live progress of a run as an observer: one line per transition, written once per turn.
 *
 *   10:02:12  done      collect     in 0.4 s                 1/7  14%  about 6 s left
 *
 * L1. For a pipe, a CI log, or a terminal without drawing: lines are never changed.
 * L2. Untrusted texts are shown on one line with control characters escaped.
 * L3. It never throws or waits, and only stores data of attempts in flight.
 */
import type { EpochMs } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { Observer } from '../ports/observer.ts';
import { type Expected, remaining } from './eta.ts';
import { AttemptTimes, type LineText, lineIn, wordText } from './event-line.ts';
import { widthOf } from './excerpt.ts';
import { LineBuffer } from './line-buffer.ts';
import type { Paint } from './paint.ts';
import { ProgressCount, type Seen } from './progress-count.ts';
import { padded } from './table.ts';
import { aboutText, timeOfDay } from './words.ts';

export interface RunLinesOptions {
  write(text: string): void;
  readonly paint: Paint;
  /** Expected durations from earlier runs of a pipeline; called once. */
  expected(pipeline: string): Expected;
}

/** Minimum time between two forecasts, each of which walks over the graph. */
const FORECAST_EVERY_MS = 500;
const WORD_WIDTH = 9;
const MAX_SUBJECT_WIDTH = 32;

export class RunLines implements Observer {
  private readonly options: RunLinesOptions;
  private readonly count = new ProgressCount();
  private readonly times = new AttemptTimes();
  private readonly lines: LineBuffer;
  private forecast: { readonly at: EpochMs; readonly text: string } | null = null;
  private expected: Expected | null = null;
  private subjectWidth = 0;
  private seen: (Seen & { readonly progress: string; readonly at: EpochMs }) | null = null;

  constructor(options: RunLinesOptions) {
    this.options = options;
    this.lines = new LineBuffer(options.write);
  }

  saw(event: Event, seen: Seen): void {
    if (this.subjectWidth === 0) this.subjectWidth = widestSubject(seen);
    const progress = this.count.saw(event, seen);
    const text = `${progress.completed}/${progress.total} ${String(progress.percent).padStart(3)}%`;
    this.seen = { ...seen, progress: text, at: event.at };
    // The last forecast is no longer valid.
    const isOver = progress.completed === progress.total || seen.state.phase !== 'running';
    if (isOver) this.forecast = { at: event.at, text: '' };
    const run = seen.state.id;
    const line = lineIn(seen, event, this.times.since(run, event));
    this.lines.tell({ run, event, line }, (told) => this.format(event, told));
  }

  /** Writes the remaining lines. */
  close(): void {
    this.lines.close();
    this.seen = null;
  }

  private format(event: Event, line: LineText): string {
    const { paint } = this.options;
    const time = paint('dim', timeOfDay(event.at));
    const word = padded(wordText(line, paint), WORD_WIDTH);
    this.subjectWidth = Math.max(this.subjectWidth, Math.min(MAX_SUBJECT_WIDTH, widthOf(line.subject)));
    const subject = line.subject === '' ? '' : `${padded(line.subject, this.subjectWidth)}  `;
    const head = `${time}  ${word}  ${subject}${line.text}`.trimEnd();
    if (!line.isProgress || !this.seen) return head;
    const forecast = this.forecastText();
    const tail = `${this.seen.progress}${forecast === '' ? '' : `  ${forecast}`}`;
    return `${head}  ${paint('dim', `[${tail}]`)}`;
  }

  private forecastText(): string {
    const { seen } = this;
    if (!seen) return '';
    this.expected ??= this.options.expected(seen.pipeline.name);
    if (this.forecast && seen.at - this.forecast.at < FORECAST_EVERY_MS) return this.forecast.text;
    const left = remaining(seen, this.expected, seen.at);
    const text = left === null || left === 0 ? '' : `about ${aboutText(left)} left`;
    this.forecast = { at: seen.at, text };
    return text;
  }
}

function widestSubject({ pipeline }: Seen): number {
  const ids = [...pipeline.graph.stages, ...pipeline.finals.stages].map(({ id }) => id.length);
  return Math.min(
    MAX_SUBJECT_WIDTH,
    ids.reduce((a, b) => Math.max(a, b), 0),
  );
}
