/**
 * A part of a run: some of its stages with everything that they need.
 *
 * O1. A part contains the needs of each of its stages, so it never waits for other stages; only the part is worked on.
 * O2. It belongs to one process and is in no file: afterwards the run continues as if it had been interrupted.
 */
import type { StageId } from '../model/brand.ts';
import { type Graph, type Pipeline, stageCalled } from '../model/pipeline.ts';
import type { GraphState } from '../model/state.ts';
import { reached } from './graph.ts';
import { isAtRest, isHalted, mainPlan, rankOf, verdict } from './graph-state.ts';
import { hasRank } from './rank-set.ts';
import { vecGet } from './vec.ts';

/** The named stages and everything that they need (O1). Unknown names are ignored. */
export function partOf(graph: Graph, names: Iterable<string>): ReadonlySet<StageId> {
  const named = [...names].flatMap((name) => graph.indexOf.get(name) ?? []);
  const needs = graph.stages.map((stage) => stage.needs);
  const indexes = reached(named, needs);
  return new Set(graph.stages.filter(({ index }) => indexes.has(index)).map(({ id }) => id));
}

/** `open`: a stage of it is in work or may start. `failed`: a stage of it failed, or cannot start after a failure. */
export function partVerdict(
  pipeline: Pipeline,
  state: GraphState,
  part: ReadonlySet<string>,
): 'open' | 'done' | 'failed' {
  const plan = mainPlan(pipeline);
  const { graph } = plan;
  // After a failure, a gate that asks does not keep the part open.
  const isOver = isAtRest(plan, state);
  let isFailed = false;
  for (const id of part) {
    const stage = stageCalled(graph, id);
    if (!stage) continue;
    const at = vecGet(state.stages, stage.index);
    const found = verdict(stage, at);
    const canStart = hasRank(state.ready, rankOf(graph, stage.index)) && !isHalted(plan, state);
    if (!isOver && found === 'open' && (at.status !== 'pending' || canStart)) return 'open';
    if (found !== 'done') isFailed = true;
  }
  return isFailed ? 'failed' : 'done';
}
