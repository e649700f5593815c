/**
 * Adapter: the entries of one folder below `runs/`, by names and file types. Nothing is opened.
 *
 * 1. Our own files (`*.run/`, checkpoints, locks, temporary files) and those of editors (`.x.yaml.swp`, `x.yaml~`,
 *    `#x.yaml#`) are recognised by name: a manifest ends in `.yaml` and does not begin with a dot.
 * 2. A link counts as its target, if that is a file inside the project. Links to folders are not followed.
 */
import { type Dirent, opendirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { ABSENT, errorCode, forgiving } from '../../model/system-error.ts';
import { CHECKPOINT, FOLDER, MANIFEST } from '../../parse/run-files.ts';
import { isWithin } from '../disk/within.ts';

const ALIKE = /\.ya?ml$/i;

export interface RunsEntry {
  readonly name: string;
  /**
   * `special`: a FIFO, a socket or a device with the name of a manifest. `misnamed`: a file that its author may take
   * for a manifest. `checkpoint`: for callers that ask for them.
   */
  readonly type: 'manifest' | 'folder' | 'link' | 'special' | 'misnamed' | 'checkpoint';
}

/** Entries that are read at once, so that a folder of 60,000 does not take memory that is never returned. */
const AT_ONCE = 1024;
/** Entries after which other work gets its turn. */
const TURN = 4096;

/** Unordered. null: there is no such folder. @throws the system's error if it cannot be read. */
export async function readRunsFolder(
  path: string,
  wanted: 'manifests' | 'checkpoints-too' = 'manifests',
): Promise<readonly RunsEntry[] | null> {
  const opened = forgiving(ABSENT, () => opendirSync(path, { bufferSize: AT_ONCE }));
  if (opened === null) return null;
  using folder = opened;
  const found: RunsEntry[] = [];
  let count = 0;
  for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
    const type = typeOf(entry);
    const isWanted = type !== null && (type !== 'checkpoint' || wanted === 'checkpoints-too');
    if (isWanted) found.push({ name: entry.name, type });
    count += 1;
    if (count % TURN === 0) await turn();
  }
  return found;
}

function typeOf(entry: Dirent): RunsEntry['type'] | null {
  const { name } = entry;
  if (name.startsWith('.') || name.endsWith(FOLDER)) return null;
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (name.endsWith(CHECKPOINT)) return entry.isFile() ? 'checkpoint' : null;
  if (!name.endsWith(MANIFEST)) return ALIKE.test(name) && entry.isFile() ? 'misnamed' : null;
  return entry.isFile() ? 'manifest' : 'special';
}

export const isMissing = (error: unknown): boolean => ABSENT.includes(errorCode(error) ?? '');

/** `nowhere`: it has no target, or leads in a circle. */
export type LinkTarget = 'file' | 'folder' | 'special' | 'outside' | 'nowhere';

/** @param root of the project, absolute, links resolved. @param path absolute. */
export function linkTarget(root: string, path: string): LinkTarget {
  const real = forgiving(NOWHERE, () => realpathSync.native(path));
  if (real === null) return 'nowhere';
  if (!isWithin(root, real)) return 'outside';
  const stat = forgiving(NOWHERE, () => statSync(real));
  if (stat === null) return 'nowhere';
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'special';
}

const NOWHERE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM'];

/** The entry as a manifest, or as a folder to descend into, for `list` and all that need only names. */
export function entryFor(root: string, folder: string, { name, type }: RunsEntry): 'manifest' | 'folder' | null {
  if (type === 'manifest' || type === 'folder') return type;
  const isManifest = type === 'link' && name.endsWith(MANIFEST) && linkTarget(root, join(folder, name)) === 'file';
  return isManifest ? 'manifest' : null;
}

/** Is it a file that its author may take for a manifest, but that is none? */
export function strayFor(root: string, folder: string, { name, type }: RunsEntry): 'misnamed' | 'dangling' | null {
  if (type === 'misnamed') return type;
  const isDangling = type === 'link' && name.endsWith(MANIFEST) && linkTarget(root, join(folder, name)) === 'nowhere';
  return isDangling ? 'dangling' : null;
}
