/**
 * Call ledger, for reading only: it is neither created, repaired nor pruned.
 */
import { existsSync } from 'node:fs';
import type { EpochMs, UsdMicros } from '../../model/brand.ts';
import { errorCode } from '../../model/system-error.ts';
import { sqlite } from '../disk/sqlite.ts';
import { committedIn, isOurs, ownPath } from './database.ts';

export type LedgerLook =
  /** `committed`: on the current day. */
  { readonly state: 'sound'; readonly committed: UsdMicros } | { readonly state: 'none' | 'damaged' | 'unreadable' };

export function lookIntoLedger(path: string, at: EpochMs): LedgerLook {
  if (!existsSync(path)) return { state: 'none' };
  try {
    const database = new (sqlite().DatabaseSync)(path, { readOnly: true });
    try {
      if (database.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') return { state: 'damaged' };
      return isOurs(database)
        ? { state: 'sound', committed: committedIn(database, at) }
        : lookIntoLedger(ownPath(path), at);
    } finally {
      database.close();
    }
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return { state: 'unreadable' };
  }
}
