/**
 * Layout of a stage graph: the order to list stages in, who waits for whom, which ready stage starts first. Pure.
 *
 * G1. `order` puts every node behind its needs; among nodes that could come next the one declared first comes first.
 * G2. Edges name declared positions that exist and are free of repetition; the caller has reported all others.
 * G3. Linear in nodes and edges but for one heap (n log n); the search for a cycle runs only when there is one.
 */
import { InternalError } from '../model/brand.ts';

/** All nodes that can be reached from some nodes, including these. */
export function reached<N extends number>(from: Iterable<N>, edges: readonly (readonly N[])[]): ReadonlySet<N> {
  const found = new Set(from);
  // Iterating a set also visits members that are added meanwhile.
  for (const node of found) for (const next of edges[node] ?? []) found.add(next);
  return found;
}

export type Layout =
  | {
      readonly type: 'layout';
      /** Declared positions in topological order. */
      readonly order: readonly number[];
      /** Declared positions of those that need node i. */
      readonly dependents: readonly (readonly number[])[];
      /** Place of node i in the start order: longest path to an end first, then declaration. A permutation. */
      readonly rank: readonly number[];
    }
  /** One shortest cycle, each node needing the next and the last needing the first; starts at its first declared. */
  | { readonly type: 'cycle'; readonly cycle: readonly number[] };

/** @param needs declared positions that node i needs. */
export function layout(needs: readonly (readonly number[])[]): Layout {
  const dependents = invert(needs);
  const order = topological(needs, dependents);
  if (order.length < needs.length) return { type: 'cycle', cycle: shortestCycle(needs, new Set(order)) };
  return { type: 'layout', order, dependents, rank: startOrder(order, dependents) };
}

function invert(needs: readonly (readonly number[])[]): number[][] {
  const dependents: number[][] = needs.map(() => []);
  for (const [node, list] of needs.entries()) for (const need of list) at(dependents, need).push(node);
  return dependents;
}

/** Nodes on or behind a cycle are left out. */
function topological(needs: readonly (readonly number[])[], dependents: readonly (readonly number[])[]): number[] {
  const open = needs.map((list) => list.length);
  const ready = new MinHeap();
  for (const [node, count] of open.entries()) if (count === 0) ready.push(node);
  const order: number[] = [];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order.push(node);
    for (const dependent of at(dependents, node)) {
      const left = at(open, dependent) - 1;
      open[dependent] = left;
      if (left === 0) ready.push(dependent);
    }
  }
  return order;
}

function startOrder(order: readonly number[], dependents: readonly (readonly number[])[]): number[] {
  const height = new Array<number>(order.length).fill(0);
  for (const node of order.toReversed()) {
    for (const dependent of at(dependents, node)) height[node] = Math.max(at(height, node), at(height, dependent) + 1);
  }
  const byRank = [...order].sort((a, b) => at(height, b) - at(height, a) || a - b);
  const rank = new Array<number>(order.length).fill(0);
  for (const [position, node] of byRank.entries()) rank[node] = position;
  return rank;
}

/** Nodes to visit at most, all searches together: enough for every node of 1,400 as a start. */
const SEARCH_STEPS = 2_000_000;

/**
 * Breadth first from every node that can be on a cycle, stopping at depths that cannot improve on the best.
 *
 * Nodes that are only behind a cycle are removed first. `SEARCH_STEPS` limits the work for a hostile file: the result
 * is then a cycle, but not necessarily the shortest.
 */
function shortestCycle(needs: readonly (readonly number[])[], ordered: ReadonlySet<number>): number[] {
  const core = onCycles(needs, ordered);
  let best: number[] | null = null;
  for (const start of core.slice(0, Math.max(1, Math.floor(SEARCH_STEPS / core.length)))) {
    const found = cycleThrough(needs, start, best?.length ?? Number.POSITIVE_INFINITY);
    if (found) best = found;
    if (best?.length === 1) break;
  }
  if (!best) throw new InternalError('a graph without an order has no cycle');
  const first = best.indexOf(Math.min(...best));
  return [...best.slice(first), ...best.slice(0, first)];
}

/** The nodes that are left after repeatedly removing those that no unordered node needs. */
function onCycles(needs: readonly (readonly number[])[], ordered: ReadonlySet<number>): number[] {
  const readers = new Array<number>(needs.length).fill(0);
  for (const [node, list] of needs.entries()) {
    if (!ordered.has(node)) for (const need of list) readers[need] = at(readers, need) + 1;
  }
  const gone = new Set(ordered);
  const stack = [...needs.keys()].filter((node) => !gone.has(node) && readers[node] === 0);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    gone.add(node);
    for (const need of at(needs, node)) {
      const left = at(readers, need) - 1;
      readers[need] = left;
      if (left === 0 && !gone.has(need)) stack.push(need);
    }
  }
  return [...needs.keys()].filter((node) => !gone.has(node));
}

/** The shortest way from `start` along needs back to it, if it has fewer nodes than `limit`. */
function cycleThrough(needs: readonly (readonly number[])[], start: number, limit: number): number[] | null {
  const from = new Map<number, number>();
  let frontier = [start];
  for (let length = 1; frontier.length > 0 && length < limit; length++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (const need of at(needs, node)) {
        if (need === start) return trace(from, start, node);
        if (from.has(need)) continue;
        from.set(need, node);
        next.push(need);
      }
    }
    frontier = next;
  }
  return null;
}

function trace(from: ReadonlyMap<number, number>, start: number, last: number): number[] {
  const path = [last];
  for (let node = last; node !== start; path.push(node)) node = from.get(node) ?? start;
  return path.reverse();
}

/** A binary heap of small integers; a class because it lives for one traversal. */
class MinHeap {
  readonly #items: number[] = [];

  push(value: number): void {
    const items = this.#items;
    let child = items.push(value) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (at(items, parent) <= value) break;
      items[child] = at(items, parent);
      child = parent;
    }
    items[child] = value;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let hole = 0;
    for (let child = 1; child < items.length; child = 2 * hole + 1) {
      if (child + 1 < items.length && at(items, child + 1) < at(items, child)) child++;
      if (at(items, child) >= last) break;
      items[hole] = at(items, child);
      hole = child;
    }
    items[hole] = last;
    return top;
  }
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new InternalError(`no element ${index} in a list of ${list.length}`);
  return value;
}
