/** The runs of a project, from the names of their manifests. Reads no file. */
import path from 'node:path';
import { entryFor, readRunsFolder } from '../../adapters/runs/names.ts';
import { type RunId, runId } from '../../model/brand.ts';
import { MANIFEST, RUNS } from '../../parse/run-files.ts';
import type { Project } from '../types.ts';

/** Ids of all manifests, in order of name, one folder after another; including those that are no valid id of a run. */
export async function* listRuns({ root }: Pick<Project, 'root'>, below = ''): AsyncGenerator<RunId> {
  const folder = path.join(root, RUNS, below);
  const entries = (await readRunsFolder(folder)) ?? [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    const type = entryFor(root, folder, entry);
    if (type === 'folder') yield* listRuns({ root }, name);
    if (type === 'manifest') yield runId(name.slice(0, -MANIFEST.length));
  }
}
