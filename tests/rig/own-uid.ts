import { runUid } from '../../src/model/brand.ts';

/**
 * Of a run of this process alone: processes are found by the uid of their run, on the whole machine, and ended. Two
 * checkouts that are tested at the same time must not end those of each other.
 */
export const OWN_UID = runUid(String(process.pid).padStart(20, '0'));
