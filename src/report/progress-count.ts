/**
 * How much of a run is done, kept up to date event by event: the same numbers as `core/progress`, but a run of
 * thousands of stages is not counted anew for each of its lines.
 */
import { verdict } from '../core/graph-state.ts';
import { locateIfThere } from '../core/locate.ts';
import { progressOf, type RunProgress, withPercent } from '../core/progress.ts';
import { isFinal } from '../model/address.ts';
import type { Event } from '../model/event.ts';
import type { RunState } from '../model/state.ts';
import type { Observed } from '../ports/observer.ts';

/** What of it people are shown. */
export type Seen = Pick<Observed, 'state' | 'pipeline'> & Partial<Pick<Observed, 'part'>>;

export class ProgressCount {
  private counted: { completed: number; total: number } | null = null;
  /** The state that was counted in whole: it holds all events of its turn, also those still to be seen. */
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

/** Sub-pipelines bring their stages in and take them out again, changes open stages again; a generation begins anew. */
const isRecount = ({ type }: Event): boolean =>
  type === 'generation-started' ||
  type === 'execution-started' ||
  type === 'child-opened' ||
  type === 'child-closed' ||
  type === 'child-rejected' ||
  type === 'gate-answered' ||
  type === 'stage-broken' ||
  type === 'task-broken';

/** The last of a stage that says `on_error: continue`: what failed in it is done with from now on. */
function isSettledAnyway(event: Event, { pipeline, state }: Seen): boolean {
  if (event.type !== 'attempt-failed' && event.type !== 'attempt-succeeded' && event.type !== 'task-reused')
    return false;
  const found = locateIfThere(pipeline, state, event.task);
  return found?.stage.onError === 'continue' && verdict(found.stage, found.state) === 'done';
}
