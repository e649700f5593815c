/** What a run left behind whose checkpoint is gone: results that a new start would make, and pay for, again. */
import { join } from 'node:path';
import { nodeFileSystem as fs } from '../../adapters/disk/file-system.ts';
import { listIfThere, statIfThere } from '../../adapters/disk/if-there.ts';
import type { RunId } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import { checkpointPath, runFolderOf } from '../../parse/run-files.ts';
import type { Project } from '../types.ts';

const MOST_NAMES = 4;
/** Written before anything is made, or by people. */
const NOT_MADE: ReadonlySet<string> = new Set(['pinned', 'asked', 'drafts']);

/** @returns null: nothing was made. @throws DurableError */
export function leftResults({ root }: Pick<Project, 'root'>, run: RunId): Diagnostic | null {
  const folder = runFolderOf(run);
  const path = join(root, folder);
  // A link is refused when definitions are pinned.
  if (statIfThere(fs, path)?.type !== 'folder') return null;
  const made = listIfThere(fs, path).filter((name) => !NOT_MADE.has(name));
  if (made.length === 0) return null;
  const checkpoint = checkpointPath(run);
  const names = listNames(made.sort(), MOST_NAMES);
  return anError('checkpoint/gone', `there is no checkpoint, but ${folder}/ has files of run ${run}: ${names}`, {
    at: { file: checkpoint },
    hint: `bring it back (git log --all -- ${checkpoint} shows its commits); to start over, delete ${folder}/`,
  });
}
