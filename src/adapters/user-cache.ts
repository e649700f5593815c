/** Adapter: where programs keep what they can make again, by the customs of the system; `bin/code-cache.cjs` has the same. */
import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Folder for Node's cache of modules: without their types, compiled. Of the user and not of the project: what lies in
 * it is run, and a repository may bring any file along.
 */
export const codeFolder = (env: Environment): string => path.join(cacheFolder(env), 'pipeline-runner', 'modules');

/** Folder for trees of pipelines: what stages do follows from them, so of the user as well. */
export const treesFolder = (env: Environment): string => path.join(cacheFolder(env), 'pipeline-runner', 'trees');

function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA }: Environment): string {
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return process.platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}
