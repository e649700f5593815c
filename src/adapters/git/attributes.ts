/** Adapter: which filter of `.gitattributes`, such as `lfs`, handles a file. */
import { nulTerminated } from './entries.ts';
import type { Git } from './git.ts';

/** Path -> value of the attribute `filter`; files without one are left out. @throws GitError */
export async function filtersOf(git: Git, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const filters = new Map<string, string>();
  if (paths.length === 0) return filters;
  const input = nulTerminated(paths);
  // For each path: the path, the name of the attribute, its value.
  const fields = (await git.text(['check-attr', '-z', '--stdin', 'filter'], { input })).split('\0');
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [path = '', , value = ''] = fields.slice(at, at + 3);
    if (!NONE.has(value)) filters.set(path, value);
  }
  return filters;
}

const NONE: ReadonlySet<string> = new Set(['unspecified', 'unset', 'set', '']);

/** Does the filter have a program? Without one, git stores the whole file. */
export async function hasProgram(git: Git, filter: string): Promise<boolean> {
  for (const key of ['process', 'clean'])
    if (await git.line(['config', '--get', `filter.${filter}.${key}`])) return true;
  return false;
}
