/**
 * A process that was stopped itself (Ctrl-Z, SIGSTOP, the lid of a laptop) finds its timers over before it has heard what
 * came meanwhile. Whoever ends something because of its time gives it a moment to be heard first.
 */
import { durationMs } from './brand.ts';

/** A timer that is later than this did not run when it should have. */
export const LATE = durationMs(500);
/** Long enough to take in what waits to be heard. */
export const TO_HEAR = durationMs(1_000);
