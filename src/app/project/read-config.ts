/**
 * The project's settings: data at fixed places in the root, never code, never from a folder above.
 *
 * Whoever sends a change decides what stands there: it is read as every file of the project is, so that no link shows
 * what lies elsewhere, and no pipe is waited for.
 */
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { statIfThere } from '../../adapters/disk/if-there.ts';
import { createProjectFiles } from '../../adapters/project-files.ts';
import { err, ok, type ProjectPath, projectPath } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import { type Diagnosed, hasErrors } from '../../model/diagnostic.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../parse/config.ts';
import { unreadable } from '../../parse/project-files.ts';

export const PLACES = ['pipeline-runner.config.yaml', 'pipeline-runner.config.yml', 'pipeline-runner.config.json'];

export interface ConfigFile {
  readonly path: ProjectPath;
  readonly bytes: Uint8Array | string;
}

interface ReadConfig {
  readonly config: Config;
  /** null: there is none. */
  readonly configFile: ConfigFile | null;
}

/** Of several files the first with anything in it counts. */
export function readConfig(root: string): Diagnosed<ReadConfig> {
  const there = PLACES.filter((place) => statIfThere(nodeFileSystem, path.join(root, place)) !== null);
  const read = createProjectFiles(root);
  for (const file of there.map(projectPath)) {
    const content = read(file);
    if (!content.ok) return err([unreadable({ what: 'config', path: file, error: content.error }, { file })]);
    const bytes = content.value;
    if (isBlank(bytes)) continue;
    const { config, diagnostics } = parseConfig(file, bytes);
    return hasErrors(diagnostics) ? err(diagnostics) : ok({ config, configFile: { path: file, bytes } });
  }
  return ok({ config: DEFAULT_CONFIG, configFile: null });
}

const isBlank = (content: Uint8Array | string): boolean => Buffer.from(content).toString('utf8').trim() === '';
