/** From what a person typed for a run to the run: its id, a path of its manifest or checkpoint, or a near miss. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { checkpointPath, manifestPath, RUNS, runIdOf } from '../app/names.ts';
import { listRuns } from '../app/read-run.ts';
import type { Project } from '../app/types.ts';
import { didYouMean } from '../core/nearest.ts';
import { err, ok, type Result, type RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runIdProblem } from '../parse/run-id.ts';

export async function runArgument(
  project: Project,
  typed: string,
  cwd: string,
): Promise<Result<RunId, readonly Diagnostic[]>> {
  const run = runIdOf(typed, pathFromRoot(project.root, typed, cwd));
  const problem = runIdProblem(run);
  if (problem !== null) return err([unknown(typed, `a run is named by its id or its manifest; ${problem}`)]);
  if (isThere(project, run)) return ok(run);
  const runs: string[] = [];
  for await (const known of listRuns(project)) runs.push(known);
  const none = `there are no manifests in ${RUNS}/ of ${project.root}`;
  const near = didYouMean(run, runs) ?? (runs.length === 0 ? none : '`pipeline-runner list` shows all runs');
  return err([unknown(typed, near)]);
}

/** A run whose manifest is gone can still be looked at. */
const isThere = ({ root }: Project, run: RunId): boolean =>
  existsSync(path.join(root, manifestPath(run))) || existsSync(path.join(root, checkpointPath(run)));

const unknown = (typed: string, hint: string): Diagnostic => ({
  code: 'cli/unknown-run',
  severity: 'error',
  message: `there is no run "${typed}"`,
  at: null,
  hint,
});

/** With `/`; `typed` itself when it leads nowhere below the root. */
export function pathFromRoot(root: string, typed: string, cwd: string): string {
  const slashed = typed.replaceAll('\\', '/').replace(/^\.\//, '');
  const absolute = path.resolve(realOf(cwd), typed);
  for (const candidate of [absolute, realOf(absolute)]) {
    const relative = path.relative(root, candidate).replaceAll(path.sep, '/');
    if (relative !== '' && !relative.startsWith('../') && !path.isAbsolute(relative)) {
      if (path.isAbsolute(typed) || relative.startsWith(`${RUNS}/`)) return relative;
    }
  }
  return slashed;
}

/** Links resolved, as far as the path exists. */
function realOf(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const folder = path.dirname(file);
  return folder === file ? file : path.join(realOf(folder), path.basename(file));
}
