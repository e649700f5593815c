/**
 * Removes what killed processes have left: journals, staging folders, temporary files.
 *
 * The staging folder of an existing run is left to its next start, which ends processes that still run in it and
 * restores what was being replaced. Only if the run is gone, or at its end for good, will nobody do that.
 */
import path from 'node:path';
import { tempNamed } from '../../adapters/disk/durable-file.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import type { Holder } from '../../adapters/disk/lock.ts';
import { PUBLISHED_INTO } from '../../adapters/disk/temps.ts';
import { driversIn, foldDeadJournals, isDriving } from '../../adapters/journal/folder.ts';
import { publishedSerial } from '../../adapters/run-store.ts';
import { safeName, statePaths } from '../../adapters/state-folder.ts';
import { errorCode } from '../../model/system-error.ts';
import { FOLDER, RUNS } from '../../parse/run-files.ts';
import type { GcGroup } from '../../report/gc-text.ts';
import { isOlder, namesIn, statOf, type Tally } from './sweeper.ts';
import { type Gc, group, HOUR, tally } from './types.ts';

/** @param staged names in the staging folder, listed before any run was read. */
export function sweepLeftovers(gc: Gc, staged: readonly string[], holder: Holder): readonly GcGroup[] {
  return [
    group('journals of processes that were killed', sweepJournals(gc, holder)),
    group('staging folders that are empty or of deleted runs', sweepStaging(gc, staged)),
    group('temporary files of processes that were killed', sweepTemps(gc)),
  ];
}

/** The records of runs in them are sorted by run and kept, as at every start. */
function sweepJournals({ project: { root }, sweeper }: Gc, holder: Holder): Tally {
  const { journals } = statePaths(root);
  const folder = { root, fs: nodeFileSystem };
  const dead = tally();
  for (const [driver, files] of driversIn(folder)) {
    if (isDriving(folder, driver)) continue;
    dead.count += 1;
    for (const name of files) dead.bytes += statOf(path.join(journals, name))?.size ?? 0;
  }
  if (dead.count > 0 && !sweeper.isCounting)
    foldDeadJournals({ ...folder, driver: '', holder, published: publishedSerial(folder) });
  return dead;
}

function sweepStaging(gc: Gc, staged: readonly string[]): Tally {
  const { project, sweeper, known } = gc;
  const folders = tally();
  const alive = known.uids && new Set([...known.uids].map((uid) => safeName(uid)));
  for (const name of staged) {
    const folder = path.join(statePaths(project.root).staging, name);
    // An empty folder contains no information and is recreated if needed.
    const isEmpty = namesIn(folder).length === 0 && isOlder(folder, gc.now - HOUR);
    if (isEmpty || alive?.has(name) === false) sweeper.wholeFolder(folder, folders);
  }
  return folders;
}

/** A folder shared by several machines has temporary files of unknown pids, so young ones stay. */
function sweepTemps(gc: Gc): Tally {
  const { root } = gc.project;
  const { backups, cache, damaged, history, index, left, origins } = statePaths(root);
  const temps = tally();
  for (const folder of [cache, history, index, left, origins, backups, damaged])
    sweepIn(gc, folder, { isOurs: whatever, temps });
  for (const name of namesIn(backups)) {
    if (name.endsWith('.items')) sweepIn(gc, path.join(backups, name), { isOurs: whatever, temps });
  }
  sweepRuns(gc, path.join(root, RUNS), temps);
  return temps;
}

/** Decides by the name of the target file. */
type IsOurs = (of: string) => boolean;
const whatever: IsOurs = () => true;
/** Among people's files, only temporary files of a manifest or checkpoint are ours. */
const ofRun: IsOurs = (of) => /.\.(?:yaml|checkpoint\.json)$/.test(of);

function sweepRuns(gc: Gc, folder: string, temps: Tally): void {
  sweepIn(gc, folder, { isOurs: ofRun, temps });
  for (const name of namesIn(folder)) {
    const inside = path.join(folder, name);
    if (!statOf(inside)?.isDirectory()) continue;
    if (!name.endsWith(FOLDER)) sweepRuns(gc, inside, temps);
    else for (const own of PUBLISHED_INTO) sweepBelow(gc, path.join(inside, own), temps);
  }
}

function sweepBelow(gc: Gc, folder: string, temps: Tally): void {
  sweepIn(gc, folder, { isOurs: whatever, temps });
  for (const name of namesIn(folder)) {
    const inside = path.join(folder, name);
    if (statOf(inside)?.isDirectory()) sweepBelow(gc, inside, temps);
  }
}

function sweepIn(
  { sweeper, now }: Gc,
  folder: string,
  { isOurs, temps }: { readonly isOurs: IsOurs; readonly temps: Tally },
): void {
  for (const name of namesIn(folder)) {
    const temp = tempNamed(name);
    if (temp === null || !isOurs(temp.of) || temp.pid === 0 || isAlive(temp.pid)) continue;
    const file = path.join(folder, name);
    if (statOf(file)?.isFile() && isOlder(file, now - HOUR)) sweeper.file(file, temps);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
