/** Keeps a remote that hangs from delaying a daemon that is told to stop: the next start pushes what is missing. */
import type { GitSync } from '../git-sync/types.ts';
import type { Stops } from './types.ts';

/** Twice the usual `grace` plus this is less than the time that a service gets to stop. */
const PUSH_MS = 20_000;

/** A second signal aborts what is in progress with the remote at once. */
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
