/**
 * Adapter: whose a file of the repository is. Pure.
 *
 * O1. A run's checkpoint and all of its folder are the machine's, but for the drafts: those are written once by it and
 *     a person's from then on. So is what lies where one of them would be: a folder of its name.
 * O2. No branch may bring what leads the runner to other files than those that its path names: a link, another
 *     repository, or a name that is ours to a disk that takes some letters for the same.
 * O3. Nor what no disk can hold: git ends at it, and all else of the branch would not come.
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
 * @returns null: a person's, or outside of the project.
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

/** The run whose manifest it is, or of whose files; null: of none. */
export function runOf(path: string): RunId | null {
  const manifest = runOfFile(path);
  return (manifest === null ? null : parseRunId(manifest)) ?? ownedBy(path, '')?.run ?? null;
}

/** As a disk sees it that tells fewer names apart than git. */
const folded = (path: string): string =>
  path
    .normalize('NFKC')
    .replaceAll(/\p{Cf}|[. ]+(?=\/|$)/gu, '')
    .toLowerCase();

/** Bytes of a name, and of a path with room for that of our worktree. */
const MOST = { name: 255, path: 3_000 };

const isTooLong = (path: string): boolean =>
  Buffer.byteLength(path) > MOST.path || path.split('/').some((name) => Buffer.byteLength(name) > MOST.name);

/** O2, O3. By its name alone; the runner's own state is among it. */
export function isBarred(path: string, prefix: string): boolean {
  if (isTooLong(path)) return true;
  const [seen, below] = [folded(path), folded(prefix)];
  if (`${seen}/`.startsWith(`${below}.pipeline-runner/`)) return true;
  return ownedBy(path, prefix) === null && ownedBy(seen, below) !== null;
}

/** O2. Must it be a plain file? It lies among the runs, or where the runner goes to reach them. */
export function isPlainOnly(path: string, prefix: string): boolean {
  const [seen, runs] = [`${folded(path)}/`, folded(`${prefix}${RUNS}/`)];
  return seen.startsWith(runs) || runs.startsWith(seen);
}
