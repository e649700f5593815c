/**
 * The table of core/transitions.ts against what runs really do, and against all that `evolve` lets happen.
 *
 * Stories observe, and random runs (tests/properties); the last three tests try every event in every state, so that `evolve` cannot come to
 * allow what the table does not know.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evolve } from '../../src/core/evolve.ts';
import { evolveGate } from '../../src/core/gate-task.ts';
import { evolveTask } from '../../src/core/task.ts';
import { eventName, type Machine, machines, type Transition, transitionsOf } from '../../src/core/transitions.ts';
import { InternalError, runId, runUid } from '../../src/model/brand.ts';
import type { AttemptEvent, Event, GateEvent, RunEvent, TaskEvent } from '../../src/model/event.ts';
import type { StageState, TaskState } from '../../src/model/state.ts';
import { address } from '../rig/story.ts';
import { everyEvent, everyTask, stageFor, stageIn } from './every-state.ts';
import { madeBy, PHASES, runIn, storyTitles } from './transition-stories.ts';

const told = ({ machine, from, event, to }: Transition): string => `${machine}: ${from} -- ${event} --> ${to}`;
const NAMES = Object.keys(machines) as readonly Machine[];
const TABLE: ReadonlySet<string> = new Set(NAMES.flatMap(transitionsOf).map(told));

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

test('the stories produce exactly the transitions in the table', () => {
  assert.deepEqual(sorted(storyTitles.flatMap(madeBy).map(told)), sorted(TABLE));
});

/** Whether it can happen; what is impossible is an InternalError. */
function happens(change: () => unknown): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (error instanceof InternalError) return false;
    throw error;
  }
}

/** `<state> -- <event>` of the rows of a machine about the events that are tried. */
const possible = (machine: Machine, names: ReadonlySet<string>): readonly string[] =>
  sorted(
    transitionsOf(machine)
      .filter(({ from, event }) => from !== 'none' && names.has(event))
      .map(({ from, event }) => `${from} -- ${event}`),
  );

const namesOf = (events: readonly Event[]): ReadonlySet<string> => new Set(events.map(eventName));

test('evolve permits exactly the transitions of a run in the table, in every phase', () => {
  const events: readonly RunEvent[] = everyEvent.ofRuns({ run: runId('ep001'), uid: runUid('uid') });
  const found = PHASES.flatMap((phase) => {
    const { pipeline, state } = runIn(phase);
    return events
      .filter((event) => happens(() => evolve(pipeline, state, event)))
      .map((event) => `${phase} -- ${eventName(event)}`);
  });
  assert.deepEqual(sorted(found), possible('run', namesOf(events)));
});

test('evolve permits exactly the transitions of a stage in the table, in every state', () => {
  const events = everyEvent.ofStages(address('a'));
  const statuses: readonly StageState['status'][] = ['pending', 'skipped', 'broken', 'single', 'items'];
  const found = statuses.flatMap((status) => {
    const { pipeline, state } = stageIn(status);
    return events
      .filter((event) => happens(() => evolve(pipeline, state, event)))
      .map((event) => `${status} -- ${eventName(event)}`);
  });
  assert.deepEqual(sorted(found), possible('stage', namesOf(events)));
});

test('evolve permits exactly the transitions of a task in the table, in every status', () => {
  const events = everyEvent.ofTasks(address('a'));
  const context = { stage: stageFor.everything, generation: 1 };
  const isOfGates = (event: TaskEvent | AttemptEvent | GateEvent): event is GateEvent =>
    event.type.startsWith('gate-') || event.type === 'child-rejected';
  const next = (task: TaskState, event: TaskEvent | AttemptEvent | GateEvent): TaskState =>
    isOfGates(event) ? evolveGate(task, event, context) : evolveTask(task, event, context);
  const found = everyTask.flatMap((task) =>
    events.filter((event) => happens(() => next(task, event))).map((event) => `${task.status} -- ${eventName(event)}`),
  );
  assert.deepEqual(sorted(found), possible('task', namesOf(events)));
});
