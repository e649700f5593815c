/**
 * In a process that was suspended (Ctrl-Z, SIGSTOP, a closed laptop), timers fire before the events that arrived in the
 * meantime. Code that ends something on a timeout must first give those events a moment to arrive.
 */
import { durationMs } from './brand.ts';

/** A timer that fires later than this was delayed by a suspension. */
export const LATE = durationMs(500);
/** Long enough for pending events to arrive. */
export const TO_HEAR = durationMs(1_000);
