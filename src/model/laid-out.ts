/**
 * JSON with indentation, for people. The indentation of a deeply nested list can be hundreds of times as long as the
 * list itself, and longer than a string may be: beyond a limit it is left out. Pure.
 */
import type { Json } from './json.ts';

const MOST_INDENTATION = 64 * 1024 * 1024;

/** Indented JSON. @param plain the JSON text without indentation, if the caller has it already. */
export const laidOutJson = (value: Json, plain?: string): string =>
  indentationLeft(value, 0, MOST_INDENTATION) >= 0 ? JSON.stringify(value, null, 2) : (plain ?? JSON.stringify(value));

/** @returns what is left of `most` characters; less than 0: it was not enough. */
function indentationLeft(value: Json, depth: number, most: number): number {
  if (typeof value !== 'object' || value === null) return most;
  const entries: readonly Json[] = Array.isArray(value) ? value : Object.values(value);
  let left = most - entries.length * (1 + 2 * (depth + 1)) - 2 * depth;
  for (const entry of entries) {
    if (left < 0) break;
    left = indentationLeft(entry, depth + 1, left);
  }
  return left;
}
