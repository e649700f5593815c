/**
 * Starts the fork server early if many commands are expected, in parallel to the preparation of the first one.
 *
 * Only an estimate: a stage may have many items, be skipped, or be cached.
 */
import { forkServerOfThisProcess } from '../adapters/processes/fork-server.ts';
import { verdict } from '../core/graph-state.ts';
import { vecGet } from '../core/vec.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';

/** @param state null: a new generation, in which everything has to be done. */
export function expectCommands({ graph }: Pipeline, state: RunState | null): void {
  const isOpen = (stage: Pipeline['graph']['stages'][number]): boolean =>
    state === null || verdict(stage, vecGet(state.graph.stages, stage.index)) === 'open';
  const commands = graph.stages.filter((stage) => stage.uses === 'command' && isOpen(stage));
  forkServerOfThisProcess().expect(commands.length);
}
