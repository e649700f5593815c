/**
 * A persistent set of integers in [0, capacity): adding, removing and finding the next one cost O(log32 n).
 *
 * A tree of 32-bit masks; a node exists only when something is below it, so an empty set is `root: null`.
 */
import type { RankNode, RankSet } from '../model/collections.ts';

const BITS = 5;

export function rankSet(capacity: number): RankSet {
  let shift = 0;
  while (capacity > 1 << (shift + BITS)) shift += BITS;
  return { size: 0, shift, root: null };
}

export function hasRank(set: RankSet, rank: number): boolean {
  let node = set.root;
  for (let shift = set.shift; node; shift -= BITS) {
    const slot = (rank >>> shift) & 31;
    if (!((node.mask >>> slot) & 1)) return false;
    if (shift === 0) return true;
    node = node.children?.[slot] ?? null;
  }
  return false;
}

export function withRank(set: RankSet, rank: number): RankSet {
  if (hasRank(set, rank)) return set;
  return { ...set, size: set.size + 1, root: added(set.root, rank, set.shift) };
}

function added(node: RankNode | null, rank: number, shift: number): RankNode {
  const slot = (rank >>> shift) & 31;
  const mask = ((node?.mask ?? 0) | (1 << slot)) >>> 0;
  if (shift === 0) return { mask };
  const children = node?.children?.slice() ?? new Array<RankNode | null>(32).fill(null);
  children[slot] = added(children[slot] ?? null, rank, shift - BITS);
  return { mask, children };
}

export function withoutRank(set: RankSet, rank: number): RankSet {
  if (!set.root || !hasRank(set, rank)) return set;
  return { ...set, size: set.size - 1, root: removed(set.root, rank, set.shift) };
}

function removed(node: RankNode, rank: number, shift: number): RankNode | null {
  const slot = (rank >>> shift) & 31;
  const below = node.children?.[slot] ?? null;
  const left = shift === 0 || below === null ? null : removed(below, rank, shift - BITS);
  const mask = left ? node.mask : (node.mask & ~(1 << slot)) >>> 0;
  if (mask === 0) return null;
  if (shift === 0) return { mask };
  const children = node.children?.slice() ?? [];
  children[slot] = left;
  return { mask, children };
}

/** The smallest member that is at least `from`; -1 when there is none. */
export function nextRank(set: RankSet, from = 0): number {
  return set.root ? seek(set.root, from, set.shift) : -1;
}

/** @param from relative to the node, may be negative; 32 << shift or more finds nothing. */
function seek(node: RankNode, from: number, shift: number): number {
  const start = from <= 0 ? 0 : from >>> shift;
  for (let rest = start > 31 ? 0 : (node.mask >>> start) << start; rest !== 0; ) {
    const slot = 31 - Math.clz32(rest & -rest);
    if (shift === 0) return slot;
    const child = node.children?.[slot];
    const base = slot << shift;
    const found = child ? seek(child, from - base, shift - BITS) : -1;
    if (found >= 0) return base + found;
    rest = (rest & (rest - 1)) | 0;
  }
  return -1;
}

export function* ranks(set: RankSet): Generator<number> {
  for (let rank = nextRank(set); rank >= 0; rank = nextRank(set, rank + 1)) yield rank;
}
