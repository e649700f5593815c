/** The timeout of an answer. One that arrived while this process was suspended is still read: it may be charged. */
import type { DurationMs } from '../../model/brand.ts';
import { LATE, TO_HEAR } from '../../model/stopped-process.ts';

/** A longer timer fires at once. */
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
