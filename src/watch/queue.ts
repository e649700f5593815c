/**
 * Runs that wait for their turn: higher priority first, then in order of arrival. Pure.
 *
 * Q1. A run is in the queue once; adding it again keeps its place, and may change its priority.
 */
import type { RunId } from '../model/brand.ts';

export interface Queued {
  readonly run: RunId;
  /** Higher goes first. */
  readonly priority: number;
}

export type Queue = readonly Queued[];

export const EMPTY: Queue = [];

/** Q1. */
export function joined(queue: Queue, { run, priority }: Queued): Queue {
  const known = queue.findIndex((other) => other.run === run);
  if (known >= 0 && queue[known]?.priority === priority) return queue;
  const others = known < 0 ? queue : queue.toSpliced(known, 1);
  const last = others.findLastIndex((other) => other.priority >= priority);
  return others.toSpliced(last + 1, 0, { run, priority });
}

export const left = (queue: Queue, run: RunId): Queue => queue.filter((other) => other.run !== run);
