/** Gateway: what all runs of one process share: limits and breakers of providers. */
import type { ProviderSettings } from '../../model/provider.ts';
import type { BreakerStore } from '../../ports/breaker-store.ts';
import type { Clock } from '../../ports/clock.ts';
import { createBreakers } from './breaker.ts';
import { createLimits, type NewQueue, type ProviderLimits } from './limits.ts';

export interface SharedLimits {
  readonly limits: (settings: ProviderSettings) => ProviderLimits;
  readonly breakers: ReturnType<typeof createBreakers>;
}

export interface SharedParts {
  readonly clock: Clock;
  /** Where the state of breakers is kept beyond the process; opened at the first call. */
  readonly store: () => BreakerStore;
  readonly newQueue: NewQueue;
}

export const createSharedLimits = ({ clock, store, newQueue }: SharedParts): SharedLimits => ({
  limits: createLimits(clock, newQueue),
  breakers: createBreakers(clock, store),
});
