/** Whether a run has started, and whether it has ended. After an end only a new generation continues it. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import type { RunEnd } from '../model/event.ts';
import type { RunPhase } from '../model/state.ts';

export const RUN_ENDS: readonly RunEnd[] = ['completed', 'failed', 'rejected', 'cancelled'];

/** Has the run ended, by the phase of its state or the status in its checkpoint? `finally` stages may be in work. */
export const isRunEnd = (phase: RunPhase | RunStatus): phase is RunEnd => RUN_ENDS.some((end) => end === phase);

/** Is the run in work, or does it wait? Gates of a run that has ended ask no longer, even if they were open. */
export const isUnderWay = (status: RunStatus): boolean => !isRunEnd(status) && status !== 'invalid';

/** `invalid`: its manifest was never valid, so it has not started. */
export const hasStarted = (checkpoint: Checkpoint | null): checkpoint is Checkpoint =>
  checkpoint !== null && checkpoint.status !== 'invalid';
