/** A rerun adopts the definitions as they are now; that must not be a way around a gate that the run had. */
import { type Weakening, weakened } from '../../core/weakened.ts';
import { parseAddress } from '../../model/address.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Pipeline, Stage } from '../../model/pipeline.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { roundsOf } from '../../report/gates.ts';
import type { Project } from '../types.ts';

export interface Definition {
  readonly run: RunId;
  readonly before: Pipeline;
  readonly after: Pipeline;
}

/** Empty when every gate is kept, or the config says `gates: relax`. */
export function weakenedGates({ config }: Project, { run, before, after }: Definition): readonly Diagnostic[] {
  if (config.gates === 'relax') return [];
  return weakened(before, after).map((weakening) => refusal(run, after, weakening));
}

/**
 * The same where nobody knows any more what the run was pinned to: of the gates that have asked, those that are gone.
 * How strict they were, and which had not asked yet, stood in the definitions.
 */
export function goneGates(
  { config }: Project,
  { run, before, after }: Omit<Definition, 'before'> & { readonly before: Pick<Checkpoint, 'stages'> },
): readonly Diagnostic[] {
  if (config.gates === 'relax') return [];
  const asked = [...checkpointTasks(before)].filter(({ task }) => roundsOf(task).length > 0);
  const gone = asked.filter(({ address }) => !isGate(after, address));
  return gone.map(({ address }) => refusal(run, after, { gate: address, what: 'it is gone' }));
}

function isGate(pipeline: Pipeline, address: string): boolean {
  let within: Pipeline | null = pipeline;
  let stage: Stage | undefined;
  for (const step of parseAddress(address)?.steps ?? []) {
    stage = within?.graph.stages[within.graph.indexOf.get(step.stage) ?? -1];
    within = stage?.child ?? null;
  }
  return stage?.gate != null;
}

const refusal = (run: RunId, after: Pipeline, { gate, what }: Weakening): Diagnostic => ({
  code: 'gate/weakened',
  severity: 'error',
  message: `the pipeline ${after.name} as it is now would take run ${run} around its gate ${gate}: ${what}`,
  at: { file: manifestPath(run) },
  hint: 'bring the gate back in the pipeline, start a new run, or set `gates: relax` in pipeline-runner.config.yaml',
});
