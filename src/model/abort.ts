/** Hearing of an abort for as long as something is waited for. */

/** Calls `then` once when `signal` aborts, at once if it has; disposing of it forgets it. */
export function onAbort(signal: AbortSignal, then: () => void): Disposable {
  if (signal.aborted) then();
  else signal.addEventListener('abort', then, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', then) };
}
