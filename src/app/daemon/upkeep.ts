/**
 * The upkeep of a clone that nobody but the daemon works in: git does it by itself only where people type its commands.
 */
import type { GitSync } from '../git-sync/types.ts';

/** Between two times. */
const EVERY_MS = 60 * 60_000;
/** After it failed: what keeps it from its work is seldom gone in an hour, and it may have worked for long. */
const LATER_MS = 24 * EVERY_MS;

export class Upkeep {
  private readonly sync: Pick<GitSync, 'tidy'>;
  private readonly tell: (sentence: string) => void;
  private readonly monotonic: () => number;
  private next = Number.NEGATIVE_INFINITY;

  /** @param monotonic milliseconds of a clock that nobody sets. */
  constructor(
    sync: Pick<GitSync, 'tidy'>,
    tell: (sentence: string) => void,
    monotonic: () => number = () => performance.now(),
  ) {
    this.sync = sync;
    this.tell = tell;
    this.monotonic = monotonic;
  }

  /** The first time at once. @param stop ends it in the middle; nothing is lost. */
  async whenDue(stop: AbortSignal): Promise<void> {
    if (this.monotonic() < this.next) return;
    const why = await this.sync.tidy(stop);
    this.next = this.monotonic() + (why === null ? EVERY_MS : LATER_MS);
    if (why !== null) this.tell(`\`git gc --auto\` failed, so this clone grows with each commit: ${why}`);
  }
}
