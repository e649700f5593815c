/**
 * The target and options of `run` and `plan`. For the common case, a run without options, no further code is loaded.
 */
import type { Ask, Asked, Target } from '../app/asked/asked-run.ts';
import type { PartRequest } from '../app/asked/part.ts';
import type { Project } from '../app/types.ts';
import { ok } from '../model/brand.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import type { AskFlags } from './flags.ts';
import { projectOf } from './open.ts';
import { targetArgument } from './run-argument.ts';
import type { Terminal } from './terminal.ts';

export interface AskedRun {
  readonly project: Project;
  readonly asked: Asked;
  readonly part: PartRequest;
}

/** Writes nothing. */
export async function askedRun(terminal: Terminal, flags: AskFlags, typed: string): Promise<Diagnosed<AskedRun>> {
  const project = await projectOf(terminal, flags);
  if (!project.ok) return project;
  const target = await targetArgument(project.value, typed, terminal.cwd);
  if (!target.ok) return target;
  const { input = [], only = [], until = [], from = [], provider = [] } = flags;
  const providers = Object.fromEntries(provider.map(({ name, value }) => [name, value]));
  const wanted = { input, only, until, from, providers, cwd: terminal.cwd };
  const asked = await askedOf(project.value, target.value, wanted);
  return asked.ok ? ok({ project: project.value, asked: asked.value, part: { only, until } }) : asked;
}

async function askedOf(project: Project, target: Target, wanted: Ask): Promise<Diagnosed<Asked>> {
  const { input, only, until, from, providers } = wanted;
  const asks = [...input, ...only, ...until, ...from, ...Object.keys(providers)];
  const isPlain = asks.length === 0;
  if (isPlain && target.type === 'run')
    return ok({ project, run: target.run, stages: [], change: null, simulation: null });
  const { ask } = await import('../app/asked/asked-run.ts');
  return ask(project, target, wanted);
}
