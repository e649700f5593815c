/** Ctrl-C and the like: once stops in good order, twice at once, three times without looking back. */
import type { DurationMs } from '../model/brand.ts';
import { durationText } from '../report/words.ts';
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

export interface Leaving {
  /** What attempts in flight are given. */
  readonly grace: DurationMs;
  /** The command that takes the run up again. */
  readonly again: string;
}

/** What the first and the second signal make of the run, and what the person can do now. */
export function leavingWords(nth: 1 | 2, { grace, again }: Leaving): string {
  const within = durationText(grace).replace(/\.0(?= s)| 00 [sm]$/, '');
  if (nth === 2) return 'Stopping running stages now. Press Ctrl-C again to exit without waiting for them.\n';
  return (
    `Stopping: nothing new starts; running stages have ${within} to finish.\n` +
    `Press Ctrl-C again to stop them now. To resume later: ${again}\n`
  );
}
