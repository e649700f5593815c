import { runUid } from '../../src/model/brand.ts';

/**
 * A uid that only runs of this process have: processes are found, and ended, by the uid of their run, machine-wide.
 * Two checkouts that are tested at the same time must not end each other's.
 */
export const OWN_UID = runUid(String(process.pid).padStart(20, '0'));
