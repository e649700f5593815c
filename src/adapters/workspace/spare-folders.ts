/**
 * Adapter: folders of ended attempts, kept for the next ones of the same run.
 *
 * To make and to remove the two folders of an attempt gives two inodes to the disk's accounts and takes them back,
 * which can cost as much as all else that is done for a stage. To rename them costs a tenth.
 *
 * 1. Kept is only what is as empty, and as open to its owner, as a new one.
 * 2. The next attempt gets it under its own name: who still knows the old one finds nothing there. Whoever may still
 *    work in it, whatever its name, keeps it from being kept: see `abandon` of attempt files.
 * 3. What cannot be kept or taken is removed or made anew: nothing fails because of it.
 */
import { basename, sep } from 'node:path';
import { errorCode } from '../../model/system-error.ts';
import { makeFolder } from '../disk/durable-file.ts';
import { DurableError, onDiskLater } from '../disk/error.ts';
import type { FileStat, FileSystem } from '../disk/file-system.ts';
import { listIfThere, statIfThere } from '../disk/if-there.ts';
import { type AttemptFolders, foldersIn } from './attempt-folders.ts';

/** As many as run at once, as a rule. */
const MOST_KEPT = 16;
/** Files of its own that an attempt has: its input, its output, its events. */
const MOST_FILES = 4;

export class SpareFolders {
  readonly #fs: FileSystem;
  readonly #kept: string[] = [];
  /** Permissions of a new folder. */
  #mode: number | null = null;

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  /** Makes the folders of an attempt. @throws DurableError */
  make({ attempt, artifacts }: AttemptFolders): void {
    const fs = this.#fs;
    const spare = this.#kept.pop();
    if (spare !== undefined && managed(() => fs.rename(spare, attempt))) return;
    makeFolder(attempt, { fs, durability: 'whole' });
    makeFolder(artifacts, { fs, durability: 'whole' });
    this.#mode ??= statIfThere(fs, artifacts)?.mode ?? null;
  }

  /** @returns false: it is no spare; whoever asks removes it. */
  keep({ attempt, artifacts }: AttemptFolders): boolean {
    if (this.#kept.length >= MOST_KEPT) return false;
    let isEmpty = false;
    managed(() => {
      isEmpty = this.#emptied(attempt, artifacts);
    });
    if (isEmpty) this.#kept.push(attempt);
    return isEmpty;
  }

  /** Is it nobody's now? */
  holds(attempt: string): boolean {
    return this.#kept.includes(attempt);
  }

  /**
   * Removes all of them, those that a killed process kept, and the run's own folder if nothing else is in it. What the
   * disk does not let go of now is cleared up when its task runs again.
   *
   * @param staging folder of the attempts of one run.
   */
  async remove(staging: string): Promise<void> {
    this.#kept.length = 0;
    try {
      const names = listIfThere(this.#fs, staging);
      let left = names.length;
      for (const name of names) {
        const { attempt, artifacts } = foldersIn(`${staging}${sep}${name}`);
        // With a file of its own it is no spare, but what is known of an attempt that was cut off.
        const inside = [...listIfThere(this.#fs, attempt), ...listIfThere(this.#fs, artifacts)];
        if (inside.length !== 1 || inside[0] !== basename(artifacts)) continue;
        await onDiskLater('remove', attempt, () => this.#fs.removeTree(attempt));
        left--;
      }
      if (left === 0 && statIfThere(this.#fs, staging) !== null)
        await onDiskLater('remove', staging, () => this.#fs.removeTree(staging));
    } catch (error) {
      if (!(error instanceof DurableError)) throw error;
    }
  }

  #emptied(attempt: string, artifacts: string): boolean {
    const fs = this.#fs;
    if (!this.#isAsNew(fs.stat(attempt)) || !this.#isAsNew(fs.stat(artifacts)) || fs.list(artifacts).length > 0)
      return false;
    const files = fs.list(attempt).filter((name) => `${attempt}/${name}` !== artifacts);
    if (files.length > MOST_FILES) return false;
    for (const name of files) fs.remove(`${attempt}/${name}`);
    return true;
  }

  #isAsNew(stat: FileStat | null): boolean {
    return stat?.type === 'folder' && stat.mode === this.#mode;
  }
}

/** false: the system refused. */
function managed(operation: () => void): boolean {
  try {
    operation();
    return true;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}
