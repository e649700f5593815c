/**
 * The cost of a run in detail: one line for each call, for costs that programs reported, and for costs that only the
 * head of the checkpoint contains. Pure.
 *
 * C1. In every column, the lines of a run add up exactly to the head of its checkpoint.
 */
import { type Checkpoint, type CheckpointAttempt, type CheckpointStage, isItemsFile } from '../model/checkpoint.ts';
import { type AttemptWhy, attemptWhy } from './attempt-why.ts';

/** The keys by which costs can be grouped. */
export const COST_KEYS = ['run', 'pipeline', 'stage', 'provider', 'model', 'day', 'month', 'why', 'label'] as const;
export type CostKey = (typeof COST_KEYS)[number];

/** Money in micro-dollars. */
export interface CostSum {
  readonly usd: number;
  /** The same, plus the most that unknown costs may be. */
  readonly atMost: number;
  /** Number of unknown costs. */
  readonly unknown: number;
  readonly tokens: number;
  readonly calls: number;
}

export interface CostLine extends CostSum {
  readonly run: string;
  /** Of the run: the name of its pipeline. */
  readonly pipeline: string;
  /** Address of the stage; empty: not part of any attempt. */
  readonly stage: string;
  /** null: not a model call, but a cost of a command or module. */
  readonly provider: string | null;
  readonly model: string | null;
  /** When, in ISO 8601; empty: not known. */
  readonly at: string;
  /** Its day and month, UTC: `2026-11-23`, `2026-11`. */
  readonly day: string;
  readonly month: string;
  /** Why the attempt was made; empty: not known. */
  readonly why: AttemptWhy | '';
}

export const NO_COST: CostSum = { usd: 0, atMost: 0, unknown: 0, tokens: 0, calls: 0 };

export const addSums = (a: CostSum, b: CostSum): CostSum => ({
  usd: a.usd + b.usd,
  atMost: a.atMost + b.atMost,
  unknown: a.unknown + b.unknown,
  tokens: a.tokens + b.tokens,
  calls: a.calls + b.calls,
});

/** @param checkpoint with the items of all its stages in it. */
export function costLines(
  checkpoint: Pick<Checkpoint, 'run' | 'pipeline' | 'cost' | 'stages' | 'finally'>,
): readonly CostLine[] {
  const { run, cost } = checkpoint;
  const pipeline = checkpoint.pipeline.name;
  const lines = [
    ...stagesLines(checkpoint.stages, { run, pipeline, stage: '' }),
    ...stagesLines(checkpoint.finally ?? {}, { run, pipeline, stage: 'finally/' }),
  ];
  const told = lines.reduce(addSums, NO_COST);
  const head = {
    usd: cost.usd_micros,
    atMost: cost.at_most_usd_micros,
    unknown: cost.unknown ?? 0,
    tokens: cost.tokens,
  };
  const rest = { ...minus(head, told), calls: 0 };
  // C1. Only the head contains what lost attempts may have cost without reporting it, and the known part of an attempt
  // that also reported an unknown cost.
  const isTold = rest.usd === 0 && rest.atMost === 0 && rest.unknown === 0 && rest.tokens === 0;
  return isTold ? lines : [...lines, { run, pipeline, stage: '', ...NO_CALL, ...timeOf(''), why: '', ...rest }];
}

/** A cost that no model call made. */
const NO_CALL = { provider: null, model: null } as const;

interface Place {
  readonly run: string;
  readonly pipeline: string;
  /** Address of the stage; for several stages, the prefix of their addresses. */
  readonly stage: string;
}

const stagesLines = (stages: Readonly<Record<string, CheckpointStage>>, at: Place): readonly CostLine[] =>
  Object.entries(stages).flatMap(([id, one]) => taskLines(one, { ...at, stage: at.stage + id }));

function taskLines(task: Costed, at: Place): readonly CostLine[] {
  const inside = { ...at, stage: `${at.stage}/` };
  return [
    ...(task.attempts ?? []).flatMap((attempt, n, all) =>
      linesOf(attempt, { ...at, why: attemptWhy(attempt, all[n - 1]) }),
    ),
    ...[task.items, task.earlier_items].flatMap((items) =>
      items && !isItemsFile(items) ? Object.values(items).flatMap((item) => taskLines(item, at)) : [],
    ),
    ...stagesLines(task.stages ?? {}, inside),
    ...stagesLines(task.earlier_stages ?? {}, inside),
  ];
}

const minus = (a: Omit<CostSum, 'calls'>, b: CostSum): Omit<CostSum, 'calls'> => ({
  usd: a.usd - b.usd,
  atMost: a.atMost - b.atMost,
  unknown: a.unknown - b.unknown,
  tokens: a.tokens - b.tokens,
});

function linesOf(attempt: CheckpointAttempt, of: Place & Pick<CostLine, 'why'>): readonly CostLine[] {
  const calls = (attempt.calls ?? []).map((call): CostLine => {
    const { usd_micros: usd, at_most_usd_micros: ceiling, provider, model, usage = {} } = call;
    // The cost of a call of an attempt in flight is reserved, not spent.
    const isOpen = usd === undefined && attempt.outcome === 'running';
    const isUnknown = !isOpen && (usd === null || (usd === undefined && ceiling === undefined));
    return {
      ...of,
      provider,
      model,
      ...timeOf(call.at ?? attempt.started_at),
      usd: usd ?? 0,
      atMost: isOpen ? 0 : (usd ?? ceiling ?? 0),
      unknown: Number(isUnknown),
      tokens: (usage.input_tokens ?? 0) + (usage.output_tokens ?? 0),
      calls: 1,
    };
  });
  const told = calls.reduce(addSums, NO_COST);
  const { usd_micros: usd, tokens = 0 } = attempt.cost ?? { usd_micros: 0 };
  // What the program itself reported. An unknown part makes the sum of an attempt unknown.
  const own = {
    usd: usd === null ? 0 : usd - told.usd,
    unknown: Number(usd === null && told.unknown === 0),
    tokens: tokens - told.tokens,
  };
  if (own.usd === 0 && own.unknown === 0 && own.tokens === 0) return calls;
  const reported = {
    ...of,
    ...NO_CALL,
    ...timeOf(attempt.started_at),
    ...own,
    atMost: own.usd,
    calls: 0,
  };
  return [...calls, reported];
}

const timeOf = (at: string): Pick<CostLine, 'at' | 'day' | 'month'> => ({
  at,
  day: at.slice(0, 10),
  month: at.slice(0, 7),
});

/** The parts of a stage or item that contain costs. */
export type Costed = Omit<CheckpointStage, 'status'>;

/** The known costs of all attempts of a task and everything inside of it; null: none were reported. */
export function taskSum(task: Costed): CostSum | null {
  const lines = taskLines(task, { run: '', pipeline: '', stage: '' });
  return lines.length === 0 ? null : lines.reduce(addSums, NO_COST);
}

export interface CostRow extends CostSum {
  readonly name: string;
}

/** @param nameOf the row that a line belongs to. @returns rows with the highest cost first, then by name. */
export function costRows(lines: readonly CostLine[], nameOf: (line: CostLine) => string): readonly CostRow[] {
  const rows = new Map<string, CostSum>();
  for (const line of lines) rows.set(nameOf(line), addSums(rows.get(nameOf(line)) ?? NO_COST, line));
  return [...rows]
    .map(([name, sum]) => ({ name, ...sum }))
    .sort((a, b) => b.atMost - a.atMost || (a.name < b.name ? -1 : Number(a.name > b.name)));
}
