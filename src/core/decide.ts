/**
 * decide: (Pipeline, RunState, Facts) -> Command[]. What to do next.
 *
 * P1. What was asked is not asked twice: the event that announces a command removes its cause.
 * P2. decide(decode(encode(s))) = decide(s).
 * P3. A completed task never starts again in its generation.
 * P4. Always a command, or something in flight, or a time to wait for, or a person asked, or rest.
 * P5. Never over slots, pools, concurrency, attempts or budget.
 *
 * It is called again after its commands were announced, until it returns none. So it need not return everything at
 * once: it expands and prepares no more tasks than there are slots for. Cost: O(answers · log n), not O(stages).
 */
import type { AddressStep } from '../model/address.ts';
import type { Digest, EpochMs } from '../model/brand.ts';
import type { Command, Facts } from '../model/command.ts';
import type { RunEnd } from '../model/event.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { GraphState, RunState, StageState, TaskState } from '../model/state.ts';
import { askedGates } from './asked.ts';
import { wasWaived } from './gate-task.ts';
import { type GatesTurn, gatesTurn, isWaived } from './gates-turn.ts';
import {
  finalsPlan,
  type GraphPlan,
  isAtRest,
  isHalted,
  mainPlan,
  queuedTasks,
  rejectionIn,
  stageAtRank,
} from './graph-state.ts';
import { below } from './locate.ts';
import {
  beyondBudgets,
  callsTurn,
  isAffordable,
  nextPayday,
  overDay,
  pauseFor,
  pauseRenamed,
  softLimit,
} from './money.ts';
import { uncoveredText } from './pause-text.ts';
import { Purse } from './purse.ts';
import { hasRank, nextRank, ranks } from './rank-set.ts';
import { nextReminder } from './reminders.ts';
import { isSkippable } from './skippable.ts';
import { consumedAttempts, isDue, reusable } from './task.ts';
import { vecGet } from './vec.ts';

export function decide(pipeline: Pipeline, run: RunState, facts: Facts): readonly Command[] {
  switch (run.phase) {
    case 'completed':
    case 'failed':
    case 'rejected':
    case 'cancelled':
      return decideFinals(pipeline, run, facts);
    case 'cancelling':
      return run.inFlight === 0 ? [{ type: 'end-run', status: 'cancelled' }] : [];
    case 'paused':
      return decidePaused(run, facts);
    case 'awaiting':
      return decideAwaiting(pipeline, run, facts);
    case 'running':
      return decideRunning(pipeline, run, facts);
  }
}

/**
 * When `decide` has to be called again even if nothing happens; null: only after an event.
 *
 * @param now of the last call of `decide`: a retry that was due then waits for a slot or a budget, not for time.
 */
export function nextWake(pipeline: Pipeline, run: RunState, now: EpochMs): number | null {
  const times: number[] = [];
  collectWakes(pipeline.graph, run.graph, times);
  collectWakes(pipeline.finals, run.finals, times);
  for (const { stage, round } of askedGates(pipeline, run)) {
    const due = stage.gate && nextReminder(stage.gate, round);
    if (due !== null) times.push(due);
  }
  const payday = nextPayday(run);
  if (payday !== null) times.push(payday);
  const ahead = times.filter((time) => time > now);
  return ahead.length === 0 ? null : ahead.reduce((a, b) => Math.min(a, b));
}

function collectWakes(graph: Graph, state: GraphState, times: number[]): void {
  for (const { stage, task } of queuedTasks(graph, state, 'backoff')) {
    if (task.status === 'backoff') times.push(task.retryAt);
    if (task.status === 'child' && stage.child) collectWakes(stage.child.graph, task.child, times);
  }
}

function decidePaused(run: RunState, facts: Facts): readonly Command[] {
  if (facts.cancelled) return [{ type: 'cancel-run' }];
  if (facts.stopping) return [];
  const soft = softLimit(run, facts);
  if (soft.length > 0 || facts.paused) return soft;
  const { pause } = run;
  if (pause?.reason === 'budget' && !isAffordable(pause, facts)) return pauseRenamed(pause, facts);
  return pause === null ? [] : [{ type: 'unpause-run' }];
}

function decideRunning(pipeline: Pipeline, run: RunState, facts: Facts): readonly Command[] {
  if (facts.cancelled) return [{ type: 'cancel-run' }];
  const plan = mainPlan(pipeline);
  const money = decideMoney(pipeline, run, facts);
  if (money.length > 0) return money;
  if (isAtRest(plan, run.graph)) {
    const isSettled = run.graph.settled === plan.graph.stages.length;
    // A run that is limited to a part does not end: its other stages have not run.
    if (facts.part && !isSettled) return [];
    return [{ type: 'end-run', status: endOf(plan, run.graph, isSettled ? 'settled' : 'halted') }];
  }
  if (facts.stopping) return [];
  if (facts.paused) {
    const message = facts.pausedBecause ?? 'the manifest says paused: true';
    return run.inFlight === 0 ? [{ type: 'pause-run', reason: 'manifest', message, needs: null }] : [];
  }
  const gates = gatesTurn(pipeline, run, facts);
  // The stages that an answer unblocks are found at the next call.
  if (gates.commands.length > 0) return gates.commands;
  const turn = new Turn(run, facts, { space: 'stages', held: gates.held });
  turn.graph(plan, run.graph);
  if (turn.commands.length > 0 || run.inFlight > 0) return turn.commands;
  if (hasQuestion(plan, run.graph, facts)) {
    const isOver = !turn.isShort && !gates.isSoon && !hasRetryAhead(pipeline, run, facts.now);
    return isOver && run.phase !== 'awaiting' ? [{ type: 'await-answers' }] : [];
  }
  const { unaffordable: needs, stageShort } = turn.purse;
  if (needs === null) return stageShort === null ? [] : [pauseFor(stageShort)];
  const message = uncoveredText({ scope: 'run', stage: null, call: null, needs }, facts.budget ?? 0);
  return [{ type: 'pause-run', reason: 'budget', message, needs }];
}

/** Does a gate ask that is in the part of the run to work on? */
const hasQuestion = ({ graph }: GraphPlan, { queues }: GraphState, { part }: Facts): boolean =>
  [...ranks(queues.asked)].some((rank) => part?.has(stageAtRank(graph, rank).id) ?? true);

/** A retry that is due and does not start waits for a budget. It does not count here. */
function hasRetryAhead(pipeline: Pipeline, run: RunState, now: EpochMs): boolean {
  const times: number[] = [];
  collectWakes(pipeline.graph, run.graph, times);
  return times.some((time) => time > now);
}

/** Notes and reminders leave the run waiting; any other command resumes it. */
function decideAwaiting(pipeline: Pipeline, run: RunState, facts: Facts): readonly Command[] {
  const commands = decideRunning(pipeline, run, facts);
  const isQuiet = commands.every(({ type }) => type === 'note-gate' || type === 'remind-gate');
  const isHeld = commands.some(({ type }) => type === 'cancel-run' || type === 'pause-run');
  return isQuiet || isHeld ? commands : [{ type: 'resume-run' }];
}

/** A rejection by a person takes precedence over a failure. */
function endOf({ graph }: GraphPlan, state: GraphState, how: 'settled' | 'halted'): RunEnd {
  if (state.failed > 0 && rejectionIn(graph, state)) return 'rejected';
  return state.failed > 0 || how === 'halted' ? 'failed' : 'completed';
}

/** Budgets, before anything is started: attempts in flight have priority. */
function decideMoney(pipeline: Pipeline, run: RunState, facts: Facts): readonly Command[] {
  const soft = softLimit(run, facts);
  if (soft.length > 0) return soft;
  if (facts.stopping) return [];
  const short = overDay(facts);
  if (short) return [pauseFor(short)];
  const { commands, stuck } = callsTurn(pipeline, run, facts);
  return stuck ? [pauseFor(stuck)] : commands;
}

function decideFinals(pipeline: Pipeline, run: RunState, facts: Facts): readonly Command[] {
  if (run.finalsEnded || facts.stopping) return [];
  const plan = finalsPlan(pipeline);
  if (isAtRest(plan, run.finals)) return [{ type: 'end-finals' }];
  const free = beyondBudgets(facts);
  const { commands } = callsTurn(pipeline, run, free);
  if (commands.length > 0) return commands;
  const turn = new Turn(run, free, { space: 'finally', held: new Map() });
  turn.graph(plan, run.finals);
  return turn.commands;
}

/** Ranks of the gates of a graph, and of sub-pipelines that contain gates. */
function gateRanks(graph: Graph): readonly number[] {
  const known =
    rankedGates.get(graph) ?? graph.stages.flatMap((stage) => (asks(stage) ? (graph.rank[stage.index] ?? []) : []));
  rankedGates.set(graph, known);
  return known;
}
const rankedGates = new WeakMap<Graph, readonly number[]>();

const asks = ({ gate, child }: Stage): boolean =>
  gate !== null || (child !== null && gateRanks(child.graph).length > 0);

interface TaskPlace {
  readonly stage: Stage;
  /** Of the stage. */
  readonly state: StageState;
  readonly task: TaskState;
  /** Steps down to the task's own graph, without its own. */
  readonly path: readonly AddressStep[];
  readonly step: AddressStep;
}

/** The lower of two ranks; -1 means none. */
const earlier = (a: number, b: number): number => (a < 0 || b < 0 ? Math.max(a, b) : Math.min(a, b));

interface TurnPlace {
  readonly space: 'stages' | 'finally';
  /** Stages of which nothing may be started, by the state of their graph. */
  readonly held: GatesTurn['held'];
}

/** One call of `decide`. It counts what its commands will use, so that together they stay within the facts (P5). */
class Turn {
  readonly commands: Command[] = [];
  readonly purse: Purse;
  /** Something was left out because no slot is free for it. */
  isShort = false;
  private slots: number;
  private readonly pools: Record<string, number>;
  private readonly run: RunState;
  private readonly facts: Facts;
  private readonly space: 'stages' | 'finally';
  private readonly held: GatesTurn['held'];

  constructor(run: RunState, facts: Facts, { space, held }: TurnPlace) {
    this.run = run;
    this.facts = facts;
    this.space = space;
    this.held = held;
    this.slots = facts.freeSlots;
    this.purse = new Purse(run, facts);
    this.pools = { ...facts.freeInPool };
  }

  graph(plan: GraphPlan, state: GraphState): void {
    this.closing(plan.graph, state, []);
    this.walk(plan, state, []);
  }

  /** Visits ready and open stages in the order of their ranks, while there are slots. */
  private walk(plan: GraphPlan, state: GraphState, path: readonly AddressStep[]): void {
    const { open, backoff } = state.queues;
    const ready = isHalted(plan, state) ? null : state.ready;
    const next = (from: number): number => {
      const waiting = earlier(nextRank(open, from), nextRank(backoff, from));
      return ready ? earlier(nextRank(ready, from), waiting) : waiting;
    };
    let rank = next(0);
    for (; rank >= 0 && this.slots > 0; rank = next(rank + 1)) this.stage(plan, state, { rank, path });
    if (rank < 0) return;
    this.isShort = true;
    // A gate needs no slot, so it can ask while none is free.
    for (const gate of gateRanks(plan.graph)) {
      if (gate >= rank && (hasRank(open, gate) || (ready && hasRank(ready, gate))))
        this.stage(plan, state, { rank: gate, path });
    }
  }

  private stage(plan: GraphPlan, graph: GraphState, at: { rank: number; path: readonly AddressStep[] }): void {
    const stage = stageAtRank(plan.graph, at.rank);
    const state = vecGet(graph.stages, stage.index);
    if (at.path.length === 0 && this.isLeftOut(stage)) return;
    if (this.held.get(graph)?.has(stage.index)) return;
    const step: AddressStep = { stage: stage.id, item: null };
    if (state.status === 'pending') {
      const task = below(at.path, step, this.space);
      if (this.facts.skip.has(task) && isSkippable(stage)) this.commands.push({ type: 'skip-stage', task });
      else if (this.takeFor(stage)) this.commands.push({ type: 'expand-stage', task });
    }
    if (state.status === 'single') this.task({ stage, state, task: state.task, path: at.path, step });
    if (state.status === 'items') this.items(stage, state, at.path);
  }

  private isLeftOut({ id }: Stage): boolean {
    return this.space === 'stages' && this.facts.part?.has(id) === false;
  }

  private items(stage: Stage, state: Extract<StageState, { status: 'items' }>, path: readonly AddressStep[]): void {
    const { items } = state;
    const { open, backoff, running } = items.queues;
    const visit = (index: number): void => {
      const step: AddressStep = { stage: stage.id, item: items.keys[index] ?? null };
      this.task({ stage, state, task: vecGet(items.tasks, index), path, step });
    };
    let room = (stage.concurrency ?? Number.POSITIVE_INFINITY) - running.size;
    const next = (from: number): number => earlier(nextRank(open, from), nextRank(backoff, from));
    // A sub-pipeline in work is already counted in `concurrency`.
    if (stage.child) for (const index of ranks(running)) visit(index);
    // All items are in one pool: if it is full, none of them can start.
    if (!this.hasPlace(stage)) this.isShort = true;
    for (let index = next(0); index >= 0 && room > 0 && this.hasPlace(stage); index = next(index + 1)) {
      if (hasRank(running, index)) continue;
      const before = this.commands.length;
      visit(index);
      if (this.commands.length > before) room--;
    }
  }

  private task(place: TaskPlace): void {
    const { stage, task, path, step } = place;
    const ask = (type: 'prepare-task' | 'reuse-result' | 'open-child'): void => {
      this.commands.push({ type, task: below(path, step, this.space) });
    };
    switch (task.status) {
      case 'pending':
        if (this.takeFor(stage)) ask('prepare-task');
        return;
      case 'prepared':
        if (stage.child) ask('open-child');
        else if (reusable(task) && this.isValid(place, task.fingerprint)) ask('reuse-result');
        else if (stage.gate) this.commands.push({ type: 'ask-gate', task: below(path, step, this.space) });
        else this.start(place);
        return;
      case 'backoff':
        if (isDue(task, this.facts.now)) this.start(place);
        return;
      case 'child':
        if (stage.child) this.walk(mainPlan(stage.child), task.child, [...path, step]);
        return;
      default:
        return;
    }
  }

  /** A waiver is valid in its generation only; without a new one, the gate asks. */
  private isValid({ stage, task, path, step }: TaskPlace, fingerprint: Digest): boolean {
    if (!stage.gate || !wasWaived(task, fingerprint)) return true;
    return isWaived(stage.gate, below(path, step, this.space), this.run);
  }

  private start({ stage, state, task, path, step }: TaskPlace): void {
    if (consumedAttempts(task, this.run.generation) >= stage.retry.attempts) return;
    const start = { stage, state, address: below(path, { ...step, item: null }, this.space) };
    // No run pauses for its `finally` stages.
    const isPaid = this.space === 'finally' || this.purse.covers(start);
    if (!isPaid || !this.takeFor(stage)) return;
    this.purse.take(start);
    this.commands.push({ type: 'start-attempt', task: below(path, step, this.space), n: task.attempts.length + 1 });
  }

  /** Takes a slot. A sub-pipeline holds none, but is not prepared before one is free for its stages. */
  private takeFor(stage: Stage): boolean {
    if (stage.gate) return true;
    if (!this.hasPlace(stage)) {
      this.isShort = true;
      return false;
    }
    this.slots--;
    const { pool } = stage;
    if (pool !== null) this.pools[pool] = this.inPool(pool) - 1;
    return true;
  }

  private hasPlace({ pool }: Stage): boolean {
    return this.slots > 0 && (pool === null || this.inPool(pool) > 0);
  }

  /** A pool that the project does not name has no limit of its own. */
  private inPool(pool: string): number {
    return this.pools[pool] ?? Number.POSITIVE_INFINITY;
  }

  private closing(graph: Graph, state: GraphState, path: readonly AddressStep[]): void {
    for (const { stage, task, step } of queuedTasks(graph, state, 'closing')) {
      const { child } = stage;
      if (!child || task.status !== 'child') continue;
      if (!isAtRest(mainPlan(child), task.child)) {
        this.closing(child.graph, task.child, [...path, step]);
        continue;
      }
      const isDone = task.child.failed === 0 && task.child.settled === child.graph.stages.length;
      this.commands.push({ type: isDone ? 'close-child' : 'fail-child', task: below(path, step, this.space) });
    }
  }
}
