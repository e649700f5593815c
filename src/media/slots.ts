/** Limits encoding to as many encoders at once as the machine has cores, over all stages of this process. */
import { availableParallelism } from 'node:os';
import { onAbort } from '../model/abort.ts';

/** Each starts its work when called. */
const waiting: (() => void)[] = [];
let free = availableParallelism();

interface Work<T> {
  /** The most slots that it can use: the first, which it waits for, and those that are free then. */
  readonly most: number;
  readonly work: (slots: number) => Promise<T>;
}

/** Runs `work` when a slot is free, first come, first served. @throws the reason of `signal`, also while it waits. */
export async function inSlots<T>({ most, work }: Work<T>, signal: AbortSignal): Promise<T> {
  await takeSlot(signal);
  const more = Math.min(free, most - 1);
  free -= more;
  try {
    return await work(1 + more);
  } finally {
    for (let slot = 0; slot <= more; slot += 1) {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }
}

async function takeSlot(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (free > 0) {
    free -= 1;
    return;
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  waiting.push(resolve);
  using _listening = onAbort(signal, () => {
    const place = waiting.indexOf(resolve);
    if (place >= 0) waiting.splice(place, 1);
    reject(signal.reason);
  });
  await promise;
}
