/** Asks before opening: most commands write neither output nor events, and an error costs more than a look. */
import { lstatSync } from 'node:fs';
import { errorCode } from '../../model/system-error.ts';

/** Anything at all: a command may make what it likes of its paths. Where the system refuses a look, opening says why. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return true;
  }
}
