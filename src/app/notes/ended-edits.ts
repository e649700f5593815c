/** Edits of the manifest of a run that has ended: nobody acts on them, which is to be said. By the checkpoint alone. */
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { Project } from '../types.ts';
import { editsSince } from './frozen-edits.ts';
import { revertedAnswers } from './reverted-answers.ts';

export interface EndedRun {
  readonly run: RunId;
  readonly manifest: Manifest;
  readonly checkpoint: Checkpoint;
}

/** Not what became of the files and settings that the manifest names: `namedSince` says that. */
export function editsOfEnded(project: Project, { run, manifest, checkpoint }: EndedRun): readonly Diagnostic[] {
  const { generation, inputs = null, auto_approve: autoApprove = [] } = checkpoint;
  return [
    ...revertedAnswers(project, checkpoint, manifest),
    ...editsSince(project, { run, manifest }, { generation, inputs, autoApprove }),
  ];
}

/**
 * False for nearly all: the checkpoint says nothing of the manifest, and there is nothing to be said.
 *
 * @param edits as {@link editsOfEnded} found them.
 */
export const mayBeStale = ({ run, checkpoint }: EndedRun, edits: readonly Diagnostic[]): boolean =>
  edits.length > 0 || (checkpoint.diagnostics ?? []).some((one) => isAboutManifest(run, one));

export const isAboutManifest = (run: RunId, { at }: Diagnostic): boolean => at?.file === manifestPath(run);
