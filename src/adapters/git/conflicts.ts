/**
 * Adapter: runs that stand still because somebody else changed files of theirs, and declared files that cannot be
 * merged; kept over restarts.
 *
 * A conflict ends when the branch has the file as it was, or as we have it, or when theirs is adopted here; that of a
 * declared file when both sides can be read again, or ours is deleted.
 */
import type { RunId } from '../../model/brand.ts';
import { publishFile } from '../durable-file.ts';
import { readText } from '../safe-read.ts';
import type { Entry } from './entries.ts';
import type { FileClash } from './merge-files.ts';
import { ownedBy } from './owned.ts';
import type { Clash } from './replay.ts';

const MAX_BYTES = 16 * 1024 * 1024;

export interface Conflicts {
  readonly clashes: readonly Clash[];
  readonly files: readonly FileClash[];
}

/** What cannot be read counts as none: then the next look at the branch finds them again. */
export function readConflicts(file: string, prefix: string): Conflicts {
  const all = readAll(file).flatMap((entry) => fileClashOf(entry));
  const clashes = all.flatMap((clash): readonly Clash[] => {
    const owned = ownedBy(clash.path, prefix);
    return owned === null ? [] : [{ run: owned.run, ...clash }];
  });
  return { clashes, files: all.filter(({ path }) => ownedBy(path, prefix) === null) };
}

function readAll(file: string): readonly unknown[] {
  const text = readText(file, { maxBytes: MAX_BYTES });
  if (!text.ok) return [];
  try {
    const value: unknown = JSON.parse(text.value);
    return Array.isArray(value) ? value : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** @throws DurableError */
export function writeConflicts(file: string, { clashes, files }: Conflicts): void {
  publishFile(
    file,
    `${JSON.stringify(
      [
        ...clashes.map(({ path, base, theirs, commit }) => ({ path, base, theirs, commit })),
        ...files.map(({ path, base, theirs }) => ({ path, base, theirs })),
      ],
      null,
      2,
    )}\n`,
  );
}

function fileClashOf(value: unknown): readonly (FileClash & Pick<Clash, 'commit'>)[] {
  if (typeof value !== 'object' || value === null) return [];
  const [path, commit]: unknown[] = [Reflect.get(value, 'path'), Reflect.get(value, 'commit')];
  if (typeof path !== 'string') return [];
  const both = { base: entryOf(Reflect.get(value, 'base')), theirs: entryOf(Reflect.get(value, 'theirs')) };
  return [{ path, ...both, ...(typeof commit === 'string' ? { commit } : {}) }];
}

function entryOf(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  const [mode, oid]: unknown[] = [Reflect.get(value, 'mode'), Reflect.get(value, 'oid')];
  return typeof mode === 'string' && typeof oid === 'string' ? { mode, oid } : null;
}

export const runsOf = (clashes: readonly Clash[]): ReadonlySet<RunId> => new Set(clashes.map(({ run }) => run));
