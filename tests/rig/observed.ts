/**
 * What an event really did: the states of the run and of all stages, tasks and questions in it, before and after.
 *
 * O1. The subject of the event is listed even if it is unchanged; everything else only if it changed.
 * O2. What ends together with its owner is not listed (T3 of core/transitions.ts); what ends alone is.
 */
import { openRound } from '../../src/core/gate-task.ts';
import { eventName, type Machine, type Transition } from '../../src/core/transitions.ts';
import { vecGet } from '../../src/core/vec.ts';
import { type AddressStep, formatAddress, type TaskAddress } from '../../src/model/address.ts';
import type { Event } from '../../src/model/event.ts';
import type { GateRound } from '../../src/model/gate.ts';
import type { GraphState, RunState, StageState, TaskBase, TaskState } from '../../src/model/state.ts';

interface Seen {
  readonly machine: Machine;
  readonly status: string;
  /** The owner that it ends with; null: the generation. */
  readonly owner: string | null;
}
type Picture = Map<string, Seen>;

interface Place {
  readonly space: 'stages' | 'finally';
  readonly path: readonly AddressStep[];
  /** Of stages that were set aside, only the questions are compared. */
  readonly how: 'live' | 'kept';
  readonly picture: Picture;
}

const RUN = 'run';

export function transitionsIn(before: RunState | null, event: Event, after: RunState): readonly Transition[] {
  const [was, is] = [pictureOf(before), pictureOf(after)];
  const name = eventName(event);
  const about = subjectsOf(event, [before, after]);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): readonly Transition[] => {
    const [from, to] = [was.get(key), is.get(key)];
    const machine = (to ?? from)?.machine;
    if (!machine || (from?.status === to?.status && !about.has(key))) return [];
    if (from && !to && !about.has(key) && hasOwnerEnded(from, event, { was, is })) return [];
    return [{ machine, from: from?.status ?? 'none', event: name, to: to?.status ?? 'none' }];
  });
}

function hasOwnerEnded({ owner }: Seen, event: Event, { was, is }: { was: Picture; is: Picture }): boolean {
  if (owner === null) return event.type === 'generation-started';
  return was.get(owner)?.status !== is.get(owner)?.status;
}

/** The subjects of the event, by their keys in the pictures. */
function subjectsOf(event: Event, runs: readonly (RunState | null)[]): ReadonlySet<string> {
  if (!('task' in event)) return new Set([RUN]);
  if (event.type === 'stage-expanded' || event.type === 'stage-broken') return new Set([`stage ${event.task}`]);
  const task = `task ${event.task}`;
  if (!event.type.startsWith('gate-')) return new Set([task]);
  // `gate-asked` also concerns the question that it replaces or continues.
  const last = runs.map((run) => run && lastOpen(run, event.task)).filter((key) => key !== null);
  return new Set([task, ...last]);
}

function lastOpen(run: RunState, task: TaskAddress): string | null {
  const open = [...pictureOf(run)].filter(([key, { status }]) => key.startsWith(`gate ${task} `) && status === 'open');
  return open.at(-1)?.[0] ?? null;
}

function pictureOf(run: RunState | null): Picture {
  const picture: Picture = new Map();
  if (!run) return picture;
  picture.set(RUN, { machine: 'run', status: run.phase, owner: null });
  inGraph(run.graph, { space: 'stages', path: [], how: 'live', picture });
  inGraph(run.finals, { space: 'finally', path: [], how: 'live', picture });
  return picture;
}

function inGraph({ ids, stages }: GraphState, place: Place): void {
  for (const [index, stage] of ids.entries()) inStage(stage, vecGet(stages, index), place);
}

function inStage(stage: AddressStep['stage'], state: StageState, place: Place): void {
  const { how, picture, path } = place;
  const key = `stage ${addressOf(place, { stage, item: null })}`;
  const parent = path.length > 0 ? `task ${formatAddress({ graph: place.space, steps: path })}` : null;
  if (how === 'live') picture.set(key, { machine: 'stage', status: state.status, owner: parent });
  for (const [item, task] of tasksIn(state)) inTask(task, { stage, item }, place);
  for (const [item, base] of leftIn(state)) inBase(base, { stage, item }, place);
}

type Named<T> = readonly (readonly [AddressStep['item'], T])[];

function tasksIn(state: StageState): Named<TaskState> {
  if (state.status === 'single') return [[null, state.task]];
  if (state.status !== 'items') return [];
  const { keys, tasks } = state.items;
  return keys.map((key, index) => [key, vecGet(tasks, index)]);
}

/** From an earlier generation or round. */
function leftIn(state: StageState): Named<TaskBase> {
  if (state.status === 'single') return [];
  if (state.status === 'items') return [...state.gone];
  const { single, items } = state.before;
  return single ? [[null, single], ...items] : [...items];
}

function inTask(task: TaskState, step: AddressStep, place: Place): void {
  const owner = `stage ${addressOf(place, { ...step, item: null })}`;
  if (place.how === 'live')
    place.picture.set(`task ${addressOf(place, step)}`, { machine: 'task', status: task.status, owner });
  if (task.status === 'child') inGraph(task.child, { ...place, path: [...place.path, step] });
  inBase(task, step, place);
}

function inBase(task: TaskBase, step: AddressStep, place: Place): void {
  const address = addressOf(place, step);
  for (const round of task.rounds)
    place.picture.set(`gate ${address} ${round.iteration}`, { machine: 'gate', status: statusOf(round), owner: null });
  if (task.childBefore) inGraph(task.childBefore, { ...place, path: [...place.path, step], how: 'kept' });
}

const addressOf = ({ space, path }: Place, step: AddressStep): TaskAddress =>
  formatAddress({ graph: space, steps: [...path, step] });

function statusOf(round: GateRound): string {
  if (openRound({ rounds: [round] })) return 'open';
  switch (round.end?.decision) {
    case 'approve':
      return 'approved';
    case 'reject':
      return 'rejected';
    default:
      return round.end?.decision ?? 'open';
  }
}
