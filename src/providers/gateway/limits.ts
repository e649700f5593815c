/**
 * Gateway: when a call may be made, for all runs of this process together.
 *
 * L1. A call has its place, its request and its tokens of the minute before money is reserved for it: nobody holds
 *     money while waiting for a limit. What a refused call has taken is given back.
 * L2. In order of arrival. A place is held until the call has really ended, also when nobody waits for it any more.
 * L3. When a provider asks for a wait, all wait.
 *
 * A queue gives the places. Requests and tokens of a minute are counted here, because a queue counts a request when its
 * work begins, which is before money was asked for, and cannot take it back (L1).
 */
import { onAbort } from '../../model/abort.ts';
import { type DurationMs, durationMs, type EpochMs, epochMs } from '../../model/brand.ts';
import type { ProviderSettings } from '../../model/provider.ts';
import type { Clock } from '../../ports/clock.ts';
import { untilAbort } from './grace.ts';
import { digestOf } from './keys.ts';
import { Window } from './window.ts';

/** So much work at once, in order; an abort takes out what has not begun and rejects. */
export interface CallQueue {
  /** Work that has begun. */
  readonly pending: number;
  add<T>(work: () => Promise<T>, options?: { readonly signal: AbortSignal }): Promise<T>;
}
export type NewQueue = (concurrency: number) => CallQueue;

/** A longer one is a mistake of the other side. */
const LONGEST_PAUSE_MS = 3_600_000;

export interface Wait {
  readonly why: 'places' | 'requests' | 'tokens' | 'pause';
  /** null: nobody knows. */
  readonly until: EpochMs | null;
}

/** The right to make one call. */
export interface Place {
  /** Its request is made now. */
  begins(): void;
  /** Tokens that it really used. */
  used(tokens: number): void;
  /** It was not made. */
  giveBack(): void;
}

export interface CallNeed {
  readonly tokens: number;
  readonly signal: AbortSignal;
  waits(wait: Wait): void;
}

export class ProviderLimits {
  private readonly clock: Clock;
  private readonly places: CallQueue;
  private readonly turnstile: CallQueue;
  private readonly concurrency: number;
  private readonly requests: Window;
  private readonly tokens: Window;
  private pausedUntil: EpochMs = epochMs(0);
  private look: () => void = () => {};

  constructor(settings: ProviderSettings, clock: Clock, newQueue: NewQueue) {
    this.clock = clock;
    this.concurrency = settings.concurrency ?? Number.POSITIVE_INFINITY;
    this.places = newQueue(this.concurrency);
    this.turnstile = newQueue(1);
    this.requests = new Window(settings.requestsPerMinute ?? Number.POSITIVE_INFINITY);
    this.tokens = new Window(settings.tokensPerMinute ?? Number.POSITIVE_INFINITY);
  }

  /** @returns null when it was cancelled before its turn; once `work` has begun, what becomes of that. */
  async within<T>(need: CallNeed, work: (place: Place) => Promise<T>): Promise<T | null> {
    if (need.signal.aborted) return null;
    if (this.places.pending >= this.concurrency) need.waits({ why: 'places', until: null });
    const waiting = new AbortController();
    using following = onAbort(need.signal, () => waiting.abort(GONE));
    const placed = async (): Promise<T | null> => {
      const place = await this.turnstile.add(() => this.turn(need));
      if (place !== null && !need.signal.aborted) {
        following[Symbol.dispose](); // L2
        return work(place);
      }
      place?.giveBack();
      return null;
    };
    try {
      return await this.places.add(placed, { signal: waiting.signal });
    } catch (error) {
      if (error === GONE) return null;
      throw error;
    }
  }

  /** L3. */
  pause(wait: DurationMs): void {
    const until = this.clock.now() + Math.min(wait, LONGEST_PAUSE_MS);
    this.pausedUntil = epochMs(Math.max(this.pausedUntil, until));
  }

  private async turn(need: CallNeed): Promise<Place | null> {
    for (;;) {
      if (need.signal.aborted) return null;
      const wait = this.waitFor(need.tokens);
      if (wait === null) return this.take(need.tokens);
      need.waits(wait);
      await this.sleep(wait.until, need.signal);
    }
  }

  /** null: the call may be made now. */
  private waitFor(tokens: number): Wait | null {
    const now = this.clock.now();
    const waits: readonly Wait[] = [
      { why: 'pause', until: epochMs(Math.max(now, this.pausedUntil)) },
      { why: 'requests', until: this.requests.opensAt(1, now) },
      { why: 'tokens', until: this.tokens.opensAt(tokens, now) },
    ];
    const [longest] = waits.toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity));
    return longest === undefined || (longest.until !== null && longest.until <= now) ? null : longest;
  }

  /** Until a time, an abort, or a change of what is taken. One call at a time is in here: the turnstile's. */
  private async sleep(until: EpochMs | null, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.look = resolve;
    using _timer = until === null ? null : this.clock.after(durationMs(until - this.clock.now()), resolve);
    await untilAbort(promise, signal);
    this.look = () => {};
  }

  private take(tokens: number): Place {
    const request = this.requests.take(1);
    const some = this.tokens.take(tokens);
    return {
      begins: () => {
        request.began = this.clock.now();
        some.began = this.clock.now();
        this.look();
      },
      used: (really) => {
        some.amount = really;
        this.look();
      },
      giveBack: () => {
        this.requests.giveBack(request);
        this.tokens.giveBack(some);
        this.look();
      },
    };
  }
}

/** Why a call that waits is taken out of its queue. */
const GONE = new Error('it was cancelled before its turn');

/** The limits of all providers of one process. */
export function createLimits(clock: Clock, newQueue: NewQueue): (settings: ProviderSettings) => ProviderLimits {
  const known = new Map<string, ProviderLimits>();
  return (settings) => {
    const { name, type, model, baseUrl, apiKey, requestsPerMinute, tokensPerMinute, concurrency } = settings;
    // A run may put other settings under the same name.
    const id = digestOf([name, type, model, baseUrl, apiKey, requestsPerMinute, tokensPerMinute, concurrency]);
    const limits = known.get(id) ?? new ProviderLimits(settings, clock, newQueue);
    known.set(id, limits);
    return limits;
  };
}
