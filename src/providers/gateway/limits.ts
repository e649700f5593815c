/**
 * Gateway: when a call may be made, for all runs of this process together.
 *
 * L1. A call gets its place, its request and its tokens of the minute before its cost is reserved: nothing is reserved
 *     while a call waits for a limit. A refused call gives back what it took.
 * L2. In order of arrival. A place is held until its call has really ended, even if nobody waits for it any more.
 * L3. If a provider asks for a pause, all calls wait.
 *
 * A queue hands out the places. Requests and tokens per minute are counted here, because a queue counts a request when
 * its work begins, which is before the budget is checked, and cannot take it back (L1).
 */
import { onAbort } from '../../model/abort.ts';
import { type DurationMs, durationMs, type EpochMs, epochMs } from '../../model/brand.ts';
import type { ProviderSettings } from '../../model/provider.ts';
import type { Clock } from '../../ports/clock.ts';
import { untilAbort } from './grace.ts';
import { digestOf } from './keys.ts';
import { Window } from './window.ts';

/** Runs a limited amount of work at once, in order; an abort removes work that has not begun, and rejects. */
export interface CallQueue {
  /** Amount of work that has begun. */
  readonly pending: number;
  add<T>(work: () => Promise<T>, options?: { readonly signal: AbortSignal }): Promise<T>;
}
export type NewQueue = (concurrency: number) => CallQueue;

/** Longer pauses are assumed to be a mistake of the provider. */
const LONGEST_PAUSE_MS = 3_600_000;

export interface Wait {
  readonly why: 'places' | 'requests' | 'tokens' | 'pause';
  /** null: unknown. */
  readonly until: EpochMs | null;
}

/** The permission to make one call. */
export interface Place {
  /** Its request is sent now. */
  begins(): void;
  /** @param tokens that were actually used. */
  used(tokens: number): void;
  /** The call was not made. */
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
  private paused: { readonly from: EpochMs; readonly until: EpochMs } = { from: epochMs(0), until: epochMs(0) };
  private look: () => void = () => {};

  constructor(settings: ProviderSettings, clock: Clock, newQueue: NewQueue) {
    this.clock = clock;
    this.concurrency = settings.concurrency ?? Number.POSITIVE_INFINITY;
    this.places = newQueue(this.concurrency);
    this.turnstile = newQueue(1);
    this.requests = new Window(settings.requestsPerMinute ?? Number.POSITIVE_INFINITY);
    this.tokens = new Window(settings.tokensPerMinute ?? Number.POSITIVE_INFINITY);
  }

  /** @returns null if aborted before its turn; otherwise the result of `work`, even if aborted after it began. */
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
    const now = this.clock.now();
    const until = epochMs(now + Math.min(wait, LONGEST_PAUSE_MS));
    if (until > this.pausedUntil(now)) this.paused = { from: now, until };
  }

  /** If the clock was set back, the pause lasts no longer for it. */
  private pausedUntil(now: EpochMs): EpochMs {
    const { from, until } = this.paused;
    if (now < from) this.paused = { from: now, until: epochMs(now + until - from) };
    return this.paused.until;
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
      { why: 'pause', until: epochMs(Math.max(now, this.pausedUntil(now))) },
      { why: 'requests', until: this.requests.opensAt(1, now) },
      { why: 'tokens', until: this.tokens.opensAt(tokens, now) },
    ];
    const [longest] = waits.toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity));
    return longest === undefined || (longest.until !== null && longest.until <= now) ? null : longest;
  }

  /** Until a time, an abort, or a change of what is in use. The turnstile admits one call at a time. */
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

/** The abort reason that removes a waiting call from its queue. */
const GONE = new Error('it was cancelled before its turn');

/** The limits of all providers of one process. */
export function createLimits(clock: Clock, newQueue: NewQueue): (settings: ProviderSettings) => ProviderLimits {
  const known = new Map<string, ProviderLimits>();
  return (settings) => {
    const { name, type, model, baseUrl, apiKey, requestsPerMinute, tokensPerMinute, concurrency } = settings;
    // Another run may have other settings under the same name.
    const id = digestOf([name, type, model, baseUrl, apiKey, requestsPerMinute, tokensPerMinute, concurrency]);
    const limits = known.get(id) ?? new ProviderLimits(settings, clock, newQueue);
    known.set(id, limits);
    return limits;
  };
}
