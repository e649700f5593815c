/**
 * Which files of the project runs and people write together: what `machine_files` of the config in the tree says.
 *
 * Once declared, always, until the daemon begins anew: a stage that was begun under the older config may still write.
 */
import type { Declared } from '../../adapters/git/machine-files.ts';
import { readConfig } from '../project/read-config.ts';

export class DeclaredFiles {
  readonly #root: string;
  readonly #prefix: string;
  #globs: readonly string[] = [];

  /** @param root of the project in the tree; it need not be there yet. */
  constructor(root: string, prefix: string) {
    this.#root = root;
    this.#prefix = prefix;
  }

  /** A config with mistakes declares nothing new. */
  async now(): Promise<Declared> {
    const read = await readConfig(this.#root);
    if (read.ok) this.#globs = [...new Set([...this.#globs, ...read.value.config.machineFiles])];
    return { prefix: this.#prefix, globs: this.#globs };
  }
}
