/** Edits of a run that act only with its next generation: they are said, not swallowed. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunId } from '../model/brand.ts';
import type { Checkpoint, CheckpointTask } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { pipelineFile } from '../parse/project-files.ts';
import { switchedProviders } from '../parse/providers.ts';
import type { ManifestSource } from '../ports/manifest-source.ts';
import type { OpenRun } from '../ports/run-store.ts';
import { checkpointTasks } from '../report/checkpoint-tasks.ts';
import { manifestPath, pinnedFolder } from './names.ts';
import { isOutdated, pinnedPipeline, readIndex } from './pinned.ts';
import { frozenProviders } from './run-providers.ts';
import type { Project } from './types.ts';

interface Opened {
  readonly run: RunId;
  readonly record: OpenRun;
  readonly source: ManifestSource;
}

/** What a generation has of the manifest that it began with. */
export interface Frozen {
  readonly generation: number;
  /** With their defaults; null: not known. */
  readonly inputs: JsonObject | null;
  readonly autoApprove: readonly string[];
}

/** @param generation the one that the run works on, or rests in. */
export function frozenEdits(
  project: Project,
  { run, record, source }: Opened,
  generation: number,
): readonly Diagnostic[] {
  const { inputs = null, auto_approve: autoApprove = [] } = record.checkpoint ?? {};
  return editsSince(project, { run, manifest: source.current() }, { generation, inputs, autoApprove });
}

/**
 * None where the manifest asks for a generation that adopts them.
 *
 * @param of `manifest`: what was edited in it, not what became of the files and settings that it names.
 */
export function editsSince(
  project: Project,
  { run, manifest }: { readonly run: RunId; readonly manifest: Manifest },
  frozen: Frozen,
  of: 'all' | 'manifest' = 'all',
): readonly Diagnostic[] {
  const isAdopted = (manifest.rerun?.n ?? 0) > frozen.generation;
  const what = isAdopted ? null : changedIn(project, manifest, { frozen, of });
  if (what === null) return [];
  return [
    {
      code: 'run/frozen-changed',
      severity: 'warning',
      message: `${what} changed after this run started; it keeps to what it started with`,
      at: { file: manifestPath(run) },
      hint: `adopt the change with \`pipeline-runner retry ${run}\`; what it does not touch is not done again`,
    },
  ];
}

function changedIn(
  project: Project,
  manifest: Manifest,
  { frozen, of }: { readonly frozen: Frozen; readonly of: 'all' | 'manifest' },
): string | null {
  const { inputs, autoApprove, generation } = frozen;
  const isOther = ([key, value]: [string, unknown]): boolean => !isDeepStrictEqual(inputs?.[key], value);
  if (inputs !== null && Object.entries(manifest.inputs).some(isOther)) return 'the inputs';
  const pinned = pinnedPipeline(project, manifest.id, generation);
  if (pinned !== null && pinned !== pipelineFile(manifest.pipeline)) return 'the name of the pipeline';
  if (of === 'all' && isOutdated(project, manifest.id, generation)) return 'the pipeline';
  if (of === 'all' && hasOtherProviders(project, manifest, generation))
    return 'who answers calls of models (`providers`)';
  return isSameSet(manifest.autoApprove, autoApprove) ? null : '`auto_approve`';
}

/** Who answers is frozen; where the key is and how often one may ask is not. */
function hasOtherProviders({ root, config }: Project, manifest: Manifest, generation: number): boolean {
  const frozen = readIndex(path.join(root, pinnedFolder(manifest.id, generation)))?.providers;
  if (frozen === undefined) return false;
  return !isDeepStrictEqual(frozen, frozenProviders(switchedProviders(config, manifest.providers)));
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).symmetricDifference(new Set(b)).size === 0;

/** Edits of drafts that came too late. Most runs have no answered question with a draft, and load nothing for it. */
export async function lateIn(project: Project, checkpoint: Checkpoint | null): Promise<readonly Diagnostic[]> {
  if (checkpoint === null) return [];
  const isAnswered = ({ approval }: CheckpointTask): boolean =>
    approval?.decision === 'approve' && approval.draft !== undefined;
  if (![...checkpointTasks(checkpoint)].some(({ task }) => isAnswered(task))) return [];
  const { lateEdits } = await import('./gate-diff.ts');
  return lateEdits(project, checkpoint);
}
