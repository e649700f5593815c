/**
 * Adapter: folders of ended attempts, kept for the next ones of the same run.
 *
 * Making and removing the two folders of an attempt allocates and frees two inodes, which can cost as much as
 * everything else for a stage. Renaming them costs a tenth.
 *
 * 1. A folder is kept only if it is as empty, and as accessible to its owner, as a new one.
 * 2. The next attempt renames it: whoever knows the old name finds nothing there. If a process may still work in it,
 *    under any name, it is not kept: see `abandon` of attempt files.
 * 3. A folder that cannot be kept or reused is removed or made anew: nothing fails because of it.
 */
import { basename, sep } from 'node:path';
import { errorCode } from '../../model/system-error.ts';
import { makeFolder } from '../disk/durable-file.ts';
import { DurableError, onDiskLater } from '../disk/error.ts';
import type { FileStat, FileSystem } from '../disk/file-system.ts';
import { listIfThere, statIfThere } from '../disk/if-there.ts';
import { type AttemptFolders, foldersIn } from './attempt-folders.ts';

/** As many as usually run at once. */
const MOST_KEPT = 16;
/** Files that an attempt itself has: its input, its output, its events. */
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

  /** @returns false: it cannot be kept; the caller removes it. */
  keep({ attempt, artifacts }: AttemptFolders): boolean {
    if (this.#kept.length >= MOST_KEPT) return false;
    let isEmpty = false;
    managed(() => {
      isEmpty = this.#emptied(attempt, artifacts);
    });
    if (isEmpty) this.#kept.push(attempt);
    return isEmpty;
  }

  /** Is it a kept folder, which no attempt uses? */
  holds(attempt: string): boolean {
    return this.#kept.includes(attempt);
  }

  /**
   * Removes all of them, those that a killed process kept, and the run's own folder if nothing else is in it. What
   * cannot be removed now is removed when its task runs again.
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
        // A folder with other files is not a spare one, but belongs to an interrupted attempt.
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
