/** Adapter: cache folders by the conventions of the system; `bin/code-cache.cjs` repeats these rules. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { errorCode, forgiving } from '../model/system-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Folder for Node's cache of modules: without types, compiled. It belongs to the user and not to the project, because
 * its contents are executed, and a repository may contain any file.
 *
 * @returns null: the system knows no home folder, as for a user that is only a number in a container.
 */
export function codeFolder(env: Environment): string | null {
  const folder = cacheFolder(env);
  return folder && path.join(folder, 'pipeline-runner', 'modules');
}

/** Folder for trees of pipelines. They determine what stages do, so it is the user's too. @returns null: as above. */
export function treesFolder(env: Environment): string | null {
  const folder = cacheFolder(env);
  return folder && path.join(folder, 'pipeline-runner', 'trees');
}

/**
 * Creates one of these folders with its parents. Not with `recursive`, as Node does for its own cache: that loops
 * forever where a folder exists in which none can be created, such as /proc.
 *
 * @returns null: the system refuses, and nothing is cached.
 */
export function readyFolder(folder: string | null): string | null {
  try {
    if (folder !== null) makeFolders(folder);
    return folder;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}

function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(path.dirname(folder));
  forgiving(['EEXIST'], () => mkdirSync(folder));
}

function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA }: Environment): string | null {
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  const home = homeFolder();
  return home && path.join(home, ...(process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
}

const homeFolder = (): string | null => forgiving(['ERR_SYSTEM_ERROR'], homedir);
