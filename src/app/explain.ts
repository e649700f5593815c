/**
 * `explain`: the reason for the state of each stage, and what `run`, or `retry` and `run`, would do now, field by
 * field.
 */
import { compareDepends, type DependsChange } from '../core/depends.ts';
import { isWithin } from '../model/address.ts';
import { err, ok, type RunId, unreachable } from '../model/brand.ts';
import type { Checkpoint, CheckpointApproval, CheckpointAttempt } from '../model/checkpoint.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import { checkpointTasks, isFrame, type TaskEntry } from '../report/checkpoint-tasks.ts';
import { SKIPPED } from '../report/event-line.ts';
import type { Explanation, StageExplanation } from '../report/explain-text.ts';
import { answerText, blockedText, byText, feedbackText, openGates, roundsOf, withSender } from '../report/gates.ts';
import type { PlannedTask } from '../report/plan-text.ts';
import { codeAndMessage, counted, dateAndTime, oneLine } from '../report/words.ts';
import { expectedOf } from './drive/expected.ts';
import { wantedOf } from './notes/manifest-wants.ts';
import { planTasks } from './plan.ts';
import { startedView, unknownStage } from './project/run-mistakes.ts';
import { readLoosely } from './read-run.ts';
import { simulate } from './simulate.ts';
import type { Project } from './types.ts';

/** @param address a stage, an item or an inner stage; undefined: all. A stage includes its items and inner stages. */
export async function explainRun(
  project: Project,
  run: RunId,
  address: string | undefined,
): Promise<Diagnosed<Explanation>> {
  const view = startedView(await readLoosely(project, run));
  if (!view.ok) return view;
  const { checkpoint } = wantedOf(project, view.value);
  const unknown = address === undefined ? null : unknownStage(checkpoint, address);
  if (unknown) return err([unknown]);
  const now = await plannedTasks(project, run, 'as-it-is');
  const retried = await plannedTasks(project, run, 'retry');
  const stages = [...checkpointTasks(checkpoint)]
    .filter((entry) => isMeant(entry, address))
    .map((entry) => explained(entry, { checkpoint, now: taskIn(now, entry), retried: taskIn(retried, entry) }));
  return ok({ run, generation: checkpoint.generation, stages, problem: problemOf(now) ?? problemOf(retried) });
}

/** Items and inner stages are only included on request. */
function isMeant({ address, depth }: TaskEntry, wanted: string | undefined): boolean {
  if (wanted === undefined) return depth === 0;
  return isWithin(address, wanted);
}

type Planned = Diagnosed<ReadonlyMap<string, PlannedTask>>;

async function plannedTasks(project: Project, run: RunId, wish: 'as-it-is' | 'retry'): Promise<Planned> {
  const simulation = await simulate(project, run, { wish });
  if (!simulation.ok) return simulation;
  const tasks = planTasks(simulation.value, expectedOf(project, simulation.value.pipeline.name));
  const told = simulation.value.unpaid === null ? tasks : tasks.map(heldForMoney);
  return ok(new Map(told.map((task) => [task.address, task])));
}

const heldForMoney = (task: PlannedTask): PlannedTask =>
  task.action === 'run'
    ? { ...task, action: 'later', reason: 'the run stays paused until its budget is raised', changes: [] }
    : task;

const taskIn = (planned: Planned, { address }: TaskEntry): PlannedTask | null =>
  planned.ok ? (planned.value.get(address) ?? null) : null;

function problemOf(planned: Planned): string | null {
  if (planned.ok) return null;
  const first = planned.error.find(({ severity }) => severity === 'error');
  return first ? `${first.code}: ${first.message}` : 'the definitions cannot be read';
}

interface Around {
  readonly checkpoint: Checkpoint;
  readonly now: PlannedTask | null;
  readonly retried: PlannedTask | null;
}

function explained(entry: TaskEntry, { checkpoint, now, retried }: Around): StageExplanation {
  const { address, task } = entry;
  const { because, changed } = reasonOf(entry, checkpoint);
  const { attempts = [], blocked_by = [], retry_at = null } = task;
  const next = now && nextOf(now);
  const after = retried && nextOf(retried);
  const isNews = after !== null && (next === null || after.action !== next.action || after.reason !== next.reason);
  const depends = task.result?.depends ?? task.prepared?.depends ?? {};
  const after_retry = isNews && !isSettledTwice(next, after) ? after : null;
  return {
    ...{ address, status: task.status, because, changed, next, after_retry, depends, attempts },
    ...{ questions: roundsOf(task), blocked_by, retry_at },
  };
}

const nextOf = ({ action, reason, changes }: PlannedTask): NonNullable<StageExplanation['next']> => ({
  action,
  reason,
  changes,
});

/** `done` now and `reuse` after a retry are equivalent. */
const isSettledTwice = (next: StageExplanation['next'], after: StageExplanation['next']): boolean =>
  (next?.action === 'done' && after?.action === 'reuse') || (next?.action === 'skip' && after?.action === 'skip');

interface Reason {
  readonly because: string;
  readonly changed: readonly DependsChange[];
}

const plainly = (because: string): Reason => ({ because, changed: [] });

function reasonOf(entry: TaskEntry, checkpoint: Checkpoint): Reason {
  const { task } = entry;
  switch (task.status) {
    case 'completed':
      if (task.approval) return answered(entry, task.approval);
      return isFrame(entry) && !task.result ? plainly(frameText(entry)) : completed(entry, checkpoint);
    case 'skipped':
      return plainly(SKIPPED[task.skipped ?? 'when']);
    case 'failed':
      return plainly(failedText(entry));
    case 'pending':
      return plainly(pendingText(entry, checkpoint));
    case 'backoff':
      return plainly(`attempt ${task.attempts?.at(-1)?.n ?? 1} failed: ${failureOf(task.attempts?.at(-1))}`);
    case 'running':
      return isFrame(entry)
        ? plainly(frameText(entry))
        : plainly(`attempt ${task.attempts?.at(-1)?.n ?? 1} is in flight`);
    case 'awaiting_approval':
      return task.approval
        ? asking(entry, task.approval)
        : plainly(`a gate inside it asks: ${asksInside(entry, checkpoint)}`);
    case 'rejected':
      return plainly(tolerated(entry, rejectedText(entry)));
    case 'cancelled':
      return plainly('it was stopped when the run was cancelled');
    default:
      return unreachable(task.status);
  }
}

function failedText(entry: TaskEntry): string {
  const { error } = entry.task;
  return tolerated(entry, error ? codeAndMessage(error, 300) : frameText(entry));
}

const tolerated = ({ isTolerated }: TaskEntry, why: string): string =>
  isTolerated ? `${why}; the run continues without it` : why;

const failureOf = (attempt: CheckpointAttempt | undefined): string =>
  attempt?.error ? codeAndMessage(attempt.error, 300) : (attempt?.outcome ?? 'unknown');

/** The difference between the current result and the previous one. */
function completed({ task }: TaskEntry, checkpoint: Checkpoint): Reason {
  const { result, earlier = [], attempts = [] } = task;
  if (result?.origin === 'cached')
    return plainly(`the same work was done before, by ${result.from ?? 'another run'}; nothing was executed`);
  if (result?.origin === 'reused') return plainly('its result was reused, because nothing it depends on has changed');
  const before = earlier[0];
  const tries = attempts.length > 1 ? `; ${counted(attempts.length, 'attempt')} in total` : '';
  if (!result || !before) return plainly(`it ran, because it had no result before${tries}`);
  const times = { since: before.at, until: result.at };
  const changed = withSender(compareDepends(before.depends, result.depends), checkpoint, times);
  if (changed.length === 0) return plainly(`it ran again${tries}`);
  return { because: `it ran again, because something it depends on changed${tries}`, changed };
}

/** Why it asks, or asks again. */
function asking({ task }: TaskEntry, { iteration, asked_at, subject }: CheckpointApproval): Reason {
  const since = `since ${dateAndTime(asked_at)}`;
  const before = task.earlier_approvals?.at(-1);
  if (!before) return plainly(`it asks ${since}, for the first time`);
  const [result] = task.earlier ?? [];
  const changed = result && task.prepared ? compareDepends(result.depends, task.prepared.depends) : [];
  const why = `${againBecause(before)}${before.subject === subject ? '; what it asks about is the same as then' : ''}`;
  return { because: `it asks again ${since}, round ${iteration}, because ${why}`, changed };
}

function againBecause(before: CheckpointApproval): string {
  const { iteration, decision } = before;
  const told = { ...before, decision: decision ?? 'superseded' } as const;
  const said = feedbackText(told, 300);
  switch (told.decision) {
    case 'changes':
      return `changes were requested in round ${iteration} ${byText(told)}: ${said}`;
    case 'superseded':
      return `its content or definition changed before round ${iteration} was answered`;
    case 'approve':
      return `its approval in round ${iteration} does not cover the current content`;
    case 'reject':
      return `it was asked again after it was rejected in round ${iteration}`;
  }
}

function answered({ task: { result } }: TaskEntry, approval: CheckpointApproval): Reason {
  const { iteration, at, decision, subject, edited } = approval;
  if (decision === undefined) return plainly('it has completed');
  const told = answerText({ ...approval, decision, feedback: null });
  const when = at === undefined ? '' : ` on ${dateAndTime(at)}`;
  const again = result?.origin === 'reused' ? '; the approval still covers the current content' : '';
  return plainly(`${told}${when}, round ${iteration}, for the content ${(edited ?? subject).slice(0, 19)}${again}`);
}

function asksInside({ address }: TaskEntry, checkpoint: Checkpoint): string {
  const inside = openGates(checkpoint).filter(({ gate }) => gate !== address && isWithin(gate, address));
  return inside.map(({ gate }) => gate).join(', ');
}

function rejectedText({ address, task }: TaskEntry): string {
  const { approval, rejected } = task;
  if (approval?.decision !== undefined) return answerText({ ...approval, decision: approval.decision });
  const said = rejected?.feedback ? `: ${oneLine(rejected.feedback, 300)}` : '';
  return rejected && rejected.gate !== address ? `${rejected.gate} was rejected${said}` : `it was rejected${said}`;
}

function frameText({ task }: TaskEntry): string {
  const { items_progress: items } = task;
  if (items)
    return `${items.completed} of ${counted(items.total, 'item')} completed${items.failed > 0 ? `, ${items.failed} failed` : ''}`;
  const stages = Object.values(task.stages ?? {});
  const done = stages.filter(({ status }) => status === 'completed' || status === 'skipped').length;
  return `${done} of ${counted(stages.length, 'stage')} of its sub-pipeline done`;
}

function pendingText({ task, depth }: TaskEntry, checkpoint: Checkpoint): string {
  if (task.blocked_by) return `it needs ${blockedText(task.blocked_by, checkpoint.status)}`;
  if (checkpoint.status === 'failed') return 'it was not started, because the run failed first';
  if (checkpoint.status === 'rejected') return 'it was not started, because the run was rejected first';
  if (checkpoint.status === 'cancelled') return 'it was not started, because the run was cancelled first';
  if (checkpoint.pause?.reason === 'budget' && task.attempts?.at(-1)?.reason === 'budget')
    return `it was stopped by a budget: ${oneLine(checkpoint.pause.message, 300)}`;
  if (checkpoint.pause) return `the run is paused: ${oneLine(checkpoint.pause.message, 300)}`;
  const asks = openGates(checkpoint).map(({ gate }) => gate);
  if (checkpoint.status === 'awaiting_approval' && asks.length > 0)
    return `the run waits for the answer to ${asks.join(', ')}`;
  return depth > 0 ? 'it is queued' : 'it waits for what it needs';
}
