/** The gates of a run that ask, including those of its sub-pipelines. */
import type { TaskAddress } from '../model/address.ts';
import type { GateRound } from '../model/gate.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import { openRound } from './gate-task.ts';
import { queuedTasks } from './graph-state.ts';
import { below, type GraphPlace } from './locate.ts';

export interface AskedGate {
  readonly task: TaskAddress;
  readonly stage: Stage;
  readonly round: GateRound;
  /** All its questions, this one included. */
  readonly rounds: readonly GateRound[];
  /** The graph that the gate is in. */
  readonly place: GraphPlace;
}

/** In the order of their ranks. */
export function askedGates(pipeline: Pipeline, { graph }: Pick<RunState, 'graph'>): readonly AskedGate[] {
  if (graph.queues.asked.size === 0) return [];
  return [...inGraph({ pipeline, graph: pipeline.graph, state: graph, path: [] })];
}

function* inGraph(place: GraphPlace): Generator<AskedGate> {
  for (const { stage, task, step } of queuedTasks(place.graph, place.state, 'asked')) {
    const { child } = stage;
    if (task.status === 'child' && child)
      yield* inGraph({ pipeline: child, graph: child.graph, state: task.child, path: [...place.path, step] });
    const round = task.status === 'asked' ? openRound(task) : null;
    if (round) yield { task: below(place.path, step, 'stages'), stage, round, rounds: task.rounds, place };
  }
}
