/** Failures of a run, with reasons and logs. Similar failures of items are combined. Pure. */
import type { Checkpoint } from '../model/checkpoint.ts';
import { listNames } from '../model/list-names.ts';
import { checkpointTasks, isFrame, type TaskEntry } from './checkpoint-tasks.ts';
import { addressShape } from './items.ts';
import type { Paint } from './paint.ts';
import { codeAndMessage, counted, hanging, oneLine } from './words.ts';

const MAX_TOLD = 12;
/** Maximum number of names listed for similar failures. */
const MAX_NAMED = 5;

interface Page {
  readonly paint: Paint;
  /** Width of the terminal; null: it is not a terminal. */
  readonly columns: number | null;
}

export function failureLines(checkpoint: Checkpoint, page: Page): string[] {
  const failed = [...checkpointTasks(checkpoint)].filter(hasFailed);
  const ending = failed.filter(({ isTolerated }) => !isTolerated);
  const others = failed.filter(({ isTolerated }) => isTolerated);
  const lines = ending.length > 0 ? ['Failed', ...allLines(ending, page)] : outputsError(checkpoint, page);
  lines.push(...notStarted(checkpoint));
  if (others.length > 0) lines.push('Failed, but the run continued', ...allLines(others, page));
  return lines;
}

/** Frames are left out: they repeat the failures of their items or stages. */
const hasFailed = (entry: TaskEntry): boolean =>
  entry.task.status === 'failed' && (!isFrame(entry) || entry.task.error !== undefined);

function allLines(failed: readonly TaskEntry[], page: Page): string[] {
  const groups = [...Map.groupBy(failed, likenessOf).values()];
  const lines = groups.slice(0, MAX_TOLD).flatMap((alike) => groupLines(alike, page));
  const more = groups.slice(MAX_TOLD).flat().length;
  return more > 0 ? [...lines, `  … and ${more} more`] : lines;
}

/** A key that is equal for items of a list, or the same stage in them, that failed for the same reason. */
function likenessOf({ address, task: { error, attempts = [] } }: TaskEntry): string {
  return JSON.stringify([addressShape(address), attempts.length, error?.code, error?.message, error?.hint]);
}

function groupLines([first, ...others]: readonly TaskEntry[], page: Page): string[] {
  if (!first) return [];
  const { error, attempts = [] } = first.task;
  const log = attempts.at(-1)?.log;
  const tried = attempts.length > 1 ? ` after ${counted(attempts.length, 'attempt')}` : '';
  const why = error ? codeAndMessage(error, 400) : 'failed';
  const also = listNames(
    others.map(({ address }) => address),
    MAX_NAMED,
  );
  return [
    ...reasonLines(first.address, `${tried}: ${why}`, page),
    ...(error?.hint ? [`    hint: ${oneLine(error.hint)}`] : []),
    ...(log ? [`    log:  ${log}`] : []),
    ...(also === '' ? [] : hanging(`also: ${also}`, page.columns, '    ')),
  ];
}

/**
 * Stages that did not start: those that need a failed one, directly or not; with `fail: early`, all that had not begun.
 */
function notStarted({ status, stages }: Checkpoint): string[] {
  if (status !== 'failed') return [];
  const names = Object.entries(stages).flatMap(([id, stage]) => (stage.status === 'pending' ? [id] : []));
  return names.length === 0
    ? []
    : [`  ${counted(names.length, 'stage')} not started, because the run failed: ${listNames(names)}`];
}

/** The error of `outputs`: a run can fail although all its stages completed. */
function outputsError({ status, errors = [] }: Checkpoint, page: Page): string[] {
  const last = errors.at(-1);
  if (status !== 'failed' || !last) return [];
  return ['Failed', ...reasonLines(last.task, `: ${codeAndMessage(last, 400)}`, page)];
}

/** The address of the stage, in red, and the reason. */
export function reasonLines(address: string, why: string, { paint, columns }: Page): string[] {
  const [head = '', ...rest] = hanging(address + why, columns, '  ');
  return [`  ${paint('red', address)}${head.slice(2 + address.length)}`, ...rest];
}
