/** Estimates the remaining time of a run from earlier runs of the same pipeline. Pure. */
import { taskVerdict } from '../core/graph-state.ts';
import { vecGet, vecValues } from '../core/vec.ts';
import { type DurationMs, durationMs, type EpochMs } from '../model/brand.ts';
import type { Graph, Stage } from '../model/pipeline.ts';
import type { GraphState, StageState, TaskState } from '../model/state.ts';
import type { Seen } from './progress-count.ts';

export interface Expected {
  /** Expected duration of one attempt; `path` is a stage, or `stage/stage` in a sub-pipeline. null: it never ran. */
  task(path: string): DurationMs | null;
  /** Maximum number of concurrent attempts. */
  readonly lanes: number;
}

/**
 * The longest remaining chain of work, or all remaining work divided by the lanes, whichever is longer. Stages that
 * never ran count as the median of the others; a task that takes longer than expected counts a tenth of the expected
 * time.
 *
 * @returns null when nothing is known, or after a failure.
 */
export function remaining({ pipeline, state, part = null }: Seen, expected: Expected, now: EpochMs): DurationMs | null {
  if (state.graph.failed > 0 || state.phase !== 'running') return null;
  const { graph } = pipeline;
  const usual = medianOf(knownIn(graph, expected, ''));
  if (usual === null) return null;
  const { chain, work } = ofGraph(graph, { expected, usual, prefix: '' }, { state: state.graph, now, part });
  return durationMs(Math.round(Math.max(chain, work / Math.max(1, expected.lanes))));
}

interface Standing {
  readonly state: GraphState;
  readonly now: EpochMs;
  readonly part: ReadonlySet<string> | null;
}

function knownIn(graph: Graph, expected: Expected, prefix: string): number[] {
  return graph.stages.flatMap((stage) => {
    if (stage.child) return knownIn(stage.child.graph, expected, `${prefix}${stage.id}/`);
    return expected.task(prefix + stage.id) ?? [];
  });
}

const medianOf = (known: readonly number[]): number | null =>
  known.toSorted((a, b) => a - b)[Math.floor(known.length / 2)] ?? null;

/** Milliseconds: the longest chain of work, and the sum of all work. */
interface Amount {
  readonly chain: number;
  readonly work: number;
}
const NOTHING: Amount = { chain: 0, work: 0 };

interface Judge {
  readonly expected: Expected;
  /** Expected time, in milliseconds, of a stage that never ran. */
  readonly usual: number;
  readonly prefix: string;
}

function ofGraph(graph: Graph, judge: Judge, standing: Standing | null): Amount {
  const ends: number[] = [];
  let work = 0;
  for (const stage of graph.stages) {
    const at = standing ? { state: vecGet(standing.state.stages, stage.index), now: standing.now } : null;
    const amount = standing?.part?.has(stage.id) === false ? NOTHING : ofStage(stage, judge, at);
    const start = stage.needs.reduce((latest, need) => Math.max(latest, ends[need] ?? 0), 0);
    ends.push(start + amount.chain);
    work += amount.work;
  }
  return { chain: ends.reduce((latest, end) => Math.max(latest, end), 0), work };
}

function ofStage(stage: Stage, judge: Judge, at: { state: StageState; now: EpochMs } | null): Amount {
  if (!at || at.state.status === 'pending') return whole(stage, judge);
  const { state, now } = at;
  if (state.status === 'single') return ofTask(stage, judge, { task: state.task, since: state.at, now });
  if (state.status !== 'items') return NOTHING;
  const lanes = Math.min(stage.concurrency ?? judge.expected.lanes, judge.expected.lanes);
  let most = 0;
  let work = 0;
  for (const task of vecValues(state.items.tasks)) {
    const amount = ofTask(stage, judge, { task, since: now, now });
    most = Math.max(most, amount.chain);
    work += amount.work;
  }
  return { chain: Math.max(most, work / Math.max(1, lanes)), work };
}

/** A stage that has not begun. A `foreach` stage counts as one item, since the number is not known. */
function whole(stage: Stage, judge: Judge): Amount {
  if (stage.child) return ofGraph(stage.child.graph, { ...judge, prefix: `${judge.prefix}${stage.id}/` }, null);
  // The time that people take is not known, and is not part of the estimate.
  if (stage.gate) return NOTHING;
  const usual = judge.expected.task(judge.prefix + stage.id) ?? judge.usual;
  return { chain: usual, work: usual };
}

function ofTask(stage: Stage, judge: Judge, at: { task: TaskState; since: EpochMs; now: EpochMs }): Amount {
  const { task, since, now } = at;
  if (taskVerdict(task) !== 'open') return NOTHING;
  if (task.status === 'child' && stage.child) {
    return ofGraph(
      stage.child.graph,
      { ...judge, prefix: `${judge.prefix}${stage.id}/` },
      { state: task.child, now, part: null },
    );
  }
  const { chain, work } = whole(stage, judge);
  if (task.status !== 'running') return { chain, work };
  const begun = task.attempts.at(-1)?.startedAt ?? since;
  const left = Math.max(work / 10, work - Math.max(0, now - begun));
  return { chain: left, work: left };
}
