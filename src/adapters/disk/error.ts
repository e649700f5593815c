/** Adapter: a file operation that the disk or the system refused, and the message about it. */
import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DiagnosticCode } from '../../model/codes.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { ABSENT, errorCode, forgiving } from '../../model/system-error.ts';

/**
 * It is not certain that the data is on the disk. Thrown, because any save can fail in this way; whoever drives a run
 * ends it and shows {@link diskDiagnostic}.
 */
export class DurableError extends Error {
  override readonly name = 'DurableError';
  readonly path: string;
  /** `write`, `fsync`, `rename` … */
  readonly operation: string;
  /** As in errno: `ENOSPC`. */
  readonly code: string;

  constructor(what: { path: string; operation: string; code: string; cause: unknown }) {
    super(`${what.operation} of ${what.path} failed: ${meaning(what.code).text} (${what.code})`, { cause: what.cause });
    this.path = what.path;
    this.operation = what.operation;
    this.code = what.code;
  }
}

/** Runs a file operation; errors of the system become a {@link DurableError} that names path and operation. */
export function onDisk<T>(operation: string, path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw durableError(error, operation, path);
  }
}

export async function onDiskLater<T>(operation: string, path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw durableError(error, operation, path);
  }
}

/** Other errors are returned unchanged. */
export function durableError(error: unknown, operation: string, path: string): unknown {
  const code = errorCode(error);
  if (code === null || error instanceof DurableError) return error;
  return new DurableError({ path, operation, code, cause: error });
}

/** Errors of closing after an error are not reported: the first error is. */
export const firstError = (error: unknown): unknown =>
  error instanceof SuppressedError ? firstError(error.suppressed) : error;

/** The DurableError for a disk error that was thrown elsewhere; null: it is not a disk error. */
export function diskErrorOf(error: unknown): DurableError | null {
  if (error instanceof DurableError) return error;
  const code = errorCode(error);
  if (code === null || !(error instanceof Error) || !('syscall' in error) || !('path' in error)) return null;
  if (!(code in MEANINGS) && code !== 'EIO') return null;
  return new DurableError({ path: String(error.path), operation: String(error.syscall), code, cause: error });
}

interface Meaning {
  readonly code: DiagnosticCode;
  readonly text: string;
  readonly hint: string;
}

const MEANINGS: Readonly<Record<string, Meaning>> = {
  ENOSPC: { code: 'disk/full', text: 'the disk is full', hint: 'free some space, then run it again' },
  EDQUOT: { code: 'disk/full', text: 'the disk quota is used up', hint: 'free some space, then run it again' },
  EROFS: {
    code: 'disk/read-only',
    text: 'the disk is read-only',
    hint: 'make the disk writable again: the system may have locked it after a disk error',
  },
  ENOTDIR: {
    code: 'disk/in-the-way',
    text: 'a file or a link stands where a folder must be',
    hint: 'move it away, then run it again',
  },
  EISDIR: {
    code: 'disk/in-the-way',
    text: 'a folder stands where a file must be',
    hint: 'move it away, then run it again',
  },
  ENXIO: {
    code: 'disk/in-the-way',
    text: 'a pipe or a socket stands where a file must be',
    hint: 'move it away, then run it again',
  },
  // Our own code, not one of the system.
  ETOOLARGE: {
    code: 'checkpoint/too-large',
    text: 'the checkpoint would be larger than 64 MiB',
    hint: 'split it into several runs with fewer results each',
  },
  ENOTALOCK: {
    code: 'lock/damaged',
    text: 'the lock file contains something other than a lock',
    hint: 'stop what is running in this project (`watch`, `run`), then delete the file: it will be created again',
  },
  ELOCKGONE: {
    code: 'lock/gone',
    text: 'the lock file was removed, and another process has worked on the run since',
    hint: 'leave the run to that process; if none is running, run it again',
  },
  EMFILE: { code: 'disk/too-many-files', text: 'too many files are open', hint: 'raise the limit with `ulimit -n`' },
  ENFILE: {
    code: 'disk/too-many-files',
    text: 'too many files are open',
    hint: 'close other programs, then run it again',
  },
  EBUSY: {
    code: 'disk/failed',
    text: 'another program has locked it',
    hint: 'stop the program that reads or copies the file, then run it again',
  },
  ESTALE: {
    code: 'disk/failed',
    text: 'the network drive does not have this file or folder any more',
    hint: 'mount the drive again, then run it again',
  },
  EUCLEAN: {
    code: 'disk/failed',
    text: 'the file system is damaged',
    hint: 'unmount it and repair it with `fsck`, then run it again',
  },
  EACCES: { code: 'disk/denied', text: 'permission denied', hint: 'check who owns the file and its folder' },
  EPERM: {
    code: 'disk/denied',
    text: 'the operation is not permitted',
    hint: 'check who owns the file and its folder',
  },
};
const OTHER: Meaning = {
  code: 'disk/failed',
  text: 'the disk reported an error',
  hint: 'check the disk and the system log, then run it again',
};

/** Not in the table for all system errors: a missing file is usually no problem of the disk. */
const REMOVED: Meaning = {
  code: 'disk/failed',
  text: 'a file or folder of the runner was removed while it was needed',
  hint: 'find out what deletes files in .pipeline-runner or runs, then run it again',
};

const meaning = (code: string): Meaning => (code === 'ENOENT' ? REMOVED : (MEANINGS[code] ?? OTHER));

const NOT_SEEN = [...ABSENT, 'EACCES', 'EPERM'];

/** Names the owner of the file to a person who is another user. null for root, and on systems without users. */
export function ownerHint(path: string, me = process.getuid?.()): string | null {
  const owner = forgiving(NOT_SEEN, () => lstatSync(path).uid);
  if (owner === null && dirname(path) !== path) return ownerHint(dirname(path), me);
  if (owner === null || me === undefined || me === 0 || owner === me) return null;
  return `it belongs to the user with the id ${owner}, and yours is ${me}: run the command as that user (\`sudo -u '#${owner}' …\`)`;
}

export function diskDiagnostic(error: DurableError): Diagnostic {
  const { code, text, hint: usual } = meaning(error.code);
  const hint = (code === 'disk/denied' && ownerHint(error.path)) || usual;
  const message = `${text}: ${error.operation} failed with ${error.code}. The state saved before that is intact`;
  return anError(code, message, { at: { file: error.path }, hint });
}
