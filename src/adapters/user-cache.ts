/** Adapter: where programs keep what they can make again, by the customs of the system; `bin/code-cache.cjs` has the same. */
import { homedir } from 'node:os';
import path from 'node:path';
import { forgiving } from '../model/system-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Folder for Node's cache of modules: without their types, compiled. Of the user and not of the project: what lies in
 * it is run, and a repository may bring any file along.
 *
 * @returns null: the system knows no home, as of a user who is a mere number in a container.
 */
export function codeFolder(env: Environment): string | null {
  const folder = cacheFolder(env);
  return folder && path.join(folder, 'pipeline-runner', 'modules');
}

/** Folder for trees of pipelines: what stages do follows from them, so of the user as well. @returns null: as above. */
export function treesFolder(env: Environment): string | null {
  const folder = cacheFolder(env);
  return folder && path.join(folder, 'pipeline-runner', 'trees');
}

function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA }: Environment): string | null {
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  const home = homeFolder();
  return home && path.join(home, ...(process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
}

const homeFolder = (): string | null => forgiving(['ERR_SYSTEM_ERROR'], homedir);
