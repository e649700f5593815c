/**
 * Reads runs from their files, for `status`, `list`, `logs` and the like. Takes no lock and changes nothing. A disk
 * error is an error of the one run: callers that read all runs continue with the others.
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
  // An invalid run id may not be a valid file name either.
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
 * The same for commands that change the run or look ahead. A run whose pinned definitions are gone can still be started
 * over: of the records after its checkpoint, that needs only the number of generations.
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
  // Without records after it, the checkpoint is complete.
  if (records.length === 0) return ok({ ...view, checkpoint });
  const restored = await restore(project, run, stored.value);
  if (!restored.ok) return err(restored.error);
  return ok({
    ...view,
    checkpoint: restored.value && encode(restored.value.definitions.pipeline, restored.value.state),
  });
}
