/** Ctrl-C and the like: once stops in good order, twice at once, three times without looking back. */
import { EXIT } from './exit-codes.ts';

export interface Interrupts extends Disposable {
  /** First signal: nothing more is started. */
  readonly stop: AbortSignal;
  /** Second signal: what runs is ended now. */
  readonly hurry: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type SignalSource = Pick<NodeJS.Process, 'on' | 'off' | 'exit'>;

/** @param say called at the first and at the second signal. */
export function interrupts(say: (nth: 1 | 2) => void, source: SignalSource = process): Interrupts {
  const stop = new AbortController();
  const hurry = new AbortController();
  const onSignal = (): void => {
    // The restart ends what a process that leaves like this leaves behind.
    if (hurry.signal.aborted) source.exit(EXIT.interrupted);
    if (stop.signal.aborted) {
      say(2);
      hurry.abort();
    } else {
      say(1);
      stop.abort();
    }
  };
  for (const signal of SIGNALS) source.on(signal, onSignal);
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) source.off(signal, onSignal);
    },
  };
}
