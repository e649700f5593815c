/** Where a run that is not done stands: the stages that failed, wait to be retried, or are in progress. Pure. */
import type { Checkpoint, CheckpointTask } from '../model/checkpoint.ts';
import { checkpointTasks, type TaskEntry } from './checkpoint-tasks.ts';
import type { Paint } from './paint.ts';
import { durationText, oneLine } from './words.ts';

/** As `list --json` prints it. */
export interface StandsAt {
  readonly task: string;
  readonly status: 'failed' | 'backoff' | 'running';
  /** Why the last attempt failed; null: it did not, or is in progress. */
  readonly error: string | null;
  /** Of a backoff: the earliest start of the next attempt. */
  readonly retry_at: string | null;
}

/** Maximum number of tasks of a run: a list may have thousands that failed. */
const MOST_KEPT = 10;

/** Characters of a message: the index of `list` holds thousands. */
const MOST_TOLD = 200;

const ENDED: ReadonlySet<string> = new Set(['completed', 'cancelled', 'rejected', 'invalid']);

export function standsAt(checkpoint: Checkpoint): readonly StandsAt[] {
  if (ENDED.has(checkpoint.status)) return [];
  const found: StandsAt[] = [];
  let before: TaskEntry | null = null;
  const add = (entry: TaskEntry): void => {
    const at = found.length < MOST_KEPT ? standing(entry) : null;
    if (at) found.push(at);
  };
  for (const entry of checkpointTasks(checkpoint)) {
    // What contains other tasks stands where they stand.
    if (before !== null && entry.depth <= before.depth) add(before);
    before = entry;
  }
  if (before !== null) add(before);
  return found;
}

function standing({ address, task, isTolerated }: TaskEntry): StandsAt | null {
  const { status, attempts, retry_at = null } = task;
  if (status === 'running') return { task: address, status, error: null, retry_at: null };
  if (status === 'backoff') return { task: address, status, error: errorOf(attempts?.at(-1)), retry_at };
  return status === 'failed' && !isTolerated ? { task: address, status, error: errorOf(task), retry_at: null } : null;
}

const errorOf = (of: Pick<CheckpointTask, 'error'> | undefined): string | null =>
  of?.error === undefined ? null : oneLine(`${of.error.code}: ${of.error.message}`, MOST_TOLD);

interface Standing {
  readonly stands_at: readonly StandsAt[];
  readonly driven: boolean;
}

/** The line below a run: what failed, else what will be retried, else what is in progress. */
export function standingLine({ stands_at: all, driven }: Standing, now: number, paint: Paint): string[] {
  for (const status of ['failed', 'backoff', 'running'] as const) {
    const [first, ...others] = all.filter((one) => one.status === status);
    if (!first) continue;
    const more =
      others.length === 0 ? '' : ` and ${others.length === MOST_KEPT - 1 ? 'at least ' : ''}${others.length} more`;
    const why = first.error === null ? '' : `: ${oneLine(first.error, 120)}`;
    const what = { failed: 'failed at', backoff: 'retries', running: driven ? 'works on' : 'was working on' }[status];
    const colour = status === 'failed' ? 'red' : 'yellow';
    return [`  ${paint(colour, `${what} ${oneLine(first.task, 60)}`)}${more}${inText(first, now)}${why}`];
  }
  return [];
}

function inText({ retry_at: at }: StandsAt, now: number): string {
  const left = at === null ? 0 : Date.parse(at) - now;
  return left > 0 ? ` in ${durationText(left)}` : '';
}
