/** `list`: all runs of a project, one line each. Pure. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import { runCostText } from './cost-text.ts';
import { noPaint, type Paint, statusText } from './paint.ts';
import { table } from './table.ts';
import { counted, dateAndTime, durationText, oneLine } from './words.ts';

/** One run in a list; as `--json` prints it. */
export interface ListEntry {
  readonly run: string;
  readonly status: RunStatus;
  readonly pipeline: string | null;
  /** Of its manifest. */
  readonly labels: Readonly<Record<string, string>>;
  readonly generation: number;
  readonly progress: Checkpoint['progress'] | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  /** All periods of work together. */
  readonly worked_ms: number;
  readonly cost: Checkpoint['cost'] | null;
  readonly cost_text: string;
  /** A process works on it now. */
  readonly driven: boolean;
  /** Why its manifest cannot be read. */
  readonly problem: string | null;
}

export interface Listed {
  readonly run: string;
  readonly pipeline: string | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly checkpoint: Checkpoint | null;
  readonly driven: boolean;
  readonly problem: string | null;
}

export function listEntry({ run, pipeline, labels = {}, checkpoint, driven, problem }: Listed): ListEntry {
  const status = checkpoint?.status ?? (problem === null ? 'pending' : 'invalid');
  return {
    run,
    status,
    pipeline: checkpoint?.pipeline.name ?? pipeline,
    labels,
    generation: checkpoint?.generation ?? 0,
    progress: checkpoint?.progress ?? null,
    started_at: checkpoint?.created_at ?? null,
    ended_at: checkpoint?.ended_at ?? null,
    worked_ms: (checkpoint?.executions ?? []).reduce((sum, { duration_ms = 0 }) => sum + duration_ms, 0),
    cost: checkpoint?.cost ?? null,
    cost_text: checkpoint ? runCostText(checkpoint) : '',
    driven,
    problem,
  };
}

/** Which runs to show; what is empty or null asks nothing. */
export interface ListFilter {
  readonly statuses: readonly RunStatus[];
  readonly pipeline: string | null;
  readonly labels: readonly Label[];
  /** Started at this time or later. */
  readonly since: number | null;
}

export interface Label {
  readonly name: string;
  readonly value: string;
}

/** Those that fit, newest first: what has not started yet, then by the time of the first start. */
export function selected(entries: readonly ListEntry[], filter: ListFilter): readonly ListEntry[] {
  const fitting = entries.filter((entry) => fits(entry, filter));
  return fitting.toSorted((a, b) => startOf(b) - startOf(a) || (a.run < b.run ? -1 : 1));
}

function fits(entry: ListEntry, { statuses, pipeline, labels, since }: ListFilter): boolean {
  if (statuses.length > 0 && !statuses.includes(entry.status)) return false;
  if (pipeline !== null && entry.pipeline !== pipeline) return false;
  if (since !== null && (entry.started_at === null || startOf(entry) < since)) return false;
  return labels.every(({ name, value }) => entry.labels[name] === value);
}

const NOT_YET = Number.MAX_SAFE_INTEGER;
const startOf = ({ started_at: at }: ListEntry): number => (at === null ? NOT_YET : Date.parse(at));

/** @param more how many fit beyond these. */
export function listReport(entries: readonly ListEntry[], paint: Paint = noPaint, more = 0): string {
  if (entries.length === 0) return 'There are no runs. A run is a manifest in runs/, for example runs/first.yaml.\n';
  const head = ['RUN', 'STATUS', 'DONE', 'PIPELINE', 'STARTED', 'WORKED', 'COST'];
  const rows = entries.map((entry) => row(entry, paint));
  const lines = table([head.map((title) => paint('dim', title)), ...rows]);
  const rest = more > 0 ? `; ${more} more` : '';
  return `${[...lines, '', totals(entries) + rest].join('\n')}\n`;
}

function row(entry: ListEntry, paint: Paint): string[] {
  const { run, status, progress, pipeline, started_at: started, worked_ms: worked, cost, cost_text: costs } = entry;
  return [
    run,
    statusText(status, paint) + (status === 'running' && !entry.driven ? ' (no process)' : ''),
    progress ? `${progress.completed}/${progress.total}` : '',
    oneLine(pipeline ?? ''),
    started ? dateAndTime(started) : '',
    worked > 0 ? durationText(worked) : '',
    cost && (cost.at_most_usd_micros > 0 || cost.unknown) ? costs : '',
  ];
}

function totals(entries: readonly ListEntry[]): string {
  const counts = new Map<string, number>();
  for (const { status } of entries) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, n]) => `${n} ${status.replaceAll('_', ' ')}`);
  return `${counted(entries.length, 'run')}: ${parts.join(', ')}`;
}
