/**
 * Shapes of two persistent collections; `core/vec.ts` and `core/rank-set.ts` work on them.
 *
 * A run's state is copied at every event, so its large parts share structure: a change costs O(log n).
 */

/** A fixed-length sequence in a tree of 32-way nodes. */
export interface Vec<T> {
  readonly length: number;
  readonly shift: number;
  readonly root: VecNode<T>;
}
export type VecNode<T> = readonly (VecNode<T> | T)[];

/** A set of small integers in a tree of 32-way bit masks, read in ascending order. */
export interface RankSet {
  readonly size: number;
  readonly shift: number;
  readonly root: RankNode | null;
}
export interface RankNode {
  readonly mask: number;
  /** Absent in leaves. */
  readonly children?: readonly (RankNode | null)[];
}
