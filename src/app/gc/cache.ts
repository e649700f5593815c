/**
 * Results that no run has used for long, and files that no result names.
 *
 * Beside a run that works: what it has just found and now takes out may go in between; then the stage runs as if there
 * had been nothing. A file is kept for an hour whether or not a result names it: results come after their files.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MAX_ENTRY } from '../../adapters/workspace/result-cache.ts';
import { forgiving } from '../../model/system-error.ts';
import { isLarger, isOlder, namesIn, type Sweeper, type Tally } from './sweeper.ts';
import { HOUR } from './types.ts';

/** @param folder of the cache. @param unusedSince results whose last use was before go. */
export function sweepCache(
  folder: string,
  { sweeper, unusedSince, now }: { readonly sweeper: Sweeper; readonly unusedSince: number; readonly now: number },
): { readonly results: Tally; readonly files: Tally } {
  const results: Tally = { count: 0, bytes: 0 };
  const files: Tally = { count: 0, bytes: 0 };
  const named = new Set<string>();
  for (const name of namesIn(path.join(folder, 'results'))) {
    const file = path.join(folder, 'results', name);
    // Too large a one is never found by a run.
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

/** Everything in it that looks like a digest: one too many keeps a file, one too few would lose it. */
const digestsIn = (file: string): Iterable<string> =>
  forgiving(['ENOENT'], () => readFileSync(file, 'utf8').match(/\b[0-9a-f]{64}\b/g)) ?? [];
