/** Edits of the manifest of a run that has ended: they have no effect, which is reported. Uses only the checkpoint. */
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { leavesOut } from '../../parse/schema/left-out.ts';
import type { Project } from '../types.ts';
import { editsSince } from './frozen-edits.ts';
import { revertedAnswers } from './reverted-answers.ts';

export interface EndedRun {
  readonly manifest: Manifest;
  readonly checkpoint: Checkpoint;
}

/**
 * The schema of the inputs that the generation was started with. Needed only if the manifest leaves some inputs out, to
 * tell whether they are defaults. null: not needed, or not available.
 */
export async function schemaOfEnded(
  project: Project,
  { manifest, checkpoint: { inputs, generation } }: EndedRun,
): Promise<JsonObject | null> {
  if (inputs === undefined || !leavesOut(manifest.inputs, inputs)) return null;
  const { loadPinned } = await import('../pinned/definitions.ts');
  const pinned = await loadPinned(project, manifest.id, generation);
  return pinned.ok ? pinned.value.pipeline.inputs : null;
}

/** Does not cover changes of the files and settings that the manifest names: see `namedSince`. */
export function editsOfEnded(
  project: Project,
  { manifest, checkpoint }: EndedRun,
  schema: JsonObject | null,
): readonly Diagnostic[] {
  const { generation, inputs = null, auto_approve: autoApprove = [] } = checkpoint;
  return [
    ...revertedAnswers(project, checkpoint, manifest),
    ...editsSince(project, manifest, { generation, inputs, autoApprove, schema }),
  ];
}

/**
 * False for nearly all runs: the checkpoint has no diagnostic about the manifest, and there are no edits to report.
 *
 * @param edits result of {@link editsOfEnded}.
 */
export const mayBeStale = ({ manifest, checkpoint }: EndedRun, edits: readonly Diagnostic[]): boolean =>
  edits.length > 0 || (checkpoint.diagnostics ?? []).some((one) => isAboutManifest(manifest.id, one));

export const isAboutManifest = (run: RunId, { at }: Diagnostic): boolean => at?.file === manifestPath(run);
