/**
 * Turns commands into the events that announce them. Expressions are evaluated here; nothing here has external effects.
 *
 * N1. Every command has exactly one announcing event, and that event removes the command's cause (law P1).
 * N2. A task starts with what is recorded: if an earlier turn prepared it, it is prepared again first, since code and
 *     files may have changed while it waited. If they have, that is announced instead of the start, and decided on
 *     again.
 */
import { rejectionIn } from '../core/graph-state.ts';
import { type Located, locate, taskAt } from '../core/locate.ts';
import { isFinal, type TaskAddress } from '../model/address.ts';
import { type Digest, type EpochMs, err, hexOf, InternalError, ok, type Result, type RunId } from '../model/brand.ts';
import type { Command } from '../model/command.ts';
import type { ChildContext, Event, RunEnd } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { OutputRef, TaskResult } from '../model/result.ts';
import type { GraphState, RunState, TaskState } from '../model/state.ts';
import type { Evaluator, Prepared, Scope, StageView } from '../ports/evaluator.ts';
import type { GateDesk } from '../ports/gate-desk.ts';
import { EarlierFiles, type OtherNow } from './earlier-files.ts';
import { GateAnswers } from './gate-answers.ts';
import { feedbackFor } from './questions.ts';
import { OutputMissing, type Scopes } from './scope.ts';

export interface AnswerPorts {
  readonly evaluator: Evaluator;
  readonly scopes: Scopes;
  /** Reads the `context:` files of a sub-pipeline. `before`: its state when it was last opened; null: never. */
  readonly childContext: (
    child: Pipeline,
    inputs: JsonObject,
    before: GraphState | null,
  ) => Result<ChildContext, Failure>;
  readonly otherNow: OtherNow;
  readonly sha256: (text: string) => Digest;
  readonly desk: GateDesk;
  /** Stores the output of a sub-pipeline: a long one becomes a file. */
  readonly keep: (run: RunId, task: TaskAddress, output: JsonObject) => OutputRef;
  /** What `run.summary` shows to `finally` stages. */
  readonly summary: (run: RunState) => JsonObject;
}

/** Bytes of JSON. Outputs are in the head of the checkpoint, which is read as a whole, and in `git diff`. */
const MOST_OUTPUTS = 1024 * 1024;

/** Does the command have an effect? Not if it was answered by an event other than its announcing one. */
export const hasEffect = ({ type }: Command, event: Event): boolean => EFFECTS.get(type) === event.type;
const EFFECTS: ReadonlyMap<Command['type'], Event['type']> = new Map([
  ['start-attempt', 'attempt-started'],
  ['cancel-run', 'cancel-requested'],
  ['ask-gate', 'gate-asked'],
  ['grant-call', 'call-granted'],
]);

export class Answers {
  private readonly pipeline: Pipeline;
  private readonly ports: AnswerPorts;
  private readonly gates: GateAnswers;
  private readonly earlier: EarlierFiles;
  /** Tasks that were prepared in this turn and have not started yet. */
  private readonly prepared = new Map<TaskAddress, Prepared>();

  constructor(pipeline: Pipeline, ports: AnswerPorts) {
    this.pipeline = pipeline;
    this.ports = ports;
    this.gates = new GateAnswers(pipeline, ports);
    this.earlier = new EarlierFiles(ports.otherNow);
  }

  /** A turn begins. */
  newTurn(): void {
    this.prepared.clear();
  }

  answer(run: RunState, command: Command, at: EpochMs): Event {
    switch (command.type) {
      case 'expand-stage':
        return this.expand(run, command.task, at);
      case 'skip-stage':
        return { type: 'stage-expanded', task: command.task, at, expansion: { type: 'skip', reason: 'manifest' } };
      case 'prepare-task':
        return this.prepare(run, command.task, at);
      case 'reuse-result':
        return { type: 'task-reused', task: command.task, at };
      case 'open-child':
        return this.preparedAnew(run, command.task, at) ?? this.openChild(run, command.task, at);
      case 'close-child':
        return this.closeChild(run, command.task, at);
      case 'fail-child':
        return this.failChild(run, command.task, at);
      case 'start-attempt':
        return this.preparedAnew(run, command.task, at) ?? this.start(run, command, at);
      case 'ask-gate':
        return this.preparedAnew(run, command.task, at) ?? this.ask(run, command.task, at);
      case 'note-gate':
        return { type: 'gate-noted', task: command.task, at, ...command.note };
      case 'remind-gate':
        return { type: 'gate-reminded', task: command.task, at, n: command.n };
      case 'settle-gate':
        return this.settle(run, command, at);
      case 'await-answers':
        return { type: 'run-awaiting', at };
      case 'resume-run':
        return { type: 'run-resumed', at };
      case 'cancel-run':
        return { type: 'cancel-requested', at };
      case 'pause-run':
        return { ...command, type: 'run-paused', at };
      case 'grant-call':
        return { ...command, type: 'call-granted', at };
      case 'warn':
        return { type: 'notice', at, diagnostic: command.diagnostic };
      case 'withdraw':
        return { type: 'notices-withdrawn', at, diagnostics: command.diagnostics };
      case 'unpause-run':
        return { type: 'run-unpaused', at };
      case 'end-run':
        return this.endRun(run, command.status, at);
      case 'end-finals':
        return { type: 'finals-ended', at };
    }
  }

  /** What a task that was prepared in this turn is given. Can be called once per task. */
  orderOf(
    run: RunState,
    task: TaskAddress,
  ): { readonly stage: Stage; readonly task: TaskState; readonly prepared: Prepared } {
    const { stage, task: state } = locate(this.pipeline, run, task);
    const prepared = this.prepared.get(task);
    if (!state || !prepared) throw new InternalError(`${task} was not prepared in this turn`);
    this.prepared.delete(task);
    return { stage, task: state, prepared };
  }

  private expand(run: RunState, task: TaskAddress, at: EpochMs): Event {
    const found = locate(this.pipeline, run, task);
    const { stage, place } = found;
    const expansion = guarded(() => this.ports.evaluator.expand(place.pipeline, stage, this.scope(run, task, found)));
    return expansion.ok
      ? { type: 'stage-expanded', task, at, expansion: expansion.value }
      : { type: 'stage-broken', task, at, failure: expansion.error };
  }

  private prepare(run: RunState, task: TaskAddress, at: EpochMs): Event {
    const prepared = this.evaluate(run, task);
    if (!prepared.ok) return { type: 'task-broken', task, at, failure: prepared.error };
    this.prepared.set(task, prepared.value);
    const { fingerprint, depends } = prepared.value;
    return { type: 'task-prepared', task, at, fingerprint, depends };
  }

  /** N2. null: it depends on the same as before. */
  private preparedAnew(run: RunState, task: TaskAddress, at: EpochMs): Event | null {
    if (this.prepared.has(task)) return null;
    const before = taskAt(this.pipeline, run, task);
    const now = this.prepare(run, task, at);
    const isSame =
      now.type === 'task-prepared' && before && 'fingerprint' in before && before.fingerprint === now.fingerprint;
    return isSame ? null : now;
  }

  private start(run: RunState, { task, n }: Extract<Command, { type: 'start-attempt' }>, at: EpochMs): Event {
    const prepared = this.prepared.get(task);
    const refusal = prepared ? this.earlier.refusal(run, prepared) : null;
    if (refusal) return { type: 'task-broken', task, at, failure: refusal };
    return { type: 'attempt-started', task, at, n, effectKey: this.effectKey(run, task) };
  }

  private evaluate(run: RunState, task: TaskAddress): Result<Prepared, Failure> {
    const found = locate(this.pipeline, run, task);
    const { place, stage, state, step } = found;
    const index = state.status === 'items' && step.item !== null ? state.items.indexOf.get(step.item) : undefined;
    const item = index === undefined || step.item === null ? null : { index, key: step.item };
    return guarded(() => {
      const subject = (id: string): StageView => this.ports.scopes.subject(run, place, id);
      const round = found.task?.round ?? 1;
      const earlier = found.task ? resultsOf(found.task).map(({ fingerprint }) => fingerprint) : [];
      const scope = { ...this.scope(run, task, found), subject, item, round, earlier };
      return this.ports.evaluator.prepare(place.pipeline, stage, scope);
    });
  }

  private openChild(run: RunState, task: TaskAddress, at: EpochMs): Event {
    const { stage, task: state, prepared } = this.orderOf(run, task);
    if (!stage.child) throw new InternalError(`${task} is no sub-pipeline`);
    const given = prepared.with.inputs;
    const inputs = this.ports.evaluator.childInputs(stage.child, isJsonObject(given) ? given : {});
    if (!inputs.ok) return { type: 'task-broken', task, at, failure: inputs.error };
    if (stage.child.context.length === 0) return { type: 'child-opened', task, at, inputs: inputs.value };
    const context = this.ports.childContext(stage.child, inputs.value, state.childBefore);
    if (!context.ok) return { type: 'task-broken', task, at, failure: context.error };
    return { type: 'child-opened', task, at, inputs: inputs.value, ...context.value };
  }

  private closeChild(run: RunState, task: TaskAddress, at: EpochMs): Event {
    const { stage, task: state, step, place: above } = locate(this.pipeline, run, task);
    const { child } = stage;
    if (!child || state?.status !== 'child') throw new InternalError(`${task} has no sub-pipeline in work`);
    const place = { pipeline: child, graph: child.graph, state: state.child, path: [...above.path, step] };
    const outputs = guarded(() => this.ports.evaluator.outputs(child, this.ports.scopes.of(run, place)));
    return outputs.ok
      ? { type: 'child-closed', task, at, output: this.ports.keep(run.id, task, outputs.value) }
      : { type: 'task-broken', task, at, failure: outputs.error };
  }

  private failChild(run: RunState, task: TaskAddress, at: EpochMs): Event {
    const { stage, task: state } = locate(this.pipeline, run, task);
    const no = stage.child && state?.status === 'child' ? rejectionIn(stage.child.graph, state.child) : null;
    if (no) return { type: 'child-rejected', task, at, gate: no.gate, feedback: no.feedback };
    return { type: 'task-broken', task, at, failure: childFailure(run, task) };
  }

  private ask(run: RunState, task: TaskAddress, at: EpochMs): Event {
    const { prepared } = this.orderOf(run, task);
    const asked = guarded<Event>(() => ok(this.gates.ask(run, task, { at, worded: prepared.with.question })));
    return asked.ok ? asked.value : { type: 'task-broken', task, at, failure: asked.error };
  }

  private settle(run: RunState, { task, verdict }: Extract<Command, { type: 'settle-gate' }>, at: EpochMs): Event {
    const settled = guarded<Event>(() => ok(this.gates.settle(run, task, { at, verdict })));
    return settled.ok ? settled.value : { type: 'task-broken', task, at, failure: settled.error };
  }

  private endRun(run: RunState, status: RunEnd, at: EpochMs): Event {
    if (status !== 'completed') return { type: 'run-ended', at, status, outputs: null };
    const place = { pipeline: this.pipeline, graph: this.pipeline.graph, state: run.graph, path: [] };
    const outputs = guarded(() => {
      const found = this.ports.evaluator.outputs(this.pipeline, this.ports.scopes.of(run, place));
      return found.ok ? bounded(found.value) : found;
    });
    if (outputs.ok) return { type: 'run-ended', at, status, outputs: outputs.value };
    return { type: 'run-ended', at, status: 'failed', outputs: null, failure: outputs.error };
  }

  /** Stays the same after a lost attempt, a timeout or a network error; rises when a received result was refused. */
  private effectKey(run: RunState, address: TaskAddress): string {
    const task = taskAt(this.pipeline, run, address);
    if (!task || !('fingerprint' in task)) throw new InternalError(`${address} is not prepared`);
    const refused = task.attempts.filter(
      (attempt) => attempt.outcome === 'failure' && isRefusal(attempt.failure),
    ).length;
    const parts = [run.uid, address, task.round, task.fingerprint, refused + 1];
    return hexOf(this.ports.sha256(parts.join('\n')), 32);
  }

  private scope(run: RunState, task: TaskAddress, { place, stage, step }: Located): Scope {
    const isLate = isFinal(task);
    const scope = this.ports.scopes.of(run, place, isLate ? this.ports.summary(run) : undefined);
    const said = (item: string | null) => feedbackFor(stage, place, { item, desk: this.ports.desk });
    const feedback = isLate ? undefined : said(null);
    if (!feedback) return scope;
    const itemFeedback = step.item === null ? undefined : said(step.item);
    return { ...scope, feedback, ...(itemFeedback ? { itemFeedback } : {}) };
  }
}

/** The current result, if there is one, and earlier ones. */
const resultsOf = (task: TaskState): readonly TaskResult[] =>
  task.status === 'completed' ? [task.result, ...task.earlier] : task.earlier;

/** Was a result received and refused? It was paid for, so the next attempt needs another effect key. */
const isRefusal = ({ code }: Failure): boolean => REFUSALS.some((what) => code.startsWith(what));
const REFUSALS = ['output/', 'artifact/', 'llm/', 'speech/bad-', 'image/bad-', 'video/bad-', 'media/check'];

function guarded<T>(evaluate: () => Result<T, Failure>): Result<T, Failure> {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof OutputMissing) return err(error.failure);
    throw error;
  }
}

function childFailure(run: RunState, task: TaskAddress): Failure {
  const first = run.errors.find((error) => error.task.startsWith(`${task}/`));
  const message = first ? `${first.task} failed: ${first.message}` : 'a stage of the sub-pipeline failed';
  return { code: 'pipeline/child-failed', message, retry: 'never' };
}

function bounded(outputs: JsonObject): Result<JsonObject, Failure> {
  const sizes = Object.entries(outputs).map(([name, value]) => ({
    name,
    bytes: Buffer.byteLength(JSON.stringify(value)),
  }));
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (all <= MOST_OUTPUTS) return ok(outputs);
  const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes);
  return err({
    code: 'run/outputs-too-large',
    message: `the \`outputs\` of the pipeline are larger than 1 MiB, mostly ${largest?.name}`,
    retry: 'never',
    hint: `let ${largest?.name} name a file, as in stages.<id>.artifacts['…'].path, then \`retry\`: no stage runs again`,
  });
}
