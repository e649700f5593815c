/**
 * Adapter: the journals of one driving process: one that all its runs share, and another after each failure.
 *
 * 1. A run writes to the journal with which it was opened, to its end: if that failed, the run's next save fails too.
 * 2. A run that is opened later gets a new journal: a disk that was full for a moment does not end a daemon.
 * 3. A failed journal is closed when the last of its runs is. It is then treated like that of a dead driver: its
 *    records are found when their runs are opened, and it is cleared up like any other (folder.ts).
 */
import type { FileSystem } from '../disk/file-system.ts';
import type { Holder } from '../disk/lock.ts';
import { statePaths } from '../state-folder.ts';
import { Journal } from './journal.ts';

export interface JournalsOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** Unique. */
  readonly driver: string;
  readonly holder: Holder;
  readonly fs: FileSystem;
}

export class Journals implements AsyncDisposable {
  readonly #options: JournalsOptions;
  #driver: string;
  #current: Journal;
  #made = 1;
  /** How many runs write to each. */
  readonly #users = new Map<Journal, number>();

  constructor(options: JournalsOptions) {
    this.#options = options;
    this.#driver = options.driver;
    this.#current = this.#newJournal();
  }

  /** The name of the journal that the next run would get. */
  get driver(): string {
    return this.#driver;
  }

  /** For one run, which must give it back. */
  async take(): Promise<Journal> {
    const failed = this.#current.hasFailed ? this.#current : null;
    if (failed !== null) {
      this.#made += 1;
      this.#driver = `${this.#options.driver}-${this.#made}`;
      this.#current = this.#newJournal();
    }
    const journal = this.#current;
    this.#users.set(journal, (this.#users.get(journal) ?? 0) + 1);
    if (failed !== null) await this.#closeUnused(failed);
    return journal;
  }

  async giveBack(journal: Journal): Promise<void> {
    this.#users.set(journal, (this.#users.get(journal) ?? 0) - 1);
    if (journal !== this.#current) await this.#closeUnused(journal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#current[Symbol.asyncDispose]();
  }

  #newJournal(): Journal {
    const { root, holder, fs } = this.#options;
    return new Journal({ folder: statePaths(root).journals, driver: this.#driver, holder, fs });
  }

  async #closeUnused(journal: Journal): Promise<void> {
    if ((this.#users.get(journal) ?? 0) > 0) return;
    this.#users.delete(journal);
    await journal[Symbol.asyncDispose]();
  }
}
