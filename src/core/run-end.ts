/** What a run can have come to for good: only another generation goes on from there. */
import type { RunStatus } from '../model/checkpoint.ts';
import type { RunEnd } from '../model/event.ts';
import type { RunPhase } from '../model/state.ts';

export const RUN_ENDS: readonly RunEnd[] = ['completed', 'failed', 'rejected', 'cancelled'];

/** By the phase of its state, or the status in its checkpoint; `finally` stages may be in work. */
export const isRunEnd = (phase: RunPhase | RunStatus): phase is RunEnd => RUN_ENDS.some((end) => end === phase);
