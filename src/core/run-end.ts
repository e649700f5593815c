/** Did a run ever start, and what can it have come to for good? Only another generation goes on from there. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import type { RunEnd } from '../model/event.ts';
import type { RunPhase } from '../model/state.ts';

export const RUN_ENDS: readonly RunEnd[] = ['completed', 'failed', 'rejected', 'cancelled'];

/** By the phase of its state, or the status in its checkpoint; `finally` stages may be in work. */
export const isRunEnd = (phase: RunPhase | RunStatus): phase is RunEnd => RUN_ENDS.some((end) => end === phase);

/** Does it go on, or wait for something? In a run that has ended nobody is asked any more, whatever was open then. */
export const isUnderWay = (status: RunStatus): boolean => !isRunEnd(status) && status !== 'invalid';

/** `invalid`: its manifest never was a run's. */
export const hasStarted = (checkpoint: Checkpoint | null): checkpoint is Checkpoint =>
  checkpoint !== null && checkpoint.status !== 'invalid';
