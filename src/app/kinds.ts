/** The stage kinds of a project, wired to what they need. */
import { createProcesses } from '../adapters/processes.ts';
import { codeFolder } from '../adapters/user-cache.ts';
import type { StageKind } from '../ports/stage-kind.ts';
import { createStageKinds } from '../stages/registry.ts';
import type { Project } from './types.ts';

export const kindsOf = ({ config }: Project): ReadonlyMap<string, StageKind> =>
  createStageKinds({
    processes: createProcesses(),
    environment: process.env,
    config,
    codeCache: codeFolder(process.env),
    // Liquid takes 20 ms to load: only who renders a template pays.
    renderTemplate: async (text, vars) => (await import('../parse/template.ts')).renderTemplate(text, vars),
  });
