/**
 * Budgets for the attempts that one turn of `decide` starts: each start counts at once (P5). Pure.
 *
 * S1. The budget of the run must cover what is spent, what is reserved, and the `max_cost` of the attempt.
 * S2. The budget of a stage that runs programs must cover what its attempts reported, and `max_cost`. Model calls are
 *     checked one by one instead (money.ts).
 * S3. An attempt without `max_cost` starts as long as anything is left.
 */
import type { TaskAddress } from '../model/address.ts';
import type { Facts } from '../model/command.ts';
import { isProgram, type Stage } from '../model/pipeline.ts';
import type { Attempt } from '../model/result.ts';
import type { RunState, StageState } from '../model/state.ts';
import { committedBy } from './calls.ts';
import type { Shortfall } from './money.ts';
import { uncoveredText } from './pause-text.ts';
import { stageSum } from './stage-sum.ts';

/** An attempt that is to start. */
export interface Start {
  readonly stage: Stage;
  readonly state: StageState;
  /** Address of the stage. */
  readonly address: TaskAddress;
}

export class Purse {
  /** The budget of the run, in micro-dollars, that the cheapest refused start would need; null: none was refused. */
  unaffordable: number | null = null;
  /** The first start that the budget of its stage refused; null: none was refused. */
  stageShort: Shortfall | null = null;
  private reserved: number;
  /** What a stage has committed, in micro-dollars, by its address. */
  private readonly committed = new Map<string, number>();
  private readonly run: RunState;
  private readonly facts: Facts;

  constructor(run: RunState, facts: Facts) {
    this.run = run;
    this.facts = facts;
    this.reserved = run.reserved;
  }

  covers(start: Start): boolean {
    return this.runCovers(start.stage) && this.stageCovers(start);
  }

  take({ stage: { maxCost }, address }: Start): void {
    this.reserved += maxCost ?? 0;
    const committed = this.committed.get(address);
    if (committed !== undefined) this.committed.set(address, committed + (maxCost ?? 0));
  }

  private runCovers({ maxCost }: Stage): boolean {
    const { budget } = this.facts;
    if (budget === null) return true;
    const needed = neededFor(this.run.spent.atMost + this.reserved, maxCost);
    if (needed <= budget) return true;
    this.unaffordable = Math.min(this.unaffordable ?? Number.POSITIVE_INFINITY, needed);
    return false;
  }

  private stageCovers({ stage, state, address }: Start): boolean {
    const said = this.facts.limits?.stages[address];
    const limit = said ?? stage.budget;
    if (limit === null || !isProgram(stage)) return true;
    const committed = this.committed.get(address) ?? toldIn(stage, state);
    this.committed.set(address, committed);
    const needs = neededFor(committed, stage.maxCost);
    if (needs <= limit) return true;
    const of = { scope: 'stage', stage: address, needs } as const;
    const message = uncoveredText({ ...of, call: null }, limit);
    this.stageShort ??= { ...of, message, isHopeless: true, ...(said === undefined ? {} : { limit: said }) };
    return false;
  }
}

/** S3. */
const neededFor = (committed: number, maxCost: number | null): number => committed + (maxCost ?? 1);

/** In micro-dollars. */
function toldIn(stage: Stage, state: StageState): number {
  const sum = sums.get(stage) ?? stageSum((attempt) => toldBy(stage, attempt));
  sums.set(stage, sum);
  return sum(state);
}
const sums = new WeakMap<Stage, (state: StageState) => number>();

/** An unknown cost counts as the most that the attempt may have cost. */
function toldBy({ maxCost }: Stage, { outcome, cost, calls }: Attempt): number {
  if (calls.length > 0) return committedBy({ calls });
  const told = cost?.usd ?? 0;
  const isOpen = outcome === 'running' || outcome === 'lost' || cost?.usd === null;
  return isOpen ? Math.max(told, maxCost ?? 0) : told;
}
