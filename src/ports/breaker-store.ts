/** Keeps the state of the providers' circuit breakers beyond the life of a process. */
import type { EpochMs } from '../model/brand.ts';

export interface SavedBreaker {
  /** Consecutive failures. */
  readonly failures: number;
  /** null: it is closed. */
  readonly openedAt: EpochMs | null;
  /** Why it is open, or why it last failed: `overloaded`. */
  readonly reason: string | null;
}

export interface BreakerStore {
  /** @returns null when nothing is stored, or what is stored cannot be read. */
  breaker(id: string): SavedBreaker | null;
  saveBreaker(id: string, state: SavedBreaker): void;
}
