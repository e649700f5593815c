/**
 * May a call be made? Checks every budget that applies before a call is granted. Pure.
 *
 * B1. A call is granted only if spent, open and reserved costs and its own ceiling together fit every budget.
 * B2. A call that does not fit waits while calls in flight may leave enough of the budget; otherwise the run pauses. It
 *     waits for nothing else, since it may hold what other attempts in flight wait for.
 * B3. A pause names the budget, its current amount, and the amount that would be needed.
 * B4. A run does not pause because of its `finally` stages: a call that is not covered fails its stage.
 */
import { stageOf } from '../model/address.ts';
import { usdMicros } from '../model/brand.ts';
import type { AskedCall, Command, Facts, Limits } from '../model/command.ts';
import { aWarning } from '../model/diagnostic.ts';
import type { Hold } from '../model/event.ts';
import { usdExactly } from '../model/money.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { Attempt } from '../model/result.ts';
import type { Pause, RunState, StageState } from '../model/state.ts';
import { committedBy } from './calls.ts';
import { locate } from './locate.ts';
import { pauseText, uncoveredText } from './pause-text.ts';
import { isRunEnd } from './run-end.ts';
import { stageSum } from './stage-sum.ts';

/** Why a call cannot be made now. */
export interface Shortfall extends Hold {
  /** It would not fit even if all reservations were released. */
  readonly isHopeless: boolean;
}

export interface CallsTurn {
  readonly commands: readonly Command[];
  /** A call that would wait for ever; null: none. */
  readonly stuck: Shortfall | null;
}

const NO_LIMITS: Limits = { stages: {}, maxCost: null, unknownCost: 'warn', day: null };
/** Share of the budget at which a warning is given. */
const SOFT = 0.8;
const DAY = 86_400_000;

export function callsTurn(pipeline: Pipeline, run: RunState, facts: Facts): CallsTurn {
  const commands: Command[] = [];
  const waiting: Shortfall[] = [];
  let reserved = run.reserved;
  /** What this turn grants, by stage: it counts against the stage's budget. */
  const granted = new Map<string, number>();
  for (const ask of facts.asks ?? []) {
    const asking = attemptOf(pipeline, run, ask);
    if (!asking || asking.attempt.calls.some(({ n }) => n >= ask.call)) continue;
    const reserve = reserveOf(asking, ask);
    const also = granted.get(asking.address) ?? 0;
    const short = shortfall({ ...asking, ask, run, facts, also }, reserved + reserve);
    if (short) {
      waiting.push(short);
      continue;
    }
    reserved += reserve;
    granted.set(asking.address, also + (ask.ceiling ?? 0));
    const { maxCost: _, ...call } = ask;
    commands.push({ type: 'grant-call', ...call, reserve: usdMicros(reserve) });
  }
  if (commands.length > 0) return { commands, stuck: null };
  const all = waiting.length === run.inFlight ? waiting[0] : undefined;
  return { commands, stuck: waiting.find(({ isHopeless }) => isHopeless) ?? all ?? null };
}

/** The budgets of the run do not apply to `finally` stages; their own limits do. */
export const beyondBudgets = (facts: Facts): Facts => ({ ...facts, budget: null, limits: undefined });

/** B4: does a `finally` stage make a call that its own limits will never cover? */
export const isUnpaidFinal = (pipeline: Pipeline, run: RunState, facts: Facts): boolean =>
  isRunEnd(run.phase) && callsTurn(pipeline, run, beyondBudgets(facts)).stuck !== null;

interface Asking {
  readonly stage: Stage;
  readonly state: StageState;
  readonly attempt: Attempt;
  /** Address of the stage: including its sub-pipelines, without its item. */
  readonly address: string;
}

/** null: the attempt has ended meanwhile. */
function attemptOf(pipeline: Pipeline, run: RunState, { task, n }: AskedCall): Asking | null {
  const { stage, state, task: found } = locate(pipeline, run, task);
  const attempt = found?.attempts.at(-1);
  if (found?.status !== 'running' || attempt?.n !== n) return null;
  return { stage, state, attempt, address: stageOf(task) ?? task };
}

/** The reservation for a call, beyond the part that the attempt's own reservation covers. */
function reserveOf({ stage, attempt }: Asking, { ceiling }: AskedCall): number {
  if (stage.maxCost === null) return ceiling ?? 0;
  const before = Math.max(0, committedBy(attempt) - stage.maxCost);
  return Math.max(0, committedBy(attempt) + (ceiling ?? 0) - stage.maxCost) - before;
}

interface Case extends Asking {
  readonly ask: AskedCall;
  readonly run: RunState;
  readonly facts: Facts;
  /** What this turn has granted to the stage already, in micro-dollars. */
  readonly also: number;
}

/** @param reserved total reservation, including the one for this call. */
function shortfall(at: Case, reserved: number): Shortfall | null {
  const { ask, facts, run, stage } = at;
  const { limits = NO_LIMITS } = facts;
  if (ask.ceiling === null && limits.unknownCost === 'block') return unpriced(ask);
  const total = committedBy(at.attempt) + (ask.ceiling ?? 0);
  const callMost = limits.maxCost ?? ask.maxCost;
  if (callMost !== null && (ask.ceiling ?? 0) > callMost)
    return over('attempt', ask, { limit: callMost, needs: ask.ceiling ?? 0, said: limits.maxCost });
  const most = limits.maxCost ?? stage.maxCost;
  if (most !== null && total > most) return over('attempt', ask, { limit: most, needs: total, said: limits.maxCost });
  const said = limits.stages[at.address] ?? null;
  const ofStage = said ?? stage.budget;
  if (ofStage !== null) {
    const stageNeeds = committedIn(at.state) + at.also + (ask.ceiling ?? 0);
    const least = knownIn(at.state) + (ask.ceiling ?? 0);
    if (stageNeeds > ofStage)
      return over('stage', ask, { limit: ofStage, needs: stageNeeds, least, said, whose: at.address });
  }
  const needs = run.spent.atMost + reserved;
  const least = run.spent.atMost + (ask.ceiling ?? 0);
  if (facts.budget !== null && needs > facts.budget) return over('run', ask, { limit: facts.budget, needs, least });
  return null;
}

const unpriced = ({ task, provider, model }: AskedCall): Shortfall => ({
  scope: 'unknown',
  isHopeless: true,
  needs: null,
  message: `${task} would call ${model} (${provider}), which has no known price, and the budget of the run blocks unknown costs; set its prices, or set \`unknown_cost: warn\``,
});

interface Over {
  readonly limit: number;
  readonly needs: number;
  /** What would be needed if calls in flight cost nothing; absent: the same as `needs`. */
  readonly least?: number;
  /** The limit if the manifest sets it; null or absent: the pipeline does. */
  readonly said?: number | null;
  /** Address of the stage. */
  readonly whose?: string;
}

function over(
  scope: 'attempt' | 'stage' | 'run',
  { task, model }: AskedCall,
  { limit, needs, least = needs, said = null, whose }: Over,
): Shortfall {
  const call = { task, model };
  const message = uncoveredText({ scope, stage: whose ?? null, call, needs }, limit);
  const more = { ...(whose === undefined ? {} : { stage: whose }), ...(said === null ? {} : { limit: said }) };
  return { scope, needs, message, call, isHopeless: least > limit, ...more };
}

/** What all attempts of a stage have committed, in micro-dollars. */
const committedIn = stageSum(committedBy);
/** The same without the ceilings of open calls of attempts in flight. */
const knownIn = stageSum(({ outcome, calls }) =>
  committedBy({ calls: outcome === 'running' ? calls.filter(({ record }) => record) : calls }),
);

/** May a run that is paused because of a budget continue? */
export function isAffordable(pause: Pause, facts: Pick<Facts, 'budget' | 'limits' | 'now'>): boolean {
  const { limits = NO_LIMITS, budget, now } = facts;
  const covers = (limit: number | null): boolean => limit === null || pause.needs === null || limit >= pause.needs;
  switch (pause.scope) {
    case 'run':
      return covers(budget);
    case 'attempt':
      return covers(limits.maxCost ?? heldAt(pause));
    case 'stage':
      return pause.stage !== null && covers(limits.stages[pause.stage] ?? heldAt(pause));
    case 'unknown':
      return limits.unknownCost === 'warn';
    case 'day':
      return covers(limits.day) || now >= nextDay(pause.at);
  }
}

/**
 * The limit when the manifest does not set one. If the manifest set it when the run paused and no longer does, the run
 * may continue under the pipeline's limit (null). If the pipeline's limit was the reason, the run stays paused (0).
 */
const heldAt = ({ limit }: Pause): number | null => (limit === null ? 0 : null);

/** B3: renews the message of the pause if the budget was changed but is still not enough. */
export function pauseRenamed(pause: Pause, facts: Facts): readonly Command[] {
  const { needs, scope, stage, call } = pause;
  const limit = limitOf(pause, facts);
  const message = pauseText(pause, limit);
  if (message === pause.message) return [];
  const isSaid = (scope === 'attempt' || scope === 'stage') && limit !== null;
  const more = { ...(stage === null ? {} : { stage }), ...(call && { call }), ...(isSaid ? { limit } : {}) };
  return [{ type: 'pause-run', reason: 'budget', message, needs, scope, ...more }];
}

/** The limit that a person has set; null: the pipeline's applies, or none. */
export function limitOf(
  { scope, stage }: Pick<Pause, 'scope' | 'stage'>,
  { budget, limits = NO_LIMITS }: Pick<Facts, 'budget' | 'limits'>,
): number | null {
  switch (scope) {
    case 'run':
      return budget;
    case 'attempt':
      return limits.maxCost;
    case 'stage':
      return stage === null ? null : (limits.stages[stage] ?? null);
    case 'day':
      return limits.day;
    case 'unknown':
      return null;
  }
}

/** When a run that is paused because of a budget continues by itself; null: never. */
export const nextPayday = ({ phase, pause }: RunState): number | null =>
  phase === 'paused' && pause?.scope === 'day' ? nextDay(pause.at) : null;

/** Midnight, UTC. */
const nextDay = (at: number): number => (Math.floor(at / DAY) + 1) * DAY;

/** The budget of the day did not cover a call: no other call would be covered either. */
export function overDay({ overDay: needs, limits = NO_LIMITS }: Facts): Shortfall | null {
  if (needs === undefined) return null;
  const message = uncoveredText({ scope: 'day', stage: null, call: null, needs }, limits.day);
  return { scope: 'day', needs, message, isHopeless: true };
}

/** Warns once per budget, and withdraws the warning when it no longer applies. */
export function softLimit({ spent, notices }: RunState, { budget }: Facts): readonly Command[] {
  const message = softLimitText(spent.atMost, budget);
  const said = notices.filter(({ code }) => code === 'budget/soft-limit');
  const commands: Command[] = [];
  const gone = said.filter((notice) => notice.message !== message);
  if (gone.length > 0) commands.push({ type: 'withdraw', diagnostics: gone });
  if (message !== null && gone.length === said.length) {
    const hint = 'raise the budget before it stops the run: pipeline-runner budget <run> <usd>';
    const diagnostic = aWarning('budget/soft-limit', message, { hint });
    commands.push({ type: 'warn', diagnostic });
  }
  return commands;
}

/** null: no warning. */
function softLimitText(spent: number, budget: number | null): string | null {
  if (budget === null || budget <= 0 || spent < SOFT * budget) return null;
  return `the run has used ${SOFT * 100} % or more of its budget of ${usdExactly(budget)}`;
}

export const pauseFor = ({ isHopeless: _, ...short }: Shortfall): Command => ({
  type: 'pause-run',
  reason: 'budget',
  ...short,
});
