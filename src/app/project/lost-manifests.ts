/** Runs with a checkpoint but without a manifest: those that wait for an answer must stay visible. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { openKeptNames } from '../../adapters/runs/kept-names.ts';
import { dangling, misnamed, missingRuns } from '../../adapters/runs/words.ts';
import { projectPath, type RunId, runId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { checkpointPath, manifestPath, RUNS } from '../../parse/run-files.ts';
import { caseClashes, runIdProblem } from '../../parse/run-id.ts';
import type { Project, RunView } from '../types.ts';

export interface RunsByName {
  /** Runs with a manifest, as `listRuns` returns them. */
  readonly runs: readonly RunId[];
  /** Runs with a checkpoint but without a manifest. */
  readonly lost: readonly RunId[];
  /**
   * Files that look like manifests and are none, or whose names differ from another's only in case; or that the folder
   * `runs/` is missing.
   */
  readonly strays: readonly Diagnostic[];
}

/** In order of name, one folder of `runs` after another. Reads only file names. */
export async function runsByName({ root }: Pick<Project, 'root'>): Promise<RunsByName> {
  const names = openKeptNames(root);
  const runs: RunId[] = [];
  const lost: RunId[] = [];
  const missing = missingRuns(root);
  const strays: Diagnostic[] = missing === null ? [] : [missing];
  const walk = async (below: string): Promise<void> => {
    const folder = await names.in(below);
    for (const name of folder.there) {
      if (name.endsWith('/')) await walk(`${below}${name}`);
      else runs.push(runId(`${below}${name}`));
    }
    for (const name of folder.lost) lost.push(runId(`${below}${name}`));
    for (const { name, is } of folder.strays)
      strays.push((is === 'dangling' ? dangling : misnamed)(`${RUNS}/${below}${name}`));
  };
  await walk('');
  names.save();
  strays.push(...caseClashes(runs));
  return { runs, lost: lost.filter((run) => runIdProblem(run) === null).sort(), strays };
}

/** A run without a checkpoint has not begun, so it has cost and made nothing. */
export const hasCheckpoint = ({ root }: Pick<Project, 'root'>, run: RunId): boolean =>
  existsSync(path.join(root, checkpointPath(run)));

/** Is there a checkpoint, and no manifest? */
export const isManifestGone = (project: Pick<Project, 'root'>, run: RunId): boolean =>
  hasCheckpoint(project, run) && !existsSync(path.join(project.root, manifestPath(run)));

/** The problem of the run in one line. */
export const goneText = (run: RunId): string => `its manifest is missing; ${saysHow(run)}`;

/** Only `status` asks git, for one run: lists are long, and what git does not have cannot be checked out. */
const saysHow = (run: RunId): string => `\`pipeline-runner status ${run}\` shows how to restore it`;

/** @param severity `error` if the command needs the manifest. */
export const goneManifest = (run: RunId, severity: Diagnostic['severity']): Diagnostic => ({
  code: 'manifest/missing',
  severity,
  message: `the manifest of run ${run} is missing; its checkpoint is there, and nothing of the run was deleted`,
  at: { file: manifestPath(run) },
  hint: `${saysHow(run)}; the run then resumes where it left off`,
});

/** The same diagnostics; for a missing manifest, with instructions for restoring it. */
export async function withWayBack(
  { root }: Pick<Project, 'root'>,
  { run, notices }: Pick<RunView, 'run' | 'notices'>,
): Promise<readonly Diagnostic[]> {
  if (!notices.some(({ code }) => code === 'manifest/missing')) return notices;
  const { commitWithFile } = await import('../../adapters/git/identity.ts');
  const commit = commitWithFile(root, projectPath(manifestPath(run)));
  const back =
    commit === null
      ? `no commit here has it: restore a copy, or write it again (its pipeline and inputs are in ${checkpointPath(run)})`
      : `restore it: git checkout ${commit} -- ${manifestPath(run)}`;
  const hint = `${back}; the run then resumes where it left off`;
  return notices.map((one) => (one.code === 'manifest/missing' ? { ...one, hint } : one));
}
