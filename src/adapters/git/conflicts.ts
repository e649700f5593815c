/**
 * Adapter: runs that stand still because somebody else changed files of theirs; kept over restarts.
 *
 * A conflict ends when the branch has the file as it was, or as we have it, or when our version is deleted.
 */
import type { RunId } from '../../model/brand.ts';
import { publishFile } from '../durable-file.ts';
import { readText } from '../safe-read.ts';
import type { Entry } from './entries.ts';
import { ownedBy } from './owned.ts';
import type { Clash } from './replay.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** What cannot be read counts as none: then the next look at the branch finds them again. */
export function readConflicts(file: string, prefix: string): readonly Clash[] {
  const text = readText(file, { maxBytes: MAX_BYTES });
  if (!text.ok) return [];
  try {
    const value: unknown = JSON.parse(text.value);
    return Array.isArray(value) ? value.flatMap((entry) => clashOf(entry, prefix)) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** @throws DurableError */
export function writeConflicts(file: string, clashes: readonly Clash[]): void {
  publishFile(
    file,
    `${JSON.stringify(
      clashes.map(({ path, base, theirs }) => ({ path, base, theirs })),
      null,
      2,
    )}\n`,
  );
}

function clashOf(value: unknown, prefix: string): Clash[] {
  if (typeof value !== 'object' || value === null) return [];
  const path: unknown = Reflect.get(value, 'path');
  if (typeof path !== 'string') return [];
  const owned = ownedBy(path, prefix);
  if (owned === null) return [];
  return [
    { run: owned.run, path, base: entryOf(Reflect.get(value, 'base')), theirs: entryOf(Reflect.get(value, 'theirs')) },
  ];
}

function entryOf(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  const [mode, oid]: unknown[] = [Reflect.get(value, 'mode'), Reflect.get(value, 'oid')];
  return typeof mode === 'string' && typeof oid === 'string' ? { mode, oid } : null;
}

export const runsOf = (clashes: readonly Clash[]): ReadonlySet<RunId> => new Set(clashes.map(({ run }) => run));
