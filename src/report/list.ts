/** `list`: all runs of a project, one line each. Pure. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import { listNames } from '../model/list-names.ts';
import { runCostText } from './cost-text.ts';
import { ageOf, ageText, openGates, roundText } from './gates.ts';
import { noPaint, type Paint, statusText } from './paint.ts';
import { type StandsAt, standingLine, standsAt } from './stands-at.ts';
import { table, tableOf } from './table.ts';
import { counted, dateAndTime, durationText, oneLine } from './words.ts';

/** One run in a list; as `--json` prints it. */
export interface ListEntry {
  readonly run: string;
  readonly status: RunStatus;
  readonly pipeline: string | null;
  /** Labels of the manifest. */
  readonly labels: Readonly<Record<string, string>>;
  readonly generation: number;
  readonly progress: Checkpoint['progress'] | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  /** Total time of all executions, in milliseconds. */
  readonly worked_ms: number;
  readonly cost: Checkpoint['cost'] | null;
  readonly cost_text: string;
  /** A process works on it now. */
  readonly driven: boolean;
  /** Why its manifest cannot be read; null: it can. */
  readonly problem: string | null;
  /** Gates that ask a person, in the order of their stages. */
  readonly waits: readonly WaitingGate[];
  /** Tasks that failed, wait to be retried or are in progress; empty for a run that is done. */
  readonly stands_at: readonly StandsAt[];
}

interface WaitingGate {
  readonly gate: string;
  /** From 1. */
  readonly iteration: number;
  readonly question: string;
  readonly asked_at: string;
  /** The file to read. */
  readonly read: string;
  /** The file to edit; null: the gate is not editable. */
  readonly draft: string | null;
  readonly reminders: number;
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
    waits: checkpoint ? waitsOf(checkpoint) : [],
    stands_at: checkpoint ? standsAt(checkpoint) : [],
  };
}

const waitsOf = (checkpoint: Checkpoint): readonly WaitingGate[] =>
  openGates(checkpoint).map(
    ({ gate, approval: { iteration, question, asked_at, read, draft = null, reminders = 0 } }) => ({
      ...{ gate, iteration, question, asked_at, read, draft, reminders },
    }),
  );

/** Which runs to show; empty or null means no restriction. */
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

/** Matching runs, newest first: those that have not started, then by start time. */
export function selected(entries: readonly ListEntry[], filter: ListFilter): readonly ListEntry[] {
  return entries.filter((entry) => fits(entry, filter)).sort(newestFirst);
}

/** ISO times of the same format can be compared as texts. */
function newestFirst({ started_at: a, run: first }: ListEntry, { started_at: b, run: second }: ListEntry): number {
  if (a === b) return first < second ? -1 : 1;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a > b ? -1 : 1;
}

function fits(entry: ListEntry, { statuses, pipeline, labels, since }: ListFilter): boolean {
  if (statuses.length > 0 && !statuses.includes(entry.status)) return false;
  if (pipeline !== null && entry.pipeline !== pipeline) return false;
  if (since !== null && (entry.started_at === null || Date.parse(entry.started_at) < since)) return false;
  return labels.every(({ name, value }) => entry.labels[name] === value);
}

export interface ListView {
  readonly now: number;
  /** Number of further matching runs. */
  readonly more?: number;
  /** How to see them too; absent if the user set the limit. */
  readonly hint?: string | undefined;
}

/** Default number of runs shown to a person: more would scroll out of view. */
export const MOST_READ = 50;

export function listReport(
  entries: readonly ListEntry[],
  { now, more = 0, hint }: ListView,
  paint: Paint = noPaint,
): string {
  if (entries.length === 0)
    return 'No runs yet. A run is a manifest in runs/, for example runs/first.yaml.\nCreate a project with `pipeline-runner init`, or a run with `pipeline-runner new <pipeline>`.\n';
  const columns = COLUMNS.map(([title, cell]) => {
    const cells = [paint('dim', title)];
    for (const entry of entries) cells.push(cell(entry, paint));
    return cells;
  });
  const lines = tableOf(columns, (line) => {
    const entry = entries[line - 1];
    return entry && hasMore(entry) ? linesBelow(entry, now, paint) : NO_LINES;
  });
  const rest = more > 0 ? `; ${more} more${hint === undefined ? '' : ` (${hint})`}` : '';
  return `${lines}\n${totals(entries)}${rest}\n`;
}

type Cell = (entry: ListEntry, paint: Paint) => string;

/** Caches the last text of a column: neighbouring rows often have the same value, and a list may have thousands. */
function alike<V>(of: (entry: ListEntry) => V, textOf: (value: V, paint: Paint) => string): Cell {
  let last: { readonly value: V; readonly paint: Paint; readonly text: string } | null = null;
  return (entry, paint) => {
    const value = of(entry);
    if (last === null || last.value !== value || last.paint !== paint)
      last = { value, paint, text: textOf(value, paint) };
    return last.text;
  };
}

const statusCell = alike(({ status }) => status, statusText);

const COLUMNS: readonly (readonly [title: string, cell: Cell])[] = [
  ['RUN', ({ run }) => oneLine(run)],
  [
    'STATUS',
    (entry, paint) => statusCell(entry, paint) + (entry.status === 'running' && !entry.driven ? ' (no process)' : ''),
  ],
  [
    'DONE',
    alike(
      ({ progress }) => progress,
      (progress) => (progress ? `${progress.completed}/${progress.total}` : ''),
    ),
  ],
  [
    'PIPELINE',
    alike(
      ({ pipeline }) => pipeline,
      (pipeline) => oneLine(pipeline ?? ''),
    ),
  ],
  ['STARTED', ({ started_at: started }) => (started ? dateAndTime(started) : '')],
  ['WORKED', ({ worked_ms: worked }) => (worked > 0 ? durationText(worked) : '')],
  ['COST', ({ cost, cost_text: costs }) => (cost && (cost.at_most_usd_micros > 0 || cost.unknown) ? costs : '')],
];

const NO_LINES: readonly string[] = [];

const hasMore = (entry: ListEntry): boolean =>
  entry.waits.length > 0 || entry.stands_at.length > 0 || (entry.problem !== null && showsProblem(entry));

/** Problems with the manifest of a completed run are not shown, since it is no longer needed. */
export const showsProblem = ({ status }: Pick<ListEntry, 'status'>): boolean => status !== 'completed';

const MOST_NAMED = 3;

const linesBelow = (entry: ListEntry, now: number, paint: Paint): readonly string[] => [
  ...waitingLine(entry.waits, now, paint),
  ...problemLine(entry, paint),
  ...standingLine(entry, now, paint),
];

const problemLine = ({ problem }: Pick<ListEntry, 'problem'>, paint: Paint): string[] =>
  problem === null ? [] : [`  ${paint('red', oneLine(problem))}`];

/** The line below a run that waits: its gates, and the age of the oldest question. */
function waitingLine(waits: readonly WaitingGate[], now: number, paint: Paint): string[] {
  if (waits.length === 0) return [];
  const oldest = Math.max(...waits.map((gate) => ageOf(gate, now)));
  const gates = waits.map(({ gate }) => oneLine(gate, 40));
  return [`  ${paint('yellow', `waits for ${listNames(gates, MOST_NAMED)}`)}, asked ${ageText(oldest)} ago`];
}

/** A gate that waits, as `list --waiting --json` prints it. */
export interface WaitingEntry extends WaitingGate {
  readonly run: string;
  readonly pipeline: string | null;
  readonly age_ms: number;
  /** Why its manifest cannot be read. */
  readonly problem: string | null;
}

/** All gates of the runs that ask a person, the oldest question first. */
export function waitingEntries(entries: readonly ListEntry[], now: number): readonly WaitingEntry[] {
  const waiting = entries.flatMap(({ run, pipeline, waits, problem }) =>
    waits.map((gate) => ({ run, pipeline, ...gate, age_ms: ageOf(gate, now), problem })),
  );
  return waiting.toSorted((a, b) => b.age_ms - a.age_ms);
}

export interface WaitingView {
  /** Number of further waiting gates. */
  readonly more: number;
  /** How the user calls the program. */
  readonly program: string;
}

export function waitingReport(
  waiting: readonly WaitingEntry[],
  { more, program }: WaitingView,
  paint: Paint = noPaint,
): string {
  if (waiting.length === 0) return 'Nothing waits for a person.\n';
  const head = ['RUN', 'GATE', 'ASKED', 'READ'].map((title) => paint('dim', title));
  const rows = waiting.map(({ run, gate, iteration, age_ms, read }) => [
    oneLine(run),
    paint('yellow', gate) + roundText(iteration),
    `${ageText(age_ms)} ago`,
    oneLine(read),
  ]);
  const [titles = '', ...lines] = table([head, ...rows]);
  const said = lines.flatMap((line, i) => [line, ...problemLine(waiting[i] ?? { problem: null }, paint)]);
  const rest = more > 0 ? `; ${more} more` : '';
  const what = `${counted(waiting.length, 'question')}${rest}. How to answer: ${program} status <run>`;
  return `${[titles, ...said, '', what].join('\n')}\n`;
}

function totals(entries: readonly ListEntry[]): string {
  const byStatus = Map.groupBy(entries, ({ status }) => status);
  const parts = [...byStatus].map(([status, { length }]) => `${length} ${status.replaceAll('_', ' ')}`);
  return `${counted(entries.length, 'run')}: ${parts.join(', ')}`;
}
