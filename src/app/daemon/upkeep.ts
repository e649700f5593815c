/**
 * Maintenance of a clone that only the daemon works in: git does it by itself only where people type its commands.
 */
import type { GitSync } from '../git-sync/types.ts';

/** Milliseconds between two times. */
const EVERY_MS = 60 * 60_000;
/** The same after a failure: its cause is seldom gone in an hour, and the attempt may have taken long. */
const LATER_MS = 24 * EVERY_MS;

export class Upkeep {
  private readonly sync: Pick<GitSync, 'tidy'>;
  private readonly tell: (sentence: string) => void;
  private readonly monotonic: () => number;
  private next = Number.NEGATIVE_INFINITY;

  /** @param monotonic milliseconds of a monotonic clock. */
  constructor(
    sync: Pick<GitSync, 'tidy'>,
    tell: (sentence: string) => void,
    monotonic: () => number = () => performance.now(),
  ) {
    this.sync = sync;
    this.tell = tell;
    this.monotonic = monotonic;
  }

  /** Due at once the first time. @param stop aborts it; nothing is lost. */
  async whenDue(stop: AbortSignal): Promise<void> {
    if (this.monotonic() < this.next) return;
    const why = await this.sync.tidy(stop);
    this.next = this.monotonic() + (why === null ? EVERY_MS : LATER_MS);
    if (why !== null) this.tell(`\`git gc --auto\` failed, so this clone grows with each commit: ${why}`);
  }
}
