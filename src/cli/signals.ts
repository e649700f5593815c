/** Ctrl-C and similar signals: the first stops gracefully, the second immediately, the third exits the process. */
import { GRACES_OF_A_CALL } from '../app/stopping.ts';
import type { DurationMs } from '../model/brand.ts';
import { durationText } from '../report/words.ts';
import { EXIT } from './exit-codes.ts';

export interface Interrupts extends Disposable {
  /** First signal: nothing more is started. */
  readonly stop: AbortSignal;
  /** Second signal: running stages are ended. */
  readonly hurry: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof SIGNALS)[number];

/**
 * Sent by log rotators, process managers and mistake. By default, Node would open a port for debuggers, to which every
 * user of the machine can connect, or end at once and leave the processes of stages behind.
 */
const IGNORED = ['SIGUSR1', 'SIGUSR2'] as const;
const ignore = (): void => {};

export type SignalSource = Pick<NodeJS.Process, 'on' | 'off' | 'exit'>;

/** @param say called at the first and at the second signal. */
export function interrupts(say: (nth: 1 | 2, signal: StopSignal) => void, source: SignalSource = process): Interrupts {
  const stop = new AbortController();
  const hurry = new AbortController();
  const onSignal = (signal: StopSignal): void => {
    // The next start ends the processes that are left behind.
    if (hurry.signal.aborted) source.exit(EXIT.interrupted);
    if (stop.signal.aborted) {
      say(2, signal);
      hurry.abort();
    } else {
      say(1, signal);
      stop.abort();
    }
  };
  for (const signal of SIGNALS) source.on(signal, onSignal);
  for (const signal of IGNORED) source.on(signal, ignore);
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) source.off(signal, onSignal);
      for (const signal of IGNORED) source.off(signal, ignore);
    },
  };
}

/**
 * Tells the person what the first or second signal does, and what to do next.
 *
 * @param grace time that attempts in flight have to finish. @param again the command that resumes the run.
 */
export function leavingWords(nth: 1 | 2, grace: DurationMs, again: string): string {
  if (nth === 2) return 'Stopping running stages now. Press Ctrl-C again to exit without waiting for them.\n';
  const plain = (ms: number): string => durationText(ms).replace(/\.0(?= s)| 00 [sm]$/, '');
  return (
    `Stopping: nothing new starts. Running stages have ${plain(grace)} to finish ` +
    `(calls of models ${plain(GRACES_OF_A_CALL * grace)}, because they are paid for).\n` +
    `Press Ctrl-C again to stop them now. To resume later: ${again}\n`
  );
}
