/** A rerun adopts the definitions as they are now; that must not be a way around a gate that the run had. */
import { weakened } from '../core/weakened.ts';
import type { RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { manifestPath } from './names.ts';
import type { Project } from './types.ts';

export interface Definition {
  readonly run: RunId;
  readonly before: Pipeline;
  readonly after: Pipeline;
}

/** Empty when every gate is kept, or the config says `gates: relax`. */
export function weakenedGates({ config }: Project, { run, before, after }: Definition): readonly Diagnostic[] {
  if (config.gates === 'relax') return [];
  return weakened(before, after).map(({ gate, what }) => ({
    code: 'gate/weakened',
    severity: 'error',
    message: `the pipeline ${after.name} as it is now would take run ${run} around its gate ${gate}: ${what}`,
    at: { file: manifestPath(run) },
    hint: 'bring the gate back in the pipeline, start a new run, or set `gates: relax` in pipeline-runner.config.yaml',
  }));
}
