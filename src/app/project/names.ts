/** Where the files of a run are: everything follows from its id. */
import path from 'node:path';
import { type ProjectPath, projectPath, type RunId, runId } from '../../model/brand.ts';

export const RUNS = 'runs';
export const PIPELINES = 'pipelines';

export const manifestPath = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}.yaml`);
export const checkpointPath = (run: RunId): ProjectPath => projectPath(`${RUNS}/${run}.checkpoint.json`);
export const pinnedFolder = (run: RunId, generation: number): ProjectPath =>
  projectPath(`${RUNS}/${run}.run/pinned/${generation}`);

/** A checkpoint came through git and may name anything. */
export const isInside = (file: string): boolean => !path.posix.isAbsolute(file) && !file.split('/').includes('..');

/**
 * What a person typed for a run: its id, its manifest's path from the root, or an absolute path.
 *
 * @param fromRoot the path relative to the project's root with `/`, when what was typed is a path.
 */
export function runIdOf(typed: string, fromRoot: string): RunId {
  const name = fromRoot.startsWith(`${RUNS}/`) ? fromRoot.slice(RUNS.length + 1) : typed;
  return runId(
    name
      .replace(/\.checkpoint\.json$/, '')
      .replace(/\.ya?ml$/, '')
      .replace(/\.run\/?$/, ''),
  );
}
