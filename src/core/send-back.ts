/**
 * `changes` at a gate: its `rework` stage and all stages that depend on it become pending again.
 *
 * B1. The round of the `rework` stage is raised (only of the named items, if there are any), so that it runs again.
 * B2. All other stages follow their fingerprints: equal results are reused.
 * B3. No stage is sent back while one of its attempts is in flight: the result was paid for, and would be lost.
 */
import type { ItemKey, StageIndex } from '../model/brand.ts';
import type { Graph, Stage } from '../model/pipeline.ts';
import type { GraphState, StageBefore, StageState, TaskState } from '../model/state.ts';
import { reached } from './graph.ts';
import { changeStages, stageBefore } from './graph-state.ts';
import { hasRank, ranks } from './rank-set.ts';
import { raisedStage } from './rounds.ts';
import { vecGet } from './vec.ts';

/** The stage and all stages that depend on it, directly or not. */
export const followers = ({ dependents }: Graph, from: StageIndex): ReadonlySet<StageIndex> =>
  reached([from], dependents);

/** B3. */
export function isInFlight(graph: Graph, state: GraphState, stages: ReadonlySet<StageIndex>): boolean {
  return [...stages].some((index) => {
    const rank = graph.rank[index];
    const stage = graph.stages[index];
    if (rank === undefined || !stage || !hasRank(state.queues.running, rank)) return false;
    return runsIn(stage, vecGet(state.stages, index));
  });
}

function runsIn(stage: Stage, state: StageState): boolean {
  const runs = (task: TaskState): boolean => {
    if (task.status !== 'child' || !stage.child) return task.status === 'running';
    const { graph } = stage.child;
    return isInFlight(graph, task.child, new Set(graph.stages.map(({ index }) => index)));
  };
  if (state.status === 'single') return runs(state.task);
  if (state.status !== 'items') return false;
  const { tasks, queues } = state.items;
  return [...ranks(queues.running)].some((index) => runs(vecGet(tasks, index)));
}

/** @param items keys of the items to change; null: all. */
export function sentBack(
  graph: Graph,
  state: GraphState,
  { rework, items }: { readonly rework: StageIndex; readonly items: readonly string[] | null },
): GraphState {
  const undone = followers(graph, rework);
  return changeStages(graph, state, ({ index }, at) => {
    if (!undone.has(index)) return at;
    const before = stageBefore(at);
    return { status: 'pending', before: index === rework ? raised(before, items) : before };
  });
}

/** B1. A rework stage without items, or with other items than the subject, runs again as a whole. */
function raised(before: StageBefore, items: readonly string[] | null): StageBefore {
  if (items === null || items.some((key) => !before.items.has(key as ItemKey)))
    return raisedStage(before, { item: null }, []);
  return items.reduce((stage, key) => raisedStage(stage, { item: key as ItemKey }, []), before);
}
