/** Removes files one by one and keeps count; or only counts. What is gone already is no news. */
import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import path from 'node:path';
import { ABSENT, errorCode } from '../../model/system-error.ts';

export type SweepMode = 'sweep' | 'count';

export interface Tally {
  count: number;
  bytes: number;
}

export class Sweeper {
  /** What the system would not let go: path and code. */
  readonly refused: { readonly path: string; readonly code: string }[] = [];
  readonly #mode: SweepMode;

  constructor(mode: SweepMode) {
    this.#mode = mode;
  }

  get isCounting(): boolean {
    return this.#mode === 'count';
  }

  /** Killed in the middle of it, what is left is found by the next time. */
  file(file: string, tally: Tally): void {
    const stat = statOf(file);
    if (stat === null || stat.isDirectory()) return;
    if (!this.isCounting && !this.#try(file, () => unlinkSync(file))) return;
    tally.count += 1;
    tally.bytes += stat.size;
  }

  /** With all that is in it; links are removed, not followed. */
  folder(folder: string, tally: Tally): void {
    if (statOf(folder)?.isDirectory() !== true) return;
    for (const name of namesIn(folder)) {
      const inside = path.join(folder, name);
      if (statOf(inside)?.isDirectory()) this.folder(inside, tally);
      else this.file(inside, tally);
    }
    this.emptyFolder(folder);
  }

  /** Counted as one. */
  wholeFolder(folder: string, tally: Tally): void {
    const inside = { count: 0, bytes: 0 };
    this.folder(folder, inside);
    tally.count += 1;
    tally.bytes += inside.bytes;
  }

  /** Removes the folder if nothing is in it any more. */
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

/** Of the thing itself, not of what a link points to. null: there is nothing. */
export const statOf = (file: string): Stats | null => lstatSync(file, { throwIfNoEntry: false }) ?? null;

/** Names in a folder, sorted; none when there is no such folder, or a link in its place: what that leads to is not ours. */
export function namesIn(folder: string): readonly string[] {
  if (statOf(folder)?.isDirectory() !== true) return [];
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (ABSENT.includes(errorCode(error) ?? '')) return [];
    throw error;
  }
}

/** Not touched for so long. */
export function isOlder(file: string, before: number): boolean {
  const stat = statOf(file);
  return stat !== null && stat.mtimeMs < before;
}

/** Than so many bytes. */
export const isLarger = (file: string, bytes: number): boolean => (statOf(file)?.size ?? 0) > bytes;
