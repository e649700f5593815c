/** A remote that hangs does not hold up a daemon that is told to stop: what it did not take is pushed by the next start. */
import type { GitSync } from '../git-sync/types.ts';
import type { Stops } from './types.ts';

/** With twice the usual `grace` it is less than a service is given to stop. */
const PUSH_MS = 20_000;

/** A second signal breaks off what is on its way to the remote at once. */
export function notHeldUp(sync: Pick<GitSync, 'breakOff'>, { stop, hurry }: Stops): Disposable {
  const over = new AbortController();
  let late: NodeJS.Timeout | null = null;
  const whenStopped = (): void => {
    late = setTimeout(() => sync.breakOff(), PUSH_MS);
  };
  hurry.addEventListener('abort', () => sync.breakOff(), { once: true, signal: over.signal });
  stop.addEventListener('abort', whenStopped, { once: true, signal: over.signal });
  return {
    [Symbol.dispose]: () => {
      over.abort();
      clearTimeout(late ?? undefined);
    },
  };
}
