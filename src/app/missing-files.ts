/** Tasks whose results cannot be used any more, because files of theirs have gone: a rerun makes exactly these again. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { encode } from '../core/encode.ts';
import type { RunId } from '../model/brand.ts';
import type { CheckpointResult } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import { checkpointTasks } from '../report/checkpoint-tasks.ts';
import { manifestPath } from './names.ts';
import type { Project } from './types.ts';

/** Addresses of the run's own stages and of those of its sub-pipelines. Looks at every file once, reads only outputs. */
export function tasksWithoutFiles(project: Project, pipeline: Pipeline, state: RunState): readonly string[] {
  const checkpoint = encode(pipeline, state);
  const entries = [...checkpointTasks({ stages: checkpoint.stages })];
  return entries.filter(({ task }) => task.result && !isWhole(project, task.result)).map(({ address }) => address);
}

/** An output is read by its digest; an artifact counts as long as there is a file, which a person may have edited. */
function isWhole({ root, digests }: Project, { output, artifacts = {} }: CheckpointResult): boolean {
  if ('file' in output && digests.ofFile(path.join(root, output.file)) !== output.sha256) return false;
  return Object.values(artifacts).every(
    (artifact) => lstatSync(path.join(root, artifact.path), { throwIfNoEntry: false })?.isFile() ?? false,
  );
}

const MOST_NAMED = 8;

export function madeAgain(run: RunId, tasks: readonly string[]): Diagnostic {
  const more = tasks.length > MOST_NAMED ? ` and ${tasks.length - MOST_NAMED} more` : '';
  return {
    code: 'artifact/missing',
    severity: 'warning',
    message: `files are gone that were made by ${tasks.slice(0, MOST_NAMED).join(', ')}${more}; they are made again`,
    at: { file: manifestPath(run) },
  };
}
