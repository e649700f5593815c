/**
 * The laws of `core`, checked while a simulated run goes on. Its books are its own: it reads events and the
 * states of tasks, never the queues and counters that it checks.
 *
 * P1–P5 are those of core/decide.ts, G1 and G2 those of core/graph-state.ts, C1 that of core/encode.ts, O1 and O2 those
 * of core/part.ts. Those of gates are in gate-laws.ts.
 */
import { decide, nextWake } from '../../src/core/decide.ts';
import { decode } from '../../src/core/decode.ts';
import { locate, taskAt } from '../../src/core/locate.ts';
import { progressOf } from '../../src/core/progress.ts';
import { vecGet } from '../../src/core/vec.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import type { Command, Facts } from '../../src/model/command.ts';
import type { AttemptEvent, Event } from '../../src/model/event.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { RunState, TaskState } from '../../src/model/state.ts';
import { ownTasks } from '../../src/report/checkpoint-tasks.ts';
import { checkpointText, type Limits, type Watcher } from '../rig/simulator.ts';
import { agree } from './books.ts';
import { ending, endingsOf } from './endings.ts';
import { Broken, law } from './law.ts';
import { undoneBy } from './undone.ts';

interface Flight {
  readonly stage: Stage;
  /** Most that it may cost: its `max_cost`, or what it reported when that is more. */
  ceiling: number;
  known: number;
  isUnknown: boolean;
}

/** Counters of one task in one generation. */
interface Tries {
  failed: number;
  lost: number;
  /** A gate sent it back, with all its attempts. */
  isSentBack: boolean;
}

interface Result {
  readonly fingerprint: string;
  /** Files have one place in a task: those of the next result, or of an attempt that was lost, may take it. */
  readonly hasFiles: boolean;
}

const KEPT_RESULTS = 3;

/** Done outside of a part too: answers count, and what came to its end is closed. */
const NO_WORK = /^(?:close|fail|note|remind|settle)-/;

export class Laws implements Watcher {
  /** How much was checked, for those who doubt it. */
  readonly seen = { decisions: 0, starts: 0, lost: 0, reused: 0, reruns: 0, parts: 0 };
  private readonly pipeline: Pipeline;
  private readonly limits: Limits;
  private readonly asked = new Set<string>();
  private readonly flights = new Map<TaskAddress, Flight>();
  private readonly children = new Set<TaskAddress>();
  private readonly completed = new Set<TaskAddress>();
  private readonly tries = new Map<TaskAddress, Tries>();
  /** What of a task can still be reused, newest first. */
  private readonly results = new Map<TaskAddress, readonly Result[]>();
  private readonly every: number;
  private budget: number | null = null;
  private settledCost = 0;

  /** @param options.every a restart and the books, which cost most, are tried at each `every`-th decision. */
  constructor(pipeline: Pipeline, options: { readonly limits: Limits; readonly every: number }) {
    this.pipeline = pipeline;
    this.limits = options.limits;
    this.every = options.every;
  }

  turned(): void {
    this.asked.clear();
  }

  decided(state: RunState, facts: Facts, commands: readonly Command[]): void {
    this.seen.decisions++;
    this.budget = facts.budget;
    for (const command of commands) {
      const text = JSON.stringify(command);
      law('P1', !this.asked.has(text), () => `asked twice in one turn: ${text}`);
      this.asked.add(text);
      this.keepsToPart(state, command, facts);
      if (command.type === 'expand-stage' || command.type === 'skip-stage') this.begins(state, command);
      if (command.type === 'start-attempt') this.isDue(state, command.task, facts);
    }
    if (this.seen.decisions % this.every === 0) {
      this.survives(state, facts, commands);
      agree(this.pipeline.graph, state.graph, 'stages');
      agree(this.pipeline.finals, state.finals, 'finally');
    }
    law('P5', state.inFlight === this.flights.size, () => `${state.inFlight} in flight, not ${this.flights.size}`);
    if (this.flights.size > 0) return;
    const { atMost } = state.spent;
    law('P5', atMost === this.settledCost, () => `at most ${atMost} spent, not ${this.settledCost}`);
    law('P5', state.reserved === 0, () => `${state.reserved} reserved by nothing`);
  }

  happened(event: Event, before: RunState | null, after: RunState): void {
    switch (event.type) {
      case 'generation-started':
        this.newGeneration(before);
        break;
      case 'execution-started':
        this.lose(after);
        break;
      case 'task-prepared':
        law('P3', !this.completed.has(event.task), () => `${event.task} is completed and prepared again`);
        break;
      case 'child-opened':
        this.opened(event.task, after);
        break;
      case 'task-broken':
      case 'child-rejected':
        this.left(event.task);
        break;
      case 'gate-asked':
        law('P3', !this.completed.has(event.task), () => `${event.task} is completed and asks again`);
        this.asksAnew();
        break;
      case 'gate-answered':
        this.asksAnew();
        if (event.decision === 'approve') this.finished(event.task, after);
        if (event.decision === 'changes' && before) this.sentBack(undoneBy(this.pipeline, before, event.task));
        break;
      case 'run-paused':
        law('P4', this.flights.size === 0, () => `the run pauses with ${this.flights.size} attempts in flight`);
        break;
      case 'child-closed':
        this.closed(event.task, before);
        this.finished(event.task, after);
        break;
      case 'task-reused':
        this.seen.reused++;
        this.finished(event.task, after);
        break;
      case 'attempt-started':
        this.started(event.task, after);
        break;
      case 'attempt-cost':
        this.costs(event);
        break;
      case 'attempt-succeeded':
        this.landed(event.task);
        this.finished(event.task, after);
        break;
      case 'attempt-failed':
        this.triesOf(event.task).failed++;
        this.is(after, event.task, event.retryAt === null ? 'failed' : 'backoff');
        this.landed(event.task);
        break;
      case 'attempt-cancelled':
        this.is(after, event.task, event.reason === 'shutdown' ? 'pending' : 'cancelled');
        this.landed(event.task);
        break;
      case 'run-ended':
        this.ended(event.status, after);
        break;
      default:
        break;
    }
  }

  /** P2, C1: what a restart reads is what was there. */
  private survives(state: RunState, facts: Facts, commands: readonly Command[]): void {
    const text = checkpointText(this.pipeline, state);
    const read = decode(this.pipeline, JSON.parse(text));
    const again = checkpointText(this.pipeline, read);
    law('C1', again === text, () => `the checkpoint changes by being read:\n${text}\n${again}`);
    const books = [read.inFlight, read.reserved, state.inFlight, state.reserved];
    law('P2', read.inFlight === state.inFlight && read.reserved === state.reserved, () => `flights read as ${books}`);
    const answer = JSON.stringify(decide(this.pipeline, read, facts));
    law('P2', answer === JSON.stringify(commands), () => `after a restart ${answer}, not ${JSON.stringify(commands)}`);
    const [wake, was] = [nextWake(this.pipeline, read, facts.now), nextWake(this.pipeline, state, facts.now)];
    law('P2', wake === was, () => `after a restart it wakes at ${wake}, not ${was}`);
    law('C1', !text.includes('_ms":-'), () => `a duration is negative: ${text}`);
    const { stages, progress } = JSON.parse(text);
    const [counted, total] = [[...ownTasks({ stages })].length, progress.total];
    law('C1', counted === total, () => `${counted} tasks are read from a checkpoint of ${total}:\n${text}`);
  }

  /** A stage starts when its needs are settled, and not after a failure that halts its graph. */
  private begins(state: RunState, { type, task }: Extract<Command, { type: 'expand-stage' | 'skip-stage' }>): void {
    const { stage, place } = locate(this.pipeline, state, task);
    const { pipeline, graph } = place;
    const mayBeSkipped = stage.skippable || stage.when !== null || stage.onError === 'continue';
    law('P5', type === 'expand-stage' || mayBeSkipped, () => `${task} is skipped though its readers need it`);
    const isFinal = task.startsWith('finally:') && !task.includes('/');
    for (const need of stage.needs) {
      const other = graph.stages[need];
      const found = other ? ending(other, vecGet(place.state.stages, need)) : 'open';
      law('G2', found === 'done', () => `${task} starts while its need ${other?.id} is ${found}`);
    }
    if (isFinal || pipeline.fail === 'late') return;
    const failed = graph.stages.find((s) => ending(s, vecGet(place.state.stages, s.index)) === 'failed');
    law('G2', !failed, () => `${task} starts after ${failed?.id} failed`);
  }

  /** Nothing begins or goes on outside of what was asked for, and the run does not end before the rest had its turn. */
  private keepsToPart({ graph }: RunState, command: Command, { part }: Facts): void {
    if (!part) return;
    this.seen.parts++;
    if (command.type === 'end-run' && command.status !== 'cancelled')
      law(
        'O2',
        endingsOf(this.pipeline.graph, graph).every((found) => found !== 'open'),
        () => 'a part ends the run',
      );
    const isWork = 'task' in command && !command.task.startsWith('finally:') && !NO_WORK.test(command.type);
    const top = isWork ? (/^[a-z0-9_]+/.exec(command.task)?.[0] ?? '') : null;
    law('O1', top === null || part.has(top), () => `${top} was not asked for: ${JSON.stringify(command)}`);
  }

  private isDue(state: RunState, task: TaskAddress, { now }: Facts): void {
    const found = taskAt(this.pipeline, state, task);
    const isEarly = found?.status === 'backoff' && found.retryAt > now;
    law('P5', !isEarly, () => `${task} starts before its time`);
  }

  private started(task: TaskAddress, after: RunState): void {
    this.seen.starts++;
    const { stage } = locate(this.pipeline, after, task);
    const state = taskAt(this.pipeline, after, task);
    const fingerprint = state?.status === 'running' ? state.fingerprint : '';
    law('P3', !this.completed.has(task), () => `${task} is completed and starts again`);
    const isFresh = this.resultsOf(task).some((result) => result.fingerprint === fingerprint);
    law('P3', !isFresh, () => `${task} starts though a result is fresh`);
    const { failed, lost, isSentBack } = this.triesOf(task);
    law('P5', failed < stage.retry.attempts, () => `${task} starts after ${failed} failures`);
    law('P5', lost <= stage.retry.maxLost || isSentBack, () => `${task} starts after ${lost} losses`);
    if (!task.startsWith('finally:')) this.affords(task, stage);
    this.flights.set(task, { stage, ceiling: stage.maxCost ?? 0, known: 0, isUnknown: false });
    law('P5', this.flights.size <= this.limits.slots, () => `${this.flights.size} attempts at once`);
    for (const [pool, size] of Object.entries(this.limits.pools)) {
      const used = [...this.flights.values()].filter((flight) => flight.stage.pool === pool).length;
      law('P5', used <= size, () => `${used} attempts at once in pool ${pool}`);
    }
    this.withinConcurrency(task, stage);
  }

  /** Tasks of a stage that work at once: attempts in flight and sub-pipelines in work. */
  private withinConcurrency(task: TaskAddress, stage: Stage): void {
    if (stage.concurrency === null) return;
    const mine = stageOf(task);
    const working = [...this.flights.keys(), ...this.children].filter((other) => stageOf(other) === mine).length;
    law('P5', working <= (stage.concurrency ?? 0), () => `${working} items of ${mine} at once`);
  }

  private affords(task: TaskAddress, { maxCost }: Stage): void {
    if (this.budget === null) return;
    let committed = this.settledCost;
    for (const { ceiling } of this.flights.values()) committed += ceiling;
    const needed = committed + (maxCost ?? 1);
    law('P5', needed <= (this.budget ?? 0), () => `${task} may cost ${needed} in all, over the budget ${this.budget}`);
  }

  private costs({ task, cost }: Extract<AttemptEvent, { type: 'attempt-cost' }>): void {
    const flight = this.flights.get(task);
    if (!flight) return;
    if (cost.usd === null) flight.isUnknown = true;
    flight.known += cost.usd ?? 0;
    flight.ceiling = Math.max(flight.ceiling, flight.known);
  }

  private landed(task: TaskAddress): void {
    const flight = this.flights.get(task);
    this.flights.delete(task);
    if (flight) this.settledCost += flight.isUnknown ? flight.ceiling : flight.known;
  }

  /** A crash: what was in flight may have cost all that it was allowed. */
  private lose(after: RunState): void {
    for (const [task, { stage, ceiling }] of this.flights) {
      this.seen.lost++;
      const lost = ++this.triesOf(task).lost;
      this.is(after, task, lost > stage.retry.maxLost ? 'failed' : 'pending');
      this.settledCost += ceiling;
      this.results.set(
        task,
        this.resultsOf(task).filter((result) => !result.hasFiles),
      );
    }
    this.flights.clear();
  }

  /** What became of an attempt that gave no result. */
  private is(after: RunState, task: TaskAddress, wanted: TaskState['status']): void {
    const found = taskAt(this.pipeline, after, task)?.status;
    law('P4', found === wanted, () => `${task} is ${found}, not ${wanted}`);
  }

  private opened(task: TaskAddress, after: RunState): void {
    this.children.add(task);
    this.withinConcurrency(task, locate(this.pipeline, after, task).stage);
  }

  /** What is in it does not go on either. */
  private left(task: TaskAddress): void {
    for (const child of this.children) if (child === task || child.startsWith(`${task}/`)) this.children.delete(child);
  }

  /** How many gates ask says what a short answer is: others may have something new to take down. */
  private asksAnew(): void {
    for (const text of this.asked) if (text.startsWith('{"type":"note-gate"')) this.asked.delete(text);
  }

  private sentBack(isUndone: (task: TaskAddress) => boolean): void {
    this.asked.clear();
    for (const tasks of [this.completed, this.children])
      for (const task of tasks) if (isUndone(task)) tasks.delete(task);
    for (const [task, tries] of this.tries)
      if (isUndone(task)) this.tries.set(task, { ...tries, failed: 0, isSentBack: true });
  }

  private closed(task: TaskAddress, before: RunState | null): void {
    this.left(task);
    const state = before && taskAt(this.pipeline, before, task);
    const { child } = before ? locate(this.pipeline, before, task).stage : {};
    const endings = state?.status === 'child' && child ? endingsOf(child.graph, state.child) : ['open'];
    law(
      'P4',
      endings.every((found) => found === 'done'),
      () => `${task} is closed but its stages are ${endings}`,
    );
  }

  private finished(task: TaskAddress, after: RunState): void {
    law('P3', !this.completed.has(task), () => `${task} is completed twice`);
    this.completed.add(task);
    const state = taskAt(this.pipeline, after, task);
    if (state?.status !== 'completed') throw new Broken(`${task} is ${state?.status}, not completed`);
    const { fingerprint, artifacts, origin } = state.result;
    const others = this.resultsOf(task).filter(
      (other) => other.fingerprint !== fingerprint && (origin === 'reused' || !other.hasFiles),
    );
    this.results.set(task, [{ fingerprint, hasFiles: artifacts.length > 0 }, ...others].slice(0, KEPT_RESULTS));
  }

  private ended(status: string, after: RunState): void {
    law('P4', this.flights.size === 0, () => `the run ends with ${this.flights.size} attempts in flight`);
    const endings = endingsOf(this.pipeline.graph, after.graph);
    law('P4', status !== 'failed' || endings.includes('failed'), () => `the run failed though nothing in it did`);
    if (status !== 'completed') return;
    law(
      'P4',
      endings.every((found) => found === 'done'),
      () => `the run is completed but its stages are ${endings}`,
    );
    const { percent } = progressOf(this.pipeline, after);
    law('P4', percent === 100, () => `a completed run is done by ${percent} %`);
  }

  private newGeneration(before: RunState | null): void {
    if (before) this.seen.reruns++;
    this.completed.clear();
    this.children.clear();
    this.tries.clear();
  }

  private resultsOf(task: TaskAddress): readonly Result[] {
    return this.results.get(task) ?? [];
  }

  private triesOf(task: TaskAddress): Tries {
    const tries = this.tries.get(task) ?? { failed: 0, lost: 0, isSentBack: false };
    this.tries.set(task, tries);
    return tries;
  }
}

const stageOf = (task: TaskAddress): string => task.replace(/\[[^\]]*\]$/, '');
