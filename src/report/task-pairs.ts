/** Two runs beside each other: their tasks, matched by address, and what of each is another. Pure. */
import { taskSum } from '../core/cost-lines.ts';
import { compareDepends, type DependsChange } from '../core/depends.ts';
import { aroundOf } from '../model/address.ts';
import type { Checkpoint, CheckpointArtifact, CheckpointResult, StageStatus } from '../model/checkpoint.ts';
import { checkpointTasks, type TaskEntry } from './checkpoint-tasks.ts';
import { type SumJson, sumJson } from './cost-table.ts';
import { decisionText, roundText } from './gates.ts';
import { codeAndMessage } from './words.ts';

/** The same of the first run and of the second. */
export interface Beside<T> {
  /** null: it has none. */
  readonly before: T | null;
  readonly now: T | null;
}

/** A task of one of the runs; as `--json` prints it. */
export interface TaskSide {
  readonly status: StageStatus;
  /** null: it has no result. */
  readonly origin: 'executed' | 'cached' | 'reused' | null;
  readonly attempts: number;
  readonly duration_ms: number | null;
  /** As `cost --json` has it, with all that is inside of it. null: nobody reported any. */
  readonly cost: SumJson | null;
  /** Which answered in its newest attempt. */
  readonly models: readonly string[];
  /** Of a gate, in words. */
  readonly answer: string | null;
  readonly error: string | null;
}

/** Items of a list, or stages of a sub-pipeline. */
interface InsideDiff {
  readonly differ: number;
  /** So many of them made something else. */
  readonly made_other: number;
  readonly only_before: number;
  readonly only_now: number;
  readonly equal: number;
}

/** A text that differs, line by line. */
export interface TextDiff {
  /** `output`, or the name of an artifact. */
  readonly name: string;
  /** `- before`, `+ now`. None: it says what the output says. */
  readonly lines: readonly string[];
  /** Why it cannot be told. */
  readonly problem: string | null;
}

/** As `--json` prints it. */
export interface TaskDiff extends Beside<TaskSide> {
  readonly address: string;
  /** What it depends on that is another. null: not both say what that is, as one that failed or has not begun. */
  readonly changes: readonly DependsChange[] | null;
  /** `none`: not both have one. */
  readonly output: 'same' | 'other' | 'none';
  /** Of two results those that differ; none of a gate, which has those of what it asked about. */
  readonly artifacts: readonly ({ readonly name: string } & Beside<CheckpointArtifact>)[];
  /** null: nothing is inside of it. */
  readonly inside: InsideDiff | null;
  /** Of the stages that were asked for. */
  readonly texts: readonly TextDiff[];
}

export interface TaskPair extends Beside<TaskEntry> {
  readonly address: string;
}

type Stages = Pick<Checkpoint, 'stages' | 'finally'>;

export function taskPairs(before: Stages, now: Stages): readonly TaskPair[] {
  const [olds, news] = [byAddress(before), byAddress(now)];
  const addresses = merged([...olds.keys()], [...news.keys()]);
  return addresses.map((address) => ({ address, before: olds.get(address) ?? null, now: news.get(address) ?? null }));
}

const byAddress = (stages: Stages): ReadonlyMap<string, TaskEntry> =>
  new Map([...checkpointTasks(stages)].map((entry) => [entry.address, entry]));

/** Those of `now` in their order; what only `before` has stands behind what it stood behind there. */
function merged(before: readonly string[], now: readonly string[]): readonly string[] {
  const known = new Set(now);
  const gone = new Map<string, string[]>();
  let last = '';
  for (const address of before) {
    if (known.has(address)) last = address;
    else if (!gone.get(last)?.push(address)) gone.set(last, [address]);
  }
  return [...(gone.get('') ?? []), ...now.flatMap((address) => [address, ...(gone.get(address) ?? [])])];
}

type IsSameOutput = (before: CheckpointResult, now: CheckpointResult) => boolean;

/** Of all pairs, in their order. */
export function taskDiffs(pairs: readonly TaskPair[], isSameOutput: IsSameOutput): readonly TaskDiff[] {
  const inside = Map.groupBy(pairs, ({ address }): string => aroundOf(address) ?? '');
  const known = new Map<string, TaskDiff>();
  // What is inside of a task stands behind it.
  for (const pair of pairs.toReversed()) {
    const inner = (inside.get(pair.address) ?? []).flatMap(({ address }) => known.get(address) ?? []);
    known.set(pair.address, taskDiff(pair, inner, isSameOutput));
  }
  return [...known.values()].toReversed();
}

function taskDiff({ address, before, now }: TaskPair, inner: readonly TaskDiff[], isSame: IsSameOutput): TaskDiff {
  const [old, made] = [before?.task.result, now?.task.result];
  const isGate = (before ?? now)?.task.approval !== undefined;
  return {
    address,
    before: before && sideOf(before),
    now: now && sideOf(now),
    changes: before && now ? changesOf(before, now) : null,
    output: old && made ? (isSame(old, made) ? 'same' : 'other') : 'none',
    artifacts: isGate || !areMade({ before, now }) ? [] : otherArtifacts(old, made),
    inside: inner.length === 0 ? null : insideDiff(inner),
    texts: [],
  };
}

/** What one of them has not made yet, or failed to make, is no difference of what was made. */
export const areMade = (pair: Beside<TaskEntry>): boolean =>
  [pair.before, pair.now].every((entry) => entry === null || entry.task.result !== undefined);

function sideOf({ task }: TaskEntry): TaskSide {
  const { status, result, attempts = [], duration_ms = null, approval, error } = task;
  const sum = taskSum(task);
  const calls = (attempts.at(-1)?.calls ?? []).filter((call) => call.error === undefined);
  return {
    status,
    origin: result ? (result.origin ?? 'executed') : null,
    attempts: attempts.length,
    duration_ms,
    cost: sum && sumJson(sum),
    models: [...new Set(calls.map(({ model, provider }) => model || provider))],
    answer:
      approval?.decision === undefined
        ? null
        : decisionText({ ...approval, decision: approval.decision }) + roundText(approval.iteration),
    error: error ? codeAndMessage(error, 300) : null,
  };
}

const dependsOf = ({ task: { result, prepared } }: TaskEntry) => (result ?? prepared)?.depends;

function changesOf(before: TaskEntry, now: TaskEntry): TaskDiff['changes'] {
  const [old, made] = [dependsOf(before), dependsOf(now)];
  return old && made ? compareDepends(old, made) : null;
}

function otherArtifacts(before: CheckpointResult | undefined, now: CheckpointResult | undefined) {
  const [old, made] = [new Map(Object.entries(before?.artifacts ?? {})), new Map(Object.entries(now?.artifacts ?? {}))];
  return [...new Set([...old.keys(), ...made.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, now: made.get(name) ?? null }))
    .filter((one) => one.before?.sha256 !== one.now?.sha256);
}

function insideDiff(inner: readonly TaskDiff[]): InsideDiff {
  const both = inner.filter(({ before, now }) => before && now);
  const differ = both.filter(isOther).length;
  const made_other = both.filter(isOtherMade).length;
  const only_before = inner.filter(({ now }) => now === null).length;
  const only_now = inner.length - both.length - only_before;
  return { differ, made_other, only_before, only_now, equal: both.length - differ };
}

/** Is it another result, or did another thing become of it? What it took and cost is told apart. */
export const isOther = (diff: TaskDiff): boolean => isOtherItself(diff) || isOtherInside(diff);

function isOtherItself({ before, now, changes, output, artifacts }: TaskDiff): boolean {
  if (!before || !now || WHAT_BECAME.some((key) => before[key] !== now[key])) return true;
  return isGivenOther(changes) || isOtherResult({ output, artifacts });
}

const WHAT_BECAME = ['status', 'answer', 'error'] as const;

const isGivenOther = (changes: TaskDiff['changes']): boolean => changes !== null && changes.length > 0;

export const isOtherResult = ({ output, artifacts }: Pick<TaskDiff, 'output' | 'artifacts'>): boolean =>
  output === 'other' || artifacts.length > 0;

export const isOtherMade = ({ output, artifacts, inside }: TaskDiff): boolean =>
  isOtherResult({ output, artifacts }) ||
  (inside !== null && inside.made_other + inside.only_before + inside.only_now > 0);

const isOtherInside = ({ inside }: TaskDiff): boolean =>
  inside !== null && inside.differ + inside.only_before + inside.only_now > 0;

/** Did it cost something else, take other attempts, or did another model answer? */
export function isOtherWork({ before, now }: TaskDiff): boolean {
  if (!before || !now) return true;
  const isRetried = before.attempts !== now.attempts && before.attempts > 0 && now.attempts > 0;
  return isRetried || !isSameCost(before, now) || isOtherModel({ before, now });
}

/** What nobody asked cannot have been answered by another. */
export const isOtherModel = ({ before, now }: Beside<TaskSide>): boolean =>
  [before, now].every((side) => side !== null && side.models.length > 0) &&
  before?.models.join() !== now?.models.join();

const AMOUNTS = ['usd_micros', 'at_most_usd_micros', 'unknown'] as const;

const isSameCost = (before: TaskSide, now: TaskSide): boolean =>
  AMOUNTS.every((key) => (before.cost?.[key] ?? 0) === (now.cost?.[key] ?? 0));

/**
 * The first that differs, in the order of their stages: what it needs is the same. Of a list or sub-pipeline that was
 * given the same it is what is inside of it. undefined: none does.
 */
export const firstOther = (diffs: readonly TaskDiff[]): TaskDiff | undefined =>
  diffs.find((diff) => isOtherItself(diff) && (!isOtherInside(diff) || isCause(diff)));

/** No list and no sub-pipeline: these make what is made inside of them. */
export const firstOtherMade = (diffs: readonly TaskDiff[]): TaskDiff | undefined =>
  diffs.find((diff) => diff.inside === null && isOtherMade(diff));

const isCause = ({ before, now, changes }: TaskDiff): boolean => isGivenOther(changes) || !before || !now;
