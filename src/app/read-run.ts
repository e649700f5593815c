/**
 * Runs as they stand in their files, for `status`, `list`, `logs` and the like. Takes no lock, changes nothing. What the
 * disk refuses of one run is that run's: who reads them all goes on with the others.
 */
import { DurableError, diskDiagnostic } from '../adapters/disk/error.ts';
import { encode } from '../core/encode.ts';
import { hasStarted, isUnderWay } from '../core/run-end.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import { manifestPath } from '../parse/run-files.ts';
import { checkRunId } from '../parse/run-id.ts';
import { lastGeneration, restore } from './pinned/stored-state.ts';
import { goneManifest, isManifestGone } from './project/lost-manifests.ts';
import { readManifest } from './project/read-manifest.ts';
import type { Project, RunView } from './types.ts';

export async function readRun(project: Project, run: RunId): Promise<Diagnosed<RunView>> {
  // A name that no run can have may be one that no file can have, as that of its checkpoint.
  const { id, diagnostics } = checkRunId(run, manifestPath(run));
  if (id === null) return err(diagnostics);
  try {
    return await read(project, run);
  } catch (error) {
    if (error instanceof DurableError) return err([diskDiagnostic(error)]);
    throw error;
  }
}

/**
 * The same for who asks something of the run, or what would become of it. One whose pinned definitions are gone can be
 * told to start over: what it did after its checkpoint matters to that only in how many generations it began.
 */
export async function readLoosely(project: Project, run: RunId): Promise<Diagnosed<RunView>> {
  const view = await readRun(project, run);
  if (view.ok || view.error.every(({ code }) => code !== 'run/pinned-damaged')) return view;
  await using store = await project.openStore();
  const stored = await store.peek(run);
  const manifest = readManifest(project, run);
  if (!stored.ok || !manifest.ok || !stored.value) return view;
  const { checkpoint, records, driven, notices } = stored.value;
  if (!hasStarted(checkpoint)) return view;
  const generation = lastGeneration(records) ?? checkpoint.generation;
  return ok({ run, manifest: manifest.value, checkpoint: { ...checkpoint, generation }, driven, notices });
}

async function read(project: Project, run: RunId): Promise<Diagnosed<RunView>> {
  await using store = await project.openStore();
  const stored = await store.peek(run);
  if (!stored.ok) return stored;
  const manifest = readManifest(project, run);
  if (!stored.value) {
    if (!manifest.ok) return manifest;
    return ok({ run, manifest: manifest.value, checkpoint: null, driven: false, notices: [] });
  }
  const { checkpoint, records, driven } = stored.value;
  const isLost = !manifest.ok && !driven && checkpoint && isUnderWay(checkpoint.status) && isManifestGone(project, run);
  const notices = [...stored.value.notices, ...(isLost ? [goneManifest(run, 'warning')] : [])];
  const view = { run, manifest: manifest.ok ? manifest.value : null, driven, notices };
  // A checkpoint that says it all needs no definitions.
  if (records.length === 0) return ok({ ...view, checkpoint });
  const restored = await restore(project, run, stored.value);
  if (!restored.ok) return err(restored.error);
  return ok({
    ...view,
    checkpoint: restored.value && encode(restored.value.definitions.pipeline, restored.value.state),
  });
}
