/**
 * A persistent sequence of fixed length: reading and replacing cost O(log32 n), the old version stays valid.
 *
 * Source: the bit-partitioned tries of Bagwell, "Ideal Hash Trees" (2001), without hashing.
 */
import type { Vec, VecNode } from '../model/collections.ts';

const BITS = 5;
const WIDTH = 1 << BITS;

export function vecOf<T>(values: readonly T[]): Vec<T> {
  let nodes: VecNode<T>[] = chunked(values);
  let shift = 0;
  while (nodes.length > 1) {
    nodes = chunked<VecNode<T>>(nodes) as VecNode<T>[];
    shift += BITS;
  }
  return { length: values.length, shift, root: nodes[0] ?? [] };
}

function chunked<T>(values: readonly T[]): (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let i = 0; i < values.length; i += WIDTH) chunks.push(values.slice(i, i + WIDTH));
  return chunks;
}

/** @param index in [0, length). @throws RangeError outside. */
export function vecGet<T>(vec: Vec<T>, index: number): T {
  if (!(index >= 0 && index < vec.length)) throw new RangeError(`index ${index} of ${vec.length}`);
  let node: VecNode<T> = vec.root;
  for (let shift = vec.shift; shift > 0; shift -= BITS) node = node[(index >>> shift) & (WIDTH - 1)] as VecNode<T>;
  return node[index & (WIDTH - 1)] as T;
}

/** @param index in [0, length). @throws RangeError outside. */
export function vecSet<T>(vec: Vec<T>, index: number, value: T): Vec<T> {
  if (!(index >= 0 && index < vec.length)) throw new RangeError(`index ${index} of ${vec.length}`);
  return { ...vec, root: replaced(vec.root, vec.shift, { index, value }) };
}

function replaced<T>(node: VecNode<T>, shift: number, at: { readonly index: number; readonly value: T }): VecNode<T> {
  const slot = (at.index >>> shift) & (WIDTH - 1);
  const copy = node.slice();
  copy[slot] = shift === 0 ? at.value : replaced(node[slot] as VecNode<T>, shift - BITS, at);
  return copy;
}

export function* vecValues<T>(vec: Vec<T>): Generator<T> {
  for (let i = 0; i < vec.length; i++) yield vecGet(vec, i);
}

/**
 * A sum over all values. Versions share unchanged nodes, whose sums are computed once.
 *
 * @param of a pure function.
 * @param known sums of nodes, used by this function only.
 */
export function vecSum<T>(vec: Vec<T>, of: (value: T) => number, known: WeakMap<VecNode<T>, number>): number {
  const sumOf = (node: VecNode<T>, shift: number): number => {
    const before = known.get(node);
    if (before !== undefined) return before;
    let sum = 0;
    for (const part of node) sum += shift === 0 ? of(part as T) : sumOf(part as VecNode<T>, shift - BITS);
    known.set(node, sum);
    return sum;
  };
  return sumOf(vec.root, vec.shift);
}
