/** The project, and the run of it, that a command line names. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { PIPELINES } from '../app/project/names.ts';
import { openProject } from '../app/project.ts';
import type { Project } from '../app/types.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import { RUNS } from '../parse/run-files.ts';
import { showAhead } from './daemon-here.ts';
import type { SharedFlags } from './flags.ts';
import { runArgument } from './run-argument.ts';
import type { Terminal } from './terminal.ts';

export async function projectOf(terminal: Terminal, flags: SharedFlags): Promise<Diagnosed<Project>> {
  const { root = '.' } = flags;
  const folder = path.resolve(terminal.cwd, root);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    const outer = flags.root === undefined ? projectAbove(folder) : null;
    return outer === null ? openProject(folder) : err([insideOf(outer, folder)]);
  }
  const message = stat ? `${root} is not a folder` : `there is no folder ${root}`;
  return err([anError('cli/usage', message, { hint: '--root names the folder of a project' })]);
}

/** The project around a folder; null: the folder is a project itself, or is in none. */
function projectAbove(folder: string): string | null {
  if (existsSync(path.join(folder, PIPELINES)) || existsSync(path.join(folder, RUNS))) return null;
  for (let above = path.dirname(folder); above !== path.dirname(above); above = path.dirname(above)) {
    if (existsSync(path.join(above, PIPELINES)) && existsSync(path.join(above, RUNS))) return above;
  }
  return null;
}

const insideOf = (project: string, folder: string): Diagnostic =>
  anError('cli/usage', 'this folder is inside a project but is not a project itself', {
    hint: `add --root ${path.relative(folder, project)}, or change to that folder`,
  });

export interface NamedRun {
  readonly project: Project;
  readonly run: RunId;
}

export async function runOf(terminal: Terminal, flags: SharedFlags, typed: string): Promise<Diagnosed<NamedRun>> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return project;
  const run = await runArgument(project.value, typed, terminal.cwd);
  await showAhead(terminal, project.value);
  return run.ok ? ok({ project: project.value, run: run.value }) : run;
}
