/** The message of a pause because of a budget, renewed whenever the budget changes. Pure. */
import { usdExactly } from '../model/money.ts';
import type { BudgetScope, UncoveredCall } from '../model/provider.ts';
import type { Pause } from '../model/state.ts';

/** What a budget does not cover. */
export interface Uncovered {
  readonly scope: Exclude<BudgetScope, 'unknown'>;
  /** The stage whose budget it is; null: it is not a stage's budget. */
  readonly stage: string | null;
  /** null: the attempt has made no call, or the checkpoint does not name it. */
  readonly call: UncoveredCall | null;
  /** In micro-dollars. */
  readonly needs: number;
}

const BUDGETS: Readonly<Record<Uncovered['scope'], string>> = {
  attempt: 'max_cost',
  stage: 'the budget of the stage',
  run: 'the budget',
  day: 'the budget of the day',
};

/** @param limit the budget, in micro-dollars; null: not known. */
export function uncoveredText({ scope, stage, call, needs }: Uncovered, limit: number | null): string {
  const name = stage === null ? BUDGETS[scope] : `${BUDGETS[scope]} ${stage}`;
  const budget = limit === null ? name : `${name} of ${usdExactly(limit)}`;
  const needed = `${usdExactly(needs)} needed in total`;
  if (scope === 'day')
    return `${budget} (budget.day in the config) does not cover the next call: ${needed}; the run resumes after midnight (UTC) or with a higher budget`;
  return call === null
    ? `${budget} does not cover the next attempt (${needed})`
    : `${budget} does not cover the next call of ${call.task} (${call.model}): ${needed}`;
}

/** @param limit the new budget, in micro-dollars; null: none is set, and the recorded message stays. */
export function pauseText({ scope, stage, call, needs, message }: Pause, limit: number | null): string {
  if (limit === null || needs === null || scope === 'unknown') return message;
  return uncoveredText({ scope, stage, call, needs }, limit);
}
