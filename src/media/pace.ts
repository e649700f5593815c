/** Long work on many samples in pieces, so that the process can do other things meanwhile, and be stopped. */
import { setImmediate } from 'node:timers/promises';

/** To be awaited between two pieces. @throws the reason of its signal, once that aborts. */
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

/** Samples of one piece. */
export const PIECE = 32_768;
