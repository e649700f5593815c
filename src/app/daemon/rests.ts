/** Runs that wait for a person, a corrected file or another process. Each costs a few stats at a look. */
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { stampOrState } from '../../adapters/disk/if-there.ts';
import type { EpochMs, ProjectPath, RunId } from '../../model/brand.ts';

export interface Resting {
  readonly kind: 'waits' | 'broken' | 'elsewhere';
  /** Files to watch besides its manifest, which the inbox watches. */
  readonly files: readonly ProjectPath[];
  /** Result of {@link stampsOf} for these files before they were read; absent: unknown. */
  readonly seen?: string;
  /** When to look at it even if nothing changed; null: never. */
  readonly until: EpochMs | null;
}

type Known = Resting & { readonly stamps: string };

/** Milliseconds. `once` also waits for runs that are due this soon. */
const SOON_MS = 3_000;

export class Rests {
  private readonly root: string;
  private readonly runs = new Map<RunId, Known>();

  constructor(root: string) {
    this.root = root;
  }

  /**
   * @returns `sure`: the current files are those that were read, or those of the previous time that the run rested.
   */
  set(run: RunId, resting: Resting): 'sure' | 'unsure' {
    const before = resting.seen ?? this.runs.get(run)?.stamps ?? '';
    const stamps = stampsOf(this.root, resting.files);
    this.runs.set(run, { ...resting, stamps });
    return stamps === before ? 'sure' : 'unsure';
  }

  delete(run: RunId): void {
    this.runs.delete(run);
  }

  keys(): Iterable<RunId> {
    return this.runs.keys();
  }

  /** Runs whose time has come. */
  due(now: EpochMs): readonly RunId[] {
    return [...this.runs].flatMap(([run, { until }]) => (until !== null && until <= now ? [run] : []));
  }

  /** Runs whose files changed. */
  changed(): readonly RunId[] {
    return [...this.runs].flatMap(([run, known]) => (stampsOf(this.root, known.files) === known.stamps ? [] : [run]));
  }

  /** Milliseconds until the first is due. */
  next(now: EpochMs): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const { until } of this.runs.values()) if (until !== null) soonest = Math.min(soonest, until - now);
    return soonest;
  }

  /** Is one of them held by another process, and so due soon? */
  isSoon(now: EpochMs): boolean {
    return [...this.runs.values()].some(({ kind, until }) => kind === 'elsewhere' && (until ?? 0) - now < SOON_MS);
  }

  /** Number of runs that wait for a person. */
  waiting(): number {
    return [...this.runs.values()].filter(({ kind }) => kind === 'waits').length;
  }
}

/** The stamps differ if the content of a file may differ. */
export const stampsOf = (root: string, files: readonly ProjectPath[]): string =>
  files.map((file) => stampOrState(nodeFileSystem, path.join(root, file))).join(' ');
