/** Adapter: the differences between two trees or an index, from git's raw diffs. Only the parsing is pure. */
import type { Git, GitCallOptions } from './git.ts';

/** A file of a tree: its permissions and the id of its content. */
export interface Entry {
  /** As git writes it: `100644`. */
  readonly mode: string;
  readonly oid: string;
}

export interface TreeChange {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  /** null: there is no such file. */
  readonly before: Entry | null;
  readonly after: Entry | null;
}

const GONE = '000000';
const RAW = ['-r', '-z', '--no-renames', '--no-ext-diff'];
/** Stands for bytes that are not UTF-8 in decoded text. */
const NOT_UTF8 = '\uFFFD';

/** Parses raw diff output (`-z`). Ignores names that are not UTF-8: the runner writes none. */
export function parseRaw(text: string): readonly TreeChange[] {
  const parts = text.split('\0');
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [modeBefore = GONE, modeAfter = GONE, before = '', after = ''] = (parts[at] ?? '').slice(1).split(' ');
    const path = parts[at + 1] ?? '';
    if (!path.includes(NOT_UTF8))
      changes.push({ path, before: entry(modeBefore, before), after: entry(modeAfter, after) });
  }
  return changes;
}

const entry = (mode: string, oid: string): Entry | null => (mode === GONE ? null : { mode, oid });

export const isSame = (a: Entry | null, b: Entry | null): boolean => keyOf(a) === keyOf(b);

const keyOf = (of: Entry | null): string => (of === null ? '' : `${of.mode} ${of.oid}`);

/** From tree or commit `from` to `to`. */
export const treeChanges = async (git: Git, from: string, to: string): Promise<readonly TreeChange[]> =>
  parseRaw(await git.text(['diff-tree', ...RAW, from, to]));

/** From the index to tree or commit `to`. */
export const indexToTree = async (git: Git, to: string, how: GitCallOptions): Promise<readonly TreeChange[]> =>
  parseRaw(await git.text(['diff-index', '--cached', '-R', ...RAW, to], how));

/** Files of the index that differ on disk or are missing there. */
export async function dirtyFiles(git: Git, how: GitCallOptions): Promise<ReadonlySet<string>> {
  await git.run(['update-index', '-q', '--refresh'], how);
  return new Set(parsePaths(await git.text(['diff-files', '-z', '--name-only', '--no-ext-diff'], how)));
}

export const parsePaths = (text: string): string[] =>
  text.split('\0').filter((path) => path !== '' && !path.includes(NOT_UTF8));

export const nulTerminated = (paths: readonly string[]): string => paths.map((path) => `${path}\0`).join('');

/** Parses the output of `git ls-tree -z`. */
const parseTreeList = (text: string): readonly (readonly [path: string, entry: Entry])[] =>
  parsePaths(text).map((line) => {
    const tab = line.indexOf('\t');
    const [mode = '', , oid = ''] = line.slice(0, tab).split(' ');
    return [line.slice(tab + 1), { mode, oid }];
  });

/** Paths in one call: the length of a command line is limited. */
const CHUNK = 200;
/** Git compares every path with every file of the tree; for more paths than this, listing the whole tree is faster. */
const MOST_ASKED = 2_000;

/** The given files that a commit has, and all files below the given folders. */
export async function entriesAt(
  git: Git,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Entry>> {
  if (paths.length > MOST_ASKED) return entriesBelow(git, commit, new Set(paths));
  const found = new Map<string, Entry>();
  for (let at = 0; at < paths.length; at += CHUNK) {
    const some = paths.slice(at, at + CHUNK);
    const text = await git.text(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...some]);
    for (const [path, entry] of parseTreeList(text)) found.set(path, entry);
  }
  return found;
}

async function entriesBelow(
  git: Git,
  commit: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Entry>> {
  const all = parseTreeList(await git.text(['ls-tree', '-r', '-z', '--full-tree', commit]));
  const isBelow = (path: string): boolean => {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      if (wanted.has(path.slice(0, end))) return true;
    return wanted.has(path);
  };
  return new Map(all.filter(([path]) => isBelow(path)));
}
