/** The program that tests start. */
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** From a package that is built once for all tests (scripts/test.ts); from this checkout if a test is run by itself. */
export const PROGRAM =
  process.env.PIPELINE_RUNNER_UNDER_TEST ?? path.join(import.meta.dirname, '../../bin/pipeline-runner.cjs');

/**
 * For programs whose sources or modules are copied into a folder of their own: code that Node compiled for one copy is
 * reused for all, since it is identified by its path relative to the cache. Its text is compared as always.
 *
 * @param parent the folder that contains the copy.
 * @returns variables for their environment; none if a test is run by itself.
 */
export function sharedCode(parent: string): Readonly<Record<string, string>> {
  const program = process.env.PIPELINE_RUNNER_UNDER_TEST;
  if (program === undefined) return {};
  const shared = path.join(path.dirname(program), '../cache');
  mkdirSync(shared, { recursive: true, mode: 0o700 });
  const cache = path.join(parent, 'cache');
  symlinkSync(shared, cache);
  return { XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE_PORTABLE: '1' };
}
