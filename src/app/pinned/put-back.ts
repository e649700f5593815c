/**
 * Restores pinned files that are missing or changed, if the project has the pinned content. Done by whoever continues
 * the run: its stages read the files there, so an edit of a copy would reach a model without a trace.
 */
import path from 'node:path';
import { publishFile, refuseLinks } from '../../adapters/disk/durable-file.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import type { RunState } from '../../model/state.ts';
import { pinnedFolder } from '../../parse/run-files.ts';
import type { Project } from '../types.ts';
import type { Definitions } from './definitions.ts';

/** @returns diagnostics about the restored files. @throws DurableError */
export function putBack(
  { root }: Project,
  { id, generation }: Pick<RunState, 'id' | 'generation'>,
  { madeUp }: Definitions,
): readonly Diagnostic[] {
  const folder = pinnedFolder(id, generation);
  return Array.from(madeUp, ([source, content]) => {
    const file = path.posix.join(folder, source);
    refuseLinks(root, file);
    publishFile(path.join(root, file), content, { durability: 'whole' });
    return aWarning('run/pinned-damaged', `${source} of the pinned definitions of this run was restored`, {
      at: { file },
      hint: 'it was changed or missing, and the project has the same content; to change it, edit the project file',
    });
  });
}
