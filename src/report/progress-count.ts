/**
 * The progress of a run, updated with each event: the same numbers as `core/progress`, without counting thousands of
 * stages again for each line.
 */
import { verdict } from '../core/graph-state.ts';
import { locateIfThere } from '../core/locate.ts';
import { progressOf, type RunProgress, withPercent } from '../core/progress.ts';
import { isFinal } from '../model/address.ts';
import type { Event } from '../model/event.ts';
import type { RunState } from '../model/state.ts';
import type { Observed } from '../ports/observer.ts';

/** The state that is shown. */
export type Seen = Pick<Observed, 'state' | 'pipeline'> & Partial<Pick<Observed, 'part'>>;

export class ProgressCount {
  private counted: { completed: number; total: number } | null = null;
  /** The state that was counted completely. It contains all events of its turn, even those not seen yet. */
  private ahead: RunState | null = null;

  saw(event: Event, seen: Seen): RunProgress {
    const at = this.counted;
    if (at && this.ahead === seen.state) return withPercent(at);
    if (at === null || isRecount(event) || isSettledAnyway(event, seen)) return this.recount(seen);
    if (!('task' in event) || isFinal(event.task)) return withPercent(at);
    if (event.type === 'attempt-succeeded' || event.type === 'task-reused') at.completed++;
    if (event.type === 'stage-expanded') {
      if (event.expansion.type === 'skip') at.completed++;
      if (event.expansion.type === 'items') at.total += event.expansion.keys.length - 1;
    }
    return withPercent(at);
  }

  private recount({ pipeline, state }: Seen): RunProgress {
    const progress = progressOf(pipeline, state);
    this.counted = { completed: progress.completed, total: progress.total };
    this.ahead = state;
    return progress;
  }
}

/** Does the event require a full count? Sub-pipelines add and remove stages, `changes` reopens stages. */
const isRecount = ({ type }: Event): boolean =>
  type === 'generation-started' ||
  type === 'execution-started' ||
  type === 'child-opened' ||
  type === 'child-closed' ||
  type === 'child-rejected' ||
  type === 'gate-answered' ||
  type === 'stage-broken' ||
  type === 'task-broken';

/** Does the event settle a stage with `on_error: continue`? Its failed tasks count as done from now on. */
function isSettledAnyway(event: Event, { pipeline, state }: Seen): boolean {
  if (event.type !== 'attempt-failed' && event.type !== 'attempt-succeeded' && event.type !== 'task-reused')
    return false;
  const found = locateIfThere(pipeline, state, event.task);
  return found?.stage.onError === 'continue' && verdict(found.stage, found.state) === 'done';
}
