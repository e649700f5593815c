/**
 * Calls of models that attempts in flight wait for: a fact for `decide`, and the promise that its answer resolves.
 *
 * Q1. They live in memory only: with the process the attempts are gone that asked.
 * Q2. An answer reaches the attempt when it is durable (E1).
 */
import { onAbort } from '../model/abort.ts';
import type { TaskAddress } from '../model/address.ts';
import type { UsdMicros } from '../model/brand.ts';
import type { AskedCall, CallAsk, Facts } from '../model/command.ts';
import type { Grant } from '../ports/stage-kind.ts';

interface Waiting extends AskedCall {
  readonly answer: (grant: Grant) => void;
}

/** An attempt that asks. */
export interface Asker {
  readonly task: TaskAddress;
  readonly n: number;
}

export class Asks {
  private readonly waiting = new Set<Waiting>();
  private overDay: number | null = null;
  private readonly wake: () => void;

  constructor(wake: () => void) {
    this.wake = wake;
  }

  /** @param call its number in the attempt. @param signal when it aborts, nobody waits any more. */
  async ask({ task, n }: Asker, ask: CallAsk & { readonly call: number }, signal: AbortSignal): Promise<Grant> {
    const { promise, resolve } = Promise.withResolvers<Grant>();
    const waiting: Waiting = { ...ask, task, n, answer: resolve };
    this.waiting.add(waiting);
    using _listening = onAbort(signal, () => this.answer(waiting, { type: 'refused' }));
    this.wake();
    return await promise;
  }

  /** A call was refused by the budget of the day, which would have to be `needs`. */
  over(needs: UsdMicros): void {
    this.overDay = Math.min(this.overDay ?? Number.POSITIVE_INFINITY, needs);
    this.wake();
  }

  facts(): Pick<Facts, 'asks' | 'overDay'> {
    if (this.waiting.size === 0 && this.overDay === null) return {};
    const asks = [...this.waiting].map(({ answer: _, ...asked }): AskedCall => asked);
    return { asks, overDay: this.overDay ?? undefined };
  }

  grant(task: TaskAddress, call: number): void {
    for (const waiting of this.waiting)
      if (waiting.task === task && waiting.call === call) this.answer(waiting, { type: 'granted', call });
  }

  /** The run pauses because of a budget. */
  refuseAll(): void {
    this.overDay = null;
    for (const waiting of this.waiting) this.answer(waiting, { type: 'refused' });
  }

  private answer(waiting: Waiting, grant: Grant): void {
    if (this.waiting.delete(waiting)) waiting.answer(grant);
  }
}
