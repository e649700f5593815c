/** Resolves an argument to a run: an id, a path of its manifest or checkpoint, or a suggestion for a misspelt name. */
import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { missingRuns } from '../adapters/runs/words.ts';
import type { Target } from '../app/asked/asked-run.ts';
import { PIPELINES, runIdOf } from '../app/project/names.ts';
import { otherProject } from '../app/project/other-project.ts';
import { pipelineNames } from '../app/project/pipeline-names.ts';
import { listRuns } from '../app/project/run-names.ts';
import { pathFromRoot, realOf } from '../app/project/typed-path.ts';
import type { Project } from '../app/types.ts';
import { didYouMean } from '../core/nearest.ts';
import { err, ok, type ProjectPath, type RunId } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import { listNames } from '../model/list-names.ts';
import { outside, pipelineName, projectFile, unknownPipeline } from '../parse/project-files.ts';
import { checkpointPath, manifestPath, RUNS } from '../parse/run-files.ts';
import { runIdProblem } from '../parse/run-id.ts';
import { shellWord } from '../report/words.ts';

const RUNS_GONE = 'the folder runs is gone: restore it with everything in it';

export async function runArgument(project: Project, typed: string, cwd: string): Promise<Diagnosed<RunId>> {
  const run = runIdOf(typed, pathFromRoot(project.root, typed, cwd));
  const problem = runIdProblem(run);
  if (problem === null && isThere(project, run)) return ok(run);
  const notARun = elsewhere(project, typed, cwd) ?? (await folderOfRuns(project, typed, cwd));
  if (notARun !== null) return err([unknown(typed, notARun)]);
  if (problem !== null) return err([unknown(typed, `a run is named by its id or its manifest; ${problem}`)]);
  const stray = strayManifest(project, run);
  if (stray !== null) return err([unknown(typed, stray)]);
  if (missingRuns(project.root) !== null) return err([unknown(typed, RUNS_GONE)]);
  const runs = await Array.fromAsync(listRuns(project));
  const near = didYouMean(run, runs) ?? (runs.length === 0 ? noRuns(project) : '`pipeline-runner list` shows all runs');
  return err([unknown(typed, near)]);
}

function noRuns({ root }: Project): string {
  const creates = pipelineNames(root).length === 0 ? 'init` creates a project' : 'new <pipeline>` creates one';
  return `there are no manifests in ${RUNS}/ of ${root}; \`pipeline-runner ${creates}`;
}

/** A hint if the argument is a path in another project. */
function elsewhere({ root }: Project, typed: string, cwd: string): string | null {
  if (!typed.includes('/')) return null;
  const file = path.resolve(realOf(cwd), typed);
  const other = ['', '.yaml'].some((end) => existsSync(`${file}${end}`)) ? otherProject(root, realOf(file)) : null;
  return other === null ? null : `it belongs to another project: add --root ${shellWord(other)}`;
}

/** A hint if the argument is a folder in `runs/`, or `runs/` itself. */
async function folderOfRuns(project: Project, typed: string, cwd: string): Promise<string | null> {
  const folder = pathFromRoot(project.root, typed, cwd).replace(/\/+$/, '');
  const inside = folder === RUNS ? '' : `${folder.replace(/^runs\//, '')}/`;
  const first = (await Array.fromAsync(listRuns(project))).find((run) => run.startsWith(inside));
  return first === undefined ? null : `it is a folder of runs: name one of them, as in ${first}`;
}

/** A run whose manifest is gone can still be shown. */
const isThere = ({ root }: Project, run: RunId): boolean =>
  existsSync(path.join(root, manifestPath(run))) || existsSync(path.join(root, checkpointPath(run)));

/** A hint about a file that looks like the manifest of `run` but cannot be; null: there is none. */
function strayManifest({ root }: Project, run: RunId): string | null {
  const file = manifestPath(run);
  const yml = file.replace(/yaml$/, 'yml');
  if (existsSync(path.join(root, yml))) return `a manifest must end in .yaml: rename ${yml}`;
  const entry = lstatSync(path.join(root, file), { throwIfNoEntry: false });
  return entry?.isSymbolicLink() ? `${file} is a broken link: put the file itself there, or delete the link` : null;
}

/** Resolves the argument of `run` and `plan`: a run, or a pipeline for a new run. A manifest takes precedence. */
export async function targetArgument(project: Project, typed: string, cwd: string): Promise<Diagnosed<Target>> {
  const fromRoot = pathFromRoot(project.root, typed, cwd);
  if (fromRoot.startsWith(`${PIPELINES}/`)) return pipelineAt(project, fromRoot, typed);
  const run = runIdOf(typed, fromRoot);
  const isManifest = runIdProblem(run) === null && existsSync(path.join(project.root, manifestPath(run)));
  const named = isManifest || fromRoot.startsWith(`${RUNS}/`) ? null : pipelineNamed(project, fromRoot);
  if (named !== null) return ok({ type: 'pipeline', pipeline: named });
  const found = await runArgument(project, typed, cwd);
  if (found.ok) return ok({ type: 'run', run: found.value });
  if (elsewhere(project, typed, cwd) !== null || (await folderOfRuns(project, typed, cwd)) !== null) return found;
  const runs = await Array.fromAsync(listRuns(project));
  // The run exists under an invalid name, or all runs are gone: suggesting a name would not help.
  if (runs.includes(run) || strayManifest(project, run) !== null || missingRuns(project.root) !== null) return found;
  const pipelines = pipelineNames(project.root);
  const near = didYouMean(typed, [...runs, ...pipelines]);
  const known = pipelines.length > 0 ? `pipelines: ${listNames(pipelines)}` : undefined;
  const hint = near ?? (fromRoot.startsWith(`${RUNS}/`) ? undefined : known);
  return hint === undefined ? found : err([unknown(typed, hint, 'run or pipeline')]);
}

/** A path in `pipelines/` is a pipeline, even if a run has the same name. */
function pipelineAt(project: Project, fromRoot: string, typed: string): Diagnosed<Target> {
  const file = projectFile('', /\.(ya?ml|json)$/.test(fromRoot) ? fromRoot : `${fromRoot}.yaml`);
  if (file === null || !file.startsWith(`${PIPELINES}/`)) return err([outside('pipeline', typed, null)]);
  const read = project.read(file);
  if (!read.ok && read.error.reason === 'missing')
    return err([unknownPipeline(pipelineName(file), null, () => pipelineNames(project.root))]);
  return ok({ type: 'pipeline', pipeline: named(file) });
}

/** `podcast`, `video/short`: null when there is no such file. */
function pipelineNamed(project: Project, typed: string): string | null {
  const file = projectFile(PIPELINES, `${typed.replace(/\.ya?ml$/, '')}.yaml`);
  return file?.startsWith(`${PIPELINES}/`) && project.read(file).ok ? named(file) : null;
}

/** The name to use in a manifest: files with an extension other than `.yaml` are named by their path. */
const named = (file: ProjectPath): string => (file.endsWith('.yaml') ? pipelineName(file) : file);

const unknown = (typed: string, hint: string, what = 'run'): Diagnostic =>
  anError('cli/unknown-run', `there is no ${what} "${typed}"`, { hint });
