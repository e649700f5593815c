/**
 * evolve: (Pipeline, RunState, Event) -> RunState. Applies an event to a run.
 *
 * V1. Total over events that the engine and the journal produce (transitions.ts); any other is an InternalError.
 * V2. Nothing else changes a run: folding its events gives the same state on any machine.
 */
import { type AddressStep, formatAddress, type TaskAddress } from '../model/address.ts';
import { type EpochMs, InternalError, type ItemKey, usdMicros } from '../model/brand.ts';
import type { Event, EventOf, Expansion, GateEvent, RunEvent, Spent, StageEvent, TaskEvent } from '../model/event.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { Execution, GraphState, Pause, RunState, StageState, TaskState } from '../model/state.ts';
import { attemptEvent, type Failed, withError } from './attempt-event.ts';
import { closingOf } from './calls.ts';
import { cancelOpenTasks } from './cancel.ts';
import { decodeGraph } from './decode.ts';
import { evolveGate } from './gate-task.ts';
import { changeStages, changeTasks, itemsState, leftBehind, openGraph } from './graph-state.ts';
import { changeGraph, changeStage, changeTask } from './locate.ts';
import { withoutEqual } from './notices.ts';
import { raiseRounds } from './rounds.ts';
import { sentBack } from './send-back.ts';
import { evolveTask, loseAttempt, newTask } from './task.ts';
import { isPossible } from './transitions.ts';

const MAX_NOTICES = 50;
const MAX_EXECUTIONS = 50;

/** @param run null: the run does not exist yet; its first event is `generation-started`. */
export function evolve(pipeline: Pipeline, run: RunState | null, event: Event): RunState {
  if (event.type === 'generation-started') return generationStarted(pipeline, run, event);
  if (!run) throw new InternalError(`${event.type} before the first generation`);
  const next = changed(pipeline, run, event);
  const ended = endedTask(event);
  return ended === null ? next : { ...next, executions: withStep(next.executions, ended) };
}

/** The task that the event settles by work of this execution. Reused results are work of another. */
function endedTask(event: Event): TaskAddress | null {
  switch (event.type) {
    case 'attempt-succeeded':
    case 'child-closed':
    case 'task-broken':
    case 'child-rejected':
      return event.task;
    case 'gate-answered':
      return event.decision === 'changes' ? null : event.task;
    case 'attempt-failed':
      return event.retryAt === null ? event.task : null;
    case 'attempt-cancelled':
      return event.reason === 'cancelled' ? event.task : null;
    default:
      return null;
  }
}

function withStep(all: readonly Execution[], task: TaskAddress): readonly Execution[] {
  const last = all.at(-1);
  return last ? [...all.slice(0, -1), { ...last, done: { task, before: last.done } }] : all;
}

function changed(pipeline: Pipeline, run: RunState, event: Exclude<Event, EventOf<'generation-started'>>): RunState {
  switch (event.type) {
    case 'stage-expanded':
    case 'stage-broken':
      return stageEvent(pipeline, run, event);
    case 'task-prepared':
    case 'task-broken':
    case 'task-reused':
    case 'child-opened':
    case 'child-closed':
      return taskEvent(pipeline, run, event);
    case 'attempt-started':
    case 'attempt-progressed':
    case 'attempt-cost':
    case 'attempt-external':
    case 'call-granted':
    case 'call-settled':
    case 'call-dropped':
    case 'attempt-succeeded':
    case 'attempt-failed':
    case 'attempt-cancelled':
      return attemptEvent(pipeline, run, event);
    case 'gate-asked':
    case 'gate-noted':
    case 'gate-reminded':
    case 'gate-answered':
    case 'child-rejected':
      return gateEvent(pipeline, run, event);
    default:
      return runEvent(pipeline, run, event);
  }
}

const NOTHING_SPENT: Spent = { usd: usdMicros(0), atMost: usdMicros(0), unknown: 0, tokens: 0 };

function generationStarted(pipeline: Pipeline, run: RunState | null, event: EventOf<'generation-started'>): RunState {
  if (run && !isPossible(run.phase, event)) throw new InternalError(`a generation of a run that is ${run.phase}`);
  if (run && (run.inFlight > 0 || event.generation <= run.generation))
    throw new InternalError(`generation ${event.generation} over ${run.generation} with ${run.inFlight} in flight`);
  const before = run ? raiseRounds(leftBehind(run.graph), event.from) : forked(pipeline, event);
  // `finally` stages run once per generation: raising their rounds ensures that nothing of them is reused.
  const finalsBefore = run ? raiseRounds(leftBehind(run.finals), run.finals.ids) : undefined;
  const given = { inputs: event.inputs, context: null, contextFiles: {} };
  const born = {
    id: event.run,
    uid: event.uid,
    createdAt: event.at,
    serial: 0,
    spent: NOTHING_SPENT,
    executions: [],
    errors: [],
    notices: [],
  };
  return {
    ...(run ?? born),
    id: event.run,
    phase: 'running',
    pause: null,
    generation: event.generation,
    pipeline: event.pipeline,
    autoApprove: event.autoApprove ?? [],
    graph: openGraph(pipeline.graph, given, before),
    finals: openGraph(pipeline.finals, given, finalsBefore),
    finalsEnded: pipeline.finals.stages.length === 0,
    outputs: null,
    endedAt: null,
    inFlight: 0,
    reserved: 0,
    errors: [],
  };
}

/** The results of the original run that a fork may reuse. */
function forked(
  pipeline: Pipeline,
  { fork, inputs }: EventOf<'generation-started'>,
): ReturnType<typeof leftBehind> | undefined {
  return fork && leftBehind(decodeGraph(pipeline.graph, fork.stages, { inputs }));
}

function runEvent(
  pipeline: Pipeline,
  run: RunState,
  event: Exclude<RunEvent, EventOf<'generation-started'>>,
): RunState {
  if (!isPossible(run.phase, event)) throw new InternalError(`${event.type} of a run that is ${run.phase}`);
  switch (event.type) {
    case 'execution-started':
      return executionStarted(pipeline, run, event);
    case 'execution-ended':
      return { ...run, executions: endExecution(run.executions, event.at, event.reason) };
    case 'run-paused':
      return { ...run, phase: 'paused', pause: pauseOf(event) };
    case 'run-unpaused':
    case 'run-resumed':
      return { ...run, phase: 'running', pause: null };
    case 'run-awaiting':
      return { ...run, phase: 'awaiting' };
    case 'cancel-requested':
      return { ...run, phase: 'cancelling', pause: null };
    case 'run-ended':
      return runEnded(pipeline, run, event);
    case 'finals-ended':
      return { ...run, finalsEnded: true };
    case 'notice':
      return { ...run, notices: [...run.notices, event.diagnostic].slice(-MAX_NOTICES) };
    case 'notices-withdrawn':
      return { ...run, notices: withoutEqual(run.notices, event.diagnostics) };
  }
}

function pauseOf({ reason, message, needs, scope = 'run', stage, call, limit, at }: EventOf<'run-paused'>): Pause {
  return { reason, message, needs, scope, stage: stage ?? null, call: call ?? null, limit: limit ?? null, at };
}

function runEnded(pipeline: Pipeline, run: RunState, { status, outputs, at, failure }: EventOf<'run-ended'>): RunState {
  const graph = status === 'cancelled' ? cancelOpenTasks(pipeline.graph, run.graph, at) : run.graph;
  const next: RunState = { ...run, graph, phase: status, pause: null, outputs, endedAt: at };
  if (!failure) return next;
  return withError(next, { task: 'outputs', attempt: null, at, failure });
}

/** A new execution: attempts that were in flight when the previous one was killed are lost. */
function executionStarted(pipeline: Pipeline, run: RunState, event: EventOf<'execution-started'>): RunState {
  const { host, pid, version, at } = event;
  const executions = endExecution(run.executions, null, 'killed');
  const started: Execution = { startedAt: at, endedAt: null, host, pid, version, reason: null, done: null };
  const next = { ...run, executions: [...executions, started].slice(-MAX_EXECUTIONS) };
  if (run.inFlight === 0) return next;
  const lost: Losing['lost'] = { ceiling: 0, unknown: 0, errors: [] };
  const lose = { at, generation: run.generation, path: [], lost };
  const graph = loseInGraph(pipeline.graph, run.graph, { ...lose, space: 'stages' });
  const finals = loseInGraph(pipeline.finals, run.finals, { ...lose, space: 'finally' });
  const { spent: before } = run;
  const atMost = usdMicros(before.atMost + lost.ceiling);
  const spent = { ...before, atMost, unknown: before.unknown + lost.unknown };
  const lossy = { ...next, graph, finals, spent, inFlight: 0, reserved: 0 };
  return lost.errors.reduce(withError, lossy);
}

interface Losing {
  readonly at: EpochMs;
  readonly generation: number;
  readonly space: 'stages' | 'finally';
  readonly path: readonly AddressStep[];
  readonly lost: {
    /** What the lost attempts may have cost beyond what they reported, micro-dollars. */
    ceiling: number;
    /** Number of calls without a known ceiling. */
    unknown: number;
    /** Tasks that were lost too often. */
    readonly errors: Failed[];
  };
}

function loseInGraph(graph: Graph, state: GraphState, losing: Losing): GraphState {
  if (state.queues.running.size === 0) return state;
  return changeStages(graph, state, (stage, stageState) => {
    const lose = (task: TaskState, item: ItemKey | null): TaskState =>
      loseInTask(stage, task, { ...losing, path: [...losing.path, { stage: stage.id, item }] });
    const isIdle = stageState.status === 'items' && stageState.items.queues.running.size === 0;
    return isIdle ? stageState : changeTasks(stage, stageState, lose);
  });
}

/** @param losing its path leads to the task itself. */
function loseInTask(stage: Stage, task: TaskState, losing: Losing): TaskState {
  if (task.status === 'child' && stage.child) {
    return { ...task, child: loseInGraph(stage.child.graph, task.child, losing) };
  }
  if (task.status !== 'running') return task;
  const { at, generation, space, path, lost } = losing;
  const attempt = task.attempts.at(-1);
  const closing = closingOf(attempt ?? { calls: [] });
  // An attempt that makes calls has recorded each: only open ones can have an unknown cost.
  const untold =
    attempt && attempt.calls.length > 0 ? 0 : Math.max(0, (stage.maxCost ?? 0) - (attempt?.cost?.usd ?? 0));
  lost.ceiling += closing.atMost + untold;
  lost.unknown += closing.unknown;
  const next = loseAttempt(task, at, { stage, generation });
  const address = formatAddress({ graph: space, steps: path });
  if (next.status === 'failed')
    lost.errors.push({ task: address, attempt: attempt?.n ?? null, at, failure: next.failure });
  return next;
}

function endExecution(
  all: readonly Execution[],
  at: EpochMs | null,
  reason: EventOf<'execution-ended'>['reason'] | 'killed',
): readonly Execution[] {
  const last = all.at(-1);
  if (!last || last.reason !== null) return all;
  return [...all.slice(0, -1), { ...last, endedAt: at, reason }];
}

function stageEvent(pipeline: Pipeline, run: RunState, event: StageEvent): RunState {
  const next = changeStage(pipeline, run, {
    address: event.task,
    change: (stage, state) => {
      if (state.status !== 'pending')
        throw new InternalError(`${event.type} of ${event.task}, which is ${state.status}`);
      if (event.type === 'stage-expanded') return expanded(stage, state, event);
      return { status: 'broken', failure: event.failure, at: event.at, before: state.before };
    },
  });
  return event.type === 'stage-broken' ? withError(next, { ...event, attempt: null }) : next;
}

type PendingStage = Extract<StageState, { status: 'pending' }>;

function expanded(stage: Stage, { before }: PendingStage, event: EventOf<'stage-expanded'>): StageState {
  const { expansion, at }: { expansion: Expansion; at: EpochMs } = event;
  switch (expansion.type) {
    case 'skip':
      return { status: 'skipped', reason: expansion.reason, at, before };
    case 'single':
      return { status: 'single', at, task: newTask(before.single) };
    case 'items': {
      const tasks = expansion.keys.map((key) => newTask(before.items.get(key)));
      const gone = new Map(before.items);
      for (const key of expansion.keys) gone.delete(key);
      return { status: 'items', at, items: itemsState(stage, expansion.keys, tasks), gone };
    }
  }
}

function taskEvent(pipeline: Pipeline, run: RunState, event: TaskEvent): RunState {
  const next = changeTask(pipeline, run, {
    address: event.task,
    change: (stage, task) => evolveTask(task, event, { stage, generation: run.generation }),
  });
  return event.type === 'task-broken' ? withError(next, { ...event, attempt: null }) : next;
}

function gateEvent(pipeline: Pipeline, run: RunState, event: GateEvent): RunState {
  const next = changeTask(pipeline, run, {
    address: event.task,
    change: (stage, task) => evolveGate(task, event, { stage, generation: run.generation }),
  });
  if (event.type !== 'gate-answered' || event.decision !== 'changes') return next;
  const items = event.items && Object.keys(event.items);
  return changeGraph(pipeline, next, {
    address: event.task,
    change: (graph, state, { gate }) => {
      if (gate?.rework == null) throw new InternalError(`${event.task} has no stage to go back to`);
      return sentBack(graph, state, { rework: gate.rework, items });
    },
  });
}
