/** The time that an answer may take. One that came while this process was stopped is still heard: it may have to be paid for. */
import type { DurationMs } from '../../model/brand.ts';
import { LATE, TO_HEAR } from '../../model/stopped-process.ts';

/** A timer that is set to more fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class TimeLimit implements Disposable {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(time: DurationMs) {
    this.signal = this.#controller.signal;
    this.#timer = this.#after(Math.min(time, LONGEST_TIMER_MS));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #after(delay: number): NodeJS.Timeout {
    const due = performance.now() + delay;
    const over = (): void => {
      if (performance.now() - due > LATE) this.#timer = this.#after(TO_HEAR);
      else this.#controller.abort(new DOMException('the time for an answer is over', 'TimeoutError'));
    };
    return setTimeout(over, delay).unref();
  }
}
