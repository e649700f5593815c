/**
 * Adapter: to whom a file of the repository belongs. Pure.
 *
 * O1. A run's checkpoint and its whole folder belong to the machine, except the drafts: it writes them once, and then
 *     they belong to people. The same applies to anything in the place of one of them, such as a folder of that name.
 * O2. No branch may add what leads the runner to other files than those of its paths: a link, a submodule, or a name
 *     that equals one of ours on a disk that does not distinguish some letters.
 * O3. Nor a name that no disk can hold: git fails at it, and the rest of the branch would not be checked out.
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

/** The path as seen by a disk that distinguishes fewer names than git. */
const folded = (path: string): string =>
  path
    .normalize('NFKC')
    .replaceAll(/\p{Cf}|[. ]+(?=\/|$)/gu, '')
    .toLowerCase();

/** Bytes of a name, and of a path, with room for that of our worktree. */
const MOST = { name: 255, path: 3_000 };

const isTooLong = (path: string): boolean =>
  Buffer.byteLength(path) > MOST.path || path.split('/').some((name) => Buffer.byteLength(name) > MOST.name);

/** O2, O3. Decided by the name alone; includes the runner's own state. */
export function isBarred(path: string, prefix: string): boolean {
  if (isTooLong(path)) return true;
  const [seen, below] = [folded(path), folded(prefix)];
  if (`${seen}/`.startsWith(`${below}.pipeline-runner/`)) return true;
  return ownedBy(path, prefix) === null && ownedBy(seen, below) !== null;
}

/** O2. Must it be a plain file? True among the runs, and on the paths by which the runner reaches them. */
export function isPlainOnly(path: string, prefix: string): boolean {
  const [seen, runs] = [`${folded(path)}/`, folded(`${prefix}${RUNS}/`)];
  return seen.startsWith(runs) || runs.startsWith(seen);
}
