/**
 * The time that an answer may take.
 *
 * Who was stopped itself when that was over (Ctrl-Z, SIGSTOP) has not heard yet what came meanwhile, and may have to pay
 * for it: its timers go off first. It gets a moment to hear it.
 */
import type { DurationMs } from '../../model/brand.ts';

/** A timer that is set to more fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A timer that is later than this did not run when it should have. */
const LATE_MS = 500;
/** Long enough to take in what waits to be heard. */
const TO_HEAR_MS = 1_000;

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
      if (performance.now() - due > LATE_MS) this.#timer = this.#after(TO_HEAR_MS);
      else this.#controller.abort(new DOMException('the time for an answer is over', 'TimeoutError'));
    };
    return setTimeout(over, delay).unref();
  }
}
