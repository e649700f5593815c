/** The settings and the result of `gc`. */
import type { DurationMs } from '../../model/brand.ts';
import type { GcGroup } from '../../report/gc-text.ts';
import type { Project } from '../types.ts';
import type { KnownRuns } from './known.ts';
import type { Sweeper, SweepMode, Tally } from './sweeper.ts';

export interface GcWish {
  readonly mode: SweepMode;
  /** Results that were not used for this long are removed. */
  readonly keepCache: DurationMs;
  /** Data of runs without manifest and checkpoint are kept for this long: a branch may bring the runs back. */
  readonly keepGone: DurationMs;
  /** Files that may be in git and are removed only on request. */
  readonly also: readonly ('artifacts' | 'pinned')[];
  /** Removes recorded calls that no run uses. */
  readonly recorded?: boolean | undefined;
}

export interface Gc {
  readonly project: Project;
  readonly wish: GcWish;
  readonly sweeper: Sweeper;
  readonly known: KnownRuns;
  readonly now: number;
}

/** Milliseconds. Younger files may belong to a process in progress, so they stay. */
export const HOUR = 3_600_000;

export const tally = (): Tally => ({ count: 0, bytes: 0 });
export const group = (what: GcGroup['what'], { count, bytes }: Tally): GcGroup => ({ what, count, bytes });
