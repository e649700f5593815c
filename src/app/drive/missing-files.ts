/** Tasks whose results cannot be used any more, because files of theirs have gone: a rerun makes exactly these again. */
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
 * Addresses of the run's own stages and of those of its sub-pipelines. Looks at every file once, reads outputs and what
 * gates let pass. A gate has no files of its own but its output: what made the others makes them again, and the gate
 * asks anew if other bytes come of it.
 */
export function tasksWithoutFiles(project: Project, pipeline: Pipeline, state: RunState): readonly string[] {
  const checkpoint = encode(pipeline, state);
  const entries = [...checkpointTasks({ stages: checkpoint.stages })];
  const unlike = notAsApproved(project, entries);
  return entries.filter(({ task }) => task.result && !isWhole(project, task, unlike)).map(({ address }) => address);
}

type Entry = { readonly task: CheckpointTask };

const isGate = ({ approval }: CheckpointTask): boolean => approval !== undefined;

/** Paths of files that are not those that people approved. */
function notAsApproved({ root, digests }: Project, entries: readonly Entry[]): ReadonlySet<string> {
  const approved = entries.flatMap(({ task }) => (isGate(task) ? Object.values(task.result?.artifacts ?? {}) : []));
  const unlike = approved.filter(({ path: at, sha256 }) => digests.ofFile(path.join(root, at)) !== sha256);
  return new Set(unlike.map((artifact) => artifact.path));
}

/** An output is read by its digest; an artifact counts as long as there is a file, which a person may have edited. */
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
