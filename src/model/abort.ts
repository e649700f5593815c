/** Listening to an abort for a limited time. */

/**
 * Calls `then` once when `signal` aborts, immediately if it already has. Disposing of the result removes the listener.
 */
export function onAbort(signal: AbortSignal, then: () => void): Disposable {
  if (signal.aborted) then();
  else signal.addEventListener('abort', then, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', then) };
}
