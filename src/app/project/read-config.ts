/**
 * The project's settings: data at fixed places in the root, never code, never from a parent folder.
 *
 * The author of a change decides its content, so the config is read like any file of the project: links to other places
 * are not followed, and pipes are not waited for. cosmiconfig only finds the file.
 *
 * The only importer of cosmiconfig, and not of its main export: `cosmiconfig()` executes `.config/config.js` of the
 * current folder and takes settings from it.
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
  /** null: the project has none. */
  readonly configFile: ConfigFile | null;
}

export async function readConfig(root: string): Promise<Diagnosed<ReadConfig>> {
  const there = PLACES.filter((place) => statIfThere(nodeFileSystem, path.join(root, place)) !== null);
  if (there.length === 0) return ok(NO_CONFIG);
  const read = createProjectFiles(root);
  for (const place of there.map(projectPath)) {
    const content = read(place);
    if (!content.ok) return err([unreadable({ what: 'config', path: place, error: content.error }, { file: place })]);
  }
  const found = (await explorer()).search(root);
  if (!found) return ok(NO_CONFIG);
  const file = projectPath(path.basename(found.filepath));
  const content = read(file);
  const bytes = content.ok ? content.value : '';
  // Our own parser knows lines and columns.
  const { config, diagnostics } = parseConfig(file, bytes);
  return hasErrors(diagnostics) ? err(diagnostics) : ok({ config, configFile: { path: file, bytes } });
}

const NO_CONFIG: ReadConfig = { config: DEFAULT_CONFIG, configFile: null };

/** The part that is used here: the package has no types for this class. */
interface Explorer {
  search(folder: string): { readonly filepath: string } | null;
}

/** The synchronous variant: node:fs/promises takes 3 ms to load. */
async function explorer(): Promise<Explorer> {
  const door: object = await import('cosmiconfig/dist/ExplorerSync.js');
  const { ExplorerSync } = door as { readonly ExplorerSync: new (settings: object) => Explorer };
  const unread = () => ({});
  return new ExplorerSync({
    moduleName: 'pipeline-runner',
    searchPlaces: PLACES,
    loaders: { '.yaml': unread, '.yml': unread, '.json': unread },
    ...{ ignoreEmptySearchPlaces: true, searchStrategy: 'none', cache: false, metaConfigFilePath: null },
    ...{ mergeImportArrays: true, mergeSearchPlaces: true, transform: (result: unknown) => result },
  });
}
