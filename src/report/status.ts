/** `status`: the state of one run, stage by stage. Pure. */
import { isUnderWay } from '../core/run-end.ts';
import { type Checkpoint, type CheckpointTask, isItemsFile } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { checkpointTasks, type TaskEntry } from './checkpoint-tasks.ts';
import { runCostText, taskCostText } from './cost-text.ts';
import { placeText } from './diagnostics.ts';
import { SKIPPED } from './event-line.ts';
import { answerBlock, openBlocks } from './gate-blocks.ts';
import { ageOf, ageText, blockedText, feedbackText, openGates, roundText } from './gates.ts';
import { insideItems, listOf } from './items.ts';
import type { Gone } from './made-files.ts';
import { noPaint, type Paint, statusText } from './paint.ts';
import { remarkedTable } from './remarked-table.ts';
import { reasonLines } from './run-failures.ts';
import { againStep, nextStep, outputLines } from './run-summary.ts';
import { table } from './table.ts';
import { codeAndMessage, counted, dateAndTime, durationText, oneLine, shellWord } from './words.ts';
import { workedText } from './worked-time.ts';

export interface StatusView {
  readonly run: string;
  /** null: the run never started. */
  readonly checkpoint: Checkpoint | null;
  /** A process is working on it now. */
  readonly driven: boolean;
  readonly now: number;
  /** Its position among the runs that wait for the daemon; null or absent: it does not wait. */
  readonly place?: { readonly position: number; readonly of: number } | null;
  /** The reason for its pause is gone, but no process has worked on it since. */
  readonly isFree?: boolean;
  /** What the manifest requests and has not been done yet. */
  readonly asked?: string | null;
  /** Gates with an answer in the manifest that will count, but that no process has read yet. */
  readonly answered?: readonly string[];
  /** By gate: why the current answer does not count, replacing the recorded remark; null: no remark. */
  readonly remarks?: ReadonlyMap<string, Diagnostic | null>;
  /** Files among its outputs that no longer exist. */
  readonly gone?: Gone | undefined;
  /** Width of the terminal; null or absent: it is not a terminal. */
  readonly columns?: number | null;
  /** How the user calls the program; `pipeline-runner` by default. */
  readonly program?: string;
}

/** Maximum number of shown items or inner stages of a kind that are done; others are counted. */
const MAX_QUIET = 8;
/** Maximum number of shown items of a stage that failed or were cancelled. */
const MAX_TROUBLED = 20;

export function statusReport(view: StatusView, paint: Paint = noPaint): string {
  const { run, checkpoint, program = 'pipeline-runner' } = view;
  if (!checkpoint) {
    const how = turnText(view) ?? `Not started. To start it: ${program} run ${run}`;
    return `${run}  ${statusText('pending', paint)}\n${how}\n`;
  }
  const lines = [
    heading(view, checkpoint, paint),
    ...facts(view, checkpoint, paint),
    ...(checkpoint.status === 'invalid' ? [] : ['', ...stageTable(view, checkpoint, paint)]),
  ];
  const { now, columns = null, remarks, gone } = view;
  const blocks = [
    outputLines(checkpoint, gone, paint),
    openBlocks(checkpoint, { run, program, now, columns, remarks }, paint),
    answerBlock(checkpoint, paint),
  ];
  for (const block of blocks) if (block.length > 0) lines.push('', ...block);
  const errors = otherErrors(checkpoint).slice(-5);
  if (errors.length > 0) {
    lines.push('', 'Earlier errors');
    for (const error of errors) {
      const nth = error.attempt === undefined ? '' : ` attempt ${error.attempt}`;
      lines.push(...reasonLines(error.task, `${nth}: ${codeAndMessage(error)}`, { paint, columns }));
    }
  }
  for (const { severity, code, message, at } of (checkpoint.diagnostics ?? []).slice(-5))
    lines.push(`${at ? `${oneLine(placeText(at))} ` : ''}${severity}[${code}]: ${oneLine(message)}`);
  const isAtRest = !view.driven && !view.place && (view.asked ?? null) === null;
  const step = view.isFree === true ? againStep : nextStep;
  const then = isAtRest ? step({ checkpoint, program, gone }, paint) : [];
  if (then.length > 0) lines.push('', ...then);
  return `${lines.join('\n')}\n`;
}

/** Errors that are not shown with their stage: of attempts that were retried, and of the outputs. */
function otherErrors(checkpoint: Checkpoint): NonNullable<Checkpoint['errors']> {
  const said = new Map(
    [...checkpointTasks(checkpoint)].map(({ address, task }) => [address, task.attempts?.length ?? 0]),
  );
  return (checkpoint.errors ?? []).filter(({ task, attempt }) => said.get(task) !== (attempt ?? 0));
}

/** Position in the queue; null: the run is not in it. */
const turnText = ({ place }: StatusView): string | null =>
  place ? `Queued: position ${place.position} of ${place.of}` : null;

function heading({ run, driven }: StatusView, checkpoint: Checkpoint, paint: Paint): string {
  const { status, progress, generation, cancelling } = checkpoint;
  const word = statusText(cancelling ? 'cancelling' : status, paint);
  const by = status === 'running' && !driven ? ' (no process is working on it)' : '';
  const nth = generation > 1 ? `  generation ${generation}` : '';
  return `${paint('bold', run)}  ${word}${by}  ${progress.completed}/${progress.total}  ${progress.percent}%${nth}`;
}

function facts(view: StatusView, checkpoint: Checkpoint, paint: Paint): string[] {
  const { driven, now, place, asked = null } = view;
  const { pipeline, pause, ended_at, executions } = checkpoint;
  const last = executions.at(-1);
  const since = driven && last && last.ended_at === undefined ? Math.max(0, now - Date.parse(last.started_at)) : null;
  const periods = executions.length > 1 ? ` in ${counted(executions.length, 'period')}` : '';
  const rows = [
    ...(pipeline.name === '' ? [] : [['pipeline', oneLine(pipeline.name)]]),
    [checkpoint.status === 'invalid' ? 'found' : 'started', dateAndTime(checkpoint.created_at)],
    ...(ended_at ? [['ended', dateAndTime(ended_at)]] : []),
    ...(executions.length > 0 ? [['worked', workedText(checkpoint, since) + periods]] : []),
    ...(driven && last ? [['process', `${last.pid} on ${oneLine(last.host)}`]] : []),
    ['cost', runCostText(checkpoint)],
    ...(place ? [['queued', `position ${place.position} of ${place.of}`]] : []),
    ...(pause ? [['paused', oneLine(pause.message)]] : []),
    ...(asked === null ? [] : [['asked', asked]]),
    ...waitingRow(checkpoint, now),
    ...answeredRow(view, paint),
  ];
  return table(
    rows.map(([name = '', value = '']) => [paint('dim', name), value]),
    '  ',
  );
}

/** Since when the run waits for a person. */
function waitingRow(checkpoint: Checkpoint, now: number): string[][] {
  const open = openGates(checkpoint);
  const [first] = open.toSorted((a, b) => ageOf(b.approval, now) - ageOf(a.approval, now));
  if (!first) return [];
  const names = open.map(({ gate }) => gate).join(', ');
  return [['waits', `for ${oneLine(names, 60)}, asked ${ageText(ageOf(first.approval, now))} ago`]];
}

/** Says that answers were given, since their questions are shown as open until a process has read them. */
function answeredRow({ run, answered = [], program = 'pipeline-runner' }: StatusView, paint: Paint): string[][] {
  if (answered.length === 0) return [];
  const step = paint('bold', `${program} run ${shellWord(run)}`);
  return [['answer', `in the manifest, for ${oneLine(answered.join(', '), 60)}; to apply it: ${step}`]];
}

function stageTable(view: StatusView, checkpoint: Checkpoint, paint: Paint): string[] {
  const entries = [...checkpointTasks(checkpoint)];
  const quiet = quietOnes(entries);
  const loud = entries.filter((entry) => !quiet.has(entry));
  const { more, hidden } = tooTroubled(loud);
  const shown = loud.filter((entry) => !hidden.has(entry));
  const lines = tableLines(view, shown, paint);
  if (more > 0) lines.push(paint('dim', `  ${counted(more, 'more failed or cancelled item')} not listed`));
  const isDone = [...quiet].every(({ task }) => task.status !== 'pending');
  if (quiet.size > 0)
    lines.push(paint('dim', `  ${quietText([...quiet])} not listed: done${isDone ? '' : ', or not started'}`));
  return lines;
}

function tableLines(view: StatusView, entries: readonly TaskEntry[], paint: Paint): string[] {
  const titles = ['STAGE', 'STATUS', 'ATTEMPTS', 'TIME', 'COST'];
  const rows = entries.map((entry) => ({
    cells: row(view, entry, paint),
    remark: remark(view, entry),
    depth: entry.depth,
  }));
  return remarkedTable(titles, rows, { paint, columns: view.columns ?? null });
}

/** Items beyond {@link MAX_TROUBLED} of a list, with all that is inside of them. */
function tooTroubled(entries: readonly TaskEntry[]) {
  const inside = insideItems(entries);
  const lists = Map.groupBy(entries, ({ address, task }) => (TROUBLED.includes(task.status) ? listOf(address) : null));
  lists.delete(null);
  const items = [...lists.values()].flatMap((list) => list.slice(MAX_TROUBLED));
  const hidden = new Set(items.flatMap((item) => [item, ...(inside.get(item.address) ?? [])]));
  return { more: items.length, hidden };
}

const TROUBLED: readonly string[] = ['failed', 'cancelled'];

const quietText = (entries: readonly TaskEntry[]): string => {
  const items = entries.filter(({ address }) => address.endsWith(']')).length;
  const kinds = [['item', items] as const, ['inner stage', entries.length - items] as const];
  return kinds.flatMap(([kind, n]) => (n === 0 ? [] : counted(n, kind))).join(' and ');
};

/** Items and inner stages with nothing to say, where there are many. */
function quietOnes(entries: readonly TaskEntry[]): ReadonlySet<TaskEntry> {
  const inside = entries.filter(({ depth }) => depth > 0);
  if (inside.length <= MAX_QUIET) return new Set();
  return new Set(inside.filter(({ task }) => ['completed', 'pending', 'skipped'].includes(task.status)));
}

function row(view: StatusView, { address, depth, task }: TaskEntry, paint: Paint): string[] {
  const name = '  '.repeat(depth) + address;
  const attempts = task.attempts?.length ?? 0;
  const status = isGivenUp(view, task) ? paint('dim', 'not asked') : statusText(task.status, paint);
  const cells = [name, status, attempts > 0 ? String(attempts) : '', timeText(view, task)];
  return [...cells, taskCostText(task)];
}

function timeText({ now, driven }: StatusView, task: CheckpointTask): string {
  if (task.duration_ms !== undefined) return durationText(task.duration_ms);
  const isOpen = task.status === 'running' && driven && task.started_at !== undefined;
  return isOpen ? durationText(Math.max(0, now - Date.parse(task.started_at ?? ''))) : '';
}

type StageLike = TaskEntry['task'];

/** It asked when the run ended. */
const isGivenUp = ({ checkpoint }: StatusView, { status }: StageLike): boolean =>
  status === 'awaiting_approval' && checkpoint !== null && !isUnderWay(checkpoint.status);

function remark(view: StatusView, { task, isTolerated }: TaskEntry): string {
  const { now, checkpoint } = view;
  const parts: string[] = [];
  if (task.items_progress) {
    const { completed, failed, total } = task.items_progress;
    parts.push(`${completed}/${total} items${failed > 0 ? `, ${failed} failed` : ''}`);
  }
  if (isTolerated && (task.status === 'failed' || task.status === 'rejected')) parts.push('the run continues');
  if (task.items && isItemsFile(task.items)) parts.push(`items in ${task.items.$file}`);
  if (task.skipped) parts.push(SKIPPED[task.skipped]);
  if (task.approval && task.status === 'awaiting_approval')
    parts.push(isGivenUp(view, task) ? 'not asked any more' : `asks${roundText(task.approval.iteration)}`);
  if (task.rejected) parts.push(rejectedText(task.rejected, task.approval ? 'gate' : 'sub-pipeline'));
  if (task.blocked_by) parts.push(`waits for ${blockedText(task.blocked_by, checkpoint?.status ?? 'failed')}`);
  if (task.result?.origin)
    parts.push(task.result.origin === 'cached' ? `from the cache (${task.result.from ?? ''})` : 'reused');
  if (task.retry_at) parts.push(`retry in ${durationText(Math.max(0, Date.parse(task.retry_at) - now))}`);
  if (task.progress) parts.push(progressText(task.progress));
  if (task.error) parts.push(codeAndMessage(task.error, 100));
  return parts.filter((part) => part !== '').join('; ');
}

type Rejected = NonNullable<CheckpointTask['rejected']>;

function rejectedText({ gate, feedback }: Rejected, of: 'gate' | 'sub-pipeline'): string {
  const said = feedbackText({ decision: 'reject', feedback }, 100);
  if (of === 'gate') return said;
  return `at ${gate}${said === '' ? '' : `: ${said}`}`;
}

function progressText({ done, total, label }: NonNullable<CheckpointTask['progress']>): string {
  return `${done}${total === undefined ? '' : `/${total}`}${label ? ` ${oneLine(label, 40)}` : ''}`;
}
