/**
 * The state machine of a run, as one table: what can happen to what, and what it becomes. docs/states.md draws it.
 *
 * T1. What is not here does not happen: tests/core/transitions.test.ts compares the table with what `evolve` makes of
 *     runs, in both directions, and with all that it lets happen.
 * T2. A row stands for the run, stage, task or question that the event is about, and for each other one that it changes.
 * T3. A task lives as long as its stage is expanded, a stage as long as its graph. They end with it, without a row.
 */
import type { Event, Expansion, RunEnd } from '../model/event.ts';
import type { Decision, RoundEnd } from '../model/gate.ts';
import type { RunPhase, StageState, TaskState } from '../model/state.ts';
import { RUN_ENDS } from './run-end.ts';

/** The type of an event, and what of its content decides. */
export type EventName =
  | Exclude<Event['type'], 'run-ended' | 'stage-expanded' | 'attempt-failed' | 'attempt-cancelled' | 'gate-answered'>
  | `run-ended ${RunEnd}`
  | `stage-expanded ${Expansion['type']}`
  | `attempt-failed ${'retried' | 'for good'}`
  | `attempt-cancelled ${'cancelled' | 'shutdown' | 'budget'}`
  | `gate-answered ${Decision}`;

export function eventName(event: Event): EventName {
  switch (event.type) {
    case 'run-ended':
      return `run-ended ${event.status}`;
    case 'stage-expanded':
      return `stage-expanded ${event.expansion.type}`;
    case 'attempt-failed':
      return `attempt-failed ${event.retryAt === null ? 'for good' : 'retried'}`;
    case 'attempt-cancelled':
      return `attempt-cancelled ${event.reason}`;
    case 'gate-answered':
      return `gate-answered ${event.decision}`;
    default:
      return event.type;
  }
}

/** Of a question of a gate: the end of its round, under the name of what it is then. */
type QuestionStatus = 'open' | 'approved' | 'changes' | 'rejected' | Extract<RoundEnd['decision'], 'superseded'>;

interface Row<S extends string> {
  /** `none`: it is not there yet. */
  readonly from: readonly (S | 'none')[];
  readonly event: EventName;
  /** `same`: it stays what it is; `none`: it ends. */
  readonly to: S | 'same' | 'none';
  readonly meaning: string;
}

/** A rerun waits until what is being cancelled has ended. */
const REPEATABLE: readonly RunPhase[] = ['running', 'paused', 'awaiting', ...RUN_ENDS];
const PHASES: readonly RunPhase[] = ['running', 'paused', 'awaiting', 'cancelling', ...RUN_ENDS];

const run: readonly Row<RunPhase>[] = [
  { from: ['none'], event: 'generation-started', to: 'running', meaning: 'The run begins.' },
  { from: REPEATABLE, event: 'generation-started', to: 'running', meaning: 'A rerun: the next generation begins.' },
  { from: PHASES, event: 'execution-started', to: 'same', meaning: 'A process starts to work on the run.' },
  { from: PHASES, event: 'execution-ended', to: 'same', meaning: 'The process stops working on it.' },
  { from: PHASES, event: 'notice', to: 'same', meaning: 'There is something a person should look at.' },
  { from: PHASES, event: 'notices-withdrawn', to: 'same', meaning: 'It no longer applies: the manifest was fixed.' },
  {
    from: ['running', 'awaiting'],
    event: 'run-paused',
    to: 'paused',
    meaning: 'The manifest says so, or the budget is used up.',
  },
  { from: ['paused'], event: 'run-paused', to: 'same', meaning: 'Its budget was changed, and is still not enough.' },
  { from: ['paused'], event: 'run-unpaused', to: 'running', meaning: 'The reason for the pause is gone.' },
  { from: ['running'], event: 'run-awaiting', to: 'awaiting', meaning: 'All that is left waits for answers at gates.' },
  { from: ['awaiting'], event: 'run-resumed', to: 'running', meaning: 'There is something to do again.' },
  {
    from: ['running', 'paused', 'awaiting'],
    event: 'cancel-requested',
    to: 'cancelling',
    meaning: 'The manifest says `cancelled: true`; attempts in flight are ended.',
  },
  { from: ['running'], event: 'run-ended completed', to: 'completed', meaning: 'All stages are settled, none failed.' },
  { from: ['running'], event: 'run-ended failed', to: 'failed', meaning: 'A stage or the outputs failed for good.' },
  { from: ['running'], event: 'run-ended rejected', to: 'rejected', meaning: 'A person rejected at a gate.' },
  { from: ['cancelling'], event: 'run-ended cancelled', to: 'cancelled', meaning: 'Nothing is in flight any more.' },
  { from: RUN_ENDS, event: 'finals-ended', to: 'same', meaning: 'The `finally` stages are done.' },
];

type StageStatus = StageState['status'];
const BEGUN: readonly StageStatus[] = ['skipped', 'broken', 'single', 'items'];

const stage: readonly Row<StageStatus>[] = [
  { from: ['none'], event: 'generation-started', to: 'pending', meaning: 'A stage of the run, or one of `finally`.' },
  { from: ['none'], event: 'child-opened', to: 'pending', meaning: 'A stage of a sub-pipeline.' },
  { from: ['pending'], event: 'stage-expanded single', to: 'single', meaning: 'It is one task.' },
  { from: ['pending'], event: 'stage-expanded items', to: 'items', meaning: 'It is one task for each item.' },
  { from: ['pending'], event: 'stage-expanded skip', to: 'skipped', meaning: 'It has nothing to do.' },
  { from: ['pending'], event: 'stage-broken', to: 'broken', meaning: '`when`, `foreach` or `key` has no value.' },
  { from: BEGUN, event: 'generation-started', to: 'pending', meaning: 'A rerun determines again what there is to do.' },
  {
    from: BEGUN,
    event: 'gate-answered changes',
    to: 'pending',
    meaning: 'It is the `rework` stage of the gate, or needs it.',
  },
];

const task: readonly Row<TaskState['status']>[] = [
  { from: ['none'], event: 'stage-expanded single', to: 'pending', meaning: 'The task of a stage.' },
  { from: ['none'], event: 'stage-expanded items', to: 'pending', meaning: 'The task of an item.' },
  { from: ['pending'], event: 'task-prepared', to: 'prepared', meaning: 'What it depends on is known.' },
  {
    from: ['prepared', 'backoff'],
    event: 'task-prepared',
    to: 'prepared',
    meaning: 'It was about to start, but something it depends on has changed.',
  },
  {
    from: ['pending', 'prepared', 'backoff', 'child', 'asked'],
    event: 'task-broken',
    to: 'failed',
    meaning: 'An expression, the sub-pipeline, or what a gate asks about failed.',
  },
  { from: ['prepared'], event: 'task-reused', to: 'completed', meaning: 'An earlier result has the same fingerprint.' },
  { from: ['prepared', 'backoff'], event: 'attempt-started', to: 'running', meaning: 'An attempt is announced.' },
  { from: ['running'], event: 'attempt-progressed', to: 'same', meaning: 'Its progress.' },
  { from: ['running'], event: 'attempt-cost', to: 'same', meaning: 'What it has cost so far.' },
  { from: ['running'], event: 'attempt-external', to: 'same', meaning: 'The external job that it started.' },
  { from: ['running'], event: 'call-granted', to: 'same', meaning: 'It may make a model call.' },
  { from: ['running'], event: 'call-settled', to: 'same', meaning: 'The outcome of such a call.' },
  { from: ['running'], event: 'call-dropped', to: 'same', meaning: 'The call was not made after all.' },
  { from: ['running'], event: 'attempt-succeeded', to: 'completed', meaning: 'Its result is published.' },
  { from: ['running'], event: 'attempt-failed retried', to: 'backoff', meaning: 'It is tried again later.' },
  { from: ['running'], event: 'attempt-failed for good', to: 'failed', meaning: 'It is not tried again.' },
  { from: ['running'], event: 'attempt-cancelled cancelled', to: 'cancelled', meaning: 'It was ended with its run.' },
  { from: ['running'], event: 'attempt-cancelled shutdown', to: 'pending', meaning: 'The runner was stopped.' },
  { from: ['running'], event: 'attempt-cancelled budget', to: 'pending', meaning: 'The budget refused a call.' },
  {
    from: ['running'],
    event: 'execution-started',
    to: 'pending',
    meaning: 'The runner was killed: the attempt is lost.',
  },
  { from: ['running'], event: 'execution-started', to: 'failed', meaning: 'It was lost too often.' },
  { from: ['prepared'], event: 'child-opened', to: 'child', meaning: 'Its sub-pipeline begins.' },
  { from: ['child'], event: 'child-closed', to: 'completed', meaning: 'Its sub-pipeline is done.' },
  { from: ['child'], event: 'child-rejected', to: 'rejected', meaning: 'A gate of its sub-pipeline was rejected.' },
  { from: ['prepared'], event: 'gate-asked', to: 'asked', meaning: 'A gate asks.' },
  { from: ['asked'], event: 'gate-noted', to: 'same', meaning: 'An answer was read that does not settle it.' },
  { from: ['asked'], event: 'gate-reminded', to: 'same', meaning: 'Nobody has answered for a long time.' },
  { from: ['asked'], event: 'gate-answered approve', to: 'completed', meaning: 'Its output is the approved value.' },
  { from: ['asked'], event: 'gate-answered reject', to: 'rejected', meaning: 'Nothing that needs it will start.' },
  { from: ['asked'], event: 'gate-answered changes', to: 'none', meaning: 'Its stage goes back with the others.' },
  {
    from: ['backoff', 'child', 'asked'],
    event: 'run-ended cancelled',
    to: 'cancelled',
    meaning: 'It would have gone on.',
  },
];

const gate: readonly Row<QuestionStatus>[] = [
  { from: ['none'], event: 'gate-asked', to: 'open', meaning: 'A new round. Question and draft are files now.' },
  { from: ['open'], event: 'gate-asked', to: 'same', meaning: 'After a rerun, about the same content: it stays open.' },
  { from: ['open'], event: 'gate-asked', to: 'superseded', meaning: 'A new round asks about other content.' },
  { from: ['open'], event: 'gate-noted', to: 'same', meaning: 'An answer that does not count, or not yet.' },
  { from: ['open'], event: 'gate-reminded', to: 'same', meaning: 'A reminder was sent.' },
  { from: ['open'], event: 'gate-answered approve', to: 'approved', meaning: 'Approved, by people or by a waiver.' },
  { from: ['open'], event: 'gate-answered changes', to: 'changes', meaning: 'Something has to change first.' },
  { from: ['open'], event: 'gate-answered reject', to: 'rejected', meaning: 'It will not be made.' },
];

export const machines = { run, stage, task, gate } as const;
export type Machine = keyof typeof machines;

/** One line of the table with one state before it. */
export interface Transition {
  readonly machine: Machine;
  readonly from: string;
  readonly event: EventName;
  readonly to: string;
}

export const transitionsOf = (machine: Machine): readonly Transition[] =>
  machines[machine].flatMap(({ from, event, to }: Row<string>) =>
    from.map((state) => ({ machine, from: state, event, to: to === 'same' ? state : to })),
  );

const names: ReadonlySet<string> = new Set(Object.values(machines).flatMap((rows) => rows.map(({ event }) => event)));

/** Is it in the table at all? What is not, a later version of this program recorded. */
export const isKnown = (event: Event): boolean => names.has(eventName(event));

const ofRuns: ReadonlySet<string> = new Set(transitionsOf('run').map(({ from, event }) => `${from} ${event}`));

/** Can this happen to a run in this phase? */
export const isPossible = (phase: RunPhase, event: Event): boolean => ofRuns.has(`${phase} ${eventName(event)}`);
