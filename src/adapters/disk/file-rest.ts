/**
 * Adapter: is a file still being changed? Decided by its times if they can be trusted, else by observing it.
 *
 * F1. A file is still if its times are more than a second ago, or if it was observed unchanged for a second: a wrong
 *     clock, or a file from the future, costs no more than that second.
 * F2. While git holds its lock, some files may be of one version and some of another.
 */
import { join, resolve } from 'node:path';
import { nodeFileSystem } from './file-system.ts';
import { GONE, statIfThere } from './if-there.ts';
import { readText } from './safe-read.ts';

export interface RestTimes {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly monotonic: () => number;
}

const STILL_AFTER_MS = 1_000;
const LONG_AFTER_MS = 10_000;

interface Seen {
  readonly stamp: string;
  /** Monotonic. */
  readonly since: number;
}

/** Remembers when each version was first observed. */
export class FileRest {
  readonly #times: RestTimes;
  readonly #seen = new Map<string, Seen>();

  constructor(times: RestTimes) {
    this.#times = times;
  }

  /** F1. A missing file is still after it was missing for a second. */
  isStill(path: string): boolean {
    const stamp = this.stampOf(path);
    return this.#watched(path, stamp) >= STILL_AFTER_MS || this.#age(stamp) >= STILL_AFTER_MS;
  }

  stampOf(path: string): string {
    return statIfThere(nodeFileSystem, path)?.stamp ?? GONE;
  }

  /** F2. `long`: too long to wait for. @param folder of git; null: there is none. */
  gitLock(folder: string | null): 'free' | 'held' | 'long' {
    if (folder === null) return 'free';
    const path = join(folder, 'index.lock');
    const stamp = this.stampOf(path);
    const watched = this.#watched(path, stamp);
    if (stamp === GONE) return 'free';
    return watched > LONG_AFTER_MS || this.#age(stamp) > LONG_AFTER_MS ? 'long' : 'held';
  }

  /** How long this version has been observed. */
  #watched(path: string, stamp: string): number {
    const now = this.#times.monotonic();
    const before = this.#seen.get(path);
    if (before?.stamp === stamp) return now - before.since;
    this.#seen.set(path, { stamp, since: now });
    return 0;
  }

  /** From the later of the two times at the start of the stamp; negative: in the future. NaN: there is no file. */
  #age(stamp: string): number {
    const [modified, changed] = stamp.split(':').map(Number);
    return this.#times.now() - Math.max(modified ?? Number.NaN, changed ?? Number.NaN) / 1e6;
  }
}

const MAX_POINTER = 4096;

/** Git's own folder for the files at `root`; null: they are in no repository. */
export function gitFolder(root: string): string | null {
  for (let folder = resolve(root); ; folder = resolve(folder, '..')) {
    const path = join(folder, '.git');
    const type = statIfThere(nodeFileSystem, path)?.type;
    if (type === 'folder') return path;
    if (type === 'file') return pointedTo(path, folder);
    if (folder === resolve(folder, '..')) return null;
  }
}

/** In a worktree or submodule, `.git` is a file with `gitdir: …`. */
function pointedTo(path: string, folder: string): string | null {
  const text = readText(path, { maxBytes: MAX_POINTER });
  const target = text.ok ? /^gitdir: *(.+?)\s*$/m.exec(text.value)?.[1] : undefined;
  return target === undefined ? null : resolve(folder, target);
}
