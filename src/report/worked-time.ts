/** How long a run was worked on. Of a period whose process was killed nobody knows it. Pure. */
import type { Checkpoint } from '../model/checkpoint.ts';
import { durationText } from './words.ts';

/** @param since milliseconds since the newest period began, if a process is at it now. */
export function workedText({ executions }: Pick<Checkpoint, 'executions'>, since: number | null = null): string {
  const known = executions.reduce((sum, { duration_ms = 0 }) => sum + duration_ms, since ?? 0);
  const unknown = executions.filter(({ duration_ms }) => duration_ms === undefined).length - (since === null ? 0 : 1);
  if (unknown <= 0) return durationText(known);
  return known > 0 ? `at least ${durationText(known)}` : 'unknown: its process was killed';
}
