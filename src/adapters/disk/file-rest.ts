/**
 * Adapter: is anybody still at work on a file? By its times where they can be believed, else by having watched it.
 *
 * F1. A file is still when its times lie a second back, or when it was seen unchanged for a second: a clock that goes
 *     wrong, or a file from the future, costs that second and nothing more.
 * F2. While git holds its lock, files may be half of one version and half of another.
 */
import { join, resolve } from 'node:path';
import { nodeFileSystem } from './file-system.ts';
import { GONE, statIfThere } from './if-there.ts';
import { readText } from './safe-read.ts';

export interface RestTimes {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic: () => number;
}

const STILL_AFTER_MS = 1_000;
const LONG_AFTER_MS = 10_000;

interface Seen {
  readonly stamp: string;
  /** Monotonic. */
  readonly since: number;
}

/** Remembers when it first saw each version. */
export class FileRest {
  readonly #times: RestTimes;
  readonly #seen = new Map<string, Seen>();

  constructor(times: RestTimes) {
    this.#times = times;
  }

  /** F1. A file that is not there is still once it was not there for a second. */
  isStill(path: string): boolean {
    const stamp = this.stampOf(path);
    return this.#watched(path, stamp) >= STILL_AFTER_MS || this.#age(stamp) >= STILL_AFTER_MS;
  }

  stampOf(path: string): string {
    return statIfThere(nodeFileSystem, path)?.stamp ?? GONE;
  }

  /** F2. `long`: nobody can be waiting for that. @param folder of git; null: there is none. */
  gitLock(folder: string | null): 'free' | 'held' | 'long' {
    if (folder === null) return 'free';
    const path = join(folder, 'index.lock');
    const stamp = this.stampOf(path);
    const watched = this.#watched(path, stamp);
    if (stamp === GONE) return 'free';
    return watched > LONG_AFTER_MS || this.#age(stamp) > LONG_AFTER_MS ? 'long' : 'held';
  }

  /** How long this version has been seen. */
  #watched(path: string, stamp: string): number {
    const now = this.#times.monotonic();
    const before = this.#seen.get(path);
    if (before?.stamp === stamp) return now - before.since;
    this.#seen.set(path, { stamp, since: now });
    return 0;
  }

  /** By the later of its times, which the stamp begins with; below 0: it is from the future. NaN: it is not there. */
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

/** A worktree or submodule has a file with `gitdir: …`. */
function pointedTo(path: string, folder: string): string | null {
  const text = readText(path, { maxBytes: MAX_POINTER });
  const target = text.ok ? /^gitdir: *(.+?)\s*$/m.exec(text.value)?.[1] : undefined;
  return target === undefined ? null : resolve(folder, target);
}
