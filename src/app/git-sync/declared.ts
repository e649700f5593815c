/**
 * The project files that runs and people both write, as declared by `machine_files` of the config in the tree.
 *
 * A declared file stays declared until the daemon restarts: a stage that began under the older config may still write.
 */
import type { Declared } from '../../adapters/git/machine-files.ts';
import { readConfig } from '../project/read-config.ts';

export class DeclaredFiles {
  readonly #root: string;
  readonly #prefix: string;
  #globs: readonly string[] = [];

  /** @param root of the project in the tree; it need not exist yet. */
  constructor(root: string, prefix: string) {
    this.#root = root;
    this.#prefix = prefix;
  }

  /** A config with errors declares nothing new. */
  async now(): Promise<Declared> {
    const read = await readConfig(this.#root);
    if (read.ok) this.#globs = [...new Set([...this.#globs, ...read.value.config.machineFiles])];
    return { prefix: this.#prefix, globs: this.#globs };
  }
}
