/**
 * Finds free names for runs, and writes manifests under them.
 *
 * N3. A name is free if there is no manifest of this name, and nothing that another run left behind.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createFile, makeFolderInside } from '../../adapters/disk/durable-file.ts';
import { err, InternalError, ok, type RunId, runId } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { checkpointPath, manifestPath, RUNS, runFolderOf } from '../../parse/run-files.ts';
import { caseClashes, runIdProblem } from '../../parse/run-id.ts';
import { listRuns } from '../project/run-names.ts';
import type { Project } from '../types.ts';

/** `podcast-2026-11-21-1`, with the day in UTC, like all times in files. */
export function freeName(project: Project, pipeline: string): RunId {
  for (let n = 1; ; n++) {
    const run = nameOf(project, pipeline, n);
    if (isFree(project, run)) return run;
  }
}

const LONGEST = 40;

function nameOf({ clock }: Project, pipeline: string, n: number): RunId {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const name = pipeline.replace(/\.(ya?ml|json)$/, '').replace(/^pipelines\//, '');
  const safe = name.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^[-_]+|-+$/g, '');
  return runId(`${safe.slice(0, LONGEST) || 'run'}-${day}-${n}`);
}

/** N3. */
function isFree({ root }: Project, run: RunId): boolean {
  const taken = [manifestPath(run), checkpointPath(run), runFolderOf(run)];
  return !taken.some((file) => existsSync(path.join(root, file)));
}

/** Checks a name that a person chose for a new run. @param flag with which it was typed: `--id`. */
export async function chosenName(project: Project, typed: string, flag: string): Promise<Diagnosed<RunId>> {
  const id = typed.replace(/\.yaml$/, '').replace(new RegExp(`^${RUNS}/`), '');
  const problem = runIdProblem(id);
  if (problem !== null) return err([badName(`${flag} ${typed} cannot be the id of a run: ${problem}`)]);
  const run = runId(id);
  if (!isFree(project, run)) return err([taken(run)]);
  const others = await Array.fromAsync(listRuns(project));
  const clash = caseClashes([...others.filter((other) => other.toLowerCase() === id.toLowerCase()), run]);
  return clash.length > 0
    ? err([badName(`${flag} ${typed}: another run has this name with different upper and lower case`)])
    : ok(run);
}

const badName = (message: string): Diagnostic => anError('cli/usage', message, { hint: 'choose another name' });

export const taken = (run: RunId): Diagnostic =>
  anError('cli/usage', `a run ${run}, or files of one, already exist`, {
    at: { file: manifestPath(run) },
    hint: 'choose another name; manifests are never overwritten',
  });

/** More than the runs of one pipeline in a day. */
const MOST = 100_000;

/** Writes under the first free name. @param textOf the manifest of a run of this name. @throws DurableError. */
export function writeFree(project: Project, pipeline: string, textOf: (run: RunId) => string): RunId {
  for (let n = 1; n < MOST; n++) {
    const run = nameOf(project, pipeline, n);
    if (isFree(project, run) && writeAs(project, run, textOf(run))) return run;
  }
  throw new InternalError(`no free name is left for a run of ${pipeline}`);
}

/** @returns false if the name is taken. @throws DurableError. */
export function writeAs(project: Project, run: RunId, text: string): boolean {
  makeFolderInside(project.root, manifestPath(run).split('/').slice(0, -1));
  return createFile(path.join(project.root, manifestPath(run)), text);
}
