/**
 * Adapter: the files that the config declares as machine files (`machine_files`), here called declared files. They
 * belong to no run: many runs write them, and people may too.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ABSENT, forgiving } from '../../model/system-error.ts';
import { matchesGlob } from '../../parse/text/glob.ts';
import { isTemporary } from './chosen-files.ts';
import type { Entry, TreeChange } from './entries.ts';
import { isForbiddenPath, ownedBy } from './owned.ts';

export interface Declared {
  /** Prefix of the project in the repository: empty or ending in `/`. */
  readonly prefix: string;
  /** Relative to the root of the project. */
  readonly globs: readonly string[];
}

/** @param path from the top of the repository. */
export const isDeclared = (path: string, { prefix, globs }: Declared): boolean =>
  path.startsWith(prefix) &&
  !isForbiddenPath(path, prefix) &&
  ownedBy(path, prefix) === null &&
  globs.some((glob) => matchesGlob(glob, path.slice(prefix.length)));

/** Links and submodules belong to people, whatever their names. */
export const isDeclaredChange = ({ path, before, after }: TreeChange, declared: Declared): boolean =>
  isRegular(before) && isRegular(after) && isDeclared(path, declared);

/** Is it a regular file, or nothing? */
export const isRegular = (entry: Entry | null): boolean => entry === null || entry.mode.startsWith('100');

/** The declared files that exist: regular files only; links are not followed. */
export function declaredFiles(top: string, declared: Declared): readonly string[] {
  const start = declared.prefix.slice(0, -1);
  const found = declared.globs.flatMap((glob) => filesMatching(top, start, glob.split('/')));
  return [...new Set(found)].filter((path) => isDeclared(path, declared) && !isTemporary(path)).sort();
}

function filesMatching(top: string, folder: string, [first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  const entries = forgiving(ABSENT, () => readdirSync(join(top, folder), { withFileTypes: true })) ?? [];
  const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== '.git').map(({ name }) => name);
  if (first === '**') {
    const further =
      rest[0] === '**' ? [] : folders.flatMap((name) => filesMatching(top, below(name), [first, ...rest]));
    return [...further, ...filesMatching(top, folder, rest.length === 0 ? ['*'] : rest)];
  }
  if (rest.length === 0)
    return entries.filter((entry) => entry.isFile() && matchesGlob(first, entry.name)).map(({ name }) => below(name));
  return folders.filter((name) => matchesGlob(first, name)).flatMap((name) => filesMatching(top, below(name), rest));
}
