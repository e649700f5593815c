/**
 * Items that wait for their turn: in a list of sub-pipelines with `concurrency`, an item at a gate counts until
 * a person has answered, and later items do not start before that. Pure.
 */

import { stageAt } from '../core/stage-places.ts';
import { aroundOf } from '../model/address.ts';
import { listNames } from '../model/list-names.ts';
import { hasGates } from '../model/pipeline.ts';
import { checkpointTasks, isSettled, itemsOf, type TaskEntry } from '../report/checkpoint-tasks.ts';
import { asksFirst } from './plan-gates.ts';
import type { Simulation } from './simulate.ts';

/** @returns address of an item -> a sentence that says why it does not start now. */
export function turnsOf(simulation: Simulation): ReadonlyMap<string, string> {
  const { after, pipeline } = simulation;
  const found = new Map<string, string>();
  if (!hasGates(pipeline)) return found;
  const entries = [...checkpointTasks(after)];
  const asking = askingIn(simulation, entries);
  for (const { address, kind, task } of entries) {
    const stage = kind === 'stage' ? stageAt(pipeline, address)?.stage : undefined;
    if (!stage?.child || stage.concurrency === null || !hasGates(stage.child)) continue;
    const keys = task.items_order ?? Object.keys(itemsOf(task));
    const items = inTurn(
      simulation,
      keys.map((key) => `${address}[${key}]`),
    );
    for (const [item, why] of heldIn(items, asking, stage.concurrency)) found.set(item, why);
  }
  return found;
}

/** Why something inside of the address does not start now; undefined: it does. */
export function turnOf(turns: ReadonlyMap<string, string>, address: string): string | undefined {
  if (turns.size === 0) return undefined;
  for (let at: string | null = address; at !== null; at = aroundOf(at)) {
    const why = turns.get(at);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Items that have begun keep their places. */
function inTurn({ before }: Simulation, items: readonly string[]): readonly string[] {
  const begun = new Set(
    before
      ? [...checkpointTasks(before)].filter(({ task }) => BEGUN.includes(task.status)).map((one) => one.address)
      : [],
  );
  return [...items.filter((item) => begun.has(item)), ...items.filter((item) => !begun.has(item))];
}

const BEGUN = ['running', 'awaiting_approval'];

/** @param asking addresses that may ask a person, or in which a gate may. */
function heldIn(items: readonly string[], asking: ReadonlySet<string>, most: number): ReadonlyMap<string, string> {
  const first: string[] = [];
  const held = new Map<string, string>();
  for (const item of items) {
    if (first.length === most)
      held.set(item, `after ${listNames(first)}, which asks a person first: at most ${most} at once`);
    else if (asking.has(item)) first.push(item);
  }
  return held;
}

/** Each gate that may ask, with everything that it is inside of. */
function askingIn(simulation: Simulation, entries: readonly TaskEntry[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const entry of entries) {
    if (!mayAsk(simulation, entry)) continue;
    for (let at: string | null = entry.address; at !== null && !found.has(at); at = aroundOf(at)) found.add(at);
  }
  return found;
}

function mayAsk(simulation: Simulation, { address, task }: TaskEntry): boolean {
  const stage = stageAt(simulation.pipeline, address)?.stage;
  return stage?.gate != null && !isSettled(task) && asksFirst(simulation, address, stage);
}
