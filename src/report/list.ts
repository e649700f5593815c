/** `list`: all runs of a project, one line each. Pure. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import { runCostText } from './cost-text.ts';
import { noPaint, type Paint, statusText } from './paint.ts';
import { table } from './table.ts';
import { counted, dateAndTime, durationText } from './words.ts';

/** One run in a list; as `--json` prints it. */
export interface ListEntry {
  readonly run: string;
  readonly status: RunStatus;
  readonly pipeline: string | null;
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
  readonly checkpoint: Checkpoint | null;
  readonly driven: boolean;
  readonly problem: string | null;
}

export function listEntry({ run, pipeline, checkpoint, driven, problem }: Listed): ListEntry {
  const status = checkpoint?.status ?? (problem === null ? 'pending' : 'invalid');
  return {
    run,
    status,
    pipeline: checkpoint?.pipeline.name ?? pipeline,
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

export function listReport(entries: readonly ListEntry[], paint: Paint = noPaint): string {
  if (entries.length === 0) return 'There are no runs. A run is a manifest in runs/, for example runs/first.yaml.\n';
  const head = ['RUN', 'STATUS', 'DONE', 'PIPELINE', 'STARTED', 'WORKED', 'COST'];
  const rows = entries.map((entry) => row(entry, paint));
  const lines = table([head.map((title) => paint('dim', title)), ...rows]);
  return `${[...lines, '', totals(entries)].join('\n')}\n`;
}

function row(entry: ListEntry, paint: Paint): string[] {
  const { run, status, progress, pipeline, started_at: started, worked_ms: worked, cost, cost_text: costs } = entry;
  return [
    run,
    statusText(status, paint) + (status === 'running' && !entry.driven ? ' (no process)' : ''),
    progress ? `${progress.completed}/${progress.total}` : '',
    pipeline ?? '',
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
