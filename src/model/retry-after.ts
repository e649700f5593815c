/** How long somebody wants to be left alone: a server by the headers of its answer. Pure. */
import { type DurationMs, durationMs } from './brand.ts';

/** Nobody can park a stage for ever, be it a server or a module that took microseconds for milliseconds. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** What somebody asked for, as it is waited for: whole milliseconds, a day at most. */
export const boundedWait = (ms: number): DurationMs =>
  durationMs(Math.round(Math.min(Math.max(0, ms), LONGEST_WAIT_MS)));

/**
 * `retry-after-ms`, or `Retry-After` in seconds or as a date, the latter by the server's own clock if it tells the time.
 *
 * @param header by its name in lower case; null: there is none.
 * @returns null: it does not say, or not so that it can be understood.
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

/** `Date.parse` takes nearly anything for a date, `-5` too. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, .+ GMT$/;

function until(date: string, told: string, now: number): number {
  if (!HTTP_DATE.test(date)) return Number.NaN;
  const theirs = Date.parse(told);
  return Date.parse(date) - (Number.isNaN(theirs) ? now : theirs);
}
