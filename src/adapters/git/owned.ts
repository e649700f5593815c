/**
 * Adapter: who owns a file of the repository. Pure.
 *
 * O1. A run's checkpoint and its whole folder belong to the runner, except the drafts: it writes each once, and then
 *     they belong to people. The same applies to anything in the place of one of them, such as a folder of that name.
 * O2. A branch may not add anything that redirects the runner to other files: a link, a submodule, or a name that
 *     equals one of ours on a file system that does not distinguish some letters.
 * O3. Nor a name that is too long for a file system: git would fail, and not check out the rest of the branch.
 */
import type { RunId } from '../../model/brand.ts';
import { CHECKPOINT, FOLDER, OWN_FOLDERS, RUNS } from '../../parse/run-files.ts';
import { parseRunId, runOfFile } from '../../parse/run-id.ts';

export interface Owned {
  readonly run: RunId;
  readonly kind: 'checkpoint' | 'file' | 'draft' | 'artifact';
}

/**
 * @param path from the top of the repository.
 * @param prefix of the project inside it: empty or ending in `/`.
 * @returns null: it belongs to a person, or is outside the project.
 */
export function ownedBy(path: string, prefix: string): Owned | null {
  const top = `${prefix}${RUNS}/`;
  if (!path.startsWith(top)) return null;
  const segments = path.slice(top.length).split('/');
  const at = segments.findIndex((segment) => segment.endsWith(FOLDER) || segment.endsWith(CHECKPOINT));
  if (at < 0) return null;
  const isCheckpoint = segments[at]?.endsWith(CHECKPOINT) ?? false;
  const name = segments
    .slice(0, at + 1)
    .join('/')
    .slice(0, isCheckpoint ? -CHECKPOINT.length : -FOLDER.length);
  const run = parseRunId(name);
  if (run === null) return null;
  const inner = segments[at + 1];
  if (isCheckpoint) return { run, kind: inner === undefined ? 'checkpoint' : 'file' };
  return {
    run,
    kind: inner === 'drafts' ? 'draft' : OWN_FOLDERS.includes(inner ?? '') ? 'file' : 'artifact',
  };
}

/** The run to which the manifest or the file belongs; null: none. */
export function runOf(path: string): RunId | null {
  const manifest = runOfFile(path);
  return (manifest === null ? null : parseRunId(manifest)) ?? ownedBy(path, '')?.run ?? null;
}

/** The same for all paths that some file system treats as equal, although git distinguishes them. */
const folded = (path: string): string =>
  path
    .normalize('NFKC')
    .replaceAll(/\p{Cf}|[. ]+(?=\/|$)/gu, '')
    .toLowerCase();

/** The most bytes of a name and of a path, with room for the path of our worktree. */
const MOST = { name: 255, path: 3_000 };

const isTooLong = (path: string): boolean =>
  Buffer.byteLength(path) > MOST.path || path.split('/').some((name) => Buffer.byteLength(name) > MOST.name);

/** O2, O3. Is the path never checked out, because of its name? Includes the state folder of the runner. */
export function isForbiddenPath(path: string, prefix: string): boolean {
  if (isTooLong(path)) return true;
  const [seen, below] = [folded(path), folded(prefix)];
  if (`${seen}/`.startsWith(`${below}.pipeline-runner/`)) return true;
  return ownedBy(path, prefix) === null && ownedBy(seen, below) !== null;
}

/** O2. May only a regular file be there? True below `runs/`, and for the folders that lead there. */
export function mustBeRegular(path: string, prefix: string): boolean {
  const [seen, runs] = [`${folded(path)}/`, folded(`${prefix}${RUNS}/`)];
  return seen.startsWith(runs) || runs.startsWith(seen);
}
