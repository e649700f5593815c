/**
 * Signs of life of a daemon, for `doctor` and other monitoring. A daemon that is suspended or hangs keeps its lock, so
 * the lock alone would tell that all is well.
 */
import { giveSign, lastSign } from '../../adapters/disk/lock.ts';
import { daemonLock } from '../../adapters/state-folder.ts';
import { type DurationMs, durationMs, type EpochMs } from '../../model/brand.ts';

/** Milliseconds between two signs. Not at each look: a disk of an idle machine may sleep. */
const EVERY_MS = 15_000;
/** A machine under load may delay some signs. */
const SILENT_MS = 60_000;

/**
 * @param roots folders in which the daemon holds the lock of the daemon.
 * @param monotonic milliseconds of a monotonic clock.
 * @returns to be called often.
 */
export function signsOfLife(roots: readonly string[], monotonic: () => number): () => void {
  let next = Number.NEGATIVE_INFINITY;
  return () => {
    if (monotonic() < next) return;
    next = monotonic() + EVERY_MS;
    for (const root of roots) giveSign(daemonLock(root));
  };
}

/** For how long a daemon that holds its lock has given no sign of life; null: it works. */
export function silence(root: string, now: EpochMs): DurationMs | null {
  const last = lastSign(daemonLock(root));
  return last === null || now - last < SILENT_MS ? null : durationMs(now - last);
}
