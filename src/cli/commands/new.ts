/** `new`: a manifest to fill in. */
import path from 'node:path';
import { newManifest } from '../../app/asked/new-manifest.ts';
import { PIPELINES } from '../../app/project/names.ts';
import { pathFromRoot } from '../../app/project/typed-path.ts';
import type { Project } from '../../app/types.ts';
import { err, ok } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import { outside, projectFile } from '../../parse/project-files.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { NewFlags } from '../flags.ts';
import { projectOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { targetArgument } from '../run-argument.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function newCommand(terminal: Terminal, flags: NewFlags, typed: string): Promise<ExitCode> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return refused(terminal, project.error);
  const pipeline = await pipelineArgument(project.value, typed, terminal.cwd);
  if (!pipeline.ok) return refused(terminal, pipeline.error);
  const { id = null, input = [] } = flags;
  const made = await newManifest(project.value, { pipeline: pipeline.value, id, input, cwd: terminal.cwd });
  if (!made.ok) return refused(terminal, made.error);
  const { run, file, template, gates, warnings } = made.value;
  terminal.out(`created ${terminal.paint.out('bold', file)}${template === null ? '' : ` from ${template}`}\n`);
  if (gates.length > 0) terminal.out(`It will ask for approval at: ${listNames(gates)}\n`);
  await showDiagnostics(terminal, warnings);
  const first = warnings.length > 0 ? `fill in ${file}, then ` : '';
  terminal.out(`Next: ${first}${programName(terminal)} run ${run}\n`);
  return EXIT.completed;
}

/** Resolves the argument to a pipeline, even if a run has the same name. */
async function pipelineArgument(project: Project, typed: string, cwd: string): Promise<Diagnosed<string>> {
  const fromRoot = pathFromRoot(project.root, typed, cwd);
  const file = fromRoot.startsWith(`${PIPELINES}/`) ? projectFile('', fromRoot) : projectFile(PIPELINES, typed);
  if (file === null) return err([outside('pipeline', typed, null)]);
  const target = await targetArgument(project, path.join(project.root, file), cwd);
  if (!target.ok) return target;
  return target.value.type === 'pipeline' ? ok(target.value.pipeline) : err([noPipeline(typed)]);
}

const noPipeline = (typed: string): Diagnostic =>
  anError('cli/usage', `"${typed}" is not a pipeline`, { hint: `name a pipeline in ${PIPELINES}/` });
