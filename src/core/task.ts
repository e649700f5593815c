/**
 * Applies events to one task: the state machine of model/state.ts, one function per transition.
 *
 * T1. Attempts are appended and ended; their numbers rise over the whole life of the task. Only an attempt that found
 *     its result in the cache is removed: it executed nothing.
 * T2. An impossible transition is an InternalError: the journal and the engine never produce one.
 */
import { type Digest, type EpochMs, InternalError } from '../model/brand.ts';
import type { AttemptEvent, Event, EventOf, TaskEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { Stage } from '../model/pipeline.ts';
import type { Attempt, AttemptBase, OutputRef, TaskResult } from '../model/result.ts';
import type { StageState, TaskBase, TaskState } from '../model/state.ts';
import { type CallEvent, evolveCall } from './calls.ts';
import { addCost } from './cost.ts';
import { leftBehind, openGraph, tasksOf } from './graph-state.ts';
import { vecValues } from './vec.ts';

/** The base of a new task. */
export const FRESH: TaskBase = { attempts: [], earlier: [], round: 1, childBefore: null, rounds: [] };

/** A pending task with what it keeps from earlier generations. */
export const newTask = (before: TaskBase | null | undefined): TaskState => ({
  ...(before ?? FRESH),
  status: 'pending',
});

export const baseOf = ({ attempts, earlier, round, childBefore, rounds }: TaskBase): TaskBase => ({
  attempts,
  earlier,
  round,
  childBefore,
  rounds,
});

const impossible = (event: Event, task: TaskState): never => {
  throw new InternalError(`${event.type} on a task that is ${task.status}: ${JSON.stringify(event)}`);
};

export interface TaskContext {
  readonly stage: Stage;
  readonly generation: number;
}

export function evolveTask(task: TaskState, event: TaskEvent | AttemptEvent, context: TaskContext): TaskState {
  switch (event.type) {
    case 'task-prepared':
      if (!isBefore(task)) return impossible(event, task);
      return { ...baseOf(task), status: 'prepared', fingerprint: event.fingerprint, depends: event.depends };
    case 'task-broken':
      if (!isBefore(task) && task.status !== 'child' && task.status !== 'asked') return impossible(event, task);
      return failed(task, event.failure, event.at);
    case 'task-reused':
      return reused(task, event);
    case 'child-opened':
      return childOpened(task, event, context);
    case 'child-closed':
      return childClosed(task, event);
    case 'attempt-started':
      return attemptStarted(task, event, context);
    case 'attempt-progressed':
      return task.status === 'running' ? { ...task, progress: event.progress } : impossible(event, task);
    case 'attempt-cost':
      return withRunning(task, event, (attempt) => ({ ...attempt, cost: addCost(attempt.cost, event.cost) }));
    case 'attempt-external':
      return withRunning(task, event, (attempt) => ({ ...attempt, externalId: event.externalId }));
    case 'call-granted':
    case 'call-settled':
    case 'call-dropped':
      return callEvent(task, event);
    case 'attempt-succeeded':
      return attemptSucceeded(task, event);
    case 'attempt-failed':
      return attemptFailed(task, event);
    case 'attempt-cancelled':
      return attemptCancelled(task, event);
  }
}

/** May an attempt, a question or a sub-pipeline of the task begin? */
const isBefore = ({ status }: TaskState): boolean =>
  status === 'pending' || status === 'prepared' || status === 'backoff';

const failed = (task: TaskState, failure: Failure, at: EpochMs): TaskState => ({
  ...endedBase(task),
  status: 'failed',
  failure,
  at,
});

/** Cancels a task together with its run, while nothing of it is in flight. */
export const cancelTask = (task: TaskState, at: EpochMs): TaskState => ({
  ...endedBase(task),
  status: 'cancelled',
  at,
});

/** A sub-pipeline that fails or is cancelled keeps its stages for display and for reuse. */
export const endedBase = (task: TaskState): TaskBase => ({
  ...baseOf(task),
  childBefore: task.status === 'child' ? task.child : task.childBefore,
});

function reused(task: TaskState, event: TaskEvent): TaskState {
  if (task.status !== 'prepared') return impossible(event, task);
  const result = reusable(task);
  if (!result) return impossible(event, task);
  const { fingerprint, depends } = task;
  return {
    ...baseOf(task),
    earlier: task.earlier.filter((other) => other.fingerprint !== fingerprint),
    status: 'completed',
    result: { ...result, depends, origin: 'reused' },
  };
}

function childOpened(task: TaskState, opened: EventOf<'child-opened'>, { stage }: TaskContext): TaskState {
  if (task.status !== 'prepared' || !stage.child) throw new InternalError(`${stage.id} cannot open a sub-pipeline`);
  const { graph } = stage.child;
  const before = task.childBefore ? leftBehind(task.childBefore) : undefined;
  const { fingerprint, depends } = task;
  const { inputs, context = null, contextFiles = {} } = opened;
  const child = openGraph(graph, { inputs, context, contextFiles }, before);
  const earlier = task.earlier.map((result) => (result.artifacts.length > 0 ? replaced(result) : result));
  return { ...baseOf(task), earlier, childBefore: null, status: 'child', fingerprint, depends, child };
}

function childClosed(task: TaskState, event: EventOf<'child-closed'>): TaskState {
  if (task.status !== 'child') return impossible(event, task);
  const { fingerprint, depends, child } = task;
  const [before, ...earlier] = task.earlier;
  if (before && isSameAgain(task, before, event.output))
    return {
      ...baseOf(task),
      earlier,
      childBefore: child,
      status: 'completed',
      result: { ...before, depends, origin: 'reused' },
    };
  const result = {
    fingerprint,
    depends,
    output: event.output,
    artifacts: [],
    at: event.at,
    origin: 'executed',
  } as const;
  return { ...baseOf(task), childBefore: child, status: 'completed', result };
}

/** Was everything inside reused, with the same output? A second, equal result would be noise. */
function isSameAgain(
  { fingerprint, child }: Extract<TaskState, { status: 'child' }>,
  before: TaskResult,
  output: OutputRef,
): boolean {
  return (
    before.fingerprint === fingerprint &&
    JSON.stringify(before.output) === JSON.stringify(output) &&
    [...vecValues(child.stages)].every((stage) => isNotNewer(stage, before.at))
  );
}

function isNotNewer(state: StageState, at: EpochMs): boolean {
  const old = (task: TaskState): boolean => task.status === 'completed' && task.result.at <= at;
  if (state.status === 'single' || state.status === 'items') return [...tasksOf(state)].every(old);
  return state.status === 'skipped';
}

function attemptStarted(task: TaskState, event: EventOf<'attempt-started'>, { generation }: TaskContext): TaskState {
  if (task.status !== 'prepared' && task.status !== 'backoff') return impossible(event, task);
  if (event.n !== task.attempts.length + 1) return impossible(event, task);
  const attempt: Attempt = {
    n: event.n,
    generation,
    startedAt: event.at,
    effectKey: event.effectKey,
    log: null,
    cost: null,
    externalId: null,
    calls: [],
    outcome: 'running',
  };
  const { fingerprint, depends } = task;
  return {
    ...baseOf(task),
    attempts: [...task.attempts, attempt],
    status: 'running',
    fingerprint,
    depends,
    progress: null,
  };
}

function attemptSucceeded(task: TaskState, event: EventOf<'attempt-succeeded'>): TaskState {
  if (task.status !== 'running') return impossible(event, task);
  const { fingerprint, depends } = task;
  const attempts = ended(task, event, (base) => ({ ...base, log: event.log, outcome: 'success', endedAt: event.at }));
  const { output, artifacts, cachedFrom } = event;
  const made = { fingerprint, depends, output, artifacts, at: event.at };
  return {
    ...baseOf(task),
    earlier: task.earlier.map(replaced),
    // A cached result was not executed: the attempt that found it is removed (T1).
    attempts: cachedFrom === null ? attempts : attempts.slice(0, -1),
    status: 'completed',
    result: cachedFrom === null ? { ...made, origin: 'executed' } : { ...made, origin: 'cached', from: cachedFrom },
  };
}

/**
 * A task has one folder: the files of a new result replace those of earlier ones. The folders of a sub-pipeline's
 * stages are inside of it, so if a stage becomes a sub-pipeline, or was one, neither can reuse the other's results.
 */
function replaced(result: TaskResult): TaskResult {
  const hasFiles = result.output.type === 'file' || result.artifacts.length > 0;
  return hasFiles ? { ...result, replaced: true } : result;
}

/** The result of an earlier generation that stands for a prepared task: equal fingerprint, files in their place. */
export const reusable = (task: TaskBase & { readonly fingerprint: Digest }): TaskResult | undefined =>
  task.earlier.find(({ fingerprint, replaced: isGone }) => fingerprint === task.fingerprint && !isGone);

function attemptFailed(task: TaskState, event: EventOf<'attempt-failed'>): TaskState {
  if (task.status !== 'running') return impossible(event, task);
  const { outcome, failure, retryAt, at, log } = event;
  const attempts = ended(task, event, (base) => ({ ...base, log, outcome, failure, retryAt, endedAt: at }));
  const { fingerprint, depends } = task;
  if (retryAt !== null) return { ...baseOf(task), attempts, status: 'backoff', retryAt, fingerprint, depends };
  return { ...baseOf(task), attempts, status: 'failed', failure, at };
}

function attemptCancelled(task: TaskState, event: EventOf<'attempt-cancelled'>): TaskState {
  if (task.status !== 'running') return impossible(event, task);
  const { reason, at, log } = event;
  const attempts = ended(task, event, (base) => ({ ...base, log, outcome: 'cancellation', reason, endedAt: at }));
  if (reason === 'cancelled') return { ...baseOf(task), attempts, status: 'cancelled', at };
  return { ...baseOf(task), attempts, status: 'pending' };
}

/**
 * Ends an attempt that was in flight when the runner died. The task is prepared again (its files may have changed) and
 * runs again, unless it was lost too often.
 */
export function loseAttempt(task: TaskState, at: EpochMs, { stage, generation }: TaskContext): TaskState {
  if (task.status !== 'running') return task;
  const attempts = task.attempts.map((attempt): Attempt => {
    return attempt.outcome === 'running'
      ? { ...attempt, outcome: 'lost', endedAt: at, reason: 'the runner ended' }
      : attempt;
  });
  const lost = attempts.filter((attempt) => attempt.outcome === 'lost' && attempt.generation === generation).length;
  // It may have replaced the files of earlier results already.
  const base = { ...baseOf(task), attempts, earlier: task.earlier.map(replaced) };
  if (lost <= stage.retry.maxLost) return { ...base, status: 'pending' };
  const message = `the runner ended ${lost} times while this was running`;
  const hint = 'check whether a stage brings the machine down, or raise retry.max_lost';
  return { ...base, status: 'failed', failure: { code: 'attempt/lost', message, retry: 'never', hint }, at };
}

/**
 * Number of attempts that count against `retry.attempts`: those of this generation that failed by themselves, after the
 * last end of the task. A task that ended runs again only if a gate sent it back, and then with all its attempts.
 */
export const consumedAttempts = ({ attempts }: TaskBase, generation: number): number =>
  attempts
    .slice(attempts.findLastIndex(isLast) + 1)
    .filter(({ outcome, generation: of }) => of === generation && (outcome === 'failure' || outcome === 'timeout'))
    .length;

/** Milliseconds by which clocks differ or are corrected normally; more means that the clock was set back. */
const SKEW = 60_000;

/** Is it time for the next attempt? If the clock was set back since the last one ended, yes. */
export function isDue({ attempts, retryAt }: Extract<TaskState, { status: 'backoff' }>, now: EpochMs): boolean {
  const last = attempts.at(-1);
  const isSetBack = last !== undefined && 'endedAt' in last && last.endedAt > now + SKEW;
  return retryAt <= now || isSetBack;
}

const isLast = (attempt: Attempt): boolean =>
  attempt.outcome === 'success' ||
  ((attempt.outcome === 'failure' || attempt.outcome === 'timeout') && attempt.retryAt === null);

function ended(task: TaskState, event: AttemptEvent, end: (base: AttemptBase) => Attempt): readonly Attempt[] {
  const last = task.attempts.at(-1);
  if (last?.outcome !== 'running' || last.n !== event.n) return impossible(event, task);
  const { outcome: _, ...base } = last;
  return [...task.attempts.slice(0, -1), end(base)];
}

function callEvent(task: TaskState, event: CallEvent): TaskState {
  return task.status === 'running' ? evolveCall(task, event).task : impossible(event, task);
}

function withRunning(task: TaskState, event: AttemptEvent, change: (base: AttemptBase) => AttemptBase): TaskState {
  if (task.status !== 'running') return impossible(event, task);
  return { ...task, attempts: ended(task, event, (base) => ({ ...change(base), outcome: 'running' })) };
}
