/** `diff <run> <run>`: compares inputs and results of two runs, stage by stage. Changes nothing. */
import { aroundOf, isWithin } from '../model/address.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { DiffCause, RunDiff, RunSide } from '../report/run-diff.ts';
import { becauseText } from '../report/run-diff-text.ts';
import {
  firstOther,
  firstOtherMade,
  isOther,
  isOtherWork,
  type TaskDiff,
  taskDiffs,
  taskPairs,
} from '../report/task-pairs.ts';
import { type StartedView, startedView, unknownStage } from './project/run-mistakes.ts';
import { readLoosely } from './read-run.ts';
import { givenDiffs } from './run-diff/given.ts';
import { readingResults } from './run-diff/results.ts';
import type { Project } from './types.ts';

export interface ComparedRuns {
  readonly before: RunId;
  readonly now: RunId;
  /** Address of a stage, an item or an inner stage; null: all. */
  readonly stage: string | null;
}

export async function runDiff(project: Project, { before, now, stage }: ComparedRuns): Promise<Diagnosed<RunDiff>> {
  if (before === now) return err([oneRun(before)]);
  const old = startedView(await readLoosely(project, before));
  const made = startedView(await readLoosely(project, now));
  if (!old.ok || !made.ok) return err([...(old.ok ? [] : old.error), ...(made.ok ? [] : made.error)]);
  const [first, second] = [old.value, made.value];
  const unknown = stage === null ? null : unknownInBoth(first.checkpoint, second.checkpoint, stage);
  if (unknown) return err([unknown]);
  const results = readingResults(project, { from: before, to: now });
  const pairs = taskPairs(first.checkpoint, second.checkpoint);
  const diffs = taskDiffs(pairs, results.isSame);
  const meant = diffs.filter(({ address }) => stage === null || isWithin(address, stage));
  const counted =
    stage === null
      ? meant.filter(({ address }) => aroundOf(address) === null)
      : meant.filter(({ inside }) => inside === null);
  const shown = meant.filter(isShown);
  const known = new Map(pairs.map((pair) => [pair.address, pair]));
  const withTexts = (diff: TaskDiff): TaskDiff => {
    const pair = known.get(diff.address);
    return pair ? { ...diff, texts: results.textsOf(diff, pair) } : diff;
  };
  const sides = { before: sideOf(first), now: sideOf(second) };
  const cause = (diff: TaskDiff | undefined): DiffCause | null =>
    diff ? { address: diff.address, because: becauseText(diff, sides) } : null;
  return ok({
    ...sides,
    ...givenDiffs(project, first.checkpoint, second.checkpoint),
    first: cause(firstOther(meant)),
    first_made: cause(firstOtherMade(meant)),
    stages: stage === null ? shown : shown.map(withTexts),
    equal: counted.filter((diff) => !isShown(diff)).length,
  });
}

const isShown = (diff: TaskDiff): boolean => isOther(diff) || isOtherWork(diff);

const oneRun = (run: RunId): Diagnostic =>
  anError('cli/usage', `${run} is a single run: only its latest generation is kept in full`, {
    hint: `\`pipeline-runner explain ${run}\` shows what its retries changed; to compare two versions, fork the run before a change`,
  });

function unknownInBoth(before: Checkpoint, now: Checkpoint, stage: string): Diagnostic | null {
  const unknown = unknownStage(before, stage) && unknownStage(now, stage);
  const message = `neither ${before.run} nor ${now.run} has a stage or item "${stage}"`;
  return unknown && { ...unknown, message };
}

function sideOf({ checkpoint, driven }: StartedView): RunSide {
  const { run, pipeline, status, generation, created_at, ended_at = null, executions, cost } = checkpoint;
  const worked_ms = executions.reduce((sum, { duration_ms = 0 }) => sum + duration_ms, 0);
  return {
    run,
    pipeline: pipeline.name,
    status,
    driven,
    generation,
    started_at: created_at,
    ended_at,
    worked_ms,
    cost,
  };
}
