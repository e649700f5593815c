/**
 * Commands that need evaluation, answered as the real engine does, by the little language of random-graph.ts.
 *
 * A fingerprint covers address, round, content and what the needs gave, and an output names its fingerprint:
 * whatever changes upstream changes everything that reads it, and nothing else.
 */
import { locate, taskAt } from '../../src/core/locate.ts';
import { vecGet, vecValues } from '../../src/core/vec.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { digest, type EpochMs, InternalError, itemKey, stageIndex } from '../../src/model/brand.ts';
import type { Command } from '../../src/model/command.ts';
import type { Event, Expansion } from '../../src/model/event.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { GraphState, RunState, StageState, TaskState } from '../../src/model/state.ts';

export interface World {
  readonly pipeline: Pipeline;
  /** Version of the content (templates, files …) that a stage depends on; 0 when it is not here. */
  readonly content: ReadonlyMap<string, number>;
}

const broken = (message: string): Failure => ({ code: 'expr/failed', message, retry: 'never' });

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
      return { type: 'task-broken', task: command.task, at, failure: broken('a stage of the sub-pipeline failed') };
    case 'start-attempt':
      return { type: 'attempt-started', task: command.task, at, n: command.n, effectKey: `key-${command.n}` };
    case 'cancel-run':
      return { type: 'cancel-requested', at };
    case 'pause-run':
      return { type: 'run-paused', at, reason: command.reason, message: command.message, needs: command.needs };
    case 'unpause-run':
      return { type: 'run-unpaused', at };
    case 'end-run':
      return { type: 'run-ended', at, status: command.status, outputs: command.status === 'completed' ? {} : null };
    case 'end-finals':
      return { type: 'finals-ended', at };
  }
}

interface Asked {
  readonly task: TaskAddress;
  readonly at: EpochMs;
}

function openChild(world: World, run: RunState, { task, at }: Asked): Event {
  const given = reading(world, run, task);
  const { stage } = locate(world.pipeline, run, task);
  // Some sub-pipelines declare a context, others do not.
  const context = stage.index % 2 === 0 ? { context: { frozen: given } } : {};
  return { type: 'child-opened', task, at, inputs: { given }, ...context };
}

function expand({ pipeline }: World, run: RunState, { task, at }: Asked): Event {
  const { stage } = locate(pipeline, run, task);
  const expansion = expansionOf(stage);
  return expansion === null
    ? { type: 'stage-broken', task, at, failure: broken('not a boolean') }
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

function prepare(world: World, run: RunState, { task, at }: Asked): Event {
  const { stage } = locate(world.pipeline, run, task);
  if (stage.with.broken === true) return { type: 'task-broken', task, at, failure: broken('no such field') };
  const given = reading(world, run, task);
  const round = taskAt(world.pipeline, run, task)?.round ?? 1;
  const content = world.content.get(stage.id) ?? 0;
  return {
    type: 'task-prepared',
    task,
    at,
    fingerprint: digest(hash(`${task} ${round} ${content} ${given}`)),
    depends: { given, content: String(content) },
  };
}

/** What a task reads: the inputs of its graph and what its needs gave. */
function reading({ pipeline }: World, run: RunState, task: TaskAddress): string {
  const { stage, graphState } = locate(pipeline, run, task);
  const given = stage.needs.map((need) => outputOf(vecGet(graphState.stages, need)));
  return hash(`${String(graphState.inputs.given ?? '')} ${given.join(' ')}`);
}

function childOutput({ pipeline }: World, run: RunState, task: TaskAddress): string {
  const state = taskAt(pipeline, run, task);
  if (state?.status !== 'child') throw new InternalError(`${task} has no sub-pipeline in work`);
  return hash(graphOutput(state.child));
}

const graphOutput = ({ ids, stages }: GraphState): string =>
  ids.map((_, i) => outputOf(vecGet(stages, stageIndex(i)))).join(' ');

function outputOf(state: StageState): string {
  if (state.status === 'single') return taskOutput(state.task);
  if (state.status === 'items') return [...vecValues(state.items.tasks)].map(taskOutput).join(',');
  return state.status;
}

function taskOutput(task: TaskState): string {
  if (task.status !== 'completed') return task.status;
  const { output } = task.result;
  return output.type === 'inline' ? String(output.value) : output.sha256;
}

export const inline = (value: string) => ({ type: 'inline', value }) as const;

/** FNV-1a, 64 bits in two halves: short, quick and good enough to tell test data apart. */
export function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
