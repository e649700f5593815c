/**
 * A daemon keeps the config that it was started with. When the file changes, it says so, and whether it could start
 * with the new config: otherwise a mistake would show only at the next restart of the machine.
 */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { stampOrState } from '../../adapters/disk/if-there.ts';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { PLACES, readConfig } from '../project/read-config.ts';
import type { Project } from '../types.ts';

export class ConfigWatch {
  private readonly project: Pick<Project, 'root' | 'config'>;
  /** The file as last read. */
  private known: string;
  /** The file at the last look: it is read once it is no longer being written. */
  private seen: string;
  private said: readonly Diagnostic[] = [];

  constructor(project: Pick<Project, 'root' | 'config'>) {
    this.project = project;
    this.known = this.stamps();
    this.seen = this.known;
  }

  /** Diagnostics about the current file; empty: it is the config that the daemon works with. */
  async look(): Promise<readonly Diagnostic[]> {
    const now = this.stamps();
    const isSteady = now === this.seen;
    this.seen = now;
    if (!isSteady || now === this.known) return this.said;
    this.known = now;
    this.said = await this.read();
    return this.said;
  }

  private async read(): Promise<readonly Diagnostic[]> {
    const { root, config } = this.project;
    const found = await readConfig(root);
    if (!found.ok) return [CANNOT_START, ...found.error];
    return isDeepStrictEqual(found.value.config, config) ? [] : [CHANGED];
  }

  private stamps(): string {
    return PLACES.map((place) => stampOrState(nodeFileSystem, path.join(this.project.root, place))).join(' ');
  }
}

const CHANGED = aWarning(
  'daemon/old-config',
  'the config has changed; this daemon keeps the one that it was started with',
  {
    hint: 'restart the daemon to apply the change',
  },
);

const CANNOT_START = anError(
  'daemon/old-config',
  'the config has changed and is not valid; this daemon keeps the one that it was started with, and could not be started again',
  { hint: 'fix the config, then restart the daemon' },
);
