/** The gates of a run that ask, down through its sub-pipelines. */
import type { AddressStep, TaskAddress } from '../model/address.ts';
import type { GateRound } from '../model/gate.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { GraphState, RunState, TaskState } from '../model/state.ts';
import { openRound } from './gate-task.ts';
import { below } from './locate.ts';
import { ranks } from './rank-set.ts';
import { vecGet } from './vec.ts';

export interface AskedGate {
  readonly task: TaskAddress;
  readonly stage: Stage;
  readonly round: GateRound;
  /** All its questions, this one included. */
  readonly rounds: readonly GateRound[];
  /** The graph that the gate is in, and its pipeline. */
  readonly pipeline: Pipeline;
  readonly graph: GraphState;
  /** Steps down to that graph. */
  readonly path: readonly AddressStep[];
}

/** In the order of their ranks. Costs nothing where none asks. */
export function askedGates(pipeline: Pipeline, { graph }: Pick<RunState, 'graph'>): readonly AskedGate[] {
  return graph.queues.asked.size === 0 ? [] : [...inGraph(pipeline, graph, [])];
}

function* inGraph(pipeline: Pipeline, state: GraphState, path: readonly AddressStep[]): Generator<AskedGate> {
  const { graph }: { graph: Graph } = pipeline;
  for (const rank of ranks(state.queues.asked)) {
    const stage = graph.stages[graph.byRank[rank] ?? -1];
    if (!stage) continue;
    const at = vecGet(state.stages, stage.index);
    const of = (task: TaskState, step: AddressStep) => inTask({ task, stage, step, pipeline, graph: state, path });
    if (at.status === 'single') yield* of(at.task, { stage: stage.id, item: null });
    if (at.status !== 'items') continue;
    const { keys, tasks, queues } = at.items;
    for (const i of ranks(queues.asked)) yield* of(vecGet(tasks, i), { stage: stage.id, item: keys[i] ?? null });
  }
}

interface Place extends Pick<AskedGate, 'stage' | 'pipeline' | 'graph' | 'path'> {
  readonly task: TaskState;
  readonly step: AddressStep;
}

function* inTask({ task, step, ...place }: Place): Generator<AskedGate> {
  const { stage, path } = place;
  if (task.status === 'child' && stage.child) yield* inGraph(stage.child, task.child, [...path, step]);
  const round = task.status === 'asked' ? openRound(task) : null;
  if (round) yield { ...place, task: below(path, step, 'stages'), round, rounds: task.rounds };
}
