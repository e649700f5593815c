/**
 * A run's state as rows of the tree. Pure.
 *
 * R1. Of what is inside a stage only what is in flight, failed or asks has a row: the queues of the state lead there.
 * R2. The row of a settled stage is made once, however often the tree is drawn: its state cannot change any more.
 */
import { taskTimes } from '../../core/encode.ts';
import { tasksOf, verdict } from '../../core/graph-state.ts';
import { ranks } from '../../core/rank-set.ts';
import { vecGet, vecValues } from '../../core/vec.ts';
import { listNames } from '../../model/list-names.ts';
import type { Graph, Stage } from '../../model/pipeline.ts';
import type { GraphState, StageState, TaskState } from '../../model/state.ts';
import { SKIPPED } from '../event-line.ts';
import type { Mark } from './glyphs.ts';
import {
  askedText,
  BLANK,
  costOf,
  inText,
  type Money,
  type Row,
  STOPPED,
  sumOf,
  type TaskPlace,
  taskRemark,
} from './row.ts';

export interface Moment {
  readonly generation: number;
  /** This period of work is over: nothing is in flight, whatever is open. */
  readonly isOver: boolean;
  readonly now: number;
  /** The stages of the run that the process keeps to; null or absent: all. */
  readonly part?: ReadonlySet<string> | null;
}

export interface GraphPart {
  readonly graph: Graph;
  readonly state: GraphState;
  /** Before the names: `finally:`. */
  readonly prefix: string;
}

/** How a stage stands, for whoever has to leave rows out. `live`: in work, failed, or waiting for a person. */
export type Standing = 'done' | 'live' | 'waiting';

export function standingOf(stage: Stage, state: StageState): Standing {
  if (state.status === 'pending') return 'waiting';
  const found = verdict(stage, state);
  if (found !== 'open') return found === 'failed' ? 'live' : 'done';
  if (state.status === 'single') return isOpen(state.task) ? 'waiting' : 'live';
  if (state.status !== 'items') return 'live';
  const { queues, completed, failed } = state.items;
  const begun = queues.running.size + queues.backoff.size + queues.asked.size + completed + failed;
  return begun > 0 ? 'live' : 'waiting';
}

const isOpen = ({ status }: TaskState): boolean => status === 'pending' || status === 'prepared';

const settledRows = new WeakMap<StageState, Row>();

export function stageRow(part: GraphPart, stage: Stage, moment: Moment): Row {
  const state = vecGet(part.state.stages, stage.index);
  const known = settledRows.get(state);
  if (known) return known;
  const row = newRow(part, stage, moment);
  if (verdict(stage, state) !== 'open') settledRows.set(state, row);
  return row;
}

function newRow(part: GraphPart, stage: Stage, moment: Moment): Row {
  const state = vecGet(part.state.stages, stage.index);
  const named = { ...BLANK, name: part.prefix + stage.id };
  switch (state.status) {
    case 'pending':
      if (part.prefix === '' && moment.part?.has(stage.id) === false)
        return { ...named, mark: 'skipped', remark: 'not requested' };
      return { ...named, mark: 'waiting', remark: needsText(part, stage) };
    case 'skipped':
      return { ...named, mark: 'skipped', remark: `skipped: ${SKIPPED[state.reason]}` };
    case 'broken':
      return { ...named, mark: 'failed', failure: state.failure };
    case 'single':
      return taskRow(named.name, state.task, { stage, since: state.at, ...moment });
    case 'items':
      return itemsRow(named.name, state, { stage, since: null, ...moment });
  }
}

const MAX_NEEDS = 2;

function needsText({ graph, state }: GraphPart, stage: Stage): string {
  const unmet = stage.needs.flatMap((index) => {
    const needed = graph.stages[index];
    if (!needed) return [];
    const at = vecGet(state.stages, index);
    const found = verdict(needed, at);
    const how = at.status === 'single' && at.task.status === 'rejected' ? 'was rejected' : 'failed';
    return found === 'done' ? [] : [found === 'failed' ? `${needed.id}, which ${how}` : needed.id];
  });
  return unmet.length === 0 ? '' : `needs ${listNames(unmet, MAX_NEEDS)}`;
}

const MARKS: Readonly<Record<TaskState['status'], Mark>> = {
  pending: 'waiting',
  prepared: 'waiting',
  running: 'running',
  child: 'running',
  backoff: 'retrying',
  asked: 'asks',
  rejected: 'failed',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

function taskRow(name: string, task: TaskState, place: TaskPlace): Row {
  const inside = insideOf(task, place);
  const progress = task.status === 'running' ? task.progress : null;
  const child =
    task.status === 'child' ? { done: task.child.settled - task.child.failed, total: task.child.ids.length } : null;
  const mark = task.status === 'child' ? childMark(inside, place) : MARKS[task.status];
  return {
    name,
    mark,
    bar: child ?? progress,
    ms: timeOf(task, place),
    cost: taskCost(task),
    remark: task.status === 'child' && mark === 'asks' ? '' : taskRemark(task, place),
    // A frame repeats what its stages say.
    failure: task.status === 'failed' && inside.length === 0 ? task.failure : null,
    asked: askedText(task),
    inside,
  };
}

/** Of a sub-pipeline in which nothing goes on but a question, that of the question. */
function childMark(inside: readonly Row[], { isOver }: Moment): Mark {
  if (inside.length > 0 && inside.every(({ mark }) => mark === 'asks')) return 'asks';
  return inside.length === 0 && isOver ? 'waiting' : 'running';
}

/** Of what runs, the time of this attempt; of what has ended, that of all of its generation. */
function timeOf(task: TaskState, { stage, since, now }: TaskPlace): number | null {
  if (task.status === 'running') return now - (task.attempts.at(-1)?.startedAt ?? now);
  if (task.status === 'asked') return Math.max(0, now - (task.rounds.at(-1)?.askedAt ?? now));
  const { started, ended } = taskTimes(task);
  // A sub-pipeline has no attempts of its own.
  const begun = stage.child ? since : started;
  const end = task.status === 'child' ? now : ended;
  return begun === null || end === null ? null : Math.max(0, end - begun);
}

/** With what a sub-pipeline spent in this generation. */
function taskCost(task: TaskState): Money | null {
  const own = costOf(task.attempts);
  const child = task.status === 'child' ? task.child : isOpen(task) ? null : task.childBefore;
  return child ? sumOf(own, graphCost(child)) : own;
}

const graphCosts = new WeakMap<GraphState, { readonly is: Money | null }>();

function graphCost(state: GraphState): Money | null {
  const known = graphCosts.get(state);
  if (known) return known.is;
  let sum: Money | null = null;
  for (const stage of vecValues(state.stages)) for (const task of tasksOf(stage)) sum = sumOf(sum, taskCost(task));
  graphCosts.set(state, { is: sum });
  return sum;
}

function insideOf(task: TaskState, { stage, ...moment }: TaskPlace): readonly Row[] {
  if (!stage.child) return [];
  const state = task.status === 'child' ? task.child : isRefused(task) ? task.childBefore : null;
  if (!state) return [];
  const part = { graph: stage.child.graph, state, prefix: '' };
  return liveStages(part).map((inner) => stageRow(part, inner, moment));
}

const isRefused = ({ status }: TaskState): boolean => status === 'failed' || status === 'rejected';

/** R1: in flight, waiting for another attempt or for a person, or failed; in the order of the graph. */
function liveStages({ graph, state }: GraphPart): readonly Stage[] {
  const { running, backoff, asked } = state.queues;
  const found = new Set<Stage>();
  for (const queue of [running, backoff, asked])
    for (const rank of ranks(queue)) {
      const stage = graph.stages[graph.byRank[rank] ?? -1];
      if (stage) found.add(stage);
    }
  if (state.failed > 0) {
    for (const stage of graph.stages)
      if (verdict(stage, vecGet(state.stages, stage.index)) === 'failed') found.add(stage);
  }
  return [...found].sort((a, b) => a.index - b.index);
}

type ItemsStage = Extract<StageState, { status: 'items' }>;

function itemsRow(name: string, state: ItemsStage, place: TaskPlace): Row {
  const { keys, tasks, completed, failed, queues } = state.items;
  let cost: Money | null = null;
  let end = 0;
  let reused = 0;
  let cached = 0;
  const inside: Row[] = [];
  let index = 0;
  for (const task of vecValues(tasks)) {
    cost = sumOf(cost, taskCost(task));
    const origin = task.status === 'completed' ? task.result.origin : null;
    if (origin === 'reused') reused++;
    if (origin === 'cached') cached++;
    end = Math.max(end, taskTimes(task).ended ?? 0);
    const isShown = task.status === 'running' || task.status === 'child' || task.status === 'asked' || isRefused(task);
    if (isShown) inside.push(taskRow(keys[index] ?? '', task, place));
    index++;
  }
  const isSettled = completed + failed === keys.length;
  // Work was done on at least one of them, or still can be.
  const isNew = reused + cached < keys.length && !(isSettled && end === 0);
  const mark = isSettled ? null : openMark(state, inside, place);
  const broken = inside.filter(({ mark }) => mark === 'failed').length;
  const parts = [
    broken > 0 ? `${broken} failed` : '',
    failed > broken ? `${failed - broken} cancelled` : '',
    queues.backoff.size > 0 ? retryingText(state, place.now) : '',
    partText(reused, 'reused', keys.length),
    partText(cached, 'from the cache', keys.length),
    place.isOver && mark !== null && mark !== 'asks' ? STOPPED : '',
  ];
  return {
    name,
    mark: mark ?? settledMark(failed, broken),
    bar: { done: completed, total: keys.length },
    ms: isNew ? (isSettled ? Math.max(0, end - state.at) : place.now - state.at) : null,
    cost,
    remark: parts.filter((part) => part !== '').join(', '),
    failure: null,
    asked: null,
    inside,
  };
}

/** '' for none of the items; without their number if it is true of all. */
const partText = (count: number, word: string, total: number): string =>
  count === 0 ? '' : count === total ? word : `${count} ${word}`;

const settledMark = (unsuccessful: number, broken: number): Mark =>
  unsuccessful === 0 ? 'done' : broken > 0 ? 'failed' : 'cancelled';

function openMark(
  { items: { completed, failed, queues } }: ItemsStage,
  inside: readonly Row[],
  { isOver }: Moment,
): Mark {
  const open = inside.filter(({ mark }) => mark !== 'failed');
  if (open.length > 0 && open.every(({ mark }) => mark === 'asks')) return 'asks';
  if (queues.running.size > 0 && !isOver) return 'running';
  if (queues.backoff.size > 0) return 'retrying';
  return completed + failed > 0 && !isOver ? 'running' : 'waiting';
}

function retryingText({ items: { queues, tasks } }: ItemsStage, now: number): string {
  let next = Number.POSITIVE_INFINITY;
  for (const i of ranks(queues.backoff)) {
    const task = vecGet(tasks, i);
    if (task.status === 'backoff') next = Math.min(next, task.retryAt);
  }
  const when = next === Number.POSITIVE_INFINITY ? '' : ` ${inText(next - now)}`;
  return `${queues.backoff.size} retrying${when}`;
}
