/** Removes files one by one and counts them, or only counts. Files that are already gone are ignored. */
import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import path from 'node:path';
import { ABSENT, errorCode, forgiving } from '../../model/system-error.ts';

export type SweepMode = 'sweep' | 'count';

export interface Tally {
  count: number;
  bytes: number;
}

export class Sweeper {
  /** Path and error code of files that could not be removed. */
  readonly refused: { readonly path: string; readonly code: string }[] = [];
  readonly #mode: SweepMode;

  constructor(mode: SweepMode) {
    this.#mode = mode;
  }

  get isCounting(): boolean {
    return this.#mode === 'count';
  }

  /** If it is interrupted, the next time finds the rest. */
  file(file: string, tally: Tally): void {
    const stat = statOf(file);
    if (stat === null || stat.isDirectory()) return;
    if (!this.isCounting && !this.#try(file, () => unlinkSync(file))) return;
    tally.count += 1;
    tally.bytes += stat.size;
  }

  /** Removes a folder with its content; links are removed, not followed. */
  folder(folder: string, tally: Tally): void {
    if (statOf(folder)?.isDirectory() !== true) return;
    for (const name of namesIn(folder)) {
      const inside = path.join(folder, name);
      if (statOf(inside)?.isDirectory()) this.folder(inside, tally);
      else this.file(inside, tally);
    }
    this.emptyFolder(folder);
  }

  /** The same, counted as one. */
  wholeFolder(folder: string, tally: Tally): void {
    const inside = { count: 0, bytes: 0 };
    this.folder(folder, inside);
    tally.count += 1;
    tally.bytes += inside.bytes;
  }

  /** Removes the folder if it is empty. */
  emptyFolder(folder: string): void {
    if (!this.isCounting && namesIn(folder).length === 0) this.#try(folder, () => rmdirSync(folder));
  }

  #try(file: string, remove: () => void): boolean {
    try {
      remove();
      return true;
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      if (code !== 'ENOENT' && code !== 'ENOTEMPTY') this.refused.push({ path: file, code });
      return false;
    }
  }
}

/** Describes a link itself, not its target. null: there is no such file. */
export const statOf = (file: string): Stats | null => lstatSync(file, { throwIfNoEntry: false }) ?? null;

/** Sorted names in a folder; empty if it does not exist or is a link, since the target of a link is not ours. */
export function namesIn(folder: string): readonly string[] {
  if (statOf(folder)?.isDirectory() !== true) return [];
  return forgiving(ABSENT, () => readdirSync(folder).toSorted()) ?? [];
}

/** @param before epoch milliseconds of the last modification. */
export function isOlder(file: string, before: number): boolean {
  const stat = statOf(file);
  return stat !== null && stat.mtimeMs < before;
}

/** @param bytes the file is larger than this. */
export const isLarger = (file: string, bytes: number): boolean => (statOf(file)?.size ?? 0) > bytes;
