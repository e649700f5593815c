/** A pause for money as a sentence, made from what the pause is: said anew whenever its budget changes. Pure. */
import { usdExactly } from '../model/money.ts';
import type { BudgetScope, UncoveredCall } from '../model/provider.ts';
import type { Pause } from '../model/state.ts';

/** What a budget does not cover. */
export interface Uncovered {
  readonly scope: Exclude<BudgetScope, 'unknown'>;
  /** Whose budget it is; null: of no stage. */
  readonly stage: string | null;
  /** null: an attempt that has made no call, or a checkpoint that does not name it. */
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

/** @param limit the budget, in micro-dollars; null: not known here. */
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

/** The sentence of a pause under another budget; null: nobody says one, and it stays as it was recorded. */
export function pauseText({ scope, stage, call, needs, message }: Pause, limit: number | null): string {
  if (limit === null || needs === null || scope === 'unknown') return message;
  return uncoveredText({ scope, stage, call, needs }, limit);
}
