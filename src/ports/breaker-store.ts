/** Where the breakers of providers outlive the process. */
import type { EpochMs } from '../model/brand.ts';

export interface SavedBreaker {
  /** In a row. */
  readonly failures: number;
  /** null: it is closed. */
  readonly openedAt: EpochMs | null;
  /** Why it is open, or why it last failed: `overloaded`. */
  readonly reason: string | null;
}

export interface BreakerStore {
  /** null: nothing is known of it, or nothing that can be read. */
  breaker(id: string): SavedBreaker | null;
  saveBreaker(id: string, state: SavedBreaker): void;
}
