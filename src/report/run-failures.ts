/** What a run failed at, or went on without: why, and what to read. Those that failed alike are told once. Pure. */
import type { Checkpoint } from '../model/checkpoint.ts';
import { listNames } from '../model/list-names.ts';
import { checkpointTasks, isFrame, type TaskEntry } from './checkpoint-tasks.ts';
import { addressShape } from './items.ts';
import type { Paint } from './paint.ts';
import { counted, hanging, oneLine } from './words.ts';

const MAX_TOLD = 12;
/** Names of those that failed alike. */
const MAX_NAMED = 5;

interface Page {
  readonly paint: Paint;
  /** Of the terminal that it is told on; null: it is no terminal. */
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

/** A frame repeats what its items or stages say. */
const hasFailed = (entry: TaskEntry): boolean =>
  entry.task.status === 'failed' && (!isFrame(entry) || entry.task.error !== undefined);

function allLines(failed: readonly TaskEntry[], page: Page): string[] {
  const groups = [...Map.groupBy(failed, likenessOf).values()];
  const lines = groups.slice(0, MAX_TOLD).flatMap((alike) => groupLines(alike, page));
  const more = groups.slice(MAX_TOLD).flat().length;
  return more > 0 ? [...lines, `  … and ${more} more`] : lines;
}

/** Equal of items of one list, and of the same stage within them, that failed for the same reason. */
function likenessOf({ address, task: { error, attempts = [] } }: TaskEntry): string {
  return JSON.stringify([addressShape(address), attempts.length, error?.code, error?.message, error?.hint]);
}

function groupLines([first, ...others]: readonly TaskEntry[], page: Page): string[] {
  if (!first) return [];
  const { error, attempts = [] } = first.task;
  const log = attempts.at(-1)?.log;
  const tried = attempts.length > 1 ? ` after ${counted(attempts.length, 'attempt')}` : '';
  const why = error ? `${error.code}: ${oneLine(error.message, 400)}` : 'failed';
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

/** Those that need what failed, also through others; with `fail: early` whatever had not begun by then. */
function notStarted({ status, stages }: Checkpoint): string[] {
  if (status !== 'failed') return [];
  const names = Object.entries(stages).flatMap(([id, stage]) => (stage.status === 'pending' ? [id] : []));
  return names.length === 0
    ? []
    : [`  ${counted(names.length, 'stage')} not started, because the run failed: ${listNames(names)}`];
}

/** A run can fail though all its stages completed. */
function outputsError({ status, errors = [] }: Checkpoint, page: Page): string[] {
  const last = errors.at(-1);
  if (status !== 'failed' || !last) return [];
  return ['Failed', ...reasonLines(last.task, `: ${last.code}: ${oneLine(last.message, 400)}`, page)];
}

/** Which stage it is, in red, and why. */
export function reasonLines(address: string, why: string, { paint, columns }: Page): string[] {
  const [head = '', ...rest] = hanging(address + why, columns, '  ');
  return [`  ${paint('red', address)}${head.slice(2 + address.length)}`, ...rest];
}
