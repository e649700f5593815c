/** Edits of a run that act only with its next generation: they are said, not swallowed. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint, CheckpointTask } from '../../model/checkpoint.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { pipelineFile } from '../../parse/project-files.ts';
import { switchedProviders } from '../../parse/providers.ts';
import { manifestPath, pinnedFolder } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { isOutdated, pinnedPipeline, readIndex } from '../pinned/pinned.ts';
import { frozenProviders } from '../pinned/run-providers.ts';
import type { Project } from '../types.ts';

/** What a generation has of the manifest that it began with. */
export interface Frozen {
  readonly generation: number;
  /** With their defaults; null: not known. */
  readonly inputs: JsonObject | null;
  readonly autoApprove: readonly string[];
}

interface Asked {
  readonly run: RunId;
  readonly manifest: Manifest;
}

/** By an edit of the manifest itself. None where it asks for a generation that adopts them. */
export function editsSince(project: Project, { run, manifest }: Asked, frozen: Frozen): readonly Diagnostic[] {
  return isAdopted(manifest, frozen) ? [] : told(run, editedIn(project, manifest, frozen));
}

/** What became of the files and settings that the manifest names. It takes longer: it reads those files. */
export function namedSince(
  project: Project,
  { run, manifest }: Asked,
  frozen: Pick<Frozen, 'generation'>,
): readonly Diagnostic[] {
  return isAdopted(manifest, frozen) ? [] : told(run, changedBeside(project, manifest, frozen));
}

const isAdopted = ({ rerun }: Manifest, { generation }: Pick<Frozen, 'generation'>): boolean =>
  (rerun?.n ?? 0) > generation;

const told = (run: RunId, what: string | null): readonly Diagnostic[] =>
  what === null
    ? []
    : [
        aWarning('run/frozen-changed', `${what} changed after this run started; it keeps using what it started with`, {
          at: { file: manifestPath(run) },
          hint: `adopt the change with \`pipeline-runner retry ${run}\`; stages it does not affect are reused`,
        }),
      ];

function editedIn(project: Project, manifest: Manifest, { inputs, autoApprove, generation }: Frozen): string | null {
  if (inputs !== null && !isKept(manifest.inputs, inputs)) return 'the inputs';
  const pinned = pinnedPipeline(project, manifest.id, generation);
  if (pinned !== null && pinned !== pipelineFile(manifest.pipeline)) return 'the name of the pipeline';
  return isSameSet(manifest.autoApprove, autoApprove) ? null : '`auto_approve`';
}

/** Defaults were put into maps of any depth when the inputs were frozen. */
function isKept(asked: Json, frozen: Json | undefined): boolean {
  if (isJsonObject(asked))
    return isJsonObject(frozen) && Object.entries(asked).every(([key, value]) => isKept(value, frozen[key]));
  if (Array.isArray(asked) && Array.isArray(frozen))
    return asked.length === frozen.length && asked.every((entry, i) => isKept(entry, frozen[i]));
  return isDeepStrictEqual(asked, frozen);
}

function changedBeside(
  project: Project,
  manifest: Manifest,
  { generation }: Pick<Frozen, 'generation'>,
): string | null {
  if (isOutdated(project, manifest.id, generation)) return 'the pipeline';
  return hasOtherProviders(project, manifest, generation) ? 'the choice of providers (`providers`, `replay`)' : null;
}

/** Who answers is frozen; where the key is and how often one may ask is not. */
function hasOtherProviders({ root, config }: Project, manifest: Manifest, generation: number): boolean {
  const frozen = readIndex(path.join(root, pinnedFolder(manifest.id, generation)))?.providers;
  if (frozen === undefined) return false;
  return !isDeepStrictEqual(frozen, frozenProviders(switchedProviders(config, manifest)));
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).symmetricDifference(new Set(b)).size === 0;

/** Edits of drafts that came too late. Most runs have no answered question with a draft, and load nothing for it. */
export async function lateIn(project: Project, checkpoint: Checkpoint | null): Promise<readonly Diagnostic[]> {
  if (checkpoint === null) return [];
  const isAnswered = ({ approval }: CheckpointTask): boolean =>
    approval?.decision === 'approve' && approval.draft !== undefined;
  if (![...checkpointTasks(checkpoint)].some(({ task }) => isAnswered(task))) return [];
  const { lateEdits } = await import('../gate-diff.ts');
  return lateEdits(project, checkpoint);
}
