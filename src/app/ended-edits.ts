/** Edits of the manifest of a run that has ended: nobody acts on them, which is to be said. By the checkpoint alone. */
import type { RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Manifest } from '../model/manifest.ts';
import { editsSince } from './frozen-edits.ts';
import { manifestPath } from './names.ts';
import { revertedAnswers } from './reverted-answers.ts';
import type { Project } from './types.ts';

export interface EndedRun {
  readonly run: RunId;
  readonly manifest: Manifest;
  readonly checkpoint: Checkpoint;
}

export function editsOfEnded(project: Project, { run, manifest, checkpoint }: EndedRun): readonly Diagnostic[] {
  const { generation, inputs = null, auto_approve: autoApprove = [] } = checkpoint;
  return [
    ...revertedAnswers(project, checkpoint, manifest),
    ...editsSince(project, { run, manifest }, { generation, inputs, autoApprove }, 'manifest'),
  ];
}

/** False for nearly all: the checkpoint says nothing of the manifest, and there is nothing to be said. */
export const mayBeStale = (project: Project, ended: EndedRun): boolean =>
  (ended.checkpoint.diagnostics ?? []).some((one) => isAboutManifest(ended.run, one)) ||
  editsOfEnded(project, ended).length > 0;

export const isAboutManifest = (run: RunId, { at }: Diagnostic): boolean => at?.file === manifestPath(run);
