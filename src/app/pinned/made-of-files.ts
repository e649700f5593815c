/** A cache of values made from project files. An entry is valid while each file that was asked for is unchanged. */
import type { ProjectPath } from '../../model/brand.ts';

interface Made<T, S> {
  readonly value: T;
  /** The state of each file that was asked for, including missing ones. */
  readonly files: ReadonlyMap<ProjectPath, S>;
}

/** Number of entries; the least recently used are dropped. */
const MOST = 32;

export class MadeOfFiles<T, S> {
  readonly #known = new Map<string, Made<T, S>>();

  /** null: unknown or no longer valid. */
  find(key: string, isAsBefore: (file: ProjectPath, state: S) => boolean): T | null {
    const made = this.#known.get(key);
    this.#known.delete(key);
    if (!made || ![...made.files].every(([file, state]) => isAsBefore(file, state))) return null;
    this.#known.set(key, made);
    return made.value;
  }

  keep(key: string, made: Made<T, S>): void {
    this.#known.set(key, made);
    for (const oldest of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - MOST)))
      this.#known.delete(oldest);
  }
}
