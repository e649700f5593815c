/** Edits of a run that take effect only in its next generation: they are reported. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isUnderWay } from '../../core/run-end.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint, CheckpointTask } from '../../model/checkpoint.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { RunState } from '../../model/state.ts';
import { pipelineFile } from '../../parse/project-files.ts';
import { switchedProviders } from '../../parse/providers.ts';
import { manifestPath, pinnedFolder } from '../../parse/run-files.ts';
import { isAsFrozen } from '../../parse/schema/left-out.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { outdatedSource, pinnedPipeline, readIndex } from '../pinned/pinned.ts';
import { frozenProviders } from '../pinned/run-providers.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';

/** What a generation keeps of the manifest that it began with. */
export interface Frozen {
  readonly generation: number;
  /** With defaults; null: unknown. */
  readonly inputs: JsonObject | null;
  readonly autoApprove: readonly string[];
  /** Schema of the inputs; null: none, or not at hand. Then inputs that the manifest leaves out are not compared. */
  readonly schema: JsonObject | null;
}

export const frozenOf = ({ generation, graph, autoApprove }: RunState, { inputs: schema }: Pipeline): Frozen => ({
  generation,
  inputs: graph.inputs,
  autoApprove,
  schema,
});

/** Reports edits of the manifest itself; none if it requests a generation that adopts them. */
export function editsSince(project: Project, manifest: Manifest, frozen: Frozen): readonly Diagnostic[] {
  const edited = isAdopted(manifest, frozen) ? null : editedIn(project, manifest, frozen);
  return edited === null ? [] : [pending(manifest.id, edited.what, keyIn(project, manifest.id, edited.key))];
}

/** Reports changes of the files and settings that the manifest names. Slower, since it reads those files. */
export function namedSince(
  project: Project,
  manifest: Manifest,
  { generation }: Pick<Frozen, 'generation'>,
): readonly Diagnostic[] {
  const { id: run } = manifest;
  if (isAdopted(manifest, { generation })) return [];
  const outdated = isRenamed(project, manifest, generation) ? null : outdatedSource(project, run, generation);
  if (outdated?.now === 'missing') return [goneSource(run, outdated.source)];
  if (outdated) return [pending(run, 'the pipeline')];
  const isOther = hasOtherProviders(project, manifest, generation);
  return isOther ? [pending(run, 'the choice of providers (`providers`, `replay`)')] : [];
}

const isAdopted = ({ rerun }: Manifest, { generation }: Pick<Frozen, 'generation'>): boolean =>
  (rerun?.n ?? 0) > generation;

const pending = (run: RunId, what: string, at: Diagnostic['at'] = { file: manifestPath(run) }): Diagnostic =>
  aWarning('run/frozen-changed', `${what} changed after this run started; it keeps using what it started with`, {
    at,
    hint: `adopt the change with \`pipeline-runner retry ${run}\`; stages it does not affect are reused`,
  });

/** Place of the key in the manifest; only the file if it was removed. */
function keyIn(project: Project, run: RunId, key: string): Diagnostic['at'] {
  const read = readManifestDocument(project, run);
  const document = read.ok ? read.value.document : null;
  const isThere = isJsonObject(document?.value) && Object.hasOwn(document.value, key);
  return document && isThere ? document.atKey([key]) : { file: manifestPath(run) };
}

interface Edit {
  readonly key: string;
  readonly what: string;
}

function editedIn(project: Project, manifest: Manifest, frozen: Frozen): Edit | null {
  const { inputs, schema, autoApprove, generation } = frozen;
  if (inputs !== null && !isAsFrozen(manifest.inputs, inputs, schema)) return { key: 'inputs', what: 'the inputs' };
  if (isRenamed(project, manifest, generation)) return { key: 'pipeline', what: 'the name of the pipeline' };
  return isSameSet(manifest.autoApprove, autoApprove) ? null : { key: 'auto_approve', what: '`auto_approve`' };
}

function isRenamed(project: Project, { id, pipeline }: Manifest, generation: number): boolean {
  const pinned = pinnedPipeline(project, id, generation);
  return pinned !== null && pinned !== pipelineFile(pipeline);
}

/** A warning, since a rerun would find nothing to adopt. */
const goneSource = (run: RunId, source: string): Diagnostic =>
  aWarning(
    'run/frozen-changed',
    `${source} has disappeared since this run started; it keeps using what it started with`,
    {
      at: { file: manifestPath(run) },
      hint: `before a \`retry\`, restore it (\`git checkout HEAD -- ${source}\`), or fix what refers to it`,
    },
  );

/** Only the models that answer are frozen, not where keys are and how often calls may be made. */
function hasOtherProviders({ root, config }: Project, manifest: Manifest, generation: number): boolean {
  const frozen = readIndex(path.join(root, pinnedFolder(manifest.id, generation)))?.providers;
  if (frozen === undefined) return false;
  return !isDeepStrictEqual(frozen, frozenProviders(switchedProviders(config, manifest)));
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).symmetricDifference(new Set(b)).size === 0;

/**
 * Edits of drafts that have no effect: too late, or of an earlier round. Loads nothing for most runs, which have no
 * such question.
 */
export async function lateIn(project: Project, checkpoint: Checkpoint | null): Promise<readonly Diagnostic[]> {
  if (checkpoint === null) return [];
  const isMeant = ({ approval }: CheckpointTask): boolean =>
    approval?.draft !== undefined && (approval.decision === 'approve' || approval.iteration > 1);
  if (![...checkpointTasks(checkpoint)].some(({ task }) => isMeant(task))) return [];
  const { editsLeftBehind, lateEdits } = await import('../gate-diff.ts');
  const behind = isUnderWay(checkpoint.status) ? editsLeftBehind(project, checkpoint) : [];
  return [...lateEdits(project, checkpoint), ...behind];
}
