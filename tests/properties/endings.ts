/** What stages have come to, read from their states, not from the books of their graph. */
import { vecGet, vecValues } from '../../src/core/vec.ts';
import type { Graph, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, StageState, TaskState } from '../../src/model/state.ts';

export type Ending = 'open' | 'done' | 'failed';

export function ending(stage: Stage, state: StageState): Ending {
  const found = rawEnding(state);
  return found === 'failed' && stage.onError === 'continue' ? 'done' : found;
}

export const endingsOf = (graph: Graph, state: GraphState): readonly Ending[] =>
  graph.stages.map((stage) => ending(stage, vecGet(state.stages, stage.index)));

function rawEnding(state: StageState): Ending {
  if (state.status === 'skipped') return 'done';
  if (state.status === 'broken') return 'failed';
  if (state.status === 'pending') return 'open';
  const tasks: readonly TaskState[] = state.status === 'single' ? [state.task] : [...vecValues(state.items.tasks)];
  const isEnded = ({ status }: TaskState): boolean =>
    status === 'completed' || status === 'failed' || status === 'rejected' || status === 'cancelled';
  if (!tasks.every(isEnded)) return 'open';
  return tasks.every(({ status }) => status === 'completed') ? 'done' : 'failed';
}
