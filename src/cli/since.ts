/** The flag `--since` of `list` and `cost`. */
import type { PointInTime } from './flags.ts';

/** @returns milliseconds since 1970; null: the flag was not given. */
export function sinceOf(time: PointInTime | undefined, now: number): number | null {
  if (time === undefined) return null;
  return time.type === 'ago' ? now - time.ms : time.at;
}
