/**
 * Live progress of `run` on a terminal: a tree, drawn at most ten times a second, and permanent lines above it.
 *
 * 1. The cost of an event does not depend on the size of the run: events are collected and drawn together.
 * 2. There is no timer while nothing is in work and nothing is new; timers do not keep the process alive.
 * 3. However the process ends, short of SIGKILL, the cursor is shown again.
 */
import { progressOf, type RunProgress } from '../core/progress.ts';
import { epochMs } from '../model/brand.ts';
import type { Event } from '../model/event.ts';
import type { RunState } from '../model/state.ts';
import type { Observer } from '../ports/observer.ts';
import { type Expected, remaining } from '../report/eta.ts';
import { lineOf, wordText } from '../report/event-line.ts';
import { type Paint, steeringNothing } from '../report/paint.ts';
import type { Seen } from '../report/progress-count.ts';
import { ASCII, UNICODE } from '../report/tree/glyphs.ts';
import { treeLines } from '../report/tree/view.ts';
import { timeOfDay } from '../report/words.ts';
import { Redraw } from './redraw.ts';
import type { Screen } from './terminal.ts';

export interface LiveTreeOptions {
  readonly screen: Screen;
  readonly paint: Paint;
  now(): number;
  /** Expected durations from earlier runs of a pipeline; called once. */
  expected(pipeline: string): Expected;
}

export type ProcessEvents = Pick<NodeJS.Process, 'on' | 'off' | 'kill' | 'pid'>;

const FRAME_MS = 100;
/** Interval while only elapsed times change. */
const QUIET_MS = 1000;
/** Minimum time between two forecasts, which cost more than a drawing. */
const FORECAST_EVERY_MS = 500;
/** The last tree may scroll, so it may be higher than the terminal. */
const LAST_HEIGHT = 60;

export class LiveTree implements Observer {
  readonly observers: readonly Observer[] = [this];
  private readonly options: LiveTreeOptions;
  private readonly source: ProcessEvents;
  private readonly redraw: Redraw;
  private readonly handlers: readonly (readonly [name: string, then: () => void])[];
  private above = '';
  private seen: Seen | null = null;
  private progress: { readonly of: RunState; readonly is: RunProgress } | null = null;
  private expected: Expected | null = null;
  private forecast: { readonly at: number; readonly left: number | null } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(options: LiveTreeOptions, source: ProcessEvents = process) {
    this.options = options;
    this.source = source;
    this.redraw = new Redraw((text) => options.screen.write(text));
    this.handlers = [
      ['SIGWINCH', () => this.drawSoon()],
      ['SIGTSTP', () => this.suspend()],
      // Back in the foreground: the shell may have written below the tree.
      ['SIGCONT', () => this.anew()],
      ['exit', () => this.redraw.release()],
    ];
    for (const [name, then] of this.handlers) source.on(name, then);
  }

  saw(event: Event, seen: Seen): void {
    this.seen = seen;
    if (event.type === 'notice' || event.type === 'gate-noted') this.above += this.noticeText(event);
    this.drawSoon();
  }

  /** Prints permanent lines above the tree. */
  say(text: string): void {
    this.above += text;
    if (this.seen) this.draw();
    else this.options.screen.write(this.taken());
  }

  /** Draws the tree for the last time. Can be called again. */
  close(): void {
    for (const [name, then] of this.handlers) this.source.off(name, then);
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.seen) {
      const lines = this.lines(this.seen, Math.max(LAST_HEIGHT, this.options.screen.rows()));
      this.redraw.end(lines, this.options.screen.columns(), this.taken());
    }
    this.seen = null;
  }

  private drawSoon(delay = 0): void {
    if (this.timer) return;
    const due = Math.max(delay, this.drawnAt + FRAME_MS - this.options.now(), 0);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.draw();
    }, due);
    this.timer.unref();
  }

  private draw(): void {
    if (!this.seen) return;
    const { screen, now } = this.options;
    // The line below the tree is the cursor's.
    const lines = this.lines(this.seen, Math.max(1, screen.rows() - 1));
    this.redraw.draw(lines, screen.columns(), this.taken());
    this.drawnAt = now();
    const { state } = this.seen;
    if (state.inFlight > 0) this.drawSoon();
    else if (state.graph.active + state.finals.active > 0) this.drawSoon(QUIET_MS);
  }

  /** Ctrl-Z: restores the terminal for the shell. */
  private suspend(): void {
    this.redraw.release();
    this.source.kill(this.source.pid, 'SIGSTOP');
  }

  private anew(): void {
    this.redraw.release();
    this.drawSoon();
  }

  private taken(): string {
    const { above } = this;
    this.above = '';
    return steeringNothing(above, this.options.paint);
  }

  private lines(seen: Seen, height: number): readonly string[] {
    const { screen, paint } = this.options;
    const now = this.options.now();
    const look = { glyphs: screen.characters === 'ascii' ? ASCII : UNICODE, paint };
    const left = this.left(seen, now);
    const lines = treeLines({
      ...seen,
      progress: this.progressOf(seen),
      left,
      now,
      width: screen.columns() - 1,
      height,
      look,
    });
    return lines.map((line) => steeringNothing(line, paint));
  }

  private progressOf({ pipeline, state }: Seen): RunProgress {
    if (this.progress?.of !== state) this.progress = { of: state, is: progressOf(pipeline, state) };
    return this.progress.is;
  }

  private left(seen: Seen, now: number): number | null {
    if (this.forecast && now - this.forecast.at < FORECAST_EVERY_MS && seen.state.phase === 'running')
      return this.forecast.left;
    this.expected ??= this.options.expected(seen.pipeline.name);
    this.forecast = { at: now, left: remaining(seen, this.expected, epochMs(now)) };
    return this.forecast.left;
  }

  private noticeText(event: Event): string {
    const line = lineOf(event, null);
    if (!line) return '';
    const { paint } = this.options;
    const subject = line.subject === '' ? '' : `${line.subject}  `;
    return `${paint('dim', timeOfDay(event.at))}  ${wordText(line, paint)}  ${subject}${line.text}\n`;
  }
}
