/** Adapter: where programs keep what they can make again, by the customs of the system; `bin/code-cache.cjs` has the same. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { errorCode, forgiving } from '../model/system-error.ts';

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

/**
 * Makes a folder of these and its parents. Not `recursive`, as Node does it itself for its cache: that goes in circles where
 * a folder is there and none can be made in it, as in /proc.
 *
 * @returns null: the system refuses, and nothing is kept.
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
