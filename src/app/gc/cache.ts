/**
 * Removes cached results that no run has used for long, and files that no result names.
 *
 * It may run beside a run: if a result is removed between being found and being copied, the stage runs as if there
 * had been none. A file is kept for an hour even if no result names it, since results are written after their files.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MAX_ENTRY } from '../../adapters/workspace/result-cache.ts';
import { forgiving } from '../../model/system-error.ts';
import { isLarger, isOlder, namesIn, type Sweeper, type Tally } from './sweeper.ts';
import { HOUR } from './types.ts';

/** @param folder of the cache. @param unusedSince results that were last used before this time are removed. */
export function sweepCache(
  folder: string,
  { sweeper, unusedSince, now }: { readonly sweeper: Sweeper; readonly unusedSince: number; readonly now: number },
): { readonly results: Tally; readonly files: Tally } {
  const results: Tally = { count: 0, bytes: 0 };
  const files: Tally = { count: 0, bytes: 0 };
  const named = new Set<string>();
  for (const name of namesIn(path.join(folder, 'results'))) {
    const file = path.join(folder, 'results', name);
    // An entry that is too large is never used.
    if (isOlder(file, unusedSince) || isLarger(file, MAX_ENTRY)) sweeper.file(file, results);
    else for (const digest of digestsIn(file)) named.add(digest);
  }
  for (const shard of namesIn(path.join(folder, 'blobs'))) {
    const inside = path.join(folder, 'blobs', shard);
    for (const digest of namesIn(inside)) {
      const file = path.join(inside, digest);
      if (!named.has(digest) && isOlder(file, now - HOUR)) sweeper.file(file, files);
    }
  }
  return { results, files };
}

/** Everything that looks like a digest: a false one keeps a file, a missed one would lose it. */
const digestsIn = (file: string): Iterable<string> =>
  forgiving(['ENOENT'], () => readFileSync(file, 'utf8').match(/\b[0-9a-f]{64}\b/g)) ?? [];
