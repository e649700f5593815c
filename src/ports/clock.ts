/** Time and luck, so that tests can hold both still. */
import type { DurationMs, EpochMs, RunUid } from '../model/brand.ts';

export interface Clock {
  now(): EpochMs;
  /** Calls `then` once, not before `delay` has passed; disposing it before that forgets it. */
  after(delay: DurationMs, then: () => void): Disposable;
}

export interface Ids {
  /** A new unique id, 20 characters of [0-9a-z], sorting by time of creation. */
  uid(): RunUid;
}
