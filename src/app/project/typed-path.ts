/** Paths as typed: relative to the current folder, and through links. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** With `/`; `typed` itself if it leads out of the root. */
export function pathFromRoot(root: string, typed: string, cwd: string): string {
  const slashed = typed.replaceAll('\\', '/').replace(/^\.\//, '');
  const absolute = path.resolve(realOf(cwd), typed);
  for (const candidate of [absolute, realOf(absolute)]) {
    const relative = path.relative(root, candidate).replaceAll(path.sep, '/');
    if (relative !== '' && !relative.startsWith('../') && !path.isAbsolute(relative)) {
      if (path.isAbsolute(typed) || /^(?:runs|pipelines)\/.*\w/.test(relative)) return relative;
    }
  }
  return slashed;
}

/** Resolves links, as far as the path exists. */
export function realOf(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const folder = path.dirname(file);
  return folder === file ? file : path.join(realOf(folder), path.basename(file));
}
