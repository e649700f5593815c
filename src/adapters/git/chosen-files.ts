/**
 * Adapter: which files of a run are committed.
 *
 * 1. The checkpoint, always. Drafts, once: those that are already in git belong to a person.
 * 2. Not the files that .gitignore names, nor our temporary files.
 * 3. No large file, unless a filter of the repository (git-lfs) handles it: its digest is in the checkpoint.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ABSENT, forgiving } from '../../model/system-error.ts';
import { tempNamed } from '../disk/durable-file.ts';
import { filtersOf, hasProgram } from './attributes.ts';
import { nulTerminated, parsePaths } from './entries.ts';
import { type Git, GitError } from './git.ts';
import { ownedBy } from './owned.ts';

export interface ArtifactPolicy {
  /** `small`: all except large files. `none`: no artifacts of stages. */
  readonly inGit: 'all' | 'small' | 'none';
  /** A file of more bytes is large. */
  readonly over: number;
}

/** The folder of a run. */
export interface RunFolder {
  /** From the top of the repository. */
  readonly folder: string;
  /** Its files that are in git. */
  readonly tracked: ReadonlySet<string>;
}

/** Paths below the run's folder. */
export interface RunFiles {
  /** To be committed as on disk. */
  readonly staged: readonly string[];
  /** Files in git that must not be there, or are missing on disk. */
  readonly dropped: readonly string[];
}

export interface Choice {
  readonly top: string;
  readonly prefix: string;
  readonly policy: ArtifactPolicy;
}

interface Found {
  readonly path: string;
  readonly bytes: number;
}

/** Calls git once for all folders. @returns the files of each folder. @throws GitError */
export async function chosenFiles(
  git: Git,
  folders: readonly RunFolder[],
  choice: Choice,
): Promise<readonly RunFiles[]> {
  const { prefix, top } = choice;
  const all = folders.map(({ folder, tracked }) => ({
    tracked,
    found: filesBelow(top, folder).filter(({ path }) => !(isDraft(path, prefix) && tracked.has(path))),
  }));
  const large = new Set(
    await tooLarge(
      git,
      all.flatMap(({ found }) => found),
      choice,
    ),
  );
  const isSkipped = (path: string): boolean => large.has(path) || isExcluded(path, choice);
  // A file that is already in git is not ignored, as in git itself.
  const fresh = all.flatMap(({ found, tracked }) =>
    pathsOf(found).filter((path) => !isSkipped(path) && !tracked.has(path)),
  );
  const ignored = await ignoredOf(git, fresh);
  return all.map(({ found, tracked }) => {
    const there = new Set(pathsOf(found));
    const isDropped = (path: string): boolean => (there.has(path) ? isSkipped(path) : !isDraft(path, prefix));
    const staged = pathsOf(found).filter((path) => !isSkipped(path) && !ignored.has(path));
    return { staged, dropped: [...tracked].filter(isDropped) };
  });
}

const pathsOf = (found: readonly Found[]): string[] => found.map(({ path }) => path);
const isDraft = (path: string, prefix: string): boolean => ownedBy(path, prefix)?.kind === 'draft';
const isExcluded = (path: string, { prefix, policy }: Choice): boolean =>
  policy.inGit === 'none' && ownedBy(path, prefix)?.kind === 'artifact';

export const isTemporary = (path: string): boolean => tempNamed(basename(path)) !== null;

/** Regular files only; links are not followed. */
function filesBelow(top: string, folder: string): readonly Found[] {
  const entries = forgiving(ABSENT, () => readdirSync(join(top, folder), { withFileTypes: true })) ?? [];
  return entries.flatMap((entry): readonly Found[] => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(top, path);
    if (!entry.isFile() || isTemporary(path)) return [];
    const stat = forgiving(['ENOENT'], () => lstatSync(join(top, path)));
    return stat === null ? [] : [{ path, bytes: stat.size }];
  });
}

export async function ignoredOf(git: Git, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const input = nulTerminated(paths);
  const args = ['check-ignore', '--no-index', '-z', '--stdin'];
  const end = await git.run(args, { input, pathspecs: 'plain' });
  // 1: none of them is ignored.
  if (end.code !== 0 && end.code !== 1) throw new GitError(args, end);
  return new Set(parsePaths(end.stdout));
}

async function tooLarge(git: Git, found: readonly Found[], { policy }: Choice): Promise<readonly string[]> {
  const large = pathsOf(policy.inGit === 'all' ? [] : found.filter(({ bytes }) => bytes > policy.over));
  const filters = await filtersOf(git, large);
  const handling = new Set<string>();
  for (const filter of new Set(filters.values())) if (await hasProgram(git, filter)) handling.add(filter);
  return large.filter((path) => !handling.has(filters.get(path) ?? ''));
}
