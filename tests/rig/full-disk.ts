/** The error of a full disk. */
import { DurableError } from '../../src/adapters/disk/error.ts';

export const full = (): DurableError =>
  new DurableError({ path: '/somewhere', operation: 'write', code: 'ENOSPC', cause: null });
