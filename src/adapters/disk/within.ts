/** Adapter: whether a path is below a folder. */
import { isAbsolute, relative, sep } from 'node:path';

/** True for the folder itself too. Both absolute, links resolved. */
export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
