/**
 * The attempts of tasks: one p-retry loop per task, which `decide` releases attempt by attempt.
 *
 * A1. An attempt begins only when `start` was called for it; its order says when it is announced and saved (E1).
 * A2. p-retry counts the remaining attempts and waits between them. `attempt-failed` records how long (`retry_at`), so
 *     that a restart continues with the remaining attempts and delay.
 * A3. A backoff holds no slot.
 */
import pRetry, { AbortError } from 'p-retry';
import { isFinal, type TaskAddress } from '../model/address.ts';
import { durationMs, epochMs } from '../model/brand.ts';
import type { AttemptEvent, StageReport } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { RetryPolicy, Stage } from '../model/pipeline.ts';
import { boundedWait } from '../model/retry-after.ts';
import type { Clock } from '../ports/clock.ts';
import type { AttemptCalls, AttemptEnd, AttemptOrder, Executor } from '../ports/executor.ts';
import type { Asker, Asks } from './asks.ts';
import type { Places } from './slots.ts';

export interface AttemptsPorts {
  readonly clock: Clock;
  readonly slots: Pick<Places, 'run'>;
  readonly executor: Executor;
  readonly isRetryable: (stage: Stage, failure: Failure) => boolean;
  readonly asks: Asks;
  readonly post: (event: AttemptEvent) => void;
  /** Asks for a turn: an attempt is due. */
  readonly wake: () => void;
  /** Something failed that is not the fault of a stage: a bug, or the disk. */
  readonly broken: (error: unknown) => void;
}

export type StartOrder = Omit<AttemptOrder, 'report' | 'calls'> & {
  /** Attempts of this generation that failed by themselves before this one. */
  readonly consumed: number;
};

type EndedFailure = Extract<AttemptEnd, { type: 'failure' }>;

class AttemptFailed extends Error {
  readonly end: EndedFailure;
  readonly order: StartOrder;
  constructor(order: StartOrder, end: EndedFailure) {
    super(end.failure.message);
    this.end = end;
    this.order = order;
  }
}

/** The next attempt of a task, between the failure of one and the start of the next. */
interface Next {
  /** First attempt of the loop that waits. */
  readonly first: StartOrder;
  /** null: there is none, because the task was sent back. */
  readonly order: PromiseWithResolvers<StartOrder | null>;
  /**
   * Set once the attempt is announced: p-retry's timer, which may still be running, does not keep the process alive.
   */
  hold: Disposable | null;
}

/** Added to the longest wait of p-retry: after a suspension, the clock is far ahead of the timers. */
const HOLD = durationMs(60_000);

export class Attempts {
  private readonly ports: AttemptsPorts;
  private readonly stop: AbortSignal;
  private readonly next = new Map<TaskAddress, Next>();
  private readonly executing = new Set<Promise<AttemptEnd>>();
  /** Nothing is recorded any more. */
  private isOver = false;

  /** @param stop aborts with a StopReason: every attempt ends, no loop goes on. */
  constructor(ports: AttemptsPorts, stop: AbortSignal) {
    this.ports = ports;
    this.stop = stop;
  }

  /** Carries out `start-attempt`. */
  start(order: StartOrder): void {
    const next = this.next.get(order.task);
    if (next) {
      next.hold = this.ports.clock.after(durationMs(next.first.stage.retry.max + HOLD), () => {});
      next.order.resolve(order);
    } else this.loop(order).catch((error: unknown) => this.ports.broken(error));
  }

  /** The task was sent back while it waited for a retry: its next attempt starts another loop. */
  forget(task: TaskAddress): void {
    this.next.get(task)?.order.resolve(null);
    this.next.delete(task);
  }

  /**
   * Resolves when no attempt is in work any more. Call it after all were told to end: attempts that were announced and
   * have not started by then never do, since they would interfere with the next process that opens the run.
   */
  async ended(): Promise<void> {
    this.isOver = true;
    while (this.executing.size > 0) await Promise.allSettled(this.executing);
  }

  private async loop(first: StartOrder): Promise<void> {
    const attempt = async (attemptNumber: number): Promise<void> => {
      await this.attempt(attemptNumber === 1 ? first : await this.released(first));
    };
    try {
      await pRetry(attempt, {
        ...retryOptions(first.stage.retry, first.consumed),
        // The run's own timer wakes it for `retry_at`; a forgotten wait must not keep the process alive.
        unref: true,
        onFailedAttempt: ({ error, retriesLeft, retryDelay }) => this.failed(error, { first, retriesLeft, retryDelay }),
        shouldRetry: ({ error, retriesLeft }) => this.isRetried(error, retriesLeft),
      });
    } catch (error) {
      if (!(error instanceof AttemptFailed) && error !== ENDED) throw error;
    }
  }

  /** A2: the wait is over; the turn that this requests decides. */
  private async released(first: StartOrder): Promise<StartOrder> {
    const { task } = first;
    const next = this.next.get(task);
    if (next?.first !== first) throw new AbortError(ENDED);
    // An announced attempt needs an end, even if only a cancellation.
    if (this.stop.aborted && next.hold === null) throw new AbortError(ENDED);
    this.ports.wake();
    const order = await next.order.promise;
    if (order === null) throw new AbortError(ENDED);
    next.hold?.[Symbol.dispose]();
    this.next.delete(task);
    return order;
  }

  private async attempt(order: StartOrder): Promise<void> {
    if (this.isOver) throw new AbortError(ENDED);
    const { task, n } = order;
    const { post, clock } = this.ports;
    const end = await this.execute(order);
    const at = clock.now();
    if (end.type === 'failure') throw new AttemptFailed(order, end);
    if (end.type === 'cancelled' && end.reason === 'budget' && isFinal(task))
      throw new AttemptFailed(order, unpaid(end));
    if (end.type === 'cancelled') {
      post({ type: 'attempt-cancelled', task, n, at, reason: end.reason, log: end.log });
      throw new AbortError(ENDED);
    }
    const { output, artifacts, log, cachedFrom } = end;
    post({ type: 'attempt-succeeded', task, n, at, output, artifacts, log, cachedFrom });
  }

  private async execute(order: StartOrder): Promise<AttemptEnd> {
    const { task, n, stage } = order;
    const { slots, executor, post, clock } = this.ports;
    const report = (told: StageReport): void => post(reported(told, { task, n, at: clock.now() }));
    const calls = this.calls({ task, n });
    const end = slots.run(stage.pool, () => executor.execute({ ...order, report, calls }, this.stop));
    this.executing.add(end);
    try {
      return await end;
    } finally {
      this.executing.delete(end);
    }
  }

  private calls(asker: Asker): AttemptCalls {
    const { asks, post, clock } = this.ports;
    const { task } = asker;
    let call = 0;
    return {
      ask: (ask, signal) => {
        call += 1;
        return asks.ask(asker, { ...ask, call }, signal);
      },
      settle: (granted, record) =>
        post({ type: 'call-settled', task, n: granted.attempt, call: granted.call, at: clock.now(), record }),
      overDay: (granted, needs) => {
        post({ type: 'call-dropped', task, n: granted.attempt, call: granted.call, at: clock.now() });
        asks.over(needs);
      },
    };
  }

  private isRetried(error: Error, retriesLeft: number): boolean {
    if (!(error instanceof AttemptFailed) || retriesLeft <= 0) return false;
    return this.ports.isRetryable(error.order.stage, error.end.failure);
  }

  private failed(error: Error, left: { first: StartOrder; retriesLeft: number; retryDelay: number }): void {
    if (!(error instanceof AttemptFailed)) return;
    const { task, n } = error.order;
    const { outcome, failure, log } = error.end;
    const at = this.ports.clock.now();
    const delay = Math.max(left.retryDelay, boundedWait(failure.retryAfterMs ?? 0));
    const retryAt = this.isRetried(error, left.retriesLeft) ? epochMs(at + delay) : null;
    if (retryAt !== null)
      this.next.set(task, { first: left.first, order: Promise.withResolvers<StartOrder | null>(), hold: null });
    this.ports.post({ type: 'attempt-failed', task, n, at, outcome, failure, retryAt, log });
  }
}

/** A run does not pause because of its `finally` stages: if it were tried again, the call would be refused again. */
const unpaid = ({ log }: Pick<AttemptEnd, 'log'>): EndedFailure => ({
  type: 'failure',
  outcome: 'failure',
  failure: {
    code: 'budget/not-covered',
    message: 'a limit of the stage, or the budget of the day, does not cover the model call it was about to make',
    retry: 'never',
    hint: 'raise `max_cost` or `budget` of the stage, or `budget.day` of the config',
  },
  log,
});

const ENDED = new Error('the attempts of this task have ended');

function retryOptions({ attempts, backoff, min, max, jitter }: RetryPolicy, consumed: number) {
  const factor = backoff === 'exponential' ? 2 : 1;
  return {
    retries: Math.max(0, attempts - consumed - 1),
    factor,
    minTimeout: Math.min(max, min * factor ** consumed),
    maxTimeout: max,
    randomize: jitter,
  };
}

function reported(told: StageReport, ref: Pick<AttemptEvent, 'task' | 'n' | 'at'>): AttemptEvent {
  switch (told.type) {
    case 'progress':
      return { type: 'attempt-progressed', ...ref, progress: told.progress };
    case 'cost':
      return { type: 'attempt-cost', ...ref, cost: told.cost };
    case 'external':
      return { type: 'attempt-external', ...ref, externalId: told.externalId };
  }
}
