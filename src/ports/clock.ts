/** Time and unique ids, behind interfaces so that tests can control both. */
import type { DurationMs, EpochMs, RunUid } from '../model/brand.ts';

export interface Clock {
  now(): EpochMs;
  /** Calls `then` once after `delay`, unless the result is disposed of before. */
  after(delay: DurationMs, then: () => void): Disposable;
}

export interface Ids {
  /** A new unique id, 20 characters of [0-9a-z], sorting by time of creation. */
  uid(): RunUid;
}
