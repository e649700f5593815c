/**
 * Engine: drives one run to rest. The only place where decisions meet effects.
 *
 * E1. No effect starts before the record that announces it is durable; what only the attempt sees is prepared
 *     meanwhile.
 * E2. One save per turn; events that arrive in the meantime share the next one.
 * E3. Effects post events and never touch the state.
 * E4. A turn waits in two places only: the save and the inbox.
 * E5. A save that fails stops the run with its reason; nothing is performed on an unsaved decision.
 */
import { isOpenCall } from '../core/calls.ts';
import { decide, nextWake } from '../core/decide.ts';
import { encode } from '../core/encode.ts';
import { evolve } from '../core/evolve.ts';
import { isAnswerNear } from '../core/gates-turn.ts';
import { isEnded } from '../core/graph-state.ts';
import { locate, taskAt } from '../core/locate.ts';
import { isUnpaidFinal } from '../core/money.ts';
import { partVerdict } from '../core/part.ts';
import { consumedAttempts } from '../core/task.ts';
import type { TaskAddress } from '../model/address.ts';
import { durationMs, type EpochMs, InternalError } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Command, Facts } from '../model/command.ts';
import { type Event, isInformative } from '../model/event.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { RunState } from '../model/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Evaluator } from '../ports/evaluator.ts';
import type { Executor, StopReason } from '../ports/executor.ts';
import type { GateDesk } from '../ports/gate-desk.ts';
import type { Observed, Observer } from '../ports/observer.ts';
import type { OpenRun } from '../ports/run-store.ts';
import { type Answers, hasEffect } from './answer.ts';
import { Asks } from './asks.ts';
import { Attempts } from './attempts.ts';
import { Inbox } from './inbox.ts';
import { Publications } from './publications.ts';
import { gateFacts, offerQuestions } from './questions.ts';
import type { Scopes } from './scope.ts';
import type { Places } from './slots.ts';

/** What a person can change while the run is driven. */
export type Wishes = Pick<Facts, 'paused' | 'pausedBecause' | 'cancelled' | 'skip' | 'budget' | 'limits' | 'part'>;

/** Time between two checks of the files of gates that ask. */
const LOOK_EVERY = durationMs(250);

export interface DrivePorts {
  readonly clock: Clock;
  readonly slots: Places;
  readonly evaluator: Evaluator;
  readonly answers: Answers;
  readonly desk: GateDesk;
  readonly scopes: Scopes;
  readonly executor: Executor;
  readonly record: Pick<OpenRun, 'append' | 'publish'>;
  readonly observers: readonly Observer[];
}

export interface DriveInput {
  readonly pipeline: Pipeline;
  /** null: the run is new and `opening` begins with `generation-started`. */
  readonly state: RunState | null;
  /** Events to apply before anything is decided: a new generation, the new execution. */
  readonly opening: readonly Event[];
  readonly wishes: () => Wishes;
}

export interface DriveEnd {
  readonly state: RunState;
  /** The state that was published last. */
  readonly checkpoint: Checkpoint;
  /** `part`: the requested part of the run is settled, other stages are not. */
  readonly reason: 'rest' | 'shutdown' | 'part';
}

export class Drive {
  private readonly ports: DrivePorts;
  private readonly input: DriveInput;
  /** The stages to work on; null: the whole run. */
  private readonly part: ReadonlySet<string> | null;
  private readonly inbox = new Inbox();
  private readonly asks = new Asks(() => this.inbox.wake());
  private stop = new AbortController();
  private attempts: Attempts;
  private readonly claimed = new Map<TaskAddress, string | null>();
  private state: RunState | null;
  private isRecorded: boolean;
  private isStopping = false;
  /** By the facts of the last decision: an answer will count soon. */
  private isAnswerNear = false;
  /** By the same facts: a `finally` stage waits for a budget that will never cover it. */
  private isUnpaid = false;
  /** Whether questions were written: not before the opening, which may change the definition. */
  private hasOffered = false;
  private failure: { readonly error: unknown } | null = null;
  private readonly publications: Publications;
  private decidedAt: EpochMs;

  constructor(input: DriveInput, ports: DrivePorts) {
    this.input = input;
    this.part = input.wishes().part ?? null;
    this.ports = ports;
    this.state = input.state;
    this.isRecorded = input.state !== null;
    this.decidedAt = ports.clock.now();
    this.publications = this.newPublications();
    this.attempts = this.newAttempts();
  }

  /** Something changed that is not an event: the manifest, a free slot. */
  wake(): void {
    this.inbox.wake();
  }

  /** Records diagnostics in the checkpoint, or withdraws them. */
  note(...events: readonly Event[]): void {
    for (const event of events) this.inbox.post(event);
  }

  get current(): RunState | null {
    return this.state;
  }

  /** Starts nothing more; attempts in flight continue until {@link abort}. */
  shutdown(): void {
    this.isStopping = true;
    this.inbox.wake();
  }

  /** Ends the attempts in flight. */
  abort(reason: StopReason): void {
    if (!this.stop.signal.aborted) this.stop.abort(reason);
  }

  /**
   * Takes turns until the run rests or the shutdown is complete.
   *
   * @throws the error of a failed save (E5), or an InternalError, after attempts and publications have ended.
   */
  async run(): Promise<DriveEnd> {
    try {
      let reason = await this.turn(this.input.opening);
      while (reason === null) {
        await this.waiting();
        reason = await this.turn(this.inbox.drain());
      }
      await this.publications.ended();
      const checkpoint = encode(this.input.pipeline, this.known());
      await this.ports.record.publish(checkpoint);
      return { state: this.known(), checkpoint, reason };
    } catch (error) {
      this.abort('shutdown');
      await Promise.all([this.attempts.ended(), this.publications.ended()]);
      throw error;
    } finally {
      for (const pool of this.claimed.values()) this.ports.slots.release(pool);
    }
  }

  private newAttempts(): Attempts {
    const { clock, slots, executor, evaluator } = this.ports;
    return new Attempts(
      {
        clock,
        slots,
        executor,
        isRetryable: (stage, failure) => evaluator.isRetryable(stage, failure),
        asks: this.asks,
        post: (event) => this.inbox.post(event),
        wake: () => this.inbox.wake(),
        broken: (error) => this.fail(error),
      },
      this.stop.signal,
    );
  }

  private newPublications(): Publications {
    const { clock, record } = this.ports;
    return new Publications({
      clock,
      publish: () => record.publish(encode(this.input.pipeline, this.known())),
      wake: () => this.inbox.wake(),
      failed: (error) => this.fail(error),
    });
  }

  /** @returns why there is no further turn; null when there is one. */
  private async turn(arrived: readonly Event[]): Promise<DriveEnd['reason'] | null> {
    if (this.failure) throw this.failure.error;
    this.ports.answers.newTurn();
    const events: Event[] = [];
    for (const event of arrived) this.apply(event, events);
    const effects = this.decisions(events);
    const reason = this.end(events);
    const saved = this.save(events);
    await Promise.all([saved, this.startAttempts(effects, saved)]);
    // The end of the run publishes by itself.
    if (reason === null) this.publications.beginIfDue();
    const { id: run } = this.known();
    const seen = { run, state: this.known(), pipeline: this.input.pipeline, part: this.part };
    for (const event of events) this.show(event, seen);
    this.perform(effects);
    return reason;
  }

  private apply(event: Event, events: Event[]): void {
    if (this.isKnown(event)) return;
    this.state = evolve(this.input.pipeline, this.state, event);
    events.push(event);
    this.account(event);
  }

  /** The outcome of a call of a lost attempt may be reported more than once, by every attempt that finds its answer. */
  private isKnown(event: Event): boolean {
    if (event.type !== 'call-settled' && event.type !== 'call-dropped') return false;
    const task = taskAt(this.input.pipeline, this.known(), event.task);
    return !task || !isOpenCall(task, event);
  }

  /** Decides until there is nothing more to decide, applying each event. @returns the commands that have effects. */
  private decisions(events: Event[]): readonly Command[] {
    const effects: Command[] = [];
    const { pipeline } = this.input;
    const wishes = this.input.wishes();
    for (;;) {
      const facts = this.facts(wishes);
      const commands = decide(pipeline, this.known(), facts);
      if (commands.length === 0) {
        this.tellSlots(facts);
        this.isUnpaid = isUnpaidFinal(pipeline, this.known(), facts);
        this.isAnswerNear = isAnswerNear(pipeline, this.known(), facts);
        return effects;
      }
      for (const command of commands) {
        const event = this.ports.answers.answer(this.known(), command, this.ports.clock.now());
        this.apply(event, events);
        if (hasEffect(command, event)) effects.push(command);
      }
    }
  }

  /** Tells the slots whether the run would start more if there were more places. */
  private tellSlots(facts: Facts): void {
    const { slots } = this.ports;
    if (!slots.isShared) return;
    const wants = (places: Partial<Facts>) =>
      decide(this.input.pipeline, this.known(), { ...facts, ...places }).length > 0;
    if (facts.freeSlots === 0 && wants({ freeSlots: 1 })) slots.rest('hungry');
    else slots.rest(wants({ freeSlots: 1, freeInPool: {} }) ? 'pool' : 'content');
  }

  /** @param wishes do not change while a turn decides. */
  private facts(wishes: Wishes): Facts {
    const { slots, clock } = this.ports;
    this.decidedAt = clock.now();
    return {
      ...wishes,
      ...this.asks.facts(),
      freeSlots: slots.free(),
      freeInPool: slots.freeInPool(),
      gates: gateFacts(this.input.pipeline, this.known(), this.ports),
      now: this.decidedAt,
      stopping: this.isStopping,
    };
  }

  /** Slots follow the events: claimed when an attempt is announced, released at its end. */
  private account(event: Event): void {
    // Cancelled attempts and waits for retries stay cancelled; the `finally` stages get new attempts.
    if (event.type === 'run-ended' && event.status === 'cancelled' && this.stop.signal.reason !== 'shutdown') {
      this.abort('cancelled');
      this.stop = new AbortController();
      this.attempts = this.newAttempts();
    }
    if (event.type === 'task-prepared' || event.type === 'task-broken') this.attempts.forget(event.task);
    if (event.type === 'attempt-started') {
      const { pool } = locate(this.input.pipeline, this.known(), event.task).stage;
      this.claimed.set(event.task, pool);
      this.ports.slots.claim(pool);
    }
    const isEnd =
      event.type === 'attempt-succeeded' || event.type === 'attempt-failed' || event.type === 'attempt-cancelled';
    const pool = isEnd ? this.claimed.get(event.task) : undefined;
    if (!isEnd || pool === undefined) return;
    this.claimed.delete(event.task);
    this.ports.slots.release(pool);
  }

  private end(events: Event[]): DriveEnd['reason'] | null {
    // Notes that arrived with the last decision are recorded first.
    if (this.inbox.hasEvents) return null;
    const state = this.known();
    const isWaiting = state.phase === 'awaiting' && !this.isAnswerNear;
    const isRest = state.phase === 'paused' || isWaiting || (isEnded(state) && state.finalsEnded);
    const isStopped = this.isStopping && state.inFlight === 0;
    if (state.inFlight > 0 || (!isRest && !isStopped && !this.isPartSettled(state))) return null;
    const reason = isRest ? 'rest' : 'shutdown';
    this.apply({ type: 'execution-ended', at: this.ports.clock.now(), reason }, events);
    if (isWaiting && this.isPartSettled(state)) return 'part';
    return isRest || isStopped ? reason : 'part';
  }

  private isPartSettled({ phase, graph }: RunState): boolean {
    const { part } = this;
    const isAlive = phase === 'running' || phase === 'awaiting';
    return isAlive && part !== null && partVerdict(this.input.pipeline, graph, part) !== 'open';
  }

  /** E1, E2: one append for all that this turn decided. */
  private async save(events: readonly Event[]): Promise<void> {
    const kept = events.filter((event) => !isInformative(event));
    if (kept.length === 0) return;
    const state = { ...this.known(), serial: this.known().serial + 1 };
    this.state = state;
    await this.ports.record.append({ run: state.id, uid: state.uid, serial: state.serial, events: kept });
    this.publications.due();
  }

  private show(event: Event, context: Observed): void {
    for (const observer of this.ports.observers) observer.saw(event, context);
  }

  private perform(effects: readonly Command[]): void {
    if (!this.hasOffered || effects.some(({ type }) => type === 'ask-gate')) {
      this.hasOffered = true;
      offerQuestions(this.input.pipeline, this.known(), this.ports);
    }
    for (const command of effects) {
      // If nothing was in flight, the run ended in the same turn, and the attempts are those of `finally`.
      if (command.type === 'cancel-run' && this.known().phase === 'cancelling') this.abort('cancelled');
      if (command.type === 'grant-call') this.asks.grant(command.task, command.call);
    }
    // Including requests that attempts in flight make only now.
    if (this.known().phase === 'paused' || this.isUnpaid) this.asks.refuseAll();
  }

  /**
   * Attempts are prepared while the record is written: the journal passes it on at the end of this turn of the event
   * loop, or after a sync for other runs. Without a record of its uid, nobody finds what a killed runner prepared.
   */
  private async startAttempts(effects: readonly Command[], announced: Promise<void>): Promise<void> {
    const starts = effects.filter((command) => command.type === 'start-attempt');
    if (starts.length === 0) return;
    if (this.isRecorded) await new Promise<void>((go) => setImmediate(go));
    else await announced;
    this.isRecorded = true;
    for (const { task, n } of starts) this.startAttempt(task, n, announced);
  }

  private startAttempt(address: TaskAddress, n: number, announced: Promise<void>): void {
    const state = this.known();
    const { stage, task, prepared } = this.ports.answers.orderOf(state, address);
    const attempt = task.attempts.at(-1);
    if (attempt?.n !== n) throw new InternalError(`attempt ${n} of ${address} was not announced`);
    const consumed = consumedAttempts(task, state.generation);
    this.attempts.start({
      task: address,
      n,
      isLast: consumed + 1 >= stage.retry.attempts,
      stage,
      prepared,
      effectKey: attempt.effectKey,
      announced,
      round: task.round,
      consumed,
    });
  }

  /** E4: until something is posted, or the next retry, look or publication is due. */
  private async waiting(): Promise<void> {
    const wakes = [
      nextWake(this.input.pipeline, this.known(), this.decidedAt),
      this.nextLook(),
      // So that the checkpoint shows a long stage as running even if nothing else happens.
      this.publications.next,
    ].filter((time) => time !== null);
    if (wakes.length === 0) return this.inbox.arrival();
    const due = Math.min(...wakes);
    const delay = durationMs(Math.max(0, due - this.ports.clock.now()));
    using _timer = this.ports.clock.after(delay, () => this.inbox.wake());
    await this.inbox.arrival();
  }

  /** People may answer while the run works. */
  private nextLook(): number | null {
    return this.known().graph.queues.asked.size === 0 ? null : this.decidedAt + LOOK_EVERY;
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.inbox.wake();
  }

  private known(): RunState {
    if (!this.state) throw new InternalError('the run has no state yet');
    return this.state;
  }
}
