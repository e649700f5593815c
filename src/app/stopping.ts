/**
 * How a run that is worked on is stopped. First signal: start nothing more and give attempts in flight the grace to end;
 * where a call of a model is on its way, some times as long for its answer, and then the grace. Second: end them now.
 */
import { onAbort } from '../model/abort.ts';
import { type DurationMs, durationMs } from '../model/brand.ts';
import type { DriveOptions, Project } from './types.ts';

export interface Ends {
  /** Nothing more is started. */
  readonly shutdown: () => void;
  /** What is in flight is ended. */
  readonly abort: () => void;
  /** Until calls of models that were made are answered, or `enough` aborts. @returns were there any? */
  readonly answered: (enough: AbortSignal) => Promise<'none' | 'some'>;
}

/** A call that was made is paid for: broken off, it is made, and perhaps paid for, again. */
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
