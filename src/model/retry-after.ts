/** How long to wait before the next request, according to the headers of a response. Pure. */
import { type DurationMs, durationMs } from './brand.ts';

/** Neither a server nor a module that confuses units can delay a stage for ever. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** A requested wait, limited: whole milliseconds, at most a day. */
export const boundedWait = (ms: number): DurationMs =>
  durationMs(Math.round(Math.min(Math.max(0, ms), LONGEST_WAIT_MS)));

/**
 * `retry-after-ms`, or `Retry-After` in seconds or as a date, the latter by the server's own clock if it tells the
 * time.
 *
 * @param header by its name in lower case; null: there is none.
 * @returns null when the headers are absent or not valid.
 */
export function retryAfter(header: (name: string) => string | null, now: number): DurationMs | null {
  const inMs = Number(header('retry-after-ms') ?? Number.NaN);
  const value = header('retry-after')?.trim() ?? '';
  const wait = Number.isFinite(inMs)
    ? inMs
    : /^\d+(\.\d+)?$/.test(value)
      ? Number(value) * 1000
      : until(value, header('date') ?? '', now);
  return Number.isNaN(wait) ? null : boundedWait(wait);
}

/** `Date.parse` accepts nearly anything as a date, even `-5`. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, .+ GMT$/;

function until(date: string, told: string, now: number): number {
  if (!HTTP_DATE.test(date)) return Number.NaN;
  const theirs = Date.parse(told);
  return Date.parse(date) - (Number.isNaN(theirs) ? now : theirs);
}
