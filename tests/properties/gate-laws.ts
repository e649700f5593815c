/**
 * The laws of gates, checked while a simulated run goes on. Their books are their own, as those of laws.ts.
 *
 * A1. Nothing behind a gate begins unless the gate is settled by an approval of its subject as it is now, by a waiver,
 *     or was left out by `when` or for want of a subject; behind a gate of a sub-pipeline is what needs the sub-pipeline.
 * A2. An answer that settles a gate stands in the manifest then, and fits what is on offer by its `of`, or has none and
 *     did not stand there when the question was asked; one that stood there names what was generated, and one that says
 *     its round says this one. What answered an earlier round stood there, wherever it is brought back from, and
 *     settles nothing again before a "not yet" was read. The short form settles where all named ones were used up, and
 *     is used up with the gate.
 * A3. A quorum is that many different people, all of whom may answer.
 * A4. Reminders rise, and none comes before its time.
 * A5. `changes` raise the round of the stage that they go back to, and undo nothing that is in flight.
 * A6. A run ends as rejected if, and only if, a person rejected at one of its gates.
 * A7. A run that waits for people has nothing else that could begin.
 */
import { locate, taskAt } from '../../src/core/locate.ts';
import { vecGet, vecValues } from '../../src/core/vec.ts';
import { parseAddress, type TaskAddress } from '../../src/model/address.ts';
import type { Command, Facts } from '../../src/model/command.ts';
import type { Event } from '../../src/model/event.ts';
import type { Gate, GateFacts, SeenAnswer } from '../../src/model/gate.ts';
import type { Graph, Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, RunState } from '../../src/model/state.ts';
import { AUTHOR, openGates } from '../rig/people.ts';
import { outputOf, subjectDigest, subjectOutput, taskOutput } from '../rig/simulated-evaluator.ts';
import type { Watcher } from '../rig/simulator.ts';
import { couldBegin } from './could-begin.ts';
import { law } from './law.ts';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;
type Settle = Extract<Command, { type: 'settle-gate' }>;

export class GateLaws implements Watcher {
  /** How much was checked, for those who doubt it. */
  readonly seen = {
    asked: 0,
    approved: 0,
    edited: 0,
    /** Settled by answers that say their round, from the second one on. */
    rounds: 0,
    short: 0,
    /** Of them, those beside named answers that were used up. */
    shortBeside: 0,
    quorums: 0,
    changes: 0,
    rejected: 0,
    waived: 0,
    reminded: 0,
    behind: 0,
    waited: 0,
  };
  private readonly pipeline: Pipeline;
  private readonly hasGates: boolean;
  /** Answers that stood there when the question was asked and were not taken back since. */
  private readonly stood = new Map<string, Set<string>>();
  private readonly iterations = new Map<string, number>();
  private readonly usedUp = new Map<string, Set<string>>();
  /** By address: what was approved, and what as. */
  private readonly approved = new Map<string, Set<string>>();
  private readonly waived = new Map<string, Set<string>>();
  private readonly reminded = new Map<string, number>();
  private readonly flights = new Set<TaskAddress>();

  constructor(pipeline: Pipeline) {
    this.pipeline = pipeline;
    this.hasGates = asks(pipeline.graph);
  }

  turned(): void {}

  decided(state: RunState, facts: Facts, commands: readonly Command[]): void {
    if (!this.hasGates) return;
    for (const command of commands) if (command.type === 'settle-gate') this.counts(state, facts, command);
    for (const { task } of openGates(this.pipeline, state)) this.reads(facts, { task, commands });
    const isFree = !facts.paused && !facts.cancelled && !facts.stopping;
    if (state.phase !== 'awaiting' || commands.length > 0 || !isFree) return;
    this.seen.waited++;
    law('A7', this.flights.size === 0, () => `it waits with ${[...this.flights]} in flight`);
    const found = couldBegin(this.pipeline, state, facts);
    law('A7', found === null, () => `it waits though ${found} could begin`);
  }

  happened(event: Event, before: RunState | null, after: RunState): void {
    if (!this.hasGates) return;
    switch (event.type) {
      case 'execution-started':
        this.flights.clear();
        break;
      case 'attempt-started':
        this.flights.add(event.task);
        this.mayBegin(event.task, after);
        break;
      case 'attempt-succeeded':
      case 'attempt-failed':
      case 'attempt-cancelled':
        this.flights.delete(event.task);
        break;
      case 'stage-expanded':
      case 'child-opened':
        this.mayBegin(event.task, after);
        break;
      case 'gate-asked':
        this.mayBegin(event.task, after);
        this.asked(event, before);
        break;
      case 'gate-reminded':
        this.reminds(event, after);
        break;
      case 'gate-answered':
        if (before) this.answered(event, before, after);
        break;
      case 'run-ended':
        this.ended(event.status, after);
        break;
      default:
        break;
    }
  }

  private asked({ task, iteration, standing }: Of<'gate-asked'>, before: RunState | null): void {
    this.seen.asked++;
    if (this.iterations.get(task) === iteration) return;
    const last = before && taskAt(this.pipeline, before, task)?.rounds.at(-1);
    if (last?.end === null)
      this.useUp(
        task,
        last.given.map(({ answer }) => answer),
      );
    law('A2', iteration === (this.iterations.get(task) ?? 0) + 1, () => `${task} asks for the ${iteration}th time`);
    this.iterations.set(task, iteration);
    const missing = [...(this.usedUp.get(task) ?? [])].filter((used) => !standing.some((digest) => digest === used));
    law('A2', missing.length === 0, () => `${task} forgets in round ${iteration} what was used up: ${missing}`);
    this.stood.set(task, new Set(standing));
  }

  private useUp(task: TaskAddress, answers: readonly string[]): void {
    this.usedUp.set(task, new Set([...(this.usedUp.get(task) ?? []), ...answers]));
  }

  /** What was taken back when a "not yet" was read can be given anew. */
  private reads(
    { gates }: Facts,
    { task, commands }: { readonly task: TaskAddress; readonly commands: readonly Command[] },
  ): void {
    const known = gates?.get(task);
    if (!known || known.problem || known.rest !== 'steady') return;
    const { answers, short, isAmbiguous } = known;
    const stood = this.stood.get(task) ?? new Set();
    const isNoted = commands.some((command) => command.type === 'note-gate' && command.task === task);
    if (isAmbiguous && isNoted && short?.decision === 'approve') stood.add(short.digest);
    const isShortRead = short?.decision === 'not-yet' && !isAmbiguous && this.areUsedUp(task, known);
    if (!isShortRead && !answers.some(({ decision }) => decision === 'not-yet')) return;
    const digests = [...answers, ...(short ? [short] : [])].map(({ digest }) => digest as string);
    this.stood.set(task, new Set([...stood].filter((digest) => digests.includes(digest))));
  }

  /** Of the named answers: all. */
  private areUsedUp(task: TaskAddress, { answers }: GateFacts): boolean {
    return answers.every(({ digest }) => this.isUsedUp(task, digest));
  }

  private isUsedUp(task: TaskAddress, digest: string): boolean {
    return Boolean(this.usedUp.get(task)?.has(digest) && this.stood.get(task)?.has(digest));
  }

  private counts(state: RunState, facts: Facts, { task, verdict }: Settle): void {
    const { stage } = locate(this.pipeline, state, task);
    const gate = stage.gate as Gate;
    const isWaivable = gate.autoApprove === 'allowed' && state.autoApprove.includes(task);
    law('A1', !verdict.waived || isWaivable, () => `${task} is waived and may not be`);
    if (verdict.waived) return;
    const known = facts.gates?.get(task);
    if (!known) throw new Error(`${task} is settled unseen`);
    law('A2', !known.problem, () => `${task} is settled by what cannot be read`);
    const subject = subjectDigest(this.pipeline, state, task);
    const wanted = verdict.edited?.digest ?? subject;
    const isShortHeard = known.short && !known.isAmbiguous && this.areUsedUp(task, known);
    const backing = (isShortHeard && known.short ? [known.short] : known.answers).filter((answer) => {
      const isSame = decisionOf(gate, answer) === verdict.decision;
      const content = answer.content.type === 'broken' ? null : answer.content.digest;
      if (!isSame || (verdict.decision === 'approve' && content !== wanted)) return false;
      return this.isAllowed(gate, answer) && this.fits(state, task, { answer, known, subject });
    });
    law('A2', backing.length > 0, () => `${task} is settled by nothing: ${JSON.stringify([verdict, known, subject])}`);
    this.seen.short += Number(isShortHeard);
    this.seen.shortBeside += Number(isShortHeard && known.answers.length > 0);
    const isKept = known.short?.decision !== 'approve' || verdict.consumed.includes(known.short.digest);
    law('A2', isKept, () => `${task} is settled and leaves the short answer for a later round`);
    this.seen.rounds += Number(backing.every(({ round = 1 }) => round > 1));
    if (verdict.decision !== 'approve' || gate.quorum === 1) return;
    this.seen.quorums++;
    const people = new Set(backing.map(({ person }) => mailOf(person?.who ?? '')));
    law('A3', people.size >= gate.quorum, () => `${task} is approved by ${[...people]}, not ${gate.quorum}`);
    const named = new Set(verdict.by.map(({ who }) => mailOf(who)));
    law('A3', named.size >= gate.quorum, () => `${task} is approved by ${[...named]}, it says`);
  }

  private isAllowed(gate: Gate, { person, decision, output }: SeenAnswer): boolean {
    if (decision === 'approve' && output !== undefined && !gate.editable) return false;
    const mustKnow = gate.approvers !== null || gate.quorum > 1 || gate.notAuthor || gate.requireSigned;
    if (!mustKnow) return true;
    if (!person || (gate.requireSigned && person.assurance !== 'signed')) return false;
    if (gate.approvers !== null && !/^bob@|^zoe@/.test(mailOf(person.who))) return false;
    return !(gate.notAuthor && decision === 'approve' && person.who === AUTHOR);
  }

  private fits(
    state: RunState,
    task: TaskAddress,
    { answer, known, subject }: { answer: SeenAnswer; known: GateFacts; subject: string },
  ): boolean {
    const { of, round, content, output, decision, digest } = answer;
    const own: string = content.type === 'broken' ? subject : content.digest;
    const open = taskAt(this.pipeline, state, task)?.rounds.at(-1);
    if ((round !== undefined && round !== open?.iteration) || this.isUsedUp(task, digest)) return false;
    if (of !== null) {
      if (this.stood.get(task)?.has(digest) && !subject.startsWith(of)) return false;
      return own.startsWith(of) || ((output !== undefined || decision !== 'approve') && subject.startsWith(of));
    }
    const given = open?.given.find((one) => one.answer === digest);
    if (given) return given.of === own;
    return known.rest === 'steady' && !this.stood.get(task)?.has(digest);
  }

  private answered(event: Of<'gate-answered'>, before: RunState, after: RunState): void {
    const { task, decision, output, waived, edited } = event;
    if (decision === 'approve' && output?.type === 'inline') {
      this.seen.approved++;
      this.seen.waived += Number(waived);
      this.seen.edited += Number(edited !== null);
      const key = `${subjectOutput(this.pipeline, before, task)} as ${String(output.value)}`;
      const kept = waived ? this.waived : this.approved;
      kept.set(task, new Set([...(kept.get(task) ?? []), key]));
    }
    this.useUp(task, event.consumed);
    if (decision === 'reject') this.seen.rejected++;
    if (decision !== 'changes') return;
    this.seen.changes++;
    for (const flight of this.flights) {
      const found = taskAt(this.pipeline, after, flight)?.status;
      law('A5', found === 'running', () => `${task} is sent back, and ${flight} in flight is ${found}`);
    }
    this.raises(event, before, after);
  }

  private raises({ task, items }: Of<'gate-answered'>, before: RunState, after: RunState): void {
    const { stage } = locate(this.pipeline, before, task);
    const rework = stage.gate?.rework ?? null;
    law('A5', rework !== null, () => `${task} has nothing to go back to`);
    if (rework === null) return;
    const [was, is] = [before, after].map((run) => roundsOf(locate(this.pipeline, run, task).place.state, rework));
    const named = items && Object.keys(items).every((key) => was?.has(key)) ? Object.keys(items) : null;
    for (const [key, round] of was ?? []) {
      const wanted = round + Number(named === null || named.includes(key));
      law('A5', is?.get(key) === wanted, () => `${task}: the round of ${key} is ${is?.get(key)}, not ${wanted}`);
    }
  }

  private reminds({ task, n, at }: Of<'gate-reminded'>, after: RunState): void {
    this.seen.reminded++;
    const { stage } = locate(this.pipeline, after, task);
    const round = taskAt(this.pipeline, after, task)?.rounds.at(-1);
    const key = `${task}.${round?.iteration}`;
    law('A4', n > (this.reminded.get(key) ?? 0), () => `reminder ${n} of ${key} comes again`);
    this.reminded.set(key, n);
    const { remindAfter, remindEvery } = stage.gate ?? { remindAfter: null, remindEvery: null };
    const due = (round?.askedAt ?? 0) + (remindAfter ?? Infinity) + (n - 1) * (remindEvery ?? 0);
    law('A4', at >= due && (n === 1 || remindEvery !== null), () => `reminder ${n} of ${key} comes too early`);
  }

  /** A1, in the graph of the task and in those that it is in. */
  private mayBegin(task: TaskAddress, run: RunState): void {
    const parsed = parseAddress(task);
    if (!parsed || parsed.graph === 'finally') return;
    const { autoApprove } = run;
    let [graph, state, path] = [this.pipeline.graph, run.graph, ''];
    for (const [depth, step] of parsed.steps.entries()) {
      const stage = graph.stages[graph.indexOf.get(step.stage) ?? -1];
      if (!stage) return;
      for (const need of neededBy(graph, stage)) this.isThrough({ graph, state, path, autoApprove }, need, task);
      if (depth === parsed.steps.length - 1) return;
      const at = vecGet(state.stages, stage.index);
      const index = at.status === 'items' && step.item !== null ? at.items.keys.indexOf(step.item) : -1;
      const own = at.status === 'single' ? at.task : at.status === 'items' ? vecGet(at.items.tasks, index) : null;
      if (own?.status !== 'child' || !stage.child) return;
      [graph, state] = [stage.child.graph, own.child];
      path = `${path}${step.stage}${step.item === null ? '' : `[${step.item}]`}/`;
    }
  }

  private isThrough(place: Where, stage: Stage, behind: TaskAddress): void {
    const at = vecGet(place.state.stages, stage.index);
    const address = `${place.path}${stage.id}`;
    if (stage.gate) {
      this.seen.behind++;
      const isLeftOut = at.status === 'skipped' && at.reason !== 'manifest' && at.reason !== 'null-foreach';
      const isApproved = at.status === 'single' && at.task.status === 'completed' && this.isApproved(place, stage);
      law('A1', isLeftOut || isApproved, () => `${behind} begins, and ${address} has not let it`);
    }
    if (!stage.child) return;
    const tasks = at.status === 'single' ? [at.task] : at.status === 'items' ? [...vecValues(at.items.tasks)] : [];
    const keys = at.status === 'items' ? at.items.keys : [];
    for (const [i, { status, childBefore }] of tasks.entries()) {
      // What failed gives nothing on: its readers have `otherwise`.
      if (status !== 'completed' || !childBefore) continue;
      const path = `${address}${at.status === 'items' ? `[${keys[i]}]` : ''}/`;
      const inside = { ...place, graph: stage.child.graph, state: childBefore, path };
      for (const inner of inside.graph.stages) this.isThrough(inside, inner, behind);
    }
  }

  private isApproved({ state, path, autoApprove }: Where, { id, index, gate }: Stage): boolean {
    const at = vecGet(state.stages, index);
    if (at.status !== 'single' || !gate) return false;
    const key = `${outputOf(vecGet(state.stages, gate.subject))} as ${taskOutput(at.task)}`;
    const address = `${path}${id}`;
    const isWaived = gate.autoApprove === 'allowed' && autoApprove.includes(address);
    return (this.approved.get(address)?.has(key) || (isWaived && this.waived.get(address)?.has(key))) ?? false;
  }

  private ended(status: string, { graph: state }: RunState): void {
    if (status === 'cancelled') return;
    const isRejected = this.pipeline.graph.stages.some((stage) => {
      const at = vecGet(state.stages, stage.index);
      const tasks = at.status === 'single' ? [at.task] : at.status === 'items' ? [...vecValues(at.items.tasks)] : [];
      const isOver = tasks.every((task) => ['completed', 'failed', 'rejected', 'cancelled'].includes(task.status));
      return stage.onError !== 'continue' && isOver && tasks.some((task) => task.status === 'rejected');
    });
    law('A6', isRejected === (status === 'rejected'), () => `the run ends ${status}, rejected: ${isRejected}`);
  }
}

interface Where {
  readonly graph: Graph;
  readonly state: GraphState;
  /** Of addresses in it. */
  readonly path: string;
  /** Of the generation. */
  readonly autoApprove: readonly string[];
}

const asks = ({ stages }: Graph): boolean => stages.some(({ gate, child }) => gate || (child && asks(child.graph)));

function* neededBy({ stages }: Graph, { needs }: Stage): Generator<Stage> {
  const found = new Set<number>(needs);
  for (const index of found) for (const need of stages[index]?.needs ?? []) found.add(need);
  for (const index of found) if (stages[index]) yield stages[index];
}

function roundsOf({ stages }: GraphState, index: Stage['index']): ReadonlyMap<string, number> {
  const at = vecGet(stages, index);
  if (at.status === 'single') return new Map([['', at.task.round]]);
  if (at.status === 'items') {
    const rounds = [...vecValues(at.items.tasks)].map(({ round }, i): [string, number] => [
      at.items.keys[i] ?? '',
      round,
    ]);
    return new Map([...[...at.gone].map(([key, { round }]): [string, number] => [key, round]), ...rounds]);
  }
  const items = [...at.before.items].map(([key, { round }]): [string, number] => [key, round]);
  return new Map([...(at.before.single ? [['', at.before.single.round] as const] : []), ...items]);
}

const decisionOf = ({ rework }: Gate, { decision, fallback }: SeenAnswer): SeenAnswer['decision'] =>
  rework === null && fallback === 'reject' ? 'reject' : decision;

const mailOf = (who: string): string => (/<(.*)>/.exec(who)?.[1] ?? who).toLowerCase();
