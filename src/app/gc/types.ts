/** What `gc` is told, and what it has found. */
import type { DurationMs } from '../../model/brand.ts';
import type { GcGroup } from '../../report/gc-text.ts';
import type { Project } from '../types.ts';
import type { KnownRuns } from './known.ts';
import type { Sweeper, SweepMode, Tally } from './sweeper.ts';

export interface GcWish {
  readonly mode: SweepMode;
  /** Results that were not used for so long go. */
  readonly keepCache: DurationMs;
  /** So long is kept what belongs to runs whose manifest and checkpoint are gone: a branch may bring them back. */
  readonly keepGone: DurationMs;
  /** What is in git and goes only if one asks for it. */
  readonly also: readonly ('artifacts' | 'pinned')[];
  /** Recorded calls go that no run uses. */
  readonly recorded?: boolean;
}

export interface Gc {
  readonly project: Project;
  readonly wish: GcWish;
  readonly sweeper: Sweeper;
  readonly known: KnownRuns;
  readonly now: number;
}

/** Younger than this stays what may belong to somebody who works just now. Milliseconds. */
export const HOUR = 3_600_000;

export const tally = (): Tally => ({ count: 0, bytes: 0 });
export const group = (what: GcGroup['what'], { count, bytes }: Tally): GcGroup => ({ what, count, bytes });
