/**
 * Money for the attempts that one turn of `decide` starts: what it has promised counts at once (P5). Pure.
 *
 * S1. The budget of the run: what is spent, what is set aside and the `max_cost` of the attempt fit into it together.
 * S2. So does the budget of a stage that carries out programs, with what its attempts have told. What makes calls of
 *     models is asked about each of them instead (money.ts).
 * S3. Without a `max_cost` an attempt starts as long as anything is left.
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
  /** Of the stage. */
  readonly address: TaskAddress;
}

export class Purse {
  /** Budget of the run, in micro-dollars, that the cheapest start refused for it would need; null: none was refused. */
  unaffordable: number | null = null;
  /** A start that the budget of its stage refused; null: none was. */
  stageShort: Shortfall | null = null;
  private reserved: number;
  /** By the addresses of stages. */
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

/** What nobody knows counts with all that the attempt may have cost. */
function toldBy({ maxCost }: Stage, { outcome, cost, calls }: Attempt): number {
  if (calls.length > 0) return committedBy({ calls });
  const told = cost?.usd ?? 0;
  const isOpen = outcome === 'running' || outcome === 'lost' || cost?.usd === null;
  return isOpen ? Math.max(told, maxCost ?? 0) : told;
}
