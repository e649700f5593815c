/** How gates and new definitions affect a plan: which tasks wait for which gate, and which results are gone. Pure. */
import { type StagePlace, stageAt } from '../core/stage-places.ts';
import { aroundOf, formatAddress, parseAddress, stageOf } from '../model/address.ts';
import type { Checkpoint, CheckpointTask } from '../model/checkpoint.ts';
import { hasGates, type Stage } from '../model/pipeline.ts';
import { checkpointTasks, isSettled } from '../report/checkpoint-tasks.ts';
import type { Simulation } from './simulate.ts';

/** Addresses of stages and items with results that no longer exist in the current definitions and lists. */
export function goneOf({ begins, before, after }: Simulation): string[] {
  if (begins !== 'generation' || !before) return [];
  const there = tasksOf(after);
  const isLost = (address: string): boolean => {
    const around = aroundOf(address);
    // Items of a stage that has not been expanded are not lost.
    return !there.has(address) && (around === null || there.get(around)?.status === 'running');
  };
  return [...checkpointTasks(before)]
    .filter(({ address, task }) => !NOTHING_MADE.includes(task.status) && isLost(address))
    .map(({ address }) => address);
}

const NOTHING_MADE = ['pending', 'skipped'];

/** The nearest unanswered gates upstream, in the same graph and in those around it. */
export function gatesBefore(simulation: Simulation, address: string, place: StagePlace | null): string[] {
  const { after, pipeline } = simulation;
  const parsed = parseAddress(address);
  if (!parsed || !place || !hasGates(pipeline)) return [];
  const path = parsed.steps.slice(0, -1);
  const tasks = tasksOf(after);
  const found = new Set<string>();
  const seen = new Set<Stage>();
  const visit = ({ stage, graph }: StagePlace): void => {
    for (const need of stage.needs) {
      const needed = graph.stages[need];
      if (!needed || seen.has(needed)) continue;
      seen.add(needed);
      const at = formatAddress({ ...parsed, steps: [...path, { stage: needed.id, item: null }] });
      if (isSettled(tasks.get(at) ?? NOT_BEGUN)) continue;
      if (asksFirst(simulation, at, needed)) found.add(at);
      else visit({ stage: needed, graph });
    }
  };
  visit(place);
  if (found.size > 0 || path.length === 0) return [...found];
  const around = stageOf(formatAddress({ ...parsed, steps: path })) ?? '';
  return gatesBefore(simulation, around, stageAt(pipeline, around));
}

const NOT_BEGUN = { status: 'pending' } as const;

/** A cache: the tasks of a checkpoint are needed for each task of a plan. */
const known = new WeakMap<Checkpoint, ReadonlyMap<string, CheckpointTask>>();

function tasksOf(checkpoint: Checkpoint): ReadonlyMap<string, CheckpointTask> {
  const before = known.get(checkpoint);
  if (before) return before;
  const found = new Map([...checkpointTasks(checkpoint)].map(({ address, task }) => [address, task] as const));
  known.set(checkpoint, found);
  return found;
}

/** Does a gate of this stage, or in its sub-pipeline, ask before dependents can start? */
export function asksFirst(simulation: Simulation, address: string, stage: Stage): boolean {
  if (stage.gate) return !isWaived(simulation, address) && !wasAnswered(simulation, address);
  return stage.child !== null && hasGates(stage.child);
}

export const isWaived = ({ after }: Simulation, address: string): boolean =>
  after.auto_approve?.includes(address) ?? false;

/** It was approved and does not ask yet; it will not ask again if the content that the answer covers is the same. */
export function wasAnswered({ before, after }: Simulation, address: string): boolean {
  const asked = before && tasksOf(before).get(address);
  const isAnswer = asked?.approval?.decision === 'approve' && !asked.approval.waived;
  const now = tasksOf(after).get(address);
  return isAnswer && now?.status === 'pending' && now.round === asked.round;
}
