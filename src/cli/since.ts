/** `--since`: of `list` and `cost`. */
import type { PointInTime } from './flags.ts';

/** Milliseconds since 1970; null: it was not asked for. */
export function sinceOf(time: PointInTime | undefined, now: number): number | null {
  if (time === undefined) return null;
  return time.type === 'ago' ? now - time.ms : time.at;
}
