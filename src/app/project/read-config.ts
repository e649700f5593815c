/**
 * The project's settings: data at fixed places in the root, never code, never from a folder above.
 * The door to cosmiconfig, which is asked only when one of the places exists.
 *
 * Whoever sends a change decides what stands there: it is read as every file of the project is, so that no link shows
 * what lies elsewhere, and no pipe is waited for. cosmiconfig tells which of the files it is, and nothing else.
 */
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { statIfThere } from '../../adapters/disk/if-there.ts';
import { createProjectFiles } from '../../adapters/project-files.ts';
import { err, ok, projectPath } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import { type Diagnosed, hasErrors } from '../../model/diagnostic.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../parse/config.ts';
import { unreadable } from '../../parse/project-files.ts';

export const PLACES = ['pipeline-runner.config.yaml', 'pipeline-runner.config.yml', 'pipeline-runner.config.json'];

export async function readConfig(root: string): Promise<Diagnosed<Config>> {
  const there = PLACES.filter((place) => statIfThere(nodeFileSystem, path.join(root, place)) !== null);
  if (there.length === 0) return ok(DEFAULT_CONFIG);
  const read = createProjectFiles(root);
  for (const place of there.map(projectPath)) {
    const content = read(place);
    if (!content.ok) return err([unreadable({ what: 'config', path: place, error: content.error }, { file: place })]);
  }
  // Without promises: those of files take 3 ms to load.
  const { cosmiconfigSync } = await import('cosmiconfig');
  const unread = () => ({});
  const found = cosmiconfigSync('pipeline-runner', {
    searchPlaces: PLACES,
    loaders: { '.yaml': unread, '.yml': unread, '.json': unread },
    searchStrategy: 'none',
  }).search(root);
  if (!found) return ok(DEFAULT_CONFIG);
  const file = projectPath(path.basename(found.filepath));
  const content = read(file);
  // Our own reader knows lines and columns.
  const { config, diagnostics } = parseConfig(file, content.ok ? content.value : '');
  return hasErrors(diagnostics) ? err(diagnostics) : ok(config);
}
