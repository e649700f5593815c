/**
 * Gateway: how long a call that was made goes on after its attempt was ended. What it answers is paid for, so its
 * answer is waited for, within bounds.
 *
 * A cancelled run needs no answer. At a shutdown there is the grace that a program has too. After a time-out of the
 * stage there will be another attempt, which finds the answer.
 */
import { onAbort } from '../../model/abort.ts';
import { type DurationMs, durationMs } from '../../model/brand.ts';
import type { Clock } from '../../ports/clock.ts';

const AFTER_TIMEOUT = durationMs(30_000);

export class Patience implements Disposable {
  /** For the provider. */
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly of: AbortSignal;
  private readonly clock: Clock;
  private readonly grace: DurationMs;
  private readonly timers = new DisposableStack();

  constructor(of: AbortSignal, clock: Clock, grace: DurationMs) {
    this.of = of;
    this.clock = clock;
    this.grace = grace;
    this.signal = this.controller.signal;
    of.addEventListener('abort', this.begin, { once: true });
    if (of.aborted) this.begin();
  }

  end(): void {
    this.controller.abort();
  }

  [Symbol.dispose](): void {
    this.of.removeEventListener('abort', this.begin);
    this.timers.dispose();
  }

  private readonly begin = (): void => {
    if (this.of.reason === 'cancelled') this.end();
    else if (!this.timers.disposed) this.timers.use(this.clock.after(this.left(), () => this.end()));
  };

  private left(): DurationMs {
    return this.of.reason === 'shutdown' ? this.grace : AFTER_TIMEOUT;
  }
}

/** Whether whoever ended the attempt waits for what the call still brings. */
export const isAwaited = (signal: AbortSignal): boolean =>
  signal.reason === 'shutdown' || signal.reason === 'cancelled';

/** Resolves after a time, or at once when `signal` aborts. */
export async function pause(wait: DurationMs, clock: Clock, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _timer = clock.after(wait, resolve);
  await untilAbort(promise, signal);
}

/** Resolves with the end of some work, or at once when `signal` aborts. @throws what the work throws. */
export async function untilAbort(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _listening = onAbort(signal, resolve);
  await Promise.race([work, promise]);
}
