/** Tasks whose results are unusable because files of theirs are gone: a rerun executes exactly these again. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { encode } from '../../core/encode.ts';
import type { RunId } from '../../model/brand.ts';
import type { CheckpointTask } from '../../model/checkpoint.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { RunState } from '../../model/state.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import type { Project } from '../types.ts';

/**
 * Addresses of the run's own stages and of those of its sub-pipelines. Checks each file once, reads outputs and what
 * was approved at gates. A gate has no files of its own except its output: the other stages recreate the rest, and the
 * gate asks again if the bytes differ.
 */
export function tasksWithoutFiles(project: Project, pipeline: Pipeline, state: RunState): readonly string[] {
  const checkpoint = encode(pipeline, state);
  const entries = [...checkpointTasks({ stages: checkpoint.stages })];
  const unlike = notAsApproved(project, entries);
  return entries.filter(({ task }) => task.result && !isWhole(project, task, unlike)).map(({ address }) => address);
}

type Entry = { readonly task: CheckpointTask };

const isGate = ({ approval }: CheckpointTask): boolean => approval !== undefined;

/** Paths of the files that differ from what people approved. */
function notAsApproved({ root, digests }: Project, entries: readonly Entry[]): ReadonlySet<string> {
  const approved = entries.flatMap(({ task }) => (isGate(task) ? Object.values(task.result?.artifacts ?? {}) : []));
  const unlike = approved.filter(({ path: at, sha256 }) => digests.ofFile(path.join(root, at)) !== sha256);
  return new Set(unlike.map((artifact) => artifact.path));
}

/** An output is compared by digest; of an artifact only a file must exist, since a person may have edited it. */
function isWhole({ root, digests }: Project, task: CheckpointTask, unlike: ReadonlySet<string>): boolean {
  const { output, artifacts = {} } = task.result ?? {};
  if (output && 'file' in output && digests.ofFile(path.join(root, output.file)) !== output.sha256) return false;
  if (isGate(task)) return true;
  return Object.values(artifacts).every(
    (artifact) =>
      !unlike.has(artifact.path) &&
      (lstatSync(path.join(root, artifact.path), { throwIfNoEntry: false })?.isFile() ?? false),
  );
}

export const madeAgain = (run: RunId, tasks: readonly string[]): Diagnostic =>
  aWarning('artifact/missing', `files made by ${listNames(tasks, 8)} are missing; they will be made again`, {
    at: { file: manifestPath(run) },
  });
