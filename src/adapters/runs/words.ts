/** Messages about files in `runs/` that are no manifests, and about `runs/` itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { errorCode } from '../../model/system-error.ts';
import { statePaths } from '../state-folder.ts';

/** Has this machine executed runs of the project? */
export const hasCarriedOut = (root: string): boolean => existsSync(statePaths(root).backups);

/** Reported if there is no folder `runs/` although it contained runs; null: it exists, or there were none. */
export const missingRuns = (root: string): Diagnostic | null =>
  hasCarriedOut(root) && !existsSync(join(root, 'runs')) ? gone : null;

export const gone: Diagnostic = anError(
  'runs/missing',
  'the folder runs is missing: no runs can be seen or resumed until it is back',
  { at: { file: 'runs' }, hint: 'restore it with everything in it; runs resume from their checkpoints' },
);

export const misnamed = (file: string): Diagnostic =>
  aWarning('manifest/misnamed', `${file} is not used as a manifest because its name does not end in .yaml`, {
    at: { file },
    hint: `if it is a manifest: mv ${file} ${file.replace(/\.[^.]*$/, '.yaml')}`,
  });

export const dangling = (file: string): Diagnostic =>
  aWarning('manifest/dangling', `${file} is a broken link, so it is ignored`, {
    at: { file },
    hint: 'put the file itself here, or delete the link',
  });

/** @throws errors that are not of the system. */
export function cannotRead(file: string, error: unknown): Diagnostic {
  const code = errorCode(error);
  if (code === null) throw error;
  const message = `${file} cannot be read: the system reported ${code}`;
  return anError('file/unreadable', message, { at: { file }, hint: 'check its permissions and the disk' });
}

export const outside = (file: string): Diagnostic =>
  anError('file/outside', `${file} is a link to a place outside the project`, {
    at: { file },
    hint: 'put the file itself here',
  });

/** Otherwise it would seem that there are no runs. */
export const noFolder: Diagnostic = anError('disk/in-the-way', 'runs is not a folder, so no runs can be seen', {
  at: { file: 'runs' },
  hint: 'move it away, and restore the folder',
});

export const special = (file: string): Diagnostic =>
  anError('file/not-a-file', `${file} is not a regular file`, {
    at: { file },
    hint: 'put a regular file here, or rename it',
  });
