/**
 * Adapter: reads files as they are in commits.
 *
 * 1. Only full, validated commit ids and paths of the project are passed to git.
 * 2. A link or a folder in place of a file does not count as a file; {@link versionsAt} alone does not detect links.
 * 3. If this clone lacks an object, {@link UnreadableObject} is thrown: it is not taken for one that the commit lacks.
 */
import type { ProjectPath } from '../../../model/brand.ts';
import { blobsIn } from '../reading.ts';
import type { GitRead, ReadGit } from './reader.ts';

/** An object of the history cannot be read. The message completes "it is unknown who gave it: ". */
export class UnreadableObject extends Error {
  override readonly name = 'UnreadableObject';
  constructor({ stderr }: Pick<GitRead, 'stderr'>) {
    const last = stderr.trim().split('\n').at(-1);
    super(stderr.includes('promisor') ? LEFT_OUT : `git cannot read a file of the history${last ? `: ${last}` : ''}`);
  }
}

const LEFT_OUT = 'this clone omits file contents of its history (`git fetch --refetch --no-filter`)';

/** The output of a call that must succeed. @throws UnreadableObject */
async function outputOf(read: Promise<GitRead>): Promise<Buffer> {
  const done = await read;
  if (done.code !== 0) throw new UnreadableObject(done);
  return done.stdout;
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Is it a full object id, as `git rev-parse` prints it? */
export const isCommitId = (text: string): boolean => COMMIT.test(text);

export async function hasCommit(git: ReadGit, commit: string): Promise<boolean> {
  return isCommitId(commit) && (await git(['cat-file', '-e', `${commit}^{commit}`])).code === 0;
}

/** The commit that is checked out; null: there is none, or no repository. */
export async function headOf(git: ReadGit): Promise<string | null> {
  const { code, stdout } = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const id = stdout.toString().trim();
  return code === 0 && isCommitId(id) ? id : null;
}

/** The content of a file; null: the commit has no such file. @throws UnreadableObject */
export async function fileAt(git: ReadGit, commit: string, path: ProjectPath): Promise<Buffer | null> {
  const out = await outputOf(git(['ls-tree', '-z', commit, '--', path]));
  const entry = /^100\d{3} blob ([0-9a-f]+)\t/.exec(out.toString())?.[1];
  return entry === undefined ? null : outputOf(git(['cat-file', 'blob', entry]));
}

/** The id of the object at a path in each commit; commits without one are left out. @throws UnreadableObject */
export async function versionsAt(
  git: ReadGit,
  commits: readonly string[],
  path: ProjectPath,
): Promise<ReadonlyMap<string, string>> {
  const ids = await idsOf(
    git,
    commits.map((commit) => ({ commit, path })),
  );
  return new Map(commits.flatMap((commit, i): [string, string][] => (ids[i] ? [[commit, ids[i]]] : [])));
}

/** The given files that the commit has; their contents may be missing in this clone. @throws UnreadableObject */
export async function filesIn(
  git: ReadGit,
  commit: string,
  paths: readonly ProjectPath[],
): Promise<ReadonlySet<ProjectPath>> {
  const listed = (await outputOf(git(['ls-tree', '-r', '-z', commit]))).toString().split('\0');
  const files = new Set(listed.flatMap((line) => /^100\d{3} blob [0-9a-f]+\t(.*)$/s.exec(line)?.[1] ?? []));
  return new Set(paths.filter((path) => files.has(path)));
}

/** null: the commit has nothing at that path, or a folder. */
async function idsOf(
  git: ReadGit,
  places: readonly { readonly commit: string; readonly path: ProjectPath }[],
): Promise<readonly (string | null)[]> {
  if (places.length === 0) return [];
  const asked = places.map(({ commit, path }) => `${commit}:./${path}\n`).join('');
  const out = await outputOf(git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], asked));
  const lines = out.toString().split('\n');
  return places.map((_, i) => /^([0-9a-f]+) blob$/.exec(lines[i] ?? '')?.[1] ?? null);
}

/** The contents by id. @throws UnreadableObject */
export async function blobs(git: ReadGit, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const out = await outputOf(git(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')));
  const found = new Map(blobsIn(out).map(({ id, bytes }) => [id, bytes]));
  if (ids.some((id) => !found.has(id))) throw new UnreadableObject({ stderr: '' });
  return found;
}
