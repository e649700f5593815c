/**
 * `gc`: removes files that no existing run can need. What is kept is decided by reachability from manifests,
 * checkpoints, their backups, journals and locks.
 *
 * 1. Never a manifest, a checkpoint or a file that a checkpoint names.
 * 2. Nothing that a living process holds: a driver's journal, its runs' locks, the folders of its attempts; the folder
 *    of a trial run.
 * 3. Removals are independent: after a kill at any point, the rest is intact and is found the next time.
 */
import path from 'node:path';
import { thisProcess } from '../adapters/disk/lock.ts';
import { statePaths } from '../adapters/state-folder.ts';
import type { GcReport } from '../report/gc-text.ts';
import { sweepCache } from './gc/cache.ts';
import { daemonsTree, together } from './gc/daemons-tree.ts';
import { sweepGone } from './gc/gone.ts';
import { knownRuns } from './gc/known.ts';
import { sweepLeftovers } from './gc/leftovers.ts';
import { sweepRunFolders } from './gc/runs.ts';
import { namesIn, Sweeper } from './gc/sweeper.ts';
import { sweepTrials } from './gc/trials.ts';
import { type Gc, type GcWish, group } from './gc/types.ts';
import type { Project } from './types.ts';

export async function collectGarbage(project: Project, wish: GcWish): Promise<GcReport> {
  const report = await sweepProject(project, wish);
  const tree = await daemonsTree(project);
  if (tree === null) return report;
  // What is in git there is committed by the daemon, and recorded calls are those of the branch.
  const its = await sweepProject(tree, { ...wish, also: [], recorded: false });
  return together(report, its, path.relative(project.root, tree.root));
}

async function sweepProject(project: Project, wish: GcWish): Promise<GcReport> {
  const { root, clock } = project;
  const { cache, staging } = statePaths(root);
  const now = clock.now();
  const holder = thisProcess(now, 'gc');
  const staged = namesIn(staging); // before the runs: what is staged later is not looked at
  const gc: Gc = { project, wish, sweeper: new Sweeper(wish.mode), known: knownRuns(root), now };
  const { results, files } = sweepCache(cache, { sweeper: gc.sweeper, unusedSince: now - wish.keepCache, now });
  const leftovers = sweepLeftovers(gc, staged, holder);
  const trials = await sweepTrials(gc);
  const gone = sweepGone(gc, holder);
  const { artifacts, pinned } = sweepRunFolders(gc, holder);
  const recorded = wish.recorded ? await (await import('./gc/recorded.ts')).sweepRecorded(gc) : null;
  const asked = [
    { ...group('files of runs that no checkpoint names', artifacts), flag: 'artifacts' as const },
    { ...group('files of definitions of earlier generations', pinned), flag: 'pinned' as const },
  ];
  return {
    dry_run: wish.mode === 'count',
    removed: [
      group('cached results that were not used recently', results),
      group('cached files that no result names', files),
      ...leftovers,
      trials,
      ...gone,
      ...(recorded ? [group('recorded calls and answers that no run uses', recorded.calls)] : []),
      ...asked.filter(({ flag }) => wish.also.includes(flag)),
    ].map(({ what, count, bytes }) => ({ what, count, bytes })),
    kept: asked.filter(({ flag }) => !wish.also.includes(flag)),
    refused: [
      ...gc.sweeper.refused.map(({ path: file, code }) => ({ path: path.relative(root, file), code })),
      ...(recorded?.unsure ?? []),
    ],
  };
}
