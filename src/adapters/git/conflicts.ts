/**
 * Adapter: the record of conflicts, kept across restarts: runs that are on hold because somebody else changed their
 * files, and declared files that cannot be merged.
 *
 * The conflict of a run's file ends when the branch has the file as it was before or as we have it, or when a person
 * adopts the other version here. That of a declared file ends when both versions can be read again, or ours is deleted.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject, parsedJson } from '../../model/json.ts';
import { mapAt, textAt, textsAt } from '../../parse/json/fields.ts';
import { publishFile } from '../disk/durable-file.ts';
import { readText } from '../disk/safe-read.ts';
import { safeName } from '../state-folder.ts';
import { type Entry, treeChanges } from './entries.ts';
import type { Git } from './git.ts';
import type { DeclaredFileConflict } from './merge-files.ts';
import { ownedBy } from './owned.ts';
import type { RunFileConflict } from './replay.ts';

/** In bytes. Large, because whoever pushes determines how many files are in conflict. */
export const MAX_BYTES = 256 * 1024 * 1024;

export interface Conflicts {
  readonly conflicts: readonly RunFileConflict[];
  readonly files: readonly DeclaredFileConflict[];
}

const fileIn = (folder: string): string => join(folder, 'conflicts.json');

/** A file that cannot be read counts as empty; see {@link lostConflicts}. */
export function readConflicts(folder: string, prefix: string): Conflicts {
  const all = readAll(fileIn(folder)).flatMap(fileConflictOf);
  const conflicts = all.flatMap((conflict): readonly RunFileConflict[] => {
    const owned = ownedBy(conflict.path, prefix);
    return owned === null ? [] : [{ run: owned.run, ...conflict }];
  });
  return { conflicts, files: all.filter(({ path }) => ownedBy(path, prefix) === null) };
}

function readAll(file: string): readonly Json[] {
  const text = readText(file, { maxBytes: MAX_BYTES });
  if (!text.ok) return [];
  const value = parsedJson(text.value) ?? null;
  return isJsonList(value) ? value : [];
}

/** @throws DurableError */
export function writeConflicts(folder: string, { conflicts, files }: Conflicts): void {
  const file = fileIn(folder);
  const all = [
    ...conflicts.map(({ path, base, theirs, commits }) => ({ path, base, theirs, commits })),
    ...files.map(({ path, base, theirs }) => ({ path, base, theirs })),
  ];
  const text = all.length === 0 ? '[]\n' : `[\n${all.map((conflict) => JSON.stringify(conflict)).join(',\n')}\n]\n`;
  const before = readText(file, { maxBytes: MAX_BYTES });
  if (!before.ok || before.value !== text) publishFile(file, text);
}

/** The ref that exists as long as a run is in conflict: our commit of it. */
export const conflictRef = (refs: string, run: RunId): string => `${refs}/conflict/${safeName(run)}`;

export interface ConflictRefs {
  /** The prefix of our refs. */
  readonly refs: string;
  /** Our newest commit, which contains the branch. */
  readonly head: string;
  readonly prefix: string;
  /** Runs with known conflicts. */
  readonly known: ReadonlySet<RunId>;
}

/**
 * Conflicts that have a ref but are not in the file: it was lost, or another branch was followed in the meantime.
 * Without them, foreign changes in our newest commit would be taken for ours.
 *
 * @throws GitError
 */
export async function lostConflicts(
  git: Git,
  { refs, head, prefix, known }: ConflictRefs,
): Promise<readonly RunFileConflict[]> {
  const text = await git.text(['for-each-ref', '--format=%(objectname) %(refname)', `${refs}/conflict/`]);
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ')]));
  const isKnown = new Set([...known].map((run) => conflictRef(refs, run)));
  const lost = lines.filter(([, ref = '']) => !isKnown.has(ref));
  const conflicts: RunFileConflict[] = [];
  for (const [commit = '', names] of Map.groupBy(lost, ([oid]) => oid)) {
    const wanted = new Set(names.map(([, ref]) => ref));
    for (const { path, before, after } of await treeChanges(git, commit, head)) {
      const owned = ownedBy(path, prefix);
      if (owned === null || owned.kind === 'draft' || !wanted.has(conflictRef(refs, owned.run))) continue;
      conflicts.push({ run: owned.run, path, base: before, theirs: after });
    }
  }
  return conflicts;
}

function fileConflictOf(value: Json): readonly (DeclaredFileConflict & Pick<RunFileConflict, 'commits'>)[] {
  const path = isJsonObject(value) ? textAt(value, 'path') : null;
  if (!isJsonObject(value) || path === null) return [];
  const commits = textsAt(value, 'commits');
  const both = { base: entryOf(mapAt(value, 'base')), theirs: entryOf(mapAt(value, 'theirs')) };
  return [{ path, ...both, ...(commits.length > 0 ? { commits } : {}) }];
}

const entryOf = ({ mode, oid }: JsonObject): Entry | null =>
  typeof mode === 'string' && typeof oid === 'string' ? { mode, oid } : null;

export const runsOf = (conflicts: readonly RunFileConflict[]): ReadonlySet<RunId> =>
  new Set(conflicts.map(({ run }) => run));
