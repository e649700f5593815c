/** A rerun adopts the current definitions; this must not be a way to avoid a gate that the run had. */
import { stageAt } from '../../core/stage-places.ts';
import { type Weakening, weakened } from '../../core/weakened.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { roundsOf } from '../../report/gates.ts';
import type { Project } from '../types.ts';

export interface Definition {
  readonly run: RunId;
  /** null: the definitions that the run was pinned to are lost. */
  readonly before: Pipeline | null;
  /** null: the run never started. */
  readonly checkpoint: Pick<Checkpoint, 'stages'> | null;
  readonly after: Pipeline;
}

/** Empty if every gate is kept, or if the config says `gates: relax`. */
export function weakenedGates(
  { config }: Project,
  { run, before, checkpoint, after }: Definition,
): readonly Diagnostic[] {
  if (config.gates === 'relax') return [];
  const found = before ? weakened(before, after) : checkpoint ? gone(checkpoint, after) : [];
  return found.map((weakening) => refusal(run, after, weakening));
}

/**
 * Gates that have asked and no longer exist. How strict they were, and which had not asked yet, cannot be known without
 * the old definitions.
 */
function gone(checkpoint: Pick<Checkpoint, 'stages'>, after: Pipeline): readonly Weakening[] {
  const asked = [...checkpointTasks(checkpoint)].filter(({ task }) => roundsOf(task).length > 0);
  const lost = asked.filter(({ address }) => !stageAt(after, address)?.stage.gate);
  return lost.map(({ address: gate }) => ({ gate, what: 'it is gone' }));
}

const refusal = (run: RunId, after: Pipeline, { gate, what }: Weakening): Diagnostic =>
  anError('gate/weakened', `the current pipeline ${after.name} would let run ${run} bypass its gate ${gate}: ${what}`, {
    at: { file: manifestPath(run) },
    hint: 'restore the gate in the pipeline, start a new run, or set `gates: relax` in pipeline-runner.config.yaml',
  });
