/**
 * Which tasks, stages and graphs `decide` has to look at, and the queues that record it.
 *
 * Each queue is a set of positions (ranks of stages, indexes of items). A change of one task touches
 * the queues of its stage and of every graph above it, nothing else: O(depth · log n).
 */
import type { RankSet } from '../model/collections.ts';
import type { GraphState, Queues, StageState, TaskState } from '../model/state.ts';
import { rankSet, withoutRank, withRank } from './rank-set.ts';

export interface Attention {
  readonly open: boolean;
  readonly backoff: boolean;
  readonly running: boolean;
  readonly closing: boolean;
  readonly asked: boolean;
}

const NONE: Attention = { open: false, backoff: false, running: false, closing: false, asked: false };

export const noQueues = (capacity: number): Queues => {
  const empty = rankSet(capacity);
  return { open: empty, backoff: empty, running: empty, closing: empty, asked: empty };
};

export function queued(queues: Queues, position: number, attention: Attention): Queues {
  const put = (set: RankSet, wanted: boolean): RankSet =>
    wanted ? withRank(set, position) : withoutRank(set, position);
  const open = put(queues.open, attention.open);
  const backoff = put(queues.backoff, attention.backoff);
  const running = put(queues.running, attention.running);
  const closing = put(queues.closing, attention.closing);
  const asked = put(queues.asked, attention.asked);
  const same =
    open === queues.open &&
    backoff === queues.backoff &&
    running === queues.running &&
    closing === queues.closing &&
    asked === queues.asked;
  return same ? queues : { open, backoff, running, closing, asked };
}

/** The kinds of attention that any member of the queues needs. */
const ofQueues = (queues: Queues): Attention => ({
  open: queues.open.size > 0,
  backoff: queues.backoff.size > 0,
  running: queues.running.size > 0,
  closing: queues.closing.size > 0,
  asked: queues.asked.size > 0,
});

export function taskAttention(task: TaskState, rest: (child: GraphState) => boolean): Attention {
  switch (task.status) {
    case 'pending':
    case 'prepared':
      return { ...NONE, open: true };
    case 'running':
      return { ...NONE, running: true };
    case 'backoff':
      return { ...NONE, backoff: true };
    case 'asked':
      return { ...NONE, asked: true };
    case 'child': {
      const inside = ofQueues(task.child.queues);
      const open = inside.open || task.child.ready.size > 0;
      return { ...inside, open, running: true, closing: inside.closing || rest(task.child) };
    }
    default:
      return NONE;
  }
}

export function stageAttention(stage: StageState, rest: (child: GraphState) => boolean): Attention {
  if (stage.status === 'single') return taskAttention(stage.task, rest);
  if (stage.status === 'items') return ofQueues(stage.items.queues);
  return NONE;
}
