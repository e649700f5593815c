/**
 * The project's settings: data at fixed places in the root, never code, never from a folder above.
 * The door to cosmiconfig, which is asked only when one of the places exists.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import { type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../parse/config.ts';

export const PLACES = ['pipeline-runner.config.yaml', 'pipeline-runner.config.yml', 'pipeline-runner.config.json'];

export async function readConfig(root: string): Promise<Result<Config, readonly Diagnostic[]>> {
  if (!PLACES.some((place) => existsSync(path.join(root, place)))) return ok(DEFAULT_CONFIG);
  // Without promises: those of files take 3 ms to load.
  const { cosmiconfigSync } = await import('cosmiconfig');
  // The text as it is: our own reader knows lines and columns.
  const text = (_file: string, content: string) => ({ content });
  const loaders = { '.yaml': text, '.yml': text, '.json': text };
  const found = cosmiconfigSync('pipeline-runner', {
    searchPlaces: PLACES,
    loaders,
    searchStrategy: 'none',
  }).search(root);
  if (!found) return ok(DEFAULT_CONFIG);
  const file = path.basename(found.filepath);
  const { config, diagnostics } = parseConfig(file, found.isEmpty ? '' : contentOf(found.config));
  return hasErrors(diagnostics) ? err(diagnostics) : ok(config);
}

const contentOf = (loaded: unknown): string =>
  typeof loaded === 'object' && loaded !== null && 'content' in loaded ? String(loaded.content) : '';
