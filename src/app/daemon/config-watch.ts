/**
 * A daemon keeps the config that it was started with. Whoever changes the file is told so; and whether the daemon could
 * start with it, which would else show when the machine is restarted at night.
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
  /** Of the file as it was when it was read last. */
  private known: string;
  /** Of the last look: who writes the file is let finish. */
  private seen: string;
  private said: readonly Diagnostic[] = [];

  constructor(project: Pick<Project, 'root' | 'config'>) {
    this.project = project;
    this.known = this.stamps();
    this.seen = this.known;
  }

  /** What is to be said of it as it is now; none: it is what the daemon works with. */
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
