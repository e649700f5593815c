/**
 * Turns commands into events as the real engine does; expressions are those of random-graph.ts.
 *
 * A fingerprint covers address, round, content and the outputs of the needs, and an output contains its fingerprint:
 * a change upstream changes everything that reads it, and nothing else.
 */
import { rejectionIn } from '../../src/core/graph-state.ts';
import { locate, taskAt } from '../../src/core/locate.ts';
import { vecGet, vecValues } from '../../src/core/vec.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import {
  type Digest,
  digest,
  type EpochMs,
  InternalError,
  itemKey,
  projectPath,
  stageIndex,
} from '../../src/model/brand.ts';
import type { Command } from '../../src/model/command.ts';
import type { Event, Expansion } from '../../src/model/event.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, RunState, StageState, TaskState } from '../../src/model/state.ts';

export interface World {
  readonly pipeline: Pipeline;
  /** Version of the content (templates, files …) that a stage depends on; 0 if absent. */
  readonly content: ReadonlyMap<string, number>;
  /** Digests of the answers to a gate that are in the manifest; absent: nobody writes any. */
  readonly standing?: (task: TaskAddress) => readonly Digest[];
  /** The author of the manifest. */
  readonly author?: string | null;
}

const failureOf = (message: string): Failure => ({ code: 'expr/failed', message, retry: 'never' });

/** The event that announces a command. */
export function answer(world: World, run: RunState, { command, at }: { command: Command; at: EpochMs }): Event {
  switch (command.type) {
    case 'expand-stage':
      return expand(world, run, { task: command.task, at });
    case 'skip-stage':
      return { type: 'stage-expanded', task: command.task, at, expansion: { type: 'skip', reason: 'manifest' } };
    case 'prepare-task':
      return prepare(world, run, { task: command.task, at });
    case 'reuse-result':
      return { type: 'task-reused', task: command.task, at };
    case 'open-child':
      return openChild(world, run, { task: command.task, at });
    case 'close-child':
      return { type: 'child-closed', task: command.task, at, output: inline(childOutput(world, run, command.task)) };
    case 'fail-child':
      return failChild(world, run, { task: command.task, at });
    case 'ask-gate':
      return ask(world, run, { task: command.task, at });
    case 'note-gate':
      return { type: 'gate-noted', task: command.task, at, ...command.note };
    case 'remind-gate':
      return { type: 'gate-reminded', task: command.task, at, n: command.n };
    case 'settle-gate':
      return settle(world, run, { ...command, at });
    case 'await-answers':
      return { type: 'run-awaiting', at };
    case 'resume-run':
      return { type: 'run-resumed', at };
    case 'start-attempt':
      return { type: 'attempt-started', task: command.task, at, n: command.n, effectKey: `key-${command.n}` };
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
      return { type: 'run-ended', at, status: command.status, outputs: command.status === 'completed' ? {} : null };
    case 'end-finals':
      return { type: 'finals-ended', at };
  }
}

interface CommandTarget {
  readonly task: TaskAddress;
  readonly at: EpochMs;
}

function failChild({ pipeline }: World, run: RunState, { task, at }: CommandTarget): Event {
  const { stage } = locate(pipeline, run, task);
  const state = taskAt(pipeline, run, task);
  const no = state?.status === 'child' && stage.child ? rejectionIn(stage.child.graph, state.child) : null;
  if (no) return { type: 'child-rejected', task, at, gate: no.gate, feedback: no.feedback };
  return { type: 'task-broken', task, at, failure: failureOf('a stage of the sub-pipeline failed') };
}

function ask({ pipeline, standing, author = null }: World, run: RunState, { task, at }: CommandTarget): Event {
  const { stage } = locate(pipeline, run, task);
  const state = taskAt(pipeline, run, task);
  const last = state?.rounds.at(-1);
  if (state?.status !== 'prepared' || !stage.gate) throw new InternalError(`${task} cannot ask`);
  const isContinued = last?.end === null && last.fingerprint === state.fingerprint;
  const iteration = isContinued ? last.iteration : (last?.iteration ?? 0) + 1;
  const file = (folder: string) => projectPath(`runs/case.run/${folder}/${task}.${iteration}.yaml`);
  const files = { read: file('asked'), draft: stage.gate.editable ? file('drafts') : null };
  const words = { question: `Is ${stage.id} good?`, how: 'approved: true', author };
  const subject = subjectDigest(pipeline, run, task);
  const used = state.rounds.flatMap(({ end, given }) => end?.consumed ?? given.map((one) => one.answer));
  return {
    type: 'gate-asked',
    task,
    at,
    iteration,
    subject,
    ...words,
    ...files,
    standing: [...new Set([...(standing?.(task) ?? []), ...used])],
  };
}

type Settled = Extract<Command, { type: 'settle-gate' }> & { readonly at: EpochMs };

function settle({ pipeline }: World, run: RunState, { task, at, verdict }: Settled): Event {
  const { edited, ...said } = verdict;
  const answered = { type: 'gate-answered', task, at, ...said, edited: edited?.digest ?? null } as const;
  if (verdict.decision !== 'approve') return answered;
  const output = edited ? String(edited.value) : subjectOutput(pipeline, run, task);
  return { ...answered, output: inline(output), artifacts: [] };
}

/** The output of the subject of a gate in this state. */
export function subjectOutput(pipeline: Pipeline, run: RunState, task: TaskAddress): string {
  const { stage, place } = locate(pipeline, run, task);
  if (!stage.gate) throw new InternalError(`${task} is no gate`);
  return outputOf(vecGet(place.state.stages, stage.gate.subject));
}

export const subjectDigest = (pipeline: Pipeline, run: RunState, task: TaskAddress): Digest =>
  digest(`sha256:${hash(subjectOutput(pipeline, run, task))}`);

function openChild(world: World, run: RunState, { task, at }: CommandTarget): Event {
  const given = readBy(world, run, task);
  const { stage, task: state } = locate(world.pipeline, run, task);
  // Every other sub-pipeline declares a context, of which a part is kept when it is opened again.
  const kept = state?.childBefore?.context?.kept ?? given;
  const context = stage.index % 2 === 0 ? { context: { frozen: given, kept }, contextFiles: { kept: 'file' } } : {};
  return { type: 'child-opened', task, at, inputs: { given }, ...context };
}

function expand({ pipeline }: World, run: RunState, { task, at }: CommandTarget): Event {
  const { stage, place } = locate(pipeline, run, task);
  const wanted = expansionOf(stage);
  const subject = stage.gate && vecGet(place.state.stages, stage.gate.subject);
  const isIdle = wanted?.type === 'single' && subject && !isAskable(subject);
  const expansion: Expansion | null = isIdle ? { type: 'skip', reason: 'no-subject' } : wanted;
  return expansion === null
    ? { type: 'stage-broken', task, at, failure: failureOf('not a boolean') }
    : { type: 'stage-expanded', task, at, expansion };
}

function expansionOf({ when, foreach }: Stage): Expansion | null {
  if (when === 'broken' || foreach === 'broken') return null;
  if (when === 'false') return { type: 'skip', reason: 'when' };
  if (foreach === null) return { type: 'single' };
  if (foreach === 'null') return { type: 'skip', reason: 'null-foreach' };
  const keys: unknown = JSON.parse(foreach);
  return { type: 'items', keys: Array.isArray(keys) ? keys.map((key) => itemKey(String(key))) : [] };
}

/** Whether there is a result, or an empty list, to decide on. */
function isAskable(state: StageState): boolean {
  if (state.status === 'single') return state.task.status === 'completed';
  if (state.status !== 'items') return false;
  const tasks = [...vecValues(state.items.tasks)];
  return tasks.length === 0 || tasks.some(({ status }) => status === 'completed');
}

function prepare(world: World, run: RunState, { task, at }: CommandTarget): Event {
  const { stage } = locate(world.pipeline, run, task);
  if (stage.with.broken === true) return { type: 'task-broken', task, at, failure: failureOf('no such field') };
  const given = readBy(world, run, task);
  const round = taskAt(world.pipeline, run, task)?.round ?? 1;
  const content = world.content.get(stage.id) ?? 0;
  if (stage.gate) {
    // An answer covers the definition and the subject of the gate, not its other needs.
    const subject = subjectDigest(world.pipeline, run, task);
    const fingerprint = digest(hash(`${task} ${round} ${JSON.stringify(stage.gate)} ${subject}`));
    return { type: 'task-prepared', task, at, fingerprint, depends: { subject } };
  }
  return {
    type: 'task-prepared',
    task,
    at,
    fingerprint: digest(hash(`${task} ${round} ${content} ${given}`)),
    depends: { given, content: String(content) },
  };
}

/** A digest of what a task reads: the inputs of its graph and the outputs of its needs. */
function readBy({ pipeline }: World, run: RunState, task: TaskAddress): string {
  const { stage, place } = locate(pipeline, run, task);
  const given = stage.needs.map((need) => outputOf(vecGet(place.state.stages, need)));
  return hash(`${String(place.state.inputs.given ?? '')} ${given.join(' ')}`);
}

function childOutput({ pipeline }: World, run: RunState, task: TaskAddress): string {
  const state = taskAt(pipeline, run, task);
  if (state?.status !== 'child') throw new InternalError(`${task} has no open sub-pipeline`);
  return hash(graphOutput(state.child));
}

const graphOutput = ({ ids, stages }: GraphState): string =>
  ids.map((_, i) => outputOf(vecGet(stages, stageIndex(i)))).join(' ');

export function outputOf(state: StageState): string {
  if (state.status === 'single') return taskOutput(state.task);
  if (state.status === 'items') return [...vecValues(state.items.tasks)].map(taskOutput).join(',');
  return state.status;
}

export function taskOutput(task: TaskState): string {
  if (task.status !== 'completed') return task.status;
  const { output } = task.result;
  return output.type === 'inline' ? String(output.value) : output.sha256;
}

export const inline = (value: string) => ({ type: 'inline', value }) as const;

/** FNV-1a, 64 bits in two halves: short, fast and good enough for test data. */
export function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
