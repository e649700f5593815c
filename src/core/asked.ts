/** The gates of a run that ask, including those of its sub-pipelines. */
import type { AddressStep, TaskAddress } from '../model/address.ts';
import type { GateRound } from '../model/gate.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { RunState, TaskState } from '../model/state.ts';
import { openRound } from './gate-task.ts';
import { below, type GraphPlace, type Located } from './locate.ts';
import { ranks } from './rank-set.ts';
import { vecGet } from './vec.ts';

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
  const { graph, state } = place;
  for (const rank of ranks(state.queues.asked)) {
    const stage = graph.stages[graph.byRank[rank] ?? -1];
    if (!stage) continue;
    const at = vecGet(state.stages, stage.index);
    const of = (task: TaskState, step: AddressStep) => inTask({ task, stage, step, place });
    if (at.status === 'single') yield* of(at.task, { stage: stage.id, item: null });
    if (at.status !== 'items') continue;
    const { keys, tasks, queues } = at.items;
    for (const i of ranks(queues.asked)) yield* of(vecGet(tasks, i), { stage: stage.id, item: keys[i] ?? null });
  }
}

type Visited = Pick<Located, 'place' | 'stage' | 'step'> & { readonly task: TaskState };

function* inTask({ task, step, stage, place }: Visited): Generator<AskedGate> {
  const { child } = stage;
  if (task.status === 'child' && child)
    yield* inGraph({ pipeline: child, graph: child.graph, state: task.child, path: [...place.path, step] });
  const round = task.status === 'asked' ? openRound(task) : null;
  if (round) yield { task: below(place.path, step, 'stages'), stage, round, rounds: task.rounds, place };
}
