/** The project, and the run of it, that a command line names. */

import { statSync } from 'node:fs';
import path from 'node:path';
import { openProject } from '../app/project.ts';
import type { Project } from '../app/types.ts';
import { err, ok, type Result, type RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { SharedFlags } from './flags.ts';
import { runArgument } from './run-argument.ts';
import type { Terminal } from './terminal.ts';

export async function projectOf(
  terminal: Terminal,
  { root = '.' }: SharedFlags,
): Promise<Result<Project, readonly Diagnostic[]>> {
  const folder = path.resolve(terminal.cwd, root);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return openProject(folder);
  const message = stat ? `${root} is no folder` : `there is no folder ${root}`;
  return err([
    { code: 'cli/usage', severity: 'error', message, at: null, hint: '--root names the folder of a project' },
  ]);
}

export interface NamedRun {
  readonly project: Project;
  readonly run: RunId;
}

export async function runOf(
  terminal: Terminal,
  flags: SharedFlags,
  typed: string,
): Promise<Result<NamedRun, readonly Diagnostic[]>> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return project;
  const run = await runArgument(project.value, typed, terminal.cwd);
  return run.ok ? ok({ project: project.value, run: run.value }) : run;
}
