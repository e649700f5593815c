/**
 * Adapter: moves a folder of checked files to its place in the run's folder, durably, in one rename.
 *
 * An older folder of the same task is first moved into the attempt's own folder; attempt-files.ts puts it back after a
 * crash in between.
 */
import { dirname, sep } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { runFolderOf } from '../../parse/run-files.ts';
import { makeFolder, makeFolderInside, syncAll, syncFolder } from '../disk/durable-file.ts';
import { onDisk, onDiskLater } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { listIfThere, statIfThere } from '../disk/if-there.ts';
import { artifactSegments } from '../task-paths.ts';
import type { Staged } from './staged-files.ts';

export interface Placing {
  readonly fs: FileSystem;
  readonly root: string;
  /** Segments of the target below the root. */
  readonly target: readonly string[];
  /** Contains exactly `staged`; moved if that is not empty. */
  readonly from: string;
  readonly staged: Staged;
  /** Where an older folder is moved; must not exist. */
  readonly replaced: string;
}

/** Which stages have artifacts in the folders of runs. */
export interface PlacedFolders {
  /** false: this task has no folder of artifacts there. */
  mayHold(run: RunId, task: string): boolean;
  add(run: RunId, task: string): void;
}

/**
 * Reads a run's folder once and remembers what is placed since: nobody else places anything there while the run is
 * driven. A folder that somebody makes there by hand in the meantime is no result, and stays.
 */
export function placedFolders(root: string, fs: FileSystem): PlacedFolders {
  const known = new Map<RunId, Set<string>>();
  const of = (run: RunId): Set<string> => {
    const names = known.get(run) ?? new Set(listIfThere(fs, `${root}${sep}${runFolderOf(run)}`));
    known.set(run, names);
    return names;
  };
  return {
    mayHold: (run, task) => of(run).has(artifactSegments(task)[0]),
    add: (run, task) => void of(run).add(artifactSegments(task)[0]),
  };
}

/**
 * @returns whether an older folder was moved aside.
 * @throws DurableError; the older folder is then where it was.
 */
export async function placeArtifacts(placing: Placing): Promise<boolean> {
  const { fs, root, target, from, staged, replaced } = placing;
  const path = [root, ...target].join(sep);
  const older = statIfThere(fs, path);
  if (staged.files.length === 0 && older === null) return false;
  if (staged.files.length > 0) {
    await syncAll(fs, [...staged.files, ...staged.folders.map((path) => ({ path, isFolder: true }))]);
    makeFolderInside(root, target.slice(0, -1), { fs });
  }
  if (older !== null) {
    makeFolder(dirname(replaced), { fs, durability: 'whole' });
    onDisk('rename', path, () => fs.rename(path, replaced));
  }
  if (staged.files.length > 0) {
    try {
      onDisk('rename', path, () => fs.rename(from, path));
    } catch (error) {
      if (older !== null) onDisk('rename', path, () => fs.rename(replaced, path));
      throw error;
    }
  }
  syncFolder(dirname(path), fs);
  if (older === null) return false;
  await onDiskLater('remove', replaced, () => fs.removeTree(replaced));
  return true;
}
