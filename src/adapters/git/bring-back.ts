/**
 * Adapter: restores files of people that were removed in our tree but not on the branch.
 *
 * B1. Our ref moves before any file of the tree changes (app/git-sync/line.ts, L1). So a file that the newest commit
 *     has and the tree lacks was removed by hand, or a checkout is about to write the same content.
 */
import { dirname, join } from 'node:path';
import { makeFolderInside, publishFile } from '../disk/durable-file.ts';
import { entriesAt } from './entries.ts';
import type { Git } from './git.ts';
import { isRegular } from './machine-files.ts';
import { statOf } from './place.ts';

export interface Removed {
  readonly commit: string;
  /** Absolute top of the tree. */
  readonly top: string;
  /** From the top of the tree. */
  readonly paths: readonly string[];
}

const NOT_UTF8 = '\uFFFD';

/** @returns the paths that exist now; the commit has no text for the others. @throws GitError, DurableError */
export async function bringBack(git: Git, { commit, top, paths }: Removed): Promise<readonly string[]> {
  const back: string[] = [];
  if (paths.length === 0) return back;
  for (const [path, entry] of await entriesAt(git, commit, paths)) {
    const text = isRegular(entry) ? await git.text(['cat-file', '--filters', `--path=${path}`, entry.oid]) : NOT_UTF8;
    if (text.includes(NOT_UTF8)) continue;
    makeFolderInside(top, dirname(path).split('/'));
    if (statOf(join(top, path)) === null) publishFile(join(top, path), text);
    back.push(path);
  }
  return back;
}
