/** Adapter: the paths of an attempt's files. Pure. */
import { sep } from 'node:path';
import type { AttemptPlace } from '../../ports/workspace.ts';
import { safeName, stagingFolder } from '../state-folder.ts';

export interface AttemptFolders {
  /** Private files of the attempt, and its other two folders. */
  readonly attempt: string;
  readonly artifacts: string;
  readonly replaced: string;
}

export const foldersIn = (attempt: string): AttemptFolders => ({
  attempt,
  artifacts: `${attempt}${sep}artifacts`,
  replaced: `${attempt}${sep}replaced`,
});

export const attemptFolders = (root: string, { uid, task, attempt }: AttemptPlace): AttemptFolders =>
  foldersIn(`${stagingFolder(root, uid)}${sep}${safeName(task)}.${attempt}`);

/** The folder of an attempt is named after its task, with the attempt's number. */
export const taskOf = (name: string): string => name.replace(/\.\d+$/, '');
