/**
 * Checks for a file before opening it: most commands write neither output nor events, and an error costs more than a
 * check.
 */
import { lstatSync } from 'node:fs';
import { errorCode } from '../../model/system-error.ts';

/** Does anything exist at the path? True also if the system refuses the check: opening then reports the error. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return true;
  }
}
