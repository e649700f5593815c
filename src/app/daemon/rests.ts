/** Runs that wait: for a person, for a mended file, for another process. Each costs a few stats at a look. */
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { stampOrState } from '../../adapters/disk/if-there.ts';
import type { EpochMs, ProjectPath, RunId } from '../../model/brand.ts';

export interface Resting {
  readonly kind: 'waits' | 'broken' | 'elsewhere';
  /** Beside its manifest, which the inbox looks after. */
  readonly files: readonly ProjectPath[];
  /** {@link stampsOf} them, from before they were read; absent: nobody took them. */
  readonly seen?: string;
  /** When it is to be looked at though nothing changed; null: never. */
  readonly until: EpochMs | null;
}

type Known = Resting & { readonly stamps: string };

/** What is due that soon is worth waiting for, also for who only wants to do what there is to do now. */
const SOON_MS = 3_000;

export class Rests {
  private readonly root: string;
  private readonly runs = new Map<RunId, Known>();

  constructor(root: string) {
    this.root = root;
  }

  /** @returns `sure`: the files as they are now are those that were read, or that were there when it came to rest before. */
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

  /** Whose time has come. */
  due(now: EpochMs): readonly RunId[] {
    return [...this.runs].flatMap(([run, { until }]) => (until !== null && until <= now ? [run] : []));
  }

  /** Whose files changed. */
  changed(): readonly RunId[] {
    return [...this.runs].flatMap(([run, known]) => (stampsOf(this.root, known.files) === known.stamps ? [] : [run]));
  }

  /** Milliseconds until the first is due. */
  next(now: EpochMs): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const { until } of this.runs.values()) if (until !== null) soonest = Math.min(soonest, until - now);
    return soonest;
  }

  /** Another process holds one of them, for the moment. */
  isSoon(now: EpochMs): boolean {
    return [...this.runs.values()].some(({ kind, until }) => kind === 'elsewhere' && (until ?? 0) - now < SOON_MS);
  }

  /** How many wait for a person. */
  waiting(): number {
    return [...this.runs.values()].filter(({ kind }) => kind === 'waits').length;
  }
}

/** Differ when the content of a file may differ. */
export const stampsOf = (root: string, files: readonly ProjectPath[]): string =>
  files.map((file) => stampOrState(nodeFileSystem, path.join(root, file))).join(' ');
