/** Typed names of runs and of their files, and the places of pipelines. */
import { type RunId, runId } from '../../model/brand.ts';
import { RUNS } from '../../parse/run-files.ts';

export const PIPELINES = 'pipelines';

/**
 * The id of the run that a person typed: as an id, as the path of its manifest from the root, or as an absolute path.
 *
 * @param fromRoot the path relative to the project's root, with `/`, if a path was typed.
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
