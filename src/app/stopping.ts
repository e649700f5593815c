/**
 * Stopping a run that is being driven. First signal: nothing more is started, and attempts in flight get the grace
 * period to end; if a model call is in flight, a multiple of it for the answer, and then the grace period. Second
 * signal: end them now.
 */
import { onAbort } from '../model/abort.ts';
import { type DurationMs, durationMs } from '../model/brand.ts';
import type { DriveOptions, Project } from './types.ts';

export interface Ends {
  /** Starts nothing more. */
  readonly shutdown: () => void;
  /** Ends attempts in flight. */
  readonly abort: () => void;
  /** Resolves when model calls in flight are answered, or `enough` aborts. @returns whether there were any. */
  readonly answered: (enough: AbortSignal) => Promise<'none' | 'some'>;
}

/** A call in flight is paid for: if it is interrupted, it is made, and perhaps paid for, again. */
export const GRACES_OF_A_CALL = 6;

export function stopping(
  { shutdown, abort, answered }: Ends,
  { stop, hurry }: Pick<DriveOptions, 'stop' | 'hurry'>,
  { clock, config: { grace } }: Pick<Project, 'clock' | 'config'>,
): Disposable {
  const waiting = new DisposableStack();
  const after = (delay: DurationMs, then: () => void): void => {
    if (!waiting.disposed) waiting.use(clock.after(delay, then));
  };
  const onGrace = async (): Promise<void> => {
    const enough = new AbortController();
    after(durationMs((GRACES_OF_A_CALL - 1) * grace), () => enough.abort());
    const were = await answered(enough.signal);
    if (were === 'some' && !enough.signal.aborted) after(grace, abort);
    else abort();
  };
  const onStop = (): void => {
    shutdown();
    after(grace, () => void onGrace());
  };
  waiting.use(onAbort(stop, onStop));
  if (hurry) waiting.use(onAbort(hurry, abort));
  return waiting;
}
