/**
 * RunState -> Checkpoint. Byte-stable: the same state gives the same keys in the same order.
 *
 * C1. decode(pipeline, encode(pipeline, s)) equals s in everything that `decide` reads (law P2).
 * C2. Keys without information are left out, so that a diff shows only changes. `expanded_at` of a completed stage is
 *     left out too: it would be the only change in a rerun that reuses the stage.
 */
import type {
  Checkpoint,
  CheckpointArtifact,
  CheckpointAttempt,
  CheckpointCost,
  CheckpointFailure,
  CheckpointFile,
  CheckpointResult,
  CheckpointStage,
  CheckpointTask,
  RunStatus,
  StageStatus,
} from '../model/checkpoint.ts';
import type { Failure } from '../model/failure.ts';
import { isoTime } from '../model/iso-time.ts';
import type { Graph, Pipeline, Stage } from '../model/pipeline.ts';
import type { Attempt, Cost, OutputRef, TaskResult } from '../model/result.ts';
import type { GraphState, ItemsState, RunState, StageBefore, StageState, TaskBase, TaskState } from '../model/state.ts';
import { encodeCall } from './call-record.ts';
import { compact } from './compact.ts';
import { addCost } from './cost.ts';
import { encodeRounds } from './gate-record.ts';
import { childrenOnlyAsk, onlyAsks, taskVerdict, verdict } from './graph-state.ts';
import { progressOf } from './progress.ts';
import { vecGet, vecValues } from './vec.ts';

export function encode(pipeline: Pipeline, run: RunState): Checkpoint {
  const { spent } = run;
  const stages = encodeGraph(pipeline.graph, run.graph);
  const finals = encodeGraph(pipeline.finals, run.finals);
  return compact({
    version: 1 as const,
    run: run.id,
    uid: run.uid,
    serial: run.serial,
    pipeline: { name: run.pipeline.name, digest: run.pipeline.digest },
    status: runStatus(run),
    cancelling: run.phase === 'cancelling' ? (true as const) : undefined,
    pause: run.pause
      ? compact({
          reason: run.pause.reason,
          message: run.pause.message,
          needs_usd_micros: run.pause.needs ?? undefined,
          scope: run.pause.scope === 'run' ? undefined : run.pause.scope,
          stage: run.pause.stage ?? undefined,
          call: run.pause.call ?? undefined,
          limit_usd_micros: run.pause.limit ?? undefined,
          at: run.pause.scope === 'day' ? isoTime(run.pause.at) : undefined,
        })
      : undefined,
    generation: run.generation,
    auto_approve: run.autoApprove.length === 0 ? undefined : run.autoApprove,
    created_at: isoTime(run.createdAt),
    ended_at: run.endedAt === null ? undefined : isoTime(run.endedAt),
    outputs: run.outputs ?? undefined,
    progress: progressOf(pipeline, run),
    cost: compact({
      usd_micros: spent.usd,
      at_most_usd_micros: spent.atMost,
      unknown: spent.unknown || undefined,
      tokens: spent.tokens,
    }),
    inputs: run.graph.inputs,
    executions: run.executions.map(encodeExecution),
    stages,
    finally: pipeline.finals.stages.length > 0 ? finals : undefined,
    finally_ended: pipeline.finals.stages.length > 0 && run.finalsEnded ? true : undefined,
    errors: run.errors.length === 0 ? undefined : run.errors.map(encodeError),
    diagnostics: run.notices.length === 0 ? undefined : run.notices,
  });
}

/** The duration is not negative, even if the clock was set back. */
const span = (started: number | null, ended: number | null) => ({
  started_at: started === null ? undefined : isoTime(started),
  ended_at: ended === null ? undefined : isoTime(ended),
  duration_ms: started === null || ended === null ? undefined : Math.max(0, ended - started),
});

export function runStatus({ phase, pause }: RunState): RunStatus {
  if (phase === 'paused') return pause?.reason === 'budget' ? 'budget_exceeded' : 'paused';
  if (phase === 'awaiting') return 'awaiting_approval';
  return phase === 'cancelling' ? 'running' : phase;
}

const encodeError = ({ task, attempt, at, code, message }: RunState['errors'][number]) =>
  compact({ task, attempt: attempt ?? undefined, at: isoTime(at), code, message });

function encodeExecution(execution: RunState['executions'][number]): Checkpoint['executions'][number] {
  const { startedAt, endedAt, host, pid, version, reason } = execution;
  const done: string[] = [];
  for (let step = execution.done; step; step = step.before) done.push(step.task);
  return compact({
    ...span(startedAt, endedAt),
    host,
    pid,
    version,
    reason: reason ?? undefined,
    done: done.reverse(),
  });
}

function encodeGraph(graph: Graph, state: GraphState): Record<string, CheckpointStage> {
  const stages: Record<string, CheckpointStage> = {};
  for (const stage of graph.stages) {
    const at = stateOf(state, stage);
    if (!at) continue;
    const blocked = at.status === 'pending' ? blockedBy(graph, state, stage) : [];
    const encoded = tolerant(stage, encodeStage(stage, at));
    stages[stage.id] = blocked.length > 0 ? { ...encoded, blocked_by: blocked } : encoded;
  }
  return stages;
}

/** Marks a failed or rejected stage as tolerated, so that readers see that it is not why the run failed. */
function tolerant(stage: Stage, encoded: CheckpointStage): CheckpointStage {
  if (stage.onError === 'fail') return encoded;
  const { status, ...rest } = encoded;
  const hasFailed = status === 'failed' || status === 'rejected' || (rest.items_progress?.failed ?? 0) > 0;
  return hasFailed ? { status, on_error: 'continue', ...rest } : encoded;
}

/** A sub-pipeline of an earlier generation may have had other stages: only common ones are kept. */
function stateOf({ ids, stages }: GraphState, { id, index }: Stage): StageState | null {
  const found = ids[index] === id ? index : ids.indexOf(id);
  return found < 0 ? null : vecGet(stages, found);
}

function blockedBy(graph: Graph, state: GraphState, stage: Stage): readonly string[] {
  if (state.failed === 0) return [];
  return stage.needs.flatMap((need) => {
    const other = graph.stages[need];
    const at = other ? stateOf(state, other) : null;
    return other && at && verdict(other, at) === 'failed' ? [other.id] : [];
  });
}

function encodeStage(stage: Stage, state: StageState): CheckpointStage {
  switch (state.status) {
    case 'pending':
      return { status: 'pending', ...encodeBefore(stage, state.before) };
    case 'skipped':
      return {
        status: 'skipped',
        skipped: state.reason,
        ended_at: isoTime(state.at),
        ...encodeBefore(stage, state.before),
      };
    case 'broken': {
      const { failure, at, before } = state;
      return { status: 'failed', ended_at: isoTime(at), error: encodeFailure(failure), ...encodeBefore(stage, before) };
    }
    case 'single': {
      const { status, ...task } = encodeTask(stage, state.task);
      return compact({ status, expanded_at: task.result ? undefined : isoTime(state.at), ...task });
    }
    case 'items':
      return encodeItems(stage, state);
  }
}

function encodeItems(stage: Stage, state: Extract<StageState, { status: 'items' }>): CheckpointStage {
  const { keys, tasks, completed, failed } = state.items;
  const items: Record<string, CheckpointTask> = {};
  keys.forEach((key, i) => {
    items[key] = encodeTask(stage, vecGet(tasks, i));
  });
  const isInOrder = Object.keys(items).every((key, i) => key === keys[i]);
  const status = itemsStatus(stage, state.items);
  return compact({
    status,
    expanded_at: status === 'completed' ? undefined : isoTime(state.at),
    items_progress: { completed, failed, total: keys.length },
    items_order: isInOrder ? undefined : keys,
    items,
    ...encodeBefore(stage, { single: null, items: state.gone }),
  });
}

function itemsStatus(stage: Stage, items: ItemsState): StageStatus {
  const { keys, completed, failed, queues } = items;
  if (completed + failed === keys.length) return failed === 0 ? 'completed' : failureOf(items);
  if (stage.child ? childrenOnlyAsk(stage.child.graph, items) : false) return 'awaiting_approval';
  if (queues.running.size > 0 || completed + failed > 0) return 'running';
  return queues.backoff.size > 0 ? 'backoff' : 'pending';
}

function failureOf({ tasks }: ItemsState): StageStatus {
  return [...vecValues(tasks)].some(({ status }) => status === 'rejected') ? 'rejected' : 'failed';
}

/** What a stage that is not expanded has from earlier generations. */
function encodeBefore(stage: Stage, { single, items }: StageBefore): Partial<CheckpointStage> {
  const kept: Record<string, CheckpointTask> = {};
  for (const [key, base] of items) kept[key] = { status: 'pending', ...encodeBase(stage, base, 'earlier') };
  return compact({
    ...(single ? encodeBase(stage, single, 'earlier') : {}),
    earlier_items: items.size > 0 ? kept : undefined,
  });
}

function encodeTask(stage: Stage, task: TaskState): CheckpointTask {
  const status = taskStatus(stage, task);
  const isShown = task.status === 'child' || taskVerdict(task) !== 'open';
  const { started, ended } = taskTimes(task);
  const child = task.status === 'child' ? task.child : isShown ? task.childBefore : null;
  const inside = child && stage.child ? encodeGraph(stage.child.graph, child) : undefined;
  return compact({
    status,
    round: task.round > 1 ? task.round : undefined,
    ...span(started, ended),
    ...taskDetails(task),
    cost: encodeCost(task.attempts),
    ...encodeBase(stage, task, isShown ? 'shown' : 'earlier'),
    inputs: child?.inputs,
    ...(child ? { context: child.context ?? undefined, context_files: contextFilesOf(child) } : {}),
    stages: inside,
  });
}

function taskDetails(task: TaskState): Partial<CheckpointTask> {
  switch (task.status) {
    case 'prepared':
    case 'child':
    case 'asked':
      return { prepared: { fingerprint: task.fingerprint, depends: task.depends } };
    case 'running': {
      const { progress, fingerprint, depends } = task;
      const { done, total, label } = progress ?? { done: 0, total: null, label: null };
      return compact({
        prepared: { fingerprint, depends },
        progress: progress ? compact({ done, total: total ?? undefined, label: label ?? undefined }) : undefined,
      });
    }
    case 'backoff':
      return { prepared: { fingerprint: task.fingerprint, depends: task.depends }, retry_at: isoTime(task.retryAt) };
    case 'rejected':
      return { rejected: compact({ gate: task.gate, feedback: task.feedback ?? undefined }) };
    case 'completed':
      return { result: encodeResult(task.result) };
    case 'failed':
      return { error: encodeFailure(task.failure) };
    default:
      return {};
  }
}

function taskStatus(stage: Stage, task: TaskState): StageStatus {
  switch (task.status) {
    case 'prepared':
      return 'pending';
    case 'asked':
      return 'awaiting_approval';
    case 'child':
      return stage.child && task.child.ready.size === 0 && onlyAsks(stage.child.graph, task.child)
        ? 'awaiting_approval'
        : 'running';
    default:
      return task.status;
  }
}

/**
 * From the first attempt of the generation in which the task ended, or is in work, to its end. A reused result keeps
 * its original times; a task that ended without an attempt (cached, a sub-pipeline) has no start.
 */
export function taskTimes(task: TaskState): { readonly started: number | null; readonly ended: number | null } {
  const ended = endOf(task);
  const isInWork = task.status === 'running' || task.status === 'backoff';
  const last = isInWork
    ? task.attempts.at(-1)
    : task.attempts.findLast((attempt) => attempt.outcome !== 'running' && attempt.endedAt === ended);
  const first = last && firstOf(task.attempts, last);
  return { started: first?.startedAt ?? null, ended };
}

/** The first attempt of a series: of the same generation, after the last one that a gate sent back. */
function firstOf(attempts: readonly Attempt[], last: Attempt): Attempt | undefined {
  const before = attempts.slice(0, attempts.indexOf(last));
  const sentBack = before.findLastIndex(({ outcome }) => outcome === 'success');
  return attempts.slice(sentBack + 1).find(({ generation }) => generation === last.generation);
}

function endOf(task: TaskState): number | null {
  if (task.status === 'completed') return task.result.at;
  return 'at' in task ? task.at : null;
}

function encodeBase(stage: Stage, base: TaskBase, kind: 'shown' | 'earlier'): Partial<CheckpointTask> {
  const earlier = kind === 'earlier' && base.childBefore && stage.child ? base.childBefore : null;
  return compact({
    round: base.round > 1 ? base.round : undefined,
    attempts: base.attempts.length > 0 ? base.attempts.map(encodeAttempt) : undefined,
    ...encodeRounds(base.rounds),
    earlier: base.earlier.length > 0 ? base.earlier.map(encodeResult) : undefined,
    ...(earlier ? keptContext(earlier) : {}),
    earlier_stages: earlier && stage.child ? encodeGraph(stage.child.graph, earlier) : undefined,
  });
}

const contextFilesOf = ({ contextFiles }: GraphState): CheckpointTask['context_files'] =>
  Object.keys(contextFiles).length > 0 ? contextFiles : undefined;

/** The part of a sub-pipeline's context that is kept when it is opened again. */
function keptContext(child: GraphState): Pick<CheckpointTask, 'context' | 'context_files'> {
  const { context, contextFiles } = child;
  const kept = Object.entries(context ?? {}).filter(([name]) => Object.hasOwn(contextFiles, name));
  return kept.length > 0 ? { context: Object.fromEntries(kept), context_files: contextFiles } : {};
}

function encodeAttempt(attempt: Attempt): CheckpointAttempt {
  const isFailed = attempt.outcome === 'failure' || attempt.outcome === 'timeout';
  return compact({
    n: attempt.n,
    generation: attempt.generation > 1 ? attempt.generation : undefined,
    ...span(attempt.startedAt, attempt.outcome === 'running' ? null : attempt.endedAt),
    outcome: attempt.outcome,
    error: isFailed ? encodeFailure(attempt.failure) : undefined,
    reason: attempt.outcome === 'cancellation' || attempt.outcome === 'lost' ? attempt.reason : undefined,
    retry_at: isFailed && attempt.retryAt !== null ? isoTime(attempt.retryAt) : undefined,
    cost: attempt.cost ? encodeSpent(attempt.cost) : undefined,
    calls: attempt.calls.length > 0 ? attempt.calls.map(encodeCall) : undefined,
    external_id: attempt.externalId ?? undefined,
    effect_key: attempt.effectKey,
    log: attempt.log ?? undefined,
  });
}

export const encodeSpent = ({ usd, tokens }: Cost): CheckpointCost =>
  compact({ usd_micros: usd, tokens: tokens || undefined });

/** The cost of all attempts, including lost and failed ones. */
function encodeCost(attempts: readonly Attempt[]): CheckpointCost | undefined {
  let sum: Cost | null = null;
  for (const { cost } of attempts) if (cost) sum = addCost(sum, cost);
  return sum ? encodeSpent(sum) : undefined;
}

export const encodeFailure = ({ code, message, retry, exitCode, status, hint }: Failure): CheckpointFailure =>
  compact({
    code,
    message,
    retry: retry === 'policy' ? undefined : retry,
    exit_code: exitCode,
    http_status: status,
    hint,
  });

function encodeResult({
  fingerprint,
  depends,
  at,
  origin,
  from,
  replaced,
  output,
  artifacts,
}: TaskResult): CheckpointResult {
  // Not by assignment: a file may be called __proto__.
  const published = Object.fromEntries(
    artifacts.map(({ name, path, sha256, bytes, mediaType }): [string, CheckpointArtifact] => [
      name,
      { path, sha256, bytes, media_type: mediaType },
    ]),
  );
  return compact({
    output: encodeOutput(output),
    artifacts: artifacts.length > 0 ? published : undefined,
    at: isoTime(at),
    origin: origin === 'executed' ? undefined : origin,
    from,
    replaced,
    fingerprint,
    depends,
  });
}

export const encodeOutput = (output: OutputRef): { readonly value: TaskJson } | CheckpointFile =>
  output.type === 'inline'
    ? { value: output.value }
    : { file: output.file, sha256: output.sha256, bytes: output.bytes, preview: output.preview };
type TaskJson = Extract<OutputRef, { type: 'inline' }>['value'];
