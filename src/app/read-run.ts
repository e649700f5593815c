/** Runs as they stand in their files, for `status`, `list`, `logs` and the like. Takes no lock, changes nothing. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { encode } from '../core/encode.ts';
import { err, ok, type Result, type RunId, runId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { RUNS } from './names.ts';
import { readManifest } from './read-manifest.ts';
import { restore } from './stored-state.ts';
import type { Project, RunView } from './types.ts';

export async function readRun(project: Project, run: RunId): Promise<Result<RunView, readonly Diagnostic[]>> {
  await using store = project.openStore();
  const stored = await store.peek(run);
  if (!stored.ok) return stored;
  const read = readManifest(project, run);
  if (!stored.value) {
    if (!read.ok) return read;
    return ok({ run, manifest: read.value, checkpoint: null, driven: false, notices: [] });
  }
  const { checkpoint, records, notices, driven } = stored.value;
  const view = { run, manifest: read.ok ? read.value : null, driven, notices };
  // A checkpoint that says it all needs no definitions.
  if (records.length === 0) return ok({ ...view, checkpoint });
  const restored = restore(project, run, stored.value);
  if (!restored.ok) return err(restored.error);
  return ok({
    ...view,
    checkpoint: restored.value && encode(restored.value.definitions.pipeline, restored.value.state),
  });
}

/** Ids of all manifests, folder by folder in order of name. Reads no file. */
export async function* listRuns(project: Project, below = ''): AsyncGenerator<RunId> {
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
