/** Runs whose manifest is gone while their checkpoint is there: who waits for an answer must not be lost sight of. */

import { type Dirent, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../adapters/runs-names.ts';
import { isRunEnd } from '../core/run-end.ts';
import { type RunId, runId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runIdProblem } from '../parse/run-id.ts';
import { checkpointPath, manifestPath, RUNS } from './names.ts';
import type { Project } from './types.ts';

const CHECKPOINT = '.checkpoint.json';

/** In order of name; by the names of files alone. @param known runs that have a manifest. */
export async function runsWithoutManifest(
  { root }: Pick<Project, 'root'>,
  known: ReadonlySet<string>,
): Promise<readonly RunId[]> {
  const found: RunId[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await entriesOf(path.join(root, RUNS, below));
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.endsWith('.run')) await walk(name);
      const id = entry.isFile() && name.endsWith(CHECKPOINT) ? name.slice(0, -CHECKPOINT.length) : null;
      if (id !== null && !known.has(id) && runIdProblem(id) === null) found.push(runId(id));
    }
  };
  await walk('');
  return found;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Would it go on if its manifest were there? */
export const isUnderWay = (status: Checkpoint['status']): boolean => !isRunEnd(status) && status !== 'invalid';

/** Is there a checkpoint, and no manifest? */
export const isManifestGone = ({ root }: Pick<Project, 'root'>, run: RunId): boolean =>
  existsSync(path.join(root, checkpointPath(run))) && !existsSync(path.join(root, manifestPath(run)));

/** As a problem of the run, in one line. */
export const goneText = (run: RunId): string => `its manifest is gone; bring it back: ${bringBack(run)}`;

const bringBack = (run: RunId): string => `git checkout -- ${manifestPath(run)}`;

/** @param severity `error`: what is asked for needs it. */
export const goneManifest = (run: RunId, severity: Diagnostic['severity']): Diagnostic => ({
  code: 'manifest/missing',
  severity,
  message: `the manifest of run ${run} is gone; its checkpoint is there, and nothing of the run is deleted`,
  at: { file: manifestPath(run) },
  hint: `bring it back, and the run goes on where it was: ${bringBack(run)}`,
});
