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

export class GracePeriod implements Disposable {
  private readonly controller = new AbortController();
  private readonly waiting = new DisposableStack();

  /** @param attempt its signal. @param grace of a program. */
  constructor(attempt: AbortSignal, clock: Clock, grace: DurationMs) {
    const begin = (): void => {
      const left = attempt.reason === 'shutdown' ? grace : AFTER_TIMEOUT;
      if (attempt.reason === 'cancelled') this.end();
      else this.waiting.use(clock.after(left, () => this.end()));
    };
    this.waiting.use(onAbort(attempt, begin));
  }

  /** For the provider. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    this.controller.abort();
  }

  [Symbol.dispose](): void {
    this.waiting.dispose();
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
