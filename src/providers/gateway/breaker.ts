/**
 * Gateway: stops calls to a failing provider, and tests with one call whether it has recovered.
 *
 *   closed --failures in a row, or one that shuts--> open --cooldown--> one probe --answered--> closed
 *                                                      ^                    |
 *                                                      +----- in trouble ---+
 *
 * B1. One call at a time is the probe; the others wait for its outcome.
 * B2. A call that was never made, or that we aborted, says nothing about the provider and changes nothing.
 * B3. Every change is saved, so that a restart does not begin by calling a failing provider.
 */
import { type EpochMs, epochMs } from '../../model/brand.ts';
import type { BreakerSettings } from '../../model/provider.ts';
import type { BreakerStore } from '../../ports/breaker-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FaultKind } from '../../ports/provider.ts';
import { isForPeople, type OpenUntil, signOf } from './failures.ts';

/** What a call showed: a fault, an answer, or nothing (B2). */
export type Sign = FaultKind | 'answer' | 'nothing';

export type Admission =
  | { readonly type: 'admitted'; readonly isProbe: boolean }
  | ({ readonly type: 'open' } & OpenUntil)
  /** B1. `ended` resolves when the probe has ended. */
  | { readonly type: 'probing'; readonly ended: Promise<void> };

export interface BreakerParts {
  readonly id: string;
  readonly settings: BreakerSettings;
  readonly clock: Clock;
  readonly store: BreakerStore;
}

export class Breaker {
  private readonly parts: BreakerParts;
  /** Consecutive failures. */
  private failures: number;
  private openedAt: EpochMs | null;
  private reason: string | null;
  private probe: PromiseWithResolvers<void> | null = null;

  constructor(parts: BreakerParts) {
    this.parts = parts;
    const saved = parts.store.breaker(parts.id);
    // If the clock was set back, the breaker must not stay open for years.
    this.openedAt = saved?.openedAt == null ? null : epochMs(Math.min(saved.openedAt, parts.clock.now()));
    this.reason = saved?.reason ?? null;
    this.failures = saved?.failures ?? 0;
  }

  /**
   * Admits a call or a probe. The holder of a probe must {@link leave}.
   *
   * @param since when the work began that the call belongs to: see {@link open}.
   */
  enter(since: EpochMs): Admission {
    if (this.probe !== null) return { type: 'probing', ended: this.probe.promise };
    const open = this.open(since);
    if (open !== null) return { type: 'open', ...open };
    const isProbe = this.openedAt !== null;
    if (isProbe) this.probe = Promise.withResolvers();
    return { type: 'admitted', isProbe };
  }

  /**
   * @param since start of the work. After a fault that only a person can fix (key, account), work that started later
   * may call again; absent: no work may.
   * @returns null: a call may be made, perhaps as a probe.
   */
  open(since?: EpochMs): OpenUntil | null {
    const { clock, settings } = this.parts;
    if (this.openedAt === null) return null;
    this.openedAt = epochMs(Math.min(this.openedAt, clock.now())); // the clock may have been set back
    if (isForPeople(this.reason) && since !== undefined && since > this.openedAt) return null;
    const until = epochMs(this.openedAt + settings.cooldown);
    return until > clock.now() ? { until, reason: this.reason ?? 'unknown' } : null;
  }

  leave({ isProbe }: { readonly isProbe: boolean }, sign: Sign): void {
    try {
      if (sign !== 'nothing') this.note(sign, isProbe);
    } finally {
      if (isProbe) this.probe?.resolve();
      if (isProbe) this.probe = null;
    }
  }

  private note(sign: FaultKind | 'answer', isProbe: boolean): void {
    // A late answer from before the breaker opened: only the probe decides.
    if (this.openedAt !== null && !isProbe) return;
    const { id, settings, clock, store } = this.parts;
    const meant = sign === 'answer' ? 'alive' : signOf(sign);
    const before = this.failures;
    if (meant === 'alive') this.failures = 0;
    // `shut` weighs as much as all permitted failures together.
    else this.failures = meant === 'shut' ? settings.failures : before + 1;
    const isOpen = meant !== 'alive' && (isProbe || this.failures >= settings.failures);
    this.openedAt = isOpen ? clock.now() : null;
    this.reason = meant === 'alive' ? null : sign;
    const { failures, openedAt, reason } = this;
    if (before > 0 || failures > 0) store.saveBreaker(id, { failures, openedAt, reason });
  }
}

/** All breakers of one process. */
export function createBreakers(clock: Clock, store: () => BreakerStore) {
  const known = new Map<string, Breaker>();
  return (id: string, settings: BreakerSettings): Breaker => {
    // Edited settings apply from the next call on; the saved state of the provider is kept.
    const key = `${settings.failures} ${settings.cooldown} ${id}`;
    const breaker = known.get(key) ?? new Breaker({ id, settings, clock, store: store() });
    known.set(key, breaker);
    return breaker;
  };
}
