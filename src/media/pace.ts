/** Splits long work on many samples into pieces, so that the process can do other things in between, and be stopped. */
import { setImmediate } from 'node:timers/promises';

/** To be awaited between two pieces. @throws the reason of its signal when that is aborted. */
export type Pace = () => Promise<void>;

const LONGEST_MS = 20;

export function createPace(signal: AbortSignal): Pace {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - since < LONGEST_MS) return;
    await setImmediate();
    since = performance.now();
    signal.throwIfAborted();
  };
}

/** Samples per piece. */
export const PIECE = 32_768;
