/**
 * Checkpoint -> RunState, the inverse of `encode` (law P2). The checkpoint was checked against its schema. Stages that
 * are not in the pipeline are ignored; stages that are not in the checkpoint are pending.
 */
import {
  type Digest,
  type EpochMs,
  epochMs,
  InternalError,
  type ItemKey,
  itemKey,
  projectPath,
  runId,
  runUid,
  unreachable,
  usdMicros,
} from '../model/brand.ts';
import type {
  Checkpoint,
  CheckpointAttempt,
  CheckpointFailure,
  CheckpointResult,
  CheckpointStage,
  CheckpointTask,
} from '../model/checkpoint.ts';
import type { Failure } from '../model/failure.ts';
import { ownValue } from '../model/own-value.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { Attempt, AttemptBase, Cost, OutputRef, TaskResult } from '../model/result.ts';
import type {
  GraphState,
  ItemsState,
  Pause,
  RunPhase,
  RunState,
  StageBefore,
  StageState,
  StepLog,
  TaskBase,
  TaskState,
} from '../model/state.ts';
import { decodeCall } from './call-record.ts';
import { closingOf } from './calls.ts';
import { time } from './compact.ts';
import { decodeRounds } from './gate-record.ts';
import { openRound } from './gate-task.ts';
import { itemsState, NO_BEFORE, rebuildGraph, tasksOf } from './graph-state.ts';
import { vecValues } from './vec.ts';

const NEVER = epochMs(0);

const timeIn = (text: string | undefined): EpochMs | null => (text === undefined ? null : time(text));

export function decode(pipeline: Pipeline, checkpoint: Checkpoint): RunState {
  const inputs = checkpoint.inputs ?? {};
  const graph = decodeGraph(pipeline.graph, checkpoint.stages, { inputs });
  const finals = decodeGraph(pipeline.finals, checkpoint.finally ?? {}, { inputs });
  const flight = { count: 0, reserved: 0 };
  countFlight(pipeline.graph, graph, flight);
  countFlight(pipeline.finals, finals, flight);
  const { cost, pause } = checkpoint;
  return {
    id: runId(checkpoint.run),
    uid: runUid(checkpoint.uid),
    createdAt: time(checkpoint.created_at),
    serial: checkpoint.serial,
    phase: decodePhase(checkpoint),
    pause: pause ? decodePause(pause) : null,
    generation: checkpoint.generation,
    pipeline: { name: checkpoint.pipeline.name, digest: checkpoint.pipeline.digest as Digest },
    autoApprove: checkpoint.auto_approve ?? [],
    graph,
    finals,
    finalsEnded: checkpoint.finally_ended === true || pipeline.finals.stages.length === 0,
    outputs: checkpoint.outputs ?? null,
    endedAt: timeIn(checkpoint.ended_at),
    spent: {
      usd: usdMicros(cost.usd_micros),
      atMost: usdMicros(cost.at_most_usd_micros),
      unknown: cost.unknown ?? 0,
      tokens: cost.tokens,
    },
    inFlight: flight.count,
    reserved: flight.reserved,
    executions: checkpoint.executions.map(decodeExecution),
    errors: (checkpoint.errors ?? []).map((error) => ({
      ...error,
      attempt: error.attempt ?? null,
      at: time(error.at),
    })),
    notices: checkpoint.diagnostics ?? [],
  };
}

export const decodePause = (pause: NonNullable<Checkpoint['pause']>): Pause => ({
  reason: pause.reason,
  message: pause.message,
  needs: pause.needs_usd_micros ?? null,
  scope: pause.scope ?? 'run',
  stage: pause.stage ?? null,
  call: pause.call ?? null,
  limit: pause.limit_usd_micros ?? null,
  at: timeIn(pause.at) ?? NEVER,
});

function decodePhase({ status, cancelling }: Checkpoint): RunPhase {
  switch (status) {
    // The runner does not write it for a run with a state; if somebody else did, that must not stop the run.
    case 'pending':
    case 'running':
      return cancelling ? 'cancelling' : 'running';
    case 'paused':
    case 'budget_exceeded':
      return 'paused';
    case 'awaiting_approval':
      return 'awaiting';
    case 'completed':
    case 'failed':
    case 'rejected':
    case 'cancelled':
      return status;
    case 'invalid':
      throw new InternalError('a run that never was valid has no state to go on from');
    default:
      return unreachable(status);
  }
}

function decodeExecution(execution: Checkpoint['executions'][number]): RunState['executions'][number] {
  const { started_at, ended_at, host, pid, version, reason } = execution;
  let done: StepLog | null = null;
  for (const task of execution.done) done = { task, before: done };
  return {
    done,
    startedAt: time(started_at),
    endedAt: timeIn(ended_at),
    host,
    pid,
    version,
    reason: (reason ?? null) as RunState['executions'][number]['reason'],
  };
}

/** The states of a graph's stages, with the bookkeeping recomputed. */
export function decodeGraph(
  graph: Graph,
  stages: Readonly<Record<string, CheckpointStage>>,
  {
    inputs = {},
    context,
    context_files: contextFiles = {},
  }: Pick<CheckpointTask, 'inputs' | 'context' | 'context_files'>,
): GraphState {
  const states = graph.stages.map((stage): StageState => {
    const kept = ownValue(stages, stage.id);
    return kept ? decodeStage(stage, kept) : { status: 'pending', before: NO_BEFORE };
  });
  return rebuildGraph(graph, states, { inputs, context: context ?? null, contextFiles });
}

function decodeStage(stage: Stage, kept: CheckpointStage): StageState {
  const at = timeIn(kept.ended_at) ?? NEVER;
  if (kept.skipped) return { status: 'skipped', reason: kept.skipped, at, before: decodeBefore(stage, kept) };
  if (kept.expanded_at === undefined && !kept.result && !kept.items) {
    const before = decodeBefore(stage, kept);
    return kept.error
      ? { status: 'broken', failure: decodeFailure(kept.error), at, before }
      : { status: 'pending', before };
  }
  // It is not written for a completed stage, and not needed.
  const expandedAt = timeIn(kept.expanded_at) ?? NEVER;
  if (!kept.items) return { status: 'single', at: expandedAt, task: decodeTask(stage, kept) };
  const gone = decodeBefore(stage, kept).items;
  return { status: 'items', at: expandedAt, items: decodeItems(stage, kept, kept.items), gone };
}

function decodeItems(
  stage: Stage,
  { items_order }: CheckpointStage,
  items: NonNullable<CheckpointStage['items']>,
): ItemsState {
  const tasks = inlineItems(items);
  const keys = items_order ?? Object.keys(tasks);
  const taskOf = (key: string): TaskState => {
    const kept = ownValue(tasks, key);
    if (!kept) throw new InternalError(`item ${key} of ${stage.id} is in the order but not among the items`);
    return decodeTask(stage, kept);
  };
  return itemsState(stage, keys.map(itemKey), keys.map(taskOf));
}

/** Items in a separate file must have been inserted by the reader of the checkpoint. */
function inlineItems(items: NonNullable<CheckpointStage['items']>): Readonly<Record<string, CheckpointTask>> {
  if ('$file' in items) throw new InternalError(`the items in ${String(items.$file)} were not read`);
  return items;
}

function decodeBefore(stage: Stage, kept: CheckpointStage): StageBefore {
  const items = new Map<ItemKey, TaskBase>();
  for (const [key, task] of Object.entries(kept.earlier_items ?? {})) items.set(itemKey(key), decodeBase(stage, task));
  const { attempts, earlier, round, earlier_stages, approval } = kept;
  const hasSingle = attempts ?? earlier ?? round ?? earlier_stages ?? approval;
  return { single: hasSingle === undefined ? null : decodeBase(stage, kept), items };
}

function decodeBase(stage: Stage, kept: CheckpointTask): TaskBase {
  const inside = kept.earlier_stages ?? kept.stages;
  return {
    attempts: (kept.attempts ?? []).map(decodeAttempt),
    earlier: (kept.earlier ?? []).map(decodeResult),
    round: kept.round ?? 1,
    childBefore: inside && stage.child ? decodeGraph(stage.child.graph, inside, kept) : null,
    rounds: decodeRounds(kept),
  };
}

function decodeTask(stage: Stage, kept: CheckpointTask): TaskState {
  const base = decodeBase(stage, kept);
  const at = timeIn(kept.ended_at) ?? NEVER;
  if (kept.result) return { ...base, status: 'completed', result: decodeResult(kept.result) };
  if (kept.status === 'failed' && kept.error)
    return { ...base, status: 'failed', failure: decodeFailure(kept.error), at };
  if (kept.rejected) {
    const { gate, feedback } = kept.rejected;
    return { ...base, status: 'rejected', at, gate, feedback: feedback ?? null };
  }
  if (kept.status === 'cancelled') return { ...base, status: 'cancelled', at };
  if (!kept.prepared) return { ...base, status: 'pending' };
  const prepared = { fingerprint: kept.prepared.fingerprint as Digest, depends: kept.prepared.depends };
  if (kept.retry_at !== undefined) return { ...base, ...prepared, status: 'backoff', retryAt: time(kept.retry_at) };
  if (kept.stages && stage.child) {
    const child = decodeGraph(stage.child.graph, kept.stages, kept);
    return { ...base, ...prepared, childBefore: null, status: 'child', child };
  }
  if (kept.status === 'awaiting_approval' && stage.gate && openRound(base))
    return { ...base, ...prepared, status: 'asked' };
  if (kept.status !== 'running') return { ...base, ...prepared, status: 'prepared' };
  const { done, total, label } = kept.progress ?? { done: 0 };
  const progress = kept.progress ? { done, total: total ?? null, label: label ?? null } : null;
  return { ...base, ...prepared, status: 'running', progress };
}

function decodeAttempt(kept: CheckpointAttempt): Attempt {
  const base: AttemptBase = {
    n: kept.n,
    generation: kept.generation ?? 1,
    startedAt: time(kept.started_at),
    effectKey: kept.effect_key,
    log: kept.log === undefined ? null : projectPath(kept.log),
    cost: kept.cost ? decodeCost(kept.cost) : null,
    externalId: kept.external_id ?? null,
    calls: (kept.calls ?? []).map(decodeCall),
  };
  const endedAt = timeIn(kept.ended_at) ?? base.startedAt;
  const { outcome } = kept;
  switch (outcome) {
    case 'running':
      return { ...base, outcome };
    case 'success':
      return { ...base, outcome, endedAt };
    case 'failure':
    case 'timeout': {
      const failure = decodeFailure(kept.error ?? { code: 'attempt/unknown', message: 'not recorded' });
      return { ...base, outcome, endedAt, failure, retryAt: timeIn(kept.retry_at) };
    }
    case 'cancellation':
    case 'lost':
      return { ...base, outcome, endedAt, reason: kept.reason ?? '' };
  }
}

const decodeCost = (cost: { usd_micros: number | null; tokens?: number }): Cost => ({
  usd: cost.usd_micros === null ? null : usdMicros(cost.usd_micros),
  tokens: cost.tokens ?? 0,
});

function decodeFailure({ code, message, retry, exit_code, http_status, hint }: CheckpointFailure): Failure {
  return {
    code,
    message,
    retry: retry ?? 'policy',
    ...(exit_code === undefined ? {} : { exitCode: exit_code }),
    ...(http_status === undefined ? {} : { status: http_status }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function decodeResult(kept: CheckpointResult): TaskResult {
  return {
    fingerprint: kept.fingerprint as Digest,
    depends: kept.depends,
    output: decodeOutput(kept.output),
    artifacts: Object.entries(kept.artifacts ?? {}).map(([name, { path, sha256, bytes, media_type }]) => ({
      name,
      path: projectPath(path),
      sha256: sha256 as Digest,
      bytes,
      mediaType: media_type,
    })),
    at: time(kept.at),
    origin: kept.origin ?? 'executed',
    ...(kept.from === undefined ? {} : { from: kept.from }),
    ...(kept.replaced === undefined ? {} : { replaced: kept.replaced }),
  };
}

export function decodeOutput(output: CheckpointResult['output']): OutputRef {
  if ('value' in output) return { type: 'inline', value: output.value };
  const { file, sha256, bytes, preview } = output;
  return { type: 'file', file: projectPath(file), sha256: sha256 as Digest, bytes, preview };
}

function countFlight(graph: Graph, state: GraphState, flight: { count: number; reserved: number }): void {
  const visit = (stage: Stage, task: TaskState): void => {
    if (task.status === 'running') {
      flight.count++;
      flight.reserved += (stage.maxCost ?? 0) - closingOf(task.attempts.at(-1) ?? { calls: [] }).reserved;
    }
    if (task.status === 'child' && stage.child) countFlight(stage.child.graph, task.child, flight);
  };
  let index = 0;
  for (const at of vecValues(state.stages)) {
    const stage = graph.stages[index++];
    if (stage) for (const task of tasksOf(at)) visit(stage, task);
  }
}
