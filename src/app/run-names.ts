/** Which runs a project has, by the names of their manifests. Reads no file. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type RunId, runId } from '../model/brand.ts';
import { RUNS } from './names.ts';
import type { Project } from './types.ts';

/** Ids of all manifests, folder by folder in order of name. */
export async function* listRuns(project: Pick<Project, 'root'>, below = ''): AsyncGenerator<RunId> {
  const folder = path.join(project.root, RUNS, below);
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && !entry.name.endsWith('.run')) yield* listRuns(project, name);
    if (entry.isFile() && entry.name.endsWith('.yaml')) yield runId(name.slice(0, -'.yaml'.length));
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw error;
}
