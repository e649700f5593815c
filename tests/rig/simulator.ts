/**
 * An engine without effects that drives one random run through everything that can happen to it.
 *
 * S1. It answers each command of `decide` with one event, in order, as model/command.ts says.
 * S2. Attempts end in any order and way; the clock jumps forwards and back; people edit and answer; the runner is shut
 *     down and killed.
 * S3. All randomness comes from one seed, so a case can be repeated.
 * S4. Its own records (`flights`) are never read from the state, so that laws can compare the two.
 */
import { decide, nextWake } from '../../src/core/decide.ts';
import { decode } from '../../src/core/decode.ts';
import { encode } from '../../src/core/encode.ts';
import { evolve } from '../../src/core/evolve.ts';
import { locate, taskAt } from '../../src/core/locate.ts';
import { partOf, partVerdict } from '../../src/core/part.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { type Digest, digest, epochMs, projectPath, runId, runUid, usdMicros } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Command, Facts } from '../../src/model/command.ts';
import type { Event } from '../../src/model/event.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';
import type { Luck } from './luck.ts';
import { AUTHOR, gateAddresses, type OpenGate, openGates, People } from './people.ts';
import { POOLS } from './random-graph.ts';
import { answer, hash, inline } from './simulated-evaluator.ts';

/** What checks the laws. */
export interface Watcher {
  /** `decide` was called in this state and returned these commands. */
  decided(state: RunState, facts: Facts, commands: readonly Command[]): void;
  /** A turn begins: until the next call only commands are announced. */
  turned(): void;
  /** Called for every event, with the state before it; null before the first. */
  happened(event: Event, before: RunState | null, after: RunState): void;
}

/** An attempt in flight. */
export interface Flight {
  readonly task: TaskAddress;
  readonly n: number;
  readonly stage: Stage;
  /** The reported cost in micro-dollars; null: unknown. */
  cost: number | null;
}

/** The probability of each kind of event per step; 0 turns it off. */
export interface Rates {
  readonly crash: number;
  readonly shutdown: number;
  readonly edits: number;
  readonly failure: number;
  readonly reruns: number;
  /** Per process: it is limited to a part of the run. */
  readonly parts?: number;
  /** While a gate asks: somebody writes an answer. */
  readonly answers: number;
}

export const RATES: Rates = { crash: 0.03, shutdown: 0.02, edits: 0.06, failure: 0.25, reruns: 0.35, answers: 0.3 };

/** The limits on concurrent attempts, in total and in each pool. */
export interface Limits {
  readonly slots: number;
  readonly pools: Readonly<Record<string, number>>;
}

export const randomLimits = (luck: Luck): Limits => ({
  slots: luck.int(1, 4),
  pools: Object.fromEntries(POOLS.map((pool) => [pool, luck.int(1, 2)])),
});

interface Options {
  readonly luck: Luck;
  readonly rates: Rates;
  readonly limits: Limits;
  readonly watcher: Watcher;
}

const MAX_STEPS = 5000;
const MAX_DECISIONS = 1000;

/** Violates P4: there is no command, no attempt in flight, no time to wait for and no person to ask. */
class Stuck extends Error {}

export class Simulator {
  readonly pipeline: Pipeline;
  readonly flights = new Map<TaskAddress, Flight>();
  state: RunState;
  now = epochMs(Date.UTC(2026, 0, 1));
  content: ReadonlyMap<string, number> = new Map();
  readonly author = AUTHOR;
  private readonly limits: Limits;
  private readonly luck: Luck;
  private readonly rates: Rates;
  private readonly watcher: Watcher;
  private readonly names: readonly string[];
  private readonly gates: readonly string[];
  private readonly people: People;
  private waits = 0;
  private skip: ReadonlySet<string> = new Set();
  private reruns = 0;
  private paused = false;
  private cancelled = false;
  private stopping = false;
  private part: ReadonlySet<string> | undefined;
  private budget: number | null;

  constructor(pipeline: Pipeline, options: Options) {
    this.pipeline = pipeline;
    this.luck = options.luck;
    this.rates = options.rates;
    this.watcher = options.watcher;
    this.limits = options.limits;
    this.budget = this.luck.chance(0.4) ? this.luck.int(20, 200) : null;
    this.names = stagesOf(pipeline, '');
    this.gates = gateAddresses(pipeline, '');
    this.people = new People(this.luck, pipeline);
    this.state = this.apply(this.generation(1, []), null);
    this.startExecution();
  }

  facts(): Facts {
    const inPool = (pool: string): number => [...this.flights.values()].filter((f) => f.stage.pool === pool).length;
    const { paused, cancelled, skip, part, budget, stopping, now } = this;
    return {
      ...{ now, paused, cancelled, skip, part, budget, stopping, gates: this.people.facts(this.open()) },
      freeSlots: this.limits.slots - this.flights.size,
      freeInPool: Object.fromEntries(
        Object.entries(this.limits.pools).map(([pool, size]) => [pool, size - inPool(pool)]),
      ),
    };
  }

  readonly standing = (task: TaskAddress): readonly Digest[] => this.people.standing(task);

  private open(): readonly OpenGate[] {
    return this.gates.length === 0 ? [] : openGates(this.pipeline, this.state);
  }

  /** Drives the run to rest, and through the reruns that follow. @throws Stuck (P4). */
  run(): void {
    for (let step = 0; step < MAX_STEPS; step++) {
      if (this.turn()) continue;
      if (this.isPartSettled() && this.flights.size === 0 && this.mayRerun()) this.rerun();
      else if ((this.stopping || this.isPartSettled()) && this.flights.size === 0) this.restart();
      else if (this.isAtRest()) {
        if (!this.mayRerun()) return;
        this.rerun();
      } else this.proceed();
    }
    throw new Stuck(`the run did not end within ${MAX_STEPS} steps`);
  }

  private mayRerun(): boolean {
    return this.reruns < 2 && this.luck.chance(this.rates.reruns);
  }

  private isAtRest(): boolean {
    const { phase, finalsEnded } = this.state;
    const isEnd = phase === 'completed' || phase === 'failed' || phase === 'rejected' || phase === 'cancelled';
    return isEnd && finalsEnded;
  }

  private isPartSettled(): boolean {
    const { state, part, pipeline } = this;
    return state.phase === 'running' && part !== undefined && partVerdict(pipeline, state.graph, part) !== 'open';
  }

  /** One turn. @returns whether a crash ended it. */
  private turn(): boolean {
    this.watcher.turned();
    for (let i = 0; i < MAX_DECISIONS; i++) {
      const facts = this.facts();
      const commands = decide(this.pipeline, this.state, facts);
      this.watcher.decided(this.state, facts, commands);
      if (commands.length === 0) return false;
      for (const command of commands) {
        this.emit(answer(this, this.state, { command, at: this.now }));
        if (this.luck.chance(this.rates.crash / 4)) {
          this.crash();
          return true;
        }
      }
    }
    throw new Stuck('decide never stops returning commands');
  }

  /** Makes something happen that no command asked for. */
  private proceed(): void {
    const open = this.open();
    // Some people answer before a gate asks.
    if (this.luck.chance(this.rates.answers / (open.length > 0 ? 1 : 4))) this.people.act(open);
    else if (this.luck.chance(this.rates.edits)) this.edit();
    else if (this.luck.chance(this.rates.crash)) this.crash();
    else {
      this.stopping ||= this.luck.chance(this.rates.shutdown);
      this.now = epochMs(this.now + this.luck.int(0, 20));
      if (this.flights.size > 0) this.advance(this.luck.pick([...this.flights.values()]));
      else if (!this.stopping) this.wait();
    }
  }

  /** Nothing is in flight: a person, a retry or an answer that had to settle must come next (P4). */
  private wait(): void {
    const wake = nextWake(this.pipeline, this.state, this.now);
    const open = this.open();
    if (this.state.phase === 'paused') this.resolvePause();
    else if (this.state.phase === 'awaiting') this.awaitPeople(open);
    // The run waits only for the files to stop changing.
    else if (open.length > 0 && this.people.rest === 'soon') this.people.rest = 'steady';
    else if (wake !== null) this.now = epochMs(wake);
    else if (decide(this.pipeline, this.state, this.facts()).length === 0)
      throw new Stuck(`nothing to do and nothing to wait for in phase ${this.state.phase}`);
  }

  /** No process runs. For days people write something or nothing; in the end somebody gives a valid answer. */
  private awaitPeople(open: readonly OpenGate[]): void {
    const { luck } = this;
    this.waits++;
    if (luck.chance(0.3)) this.now = epochMs(this.now + luck.int(-3, 9) * 86_400_000);
    if (luck.chance(0.05) && this.mayRerun()) this.rerun();
    else if (luck.chance(0.12)) this.restart();
    else if (luck.chance(0.02)) this.edit();
    else if (luck.chance(Math.min(1, this.waits / 12))) this.people.help(luck.pick(open));
    else this.people.act(open);
  }

  private resolvePause(): void {
    const { pause } = this.state;
    if (this.luck.chance(0.1) && this.mayRerun()) this.rerun();
    else if (pause?.reason === 'manifest') this.paused = false;
    // Sometimes the budget is first raised by too little.
    if (pause?.reason === 'budget') {
      const little = this.luck.chance(0.3) ? 1 : 0;
      this.budget = Math.max(this.budget ?? 0, (pause.needs ?? 0) - little);
    }
  }

  private edit(): void {
    const dice = this.luck.int(1, 10);
    if (dice <= 4) this.paused = !this.paused;
    else if (dice <= 7) this.skip = new Set([...this.skip, this.luck.pick(this.names)]);
    else if (dice <= 9 && this.budget !== null) this.budget += this.luck.int(1, 50);
    else if (this.luck.chance(0.6)) this.cancelled = true;
  }

  /** One attempt in flight reports or ends. */
  private advance(flight: Flight): void {
    const { luck } = this;
    const isEnding = this.state.phase === 'cancelling' || this.stopping;
    if (isEnding && luck.chance(0.8)) {
      const reason = this.state.phase === 'cancelling' ? 'cancelled' : 'shutdown';
      this.emit({ type: 'attempt-cancelled', task: flight.task, n: flight.n, at: this.now, reason, log: null });
    } else if (!isEnding && luck.chance(0.12)) this.report(flight);
    else if (luck.chance(this.rates.failure)) this.fail(flight);
    else this.succeed(flight);
  }

  private fail(flight: Flight): void {
    const { task, n, stage } = flight;
    const ref = { task, n, at: this.now, log: projectPath(`runs/case.run/logs/${n}.log`) };
    const isLast = this.consumed(flight) + 1 >= stage.retry.attempts;
    const retryAt = isLast || this.luck.chance(0.2) ? null : epochMs(this.now + this.luck.int(1, 100));
    const failure = { code: 'command/exit', message: 'exit code 1', retry: 'policy', exitCode: 1 } as const;
    const outcome = this.luck.pick(['failure', 'timeout'] as const);
    this.emit({ type: 'attempt-failed', ...ref, outcome, failure, retryAt });
  }

  private succeed({ task, n, stage }: Flight): void {
    const state = taskAt(this.pipeline, this.state, task);
    const made = state?.status === 'running' ? state.fingerprint : '';
    const cachedFrom = stage.cache && this.luck.chance(0.5) ? 'other:task' : null;
    const artifact = {
      name: '1.txt',
      path: projectPath('runs/case.run/1.txt'),
      sha256: digest('sha256:00'),
      bytes: 1,
      mediaType: 'text/plain',
    };
    const artifacts = this.luck.chance(0.1) ? [artifact] : [];
    const output = inline(hash(stage.with.steady === true ? `steady ${task}` : `output of ${made}`));
    this.emit({ type: 'attempt-succeeded', task, n, at: this.now, output, artifacts, log: null, cachedFrom });
  }

  /** The attempts that count towards the limit of retries, from the task's own list: those since its last end. */
  private consumed({ task }: Flight): number {
    let counted = 0;
    for (const attempt of taskAt(this.pipeline, this.state, task)?.attempts ?? []) {
      const isFailure = attempt.outcome === 'failure' || attempt.outcome === 'timeout';
      if (isFailure && attempt.generation === this.state.generation) counted++;
      if (attempt.outcome === 'success' || (isFailure && attempt.retryAt === null)) counted = 0;
    }
    return counted;
  }

  private report(flight: Flight): void {
    const { task, n, stage } = flight;
    const ref = { task, n, at: this.now };
    const dice = this.luck.int(1, 4);
    if (dice === 1) this.emit({ type: 'attempt-external', ...ref, externalId: `job-${n}` });
    else if (dice === 2 || flight.cost === null) {
      const progress = { done: dice, total: this.luck.chance(0.5) ? 10 : null, label: null };
      this.emit({ type: 'attempt-progressed', ...ref, progress });
    } else {
      // A stage that declares a maximum cost never exceeds it, so budgets hold exactly.
      const most = stage.maxCost === null ? 10 : stage.maxCost - flight.cost;
      const isUnknown = flight.cost === 0 && this.luck.chance(0.2);
      const usd = isUnknown ? null : usdMicros(this.luck.int(0, most));
      flight.cost = usd === null ? null : flight.cost + usd;
      this.emit({ type: 'attempt-cost', ...ref, cost: { usd, tokens: this.luck.int(0, 9) } });
    }
  }

  private rerun(): void {
    const { luck } = this;
    this.reruns++;
    this.emit({ type: 'execution-ended', at: this.now, reason: 'rest' });
    this.reload();
    this.cancelled = false;
    this.paused = false;
    if (luck.chance(0.3)) this.skip = new Set();
    const ids = this.pipeline.graph.stages.map(({ id }) => id);
    if (luck.chance(0.4)) {
      const changed = luck.pick(ids);
      this.content = new Map([...this.content, [changed, 1 - (this.content.get(changed) ?? 0)]]);
    }
    this.emit(this.generation(this.state.generation + luck.int(1, 2), luck.chance(0.3) ? [luck.pick(this.names)] : []));
    this.startExecution();
  }

  private generation(generation: number, from: readonly string[]): Event {
    const pipeline = { name: this.pipeline.name, digest: digest('sha256:11') };
    const name = { run: runId('case'), uid: runUid('uid'), pipeline };
    const autoApprove = this.gates.filter(() => this.luck.chance(0.2));
    const inputs = { topic: 'rockets' };
    return { type: 'generation-started', at: this.now, ...name, generation, inputs, from, autoApprove };
  }

  private restart(): void {
    this.emit({ type: 'execution-ended', at: this.now, reason: 'shutdown' });
    this.reload();
    this.stopping = false;
    this.startExecution();
  }

  /** SIGKILL: only the checkpoint is left. */
  private crash(): void {
    this.reload();
    this.stopping = false;
    this.now = epochMs(this.now + this.luck.int(0, 500));
    this.startExecution();
  }

  private startExecution(): void {
    this.part = this.randomPart();
    this.emit({ type: 'execution-started', at: this.now, host: 'host', pid: 7, version: '1.0.0' });
  }

  private randomPart(): ReadonlySet<string> | undefined {
    const { luck, rates, pipeline } = this;
    if (!rates.parts || !luck.chance(rates.parts)) return undefined;
    return partOf(pipeline.graph, [luck.pick(pipeline.graph.stages).id, luck.pick(pipeline.graph.stages).id]);
  }

  private reload(): void {
    this.state = decode(this.pipeline, JSON.parse(checkpointText(this.pipeline, this.state)) as Checkpoint);
  }

  private emit(event: Event): void {
    this.state = this.apply(event, this.state);
  }

  private apply(event: Event, before: RunState | null): RunState {
    const after = evolve(this.pipeline, before, event);
    this.watcher.happened(event, before, after);
    if (event.type === 'execution-started') this.flights.clear();
    if (event.type === 'attempt-started') {
      const { stage } = locate(this.pipeline, after, event.task);
      this.flights.set(event.task, { task: event.task, n: event.n, stage, cost: 0 });
    }
    if (event.type === 'attempt-succeeded' || event.type === 'attempt-failed' || event.type === 'attempt-cancelled')
      this.flights.delete(event.task);
    return after;
  }
}

export const checkpointText = (pipeline: Pipeline, state: RunState): string => JSON.stringify(encode(pipeline, state));

/** Addresses that a manifest may name, including those in sub-pipelines without `foreach`. */
function stagesOf({ graph }: Pipeline, path: string): string[] {
  return graph.stages.flatMap(({ id, child, foreach }) => [
    `${path}${id}`,
    ...(child && foreach === null ? stagesOf(child, `${path}${id}/`) : []),
  ]);
}
