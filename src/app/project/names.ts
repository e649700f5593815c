/** What people call a run and its files, and where pipelines are. */
import { type RunId, runId } from '../../model/brand.ts';
import { RUNS } from '../../parse/run-files.ts';

export const PIPELINES = 'pipelines';

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
