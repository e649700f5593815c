/** What was made of files of a project, the latest few: the same as long as each file that was asked for is as it was. */
import type { ProjectPath } from '../../model/brand.ts';

interface Made<T, S> {
  readonly value: T;
  /** What stood in each file that was asked for, also one that is not there. */
  readonly files: ReadonlyMap<ProjectPath, S>;
}

/** The least used go. */
const MOST = 32;

export class MadeOfFiles<T, S> {
  readonly #known = new Map<string, Made<T, S>>();

  /** null: it is not known, or not any more. */
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
