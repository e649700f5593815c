/**
 * A gate as a task: one function per transition. model/gate.ts draws the state machine.
 *
 * A1. A question is open from `gate-asked` to its answer; the last of `rounds` is the only one that can be open.
 * A2. An open question about the same content stays open in a rerun: its draft may have been edited already.
 */
import { type Digest, type EpochMs, InternalError } from '../model/brand.ts';
import type { EventOf, GateEvent } from '../model/event.ts';
import type { GateRound } from '../model/gate.ts';
import type { TaskBase, TaskState } from '../model/state.ts';
import { baseOf, endedBase, type TaskContext } from './task.ts';

const impossible = (event: GateEvent, task: TaskState): never => {
  throw new InternalError(`${event.type} on a task that is ${task.status}: ${event.task}`);
};

export function evolveGate(task: TaskState, event: GateEvent, context: TaskContext): TaskState {
  switch (event.type) {
    case 'gate-asked':
      return asked(task, event, context);
    case 'gate-noted': {
      if (task.status !== 'asked') return impossible(event, task);
      const { standing, given, remark } = event;
      return { ...task, rounds: withLast(task, (round) => ({ ...round, standing, given, remark })) };
    }
    case 'gate-reminded':
      if (task.status !== 'asked') return impossible(event, task);
      return { ...task, rounds: withLast(task, (round) => ({ ...round, reminded: event.n })) };
    case 'gate-answered':
      return answered(task, event);
    case 'child-rejected':
      if (task.status !== 'child') return impossible(event, task);
      return { ...endedBase(task), status: 'rejected', at: event.at, gate: event.gate, feedback: event.feedback };
  }
}

/** The open question; null: there is none. */
export function openRound({ rounds }: Pick<TaskBase, 'rounds'>): GateRound | null {
  const last = rounds.at(-1);
  return last && last.end === null ? last : null;
}

/** Was the approval of this content a waiver, not an approval by a person? */
export const wasWaived = ({ rounds }: TaskBase, fingerprint: Digest): boolean =>
  rounds.findLast((round) => round.fingerprint === fingerprint && round.end?.decision === 'approve')?.end?.waived ??
  false;

function withLast({ rounds }: TaskBase, change: (round: GateRound) => GateRound): readonly GateRound[] {
  const last = rounds.at(-1);
  if (!last) throw new InternalError('a gate that asks without a question');
  return [...rounds.slice(0, -1), change(last)];
}

function asked(task: TaskState, event: EventOf<'gate-asked'>, { generation }: TaskContext): TaskState {
  if (task.status !== 'prepared') return impossible(event, task);
  const { fingerprint, depends } = task;
  const open = openRound(task);
  const goesOn = open?.fingerprint === fingerprint && open.iteration === event.iteration;
  const rounds = goesOn ? task.rounds : [...superseded(task, event.at), newRound(event, { fingerprint, generation })];
  return { ...baseOf(task), rounds, status: 'asked', fingerprint, depends };
}

const superseded = (task: TaskBase, at: EpochMs): readonly GateRound[] =>
  openRound(task)
    ? withLast(task, (round) => ({
        ...round,
        end: { ...NO_ANSWER, decision: 'superseded', at, consumed: usedUpBy([round]) },
      }))
    : task.rounds;

const NO_ANSWER = { by: [], feedback: null, items: null, edited: null, waived: false } as const;

/** Answers that belong to these rounds and to no later one: they settled them, or were read for a quorum. */
export const usedUpBy = (rounds: readonly GateRound[]): readonly Digest[] =>
  rounds.flatMap(({ end, given }) => end?.consumed ?? given.map(({ answer }) => answer));

function newRound(
  { type: _type, task: _task, at, ...asking }: EventOf<'gate-asked'>,
  of: Pick<GateRound, 'fingerprint' | 'generation'>,
): GateRound {
  return { ...asking, ...of, askedAt: at, given: [], remark: null, reminded: 0, end: null };
}

function answered(task: TaskState, event: EventOf<'gate-answered'>): TaskState {
  if (task.status !== 'asked') return impossible(event, task);
  const { type: _, task: address, output, artifacts = [], ...end } = event;
  const { at, decision, feedback } = end;
  const base = { ...baseOf(task), rounds: withLast(task, (round) => ({ ...round, remark: null, end })) };
  switch (decision) {
    case 'approve': {
      const { fingerprint, depends } = task;
      if (!output) throw new InternalError(`an approval of ${address} without an output`);
      return {
        ...base,
        status: 'completed',
        result: { fingerprint, depends, output, artifacts, at, origin: 'executed' },
      };
    }
    case 'reject':
      return { ...base, status: 'rejected', at, gate: address, feedback };
    case 'changes':
      return { ...base, status: 'pending' };
  }
}
