/** Adapter: the system's clock. A timer keeps the process alive: during a backoff, nothing else does. */
import { type EpochMs, epochMs } from '../model/brand.ts';
import type { Clock } from '../ports/clock.ts';

/** The longest delay of `setTimeout`; with a longer one it would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  after: (delay, then) => {
    const due: EpochMs = epochMs(Date.now() + delay);
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      timer = setTimeout(() => (left > LONGEST_MS ? wait(due - Date.now()) : then()), Math.min(left, LONGEST_MS));
    };
    wait(Math.max(0, delay));
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
