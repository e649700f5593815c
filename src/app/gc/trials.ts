/**
 * Trials: what `run --only` of a started run has made in `.pipeline-runner/scratch/`. They are removed after a while,
 * since people look at a trial soon after it or not at all.
 *
 * 1. A trial in progress holds the lock in its folder; processes left by a killed one have the uid after which its
 *    staging folder is named. In both cases the folder stays.
 * 2. The time of the folder is that of the trial's end, since its state folder is removed last.
 */
import path from 'node:path';
import { isLocked } from '../../adapters/disk/lock.ts';
import { processTable } from '../../adapters/processes/table.ts';
import { scratchLock, statePaths } from '../../adapters/state-folder.ts';
import type { GcGroup } from '../../report/gc-text.ts';
import { isOlder, namesIn } from './sweeper.ts';
import { type Gc, group, HOUR, tally } from './types.ts';

export async function sweepTrials({ project: { root }, sweeper, now }: Gc): Promise<GcGroup> {
  const { scratch } = statePaths(root);
  const trials = tally();
  for (const name of namesIn(scratch)) {
    const folder = path.join(scratch, name);
    if (isOlder(folder, now - HOUR) && !(await isInUse(folder))) sweeper.wholeFolder(folder, trials);
  }
  return group('finished trials', trials);
}

async function isInUse(folder: string): Promise<boolean> {
  if (isLocked(scratchLock(folder))) return true;
  for (const uid of namesIn(statePaths(folder).staging)) {
    const table = await processTable(`${uid}/`);
    if (table.some(({ isTagged }) => isTagged)) return true;
  }
  return false;
}
