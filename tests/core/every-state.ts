/** One task in every status, a stage in every status, and one event of every kind about them. */
import { openGraph } from '../../src/core/graph-state.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import {
  digest,
  durationMs,
  epochMs,
  InternalError,
  itemKey,
  projectPath,
  type RunId,
  type RunUid,
  usdMicros,
} from '../../src/model/brand.ts';
import type { AttemptEvent, GateEvent, RunEvent, StageEvent, TaskEvent } from '../../src/model/event.ts';
import type { GateRound } from '../../src/model/gate.ts';
import type { Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { CallRecord } from '../../src/model/provider.ts';
import type { Attempt, TaskResult } from '../../src/model/result.ts';
import type { RunState, StageState, TaskBase, TaskState } from '../../src/model/state.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { Story } from '../rig/story.ts';

const at = epochMs(0);
const fingerprint = digest('sha256:f1');
const failure = { code: 'command/exit', message: 'exit code 1', retry: 'policy' } as const;
const output = { type: 'inline', value: 1 } as const;

const inside = buildPipeline({ in: {} });

/** A stage that could be of any kind: what may happen to its task is then said by the task's status alone. */
const everything: Stage = onlyStage(buildPipeline({ a: childStage(inside, { timeout: durationMs(1) }) }));
export const stageFor = { everything } as const;

function onlyStage({ graph }: Pipeline): Stage {
  const [stage] = graph.stages;
  if (!stage) throw new InternalError('a pipeline without stages');
  return stage;
}

const attempt: Attempt = {
  ...{ n: 1, generation: 1, startedAt: at, effectKey: 'key', log: null, cost: null, externalId: null },
  calls: [{ n: 1, provider: 'writer', model: 'm', ceiling: usdMicros(5), reserve: usdMicros(5), record: null }],
  outcome: 'running',
};
const result: TaskResult = { fingerprint, depends: {}, output, artifacts: [], at, origin: 'executed' };
const round: GateRound = {
  ...{ iteration: 1, generation: 1, fingerprint, askedAt: at, subject: digest('sha256:5'), author: null },
  ...{ question: 'Is it good?', how: 'approved: true', read: projectPath('asked/a.1.yaml'), draft: null },
  ...{ standing: [], given: [], remark: null, reminded: 0, end: null },
};
const base: TaskBase = { attempts: [attempt], earlier: [result], round: 1, childBefore: null, rounds: [round] };
const prepared = { ...base, fingerprint, depends: {} };

const BY_STATUS: { readonly [S in TaskState['status']]: Extract<TaskState, { status: S }> } = {
  pending: { ...base, status: 'pending' },
  prepared: { ...prepared, status: 'prepared' },
  running: { ...prepared, status: 'running', progress: null },
  backoff: { ...prepared, status: 'backoff', retryAt: at },
  child: {
    ...prepared,
    status: 'child',
    child: openGraph(inside.graph, { inputs: {}, context: null, contextFiles: {} }),
  },
  asked: { ...prepared, status: 'asked' },
  completed: { ...base, status: 'completed', result },
  failed: { ...base, status: 'failed', failure, at },
  rejected: { ...base, status: 'rejected', at, gate: 'a', feedback: null },
  cancelled: { ...base, status: 'cancelled', at },
};
export const everyTask: readonly TaskState[] = Object.values(BY_STATUS);

export function stageIn(status: StageState['status']): { readonly pipeline: Pipeline; readonly state: RunState } {
  const task = 'a' as TaskAddress;
  const story = new Story(buildPipeline({ a: {} }));
  const expanded = {
    single: { type: 'single' },
    items: { type: 'items', keys: [itemKey('k1')] },
    skipped: { type: 'skip', reason: 'when' },
  } as const;
  if (status === 'broken') story.tell({ type: 'stage-broken', task, failure });
  else if (status !== 'pending') story.tell({ type: 'stage-expanded', task, expansion: expanded[status] });
  return story;
}

const ofRuns = ({ run, uid }: { readonly run: RunId; readonly uid: RunUid }): readonly RunEvent[] => [
  {
    ...{ type: 'generation-started', at, run, uid, generation: 2, inputs: {}, from: [] },
    pipeline: { name: 'test', digest: digest('sha256:11') },
  },
  { type: 'execution-started', at, host: 'workstation', pid: 7, version: '1.0.0' },
  { type: 'execution-ended', at, reason: 'rest' },
  { type: 'run-paused', at, reason: 'budget', message: 'used up', needs: 5 },
  { type: 'run-unpaused', at },
  { type: 'run-awaiting', at },
  { type: 'run-resumed', at },
  { type: 'cancel-requested', at },
  ...(['completed', 'failed', 'rejected', 'cancelled'] as const).map(
    (status) => ({ type: 'run-ended', at, status, outputs: null }) as const,
  ),
  { type: 'finals-ended', at },
  {
    ...{ type: 'notice', at },
    diagnostic: { code: 'checkpoint/older', severity: 'warning', message: 'older', at: null },
  },
  { type: 'notices-withdrawn', at, diagnostics: [] },
];

const ofStages = (task: TaskAddress): readonly StageEvent[] => [
  { type: 'stage-expanded', at, task, expansion: { type: 'single' } },
  { type: 'stage-expanded', at, task, expansion: { type: 'items', keys: [] } },
  { type: 'stage-expanded', at, task, expansion: { type: 'skip', reason: 'when' } },
  { type: 'stage-broken', at, task, failure },
];

const record: CallRecord = {
  ...{ capability: 'text', provider: 'writer', type: 'offline', model: 'm', at, durationMs: 1 },
  ...{ usd: usdMicros(3), source: 'computed', usage: {}, prices: null, error: null },
};

const ofAttempts = (task: TaskAddress): readonly AttemptEvent[] => {
  const ref = { at, task, n: 1 };
  return [
    { type: 'attempt-started', at, task, n: 2, effectKey: 'key' },
    { type: 'attempt-progressed', ...ref, progress: { done: 1, total: null, label: null } },
    { type: 'attempt-cost', ...ref, cost: { usd: null, tokens: 0 } },
    { type: 'attempt-external', ...ref, externalId: 'job-1' },
    { type: 'call-granted', ...ref, call: 2, provider: 'writer', model: 'm', ceiling: null, reserve: usdMicros(0) },
    { type: 'call-settled', ...ref, call: 1, record },
    { type: 'call-dropped', ...ref, call: 1 },
    { type: 'attempt-succeeded', ...ref, output, artifacts: [], log: null, cachedFrom: null },
    { type: 'attempt-failed', ...ref, outcome: 'failure', failure, retryAt: epochMs(1), log: null },
    { type: 'attempt-failed', ...ref, outcome: 'failure', failure, retryAt: null, log: null },
    { type: 'attempt-cancelled', ...ref, reason: 'cancelled', log: null },
    { type: 'attempt-cancelled', ...ref, reason: 'shutdown', log: null },
    { type: 'attempt-cancelled', ...ref, reason: 'budget', log: null },
  ];
};

const ofGates = (task: TaskAddress): readonly GateEvent[] => {
  const { subject, question, how, read, draft, author, standing, given, remark } = round;
  const nothing = { by: [], feedback: null, items: null, edited: null, waived: false, consumed: [] };
  return [
    { type: 'gate-asked', at, task, iteration: 2, subject, question, how, read, draft, author, standing },
    { type: 'gate-noted', at, task, standing, given, remark },
    { type: 'gate-reminded', at, task, n: 1 },
    ...(['approve', 'changes', 'reject'] as const).map(
      (decision) => ({ type: 'gate-answered', at, task, decision, ...nothing, output }) as const,
    ),
    { type: 'child-rejected', at, task, gate: 'a/review', feedback: null },
  ];
};

const ofTasks = (task: TaskAddress): readonly (TaskEvent | AttemptEvent | GateEvent)[] => [
  { type: 'task-prepared', at, task, fingerprint, depends: {} },
  { type: 'task-broken', at, task, failure },
  { type: 'task-reused', at, task },
  { type: 'child-opened', at, task, inputs: {} },
  { type: 'child-closed', at, task, output },
  ...ofAttempts(task),
  ...ofGates(task),
];

export const everyEvent = { ofRuns, ofStages, ofTasks } as const;
