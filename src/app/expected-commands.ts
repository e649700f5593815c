/**
 * Makes ready what pays off for many commands, beside what is left to do before the first of them.
 *
 * A guess that nothing depends on: a stage may have many items, be skipped, or be answered from the cache.
 */
import { forkServerOfThisProcess } from '../adapters/processes/fork-server.ts';
import { verdict } from '../core/graph-state.ts';
import { vecGet } from '../core/vec.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';

/** @param state null: the generation is new, and all of it is to be done. */
export function expectCommands({ graph }: Pipeline, state: RunState | null): void {
  const isOpen = (stage: Pipeline['graph']['stages'][number]): boolean =>
    state === null || verdict(stage, vecGet(state.graph.stages, stage.index)) === 'open';
  const commands = graph.stages.filter((stage) => stage.uses === 'command' && isOpen(stage));
  forkServerOfThisProcess().expect(commands.length);
}
