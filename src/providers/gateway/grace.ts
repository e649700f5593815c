/**
 * Gateway: how long a call continues after its attempt has ended. The answer is paid for, so it is awaited, within
 * bounds.
 *
 * A cancelled run needs no answer. At a shutdown a call has the same grace as a program. After a timeout of the stage
 * there will be another attempt, which finds the answer.
 */
import { onAbort } from '../../model/abort.ts';
import { type DurationMs, durationMs } from '../../model/brand.ts';
import type { Clock } from '../../ports/clock.ts';

const AFTER_TIMEOUT = durationMs(30_000);

export class GracePeriod implements Disposable {
  private readonly controller = new AbortController();
  private readonly waiting = new DisposableStack();
  private readonly ended = Promise.withResolvers<void>();
  /** Resolves when the grace period is disposed of: the answer has arrived, or is no longer awaited. */
  readonly over = this.ended.promise;

  /** @param attempt signal of the attempt. @param grace as for a program. */
  constructor(attempt: AbortSignal, clock: Clock, grace: DurationMs) {
    const begin = (): void => {
      const left = attempt.reason === 'shutdown' ? grace : AFTER_TIMEOUT;
      if (attempt.reason === 'cancelled') this.end();
      else this.waiting.use(clock.after(left, () => this.end()));
    };
    this.waiting.use(onAbort(attempt, begin));
  }

  /** Signal for the provider. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    this.controller.abort();
  }

  [Symbol.dispose](): void {
    this.waiting.dispose();
    this.ended.resolve();
  }
}

/** Does the end of the attempt wait for the calls that are still in flight? */
export const isAwaited = (signal: AbortSignal): boolean =>
  signal.reason === 'shutdown' || signal.reason === 'cancelled';

/** Resolves after `wait`, or at once when `signal` aborts. */
export async function pause(wait: DurationMs, clock: Clock, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _timer = clock.after(wait, resolve);
  await untilAbort(promise, signal);
}

/** Resolves when `work` ends, or at once when `signal` aborts. @throws what `work` throws. */
export async function untilAbort(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _listening = onAbort(signal, resolve);
  await Promise.race([work, promise]);
}
