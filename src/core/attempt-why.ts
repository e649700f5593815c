/** Why an attempt was made, derived from the outcome of the previous one. Pure. */
import type { CheckpointAttempt } from '../model/checkpoint.ts';

export type AttemptWhy =
  | 'first attempt'
  | 'after a failure'
  | 'after a timeout'
  | 'after a kill'
  | 'after a stop'
  | 'changed or sent back'
  | 'rerun';

/** @param before the previous attempt of the same task; undefined: there was none. */
export function attemptWhy({ generation = 1 }: CheckpointAttempt, before: CheckpointAttempt | undefined): AttemptWhy {
  if (before === undefined) return 'first attempt';
  // A lost attempt runs again even if a person started a new generation in the meantime.
  if (before.outcome === 'lost') return 'after a kill';
  if ((before.generation ?? 1) !== generation) return 'rerun';
  switch (before.outcome) {
    case 'failure':
      return 'after a failure';
    case 'timeout':
      return 'after a timeout';
    case 'cancellation':
      return 'after a stop';
    default:
      return 'changed or sent back';
  }
}
