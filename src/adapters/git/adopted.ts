/**
 * Adapter: the record of foreign changes that a person accepts. It exists only on the daemon's machine, where no push
 * can reach it. The daemon reads it when it looks at the branch the next time.
 *
 * A1. It identifies the contents that the person saw: a later change on the branch has to be adopted again.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { isJsonObject, parsedJson } from '../../model/json.ts';
import { publishFile } from '../disk/durable-file.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { removeIfThere } from '../disk/if-there.ts';
import { readText } from '../disk/safe-read.ts';
import { safeName } from '../state-folder.ts';
import { MAX_BYTES } from './conflicts.ts';
import type { RunFileConflict } from './replay.ts';

const fileOf = (folder: string, run: RunId): string => join(folder, 'adopted', `${safeName(run)}.json`);

/** @param folder `.pipeline-runner/git` of the project. @param conflicts of one run. @throws DurableError */
export function writeAdopted(folder: string, run: RunId, conflicts: readonly RunFileConflict[]): void {
  const wanted = Object.fromEntries(conflicts.map(({ path, theirs }) => [path, theirs?.oid ?? null]));
  publishFile(fileOf(folder, run), `${JSON.stringify(wanted, null, 2)}\n`);
}

/** Path -> id of the content; null: its deletion. A file that cannot be read accepts nothing. */
export const readAdopted = (folder: string, runs: readonly RunId[]): ReadonlyMap<string, string | null> =>
  new Map(runs.flatMap((run) => entriesIn(fileOf(folder, run))));

function entriesIn(file: string): readonly (readonly [path: string, oid: string | null])[] {
  const text = readText(file, { maxBytes: MAX_BYTES });
  if (!text.ok) return [];
  const value = parsedJson(text.value);
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return entries.flatMap(([path, oid]) => (oid === null || typeof oid === 'string' ? [[path, oid] as const] : []));
}

export function removeAdopted(folder: string, run: RunId): void {
  removeIfThere(nodeFileSystem, fileOf(folder, run));
}
