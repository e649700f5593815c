/** Removes what this machine remembers of deleted runs and pipelines: backups, records, locks, origins, durations. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { publishFile } from '../../adapters/disk/durable-file.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { type Holder, isLocked, takeLock } from '../../adapters/disk/lock.ts';
import { driversIn, isDriving } from '../../adapters/journal/folder.ts';
import { statePaths } from '../../adapters/state-folder.ts';
import { MAX_SHARD } from '../../adapters/workspace/origins.ts';
import type { GcGroup } from '../../report/gc-text.ts';
import { knownRuns } from './known.ts';
import { isLarger, isOlder, namesIn, statOf, type Tally } from './sweeper.ts';
import { type Gc, group, tally } from './types.ts';

export function sweepGone(gc: Gc, holder: Holder): readonly GcGroup[] {
  const { project, known, sweeper } = gc;
  const { backups, damaged: aside, left, locks: lockFiles, history } = statePaths(project.root);
  const memory = tally();
  const isGone = (safe: string): boolean => !known.safeNames.has(safe);
  const each = (folder: string, pattern: RegExp, take: (file: string) => void): void => {
    for (const name of namesIn(folder)) {
      const safe = pattern.exec(name)?.[1];
      if (safe !== undefined && isGone(safe) && isForgotten(gc, path.join(folder, name))) take(path.join(folder, name));
    }
  };
  each(backups, /^(.+)\.json$/, (file) => sweeper.file(file, memory));
  each(backups, /^(.+)\.items$/, (folder) => sweeper.folder(folder, memory));
  each(left, /^(.+)\.ndjson$/, (file) => sweeper.file(file, memory));
  const damaged = tally();
  for (const name of namesIn(aside)) {
    const file = path.join(aside, name);
    if (isForgotten(gc, file)) sweeper.file(file, damaged);
  }
  const locks = tally();
  each(lockFiles, /^([^@].*)\.lock$/, (file) => sweepLock(gc, { file, holder, locks }));
  const durations = tally();
  for (const name of namesIn(history)) {
    const file = path.join(history, name);
    const isKnown = known.pipelines.has(name.replace(/\.json$/, ''));
    if (name.endsWith('.json') && !isKnown && isForgotten(gc, file)) sweeper.file(file, durations);
  }
  return [
    group('state of deleted runs', memory),
    group('damaged checkpoints that were moved aside', damaged),
    group('locks of deleted runs', locks),
    group('durations of deleted pipelines', durations),
    group('file origins of deleted runs', sweepOrigins(gc)),
  ];
}

const isForgotten = ({ now, wish }: Gc, file: string): boolean => isOlder(file, now - wish.keepGone);

/**
 * A lock file that somebody waits for must stay. So it is removed while it is held, and only if the run is still gone:
 * whoever starts a run has read its manifest before.
 */
function sweepLock(gc: Gc, at: { readonly file: string; readonly holder: Holder; readonly locks: Tally }): void {
  const { sweeper, project } = gc;
  const { file, holder, locks } = at;
  if (sweeper.isCounting) {
    if (!isLocked(file)) sweeper.file(file, locks);
    return;
  }
  const lock = takeLock(file, holder);
  if (!lock.ok) return;
  using _held = lock.value;
  const safe = path.basename(file, '.lock');
  if (!knownRuns(project.root).safeNames.has(safe)) sweeper.file(file, locks);
}

/**
 * A shard has one line per artifact, appended by drivers. It is rewritten only if no driver works here, and not if it
 * grew meanwhile. A shard that is too large for its readers is removed. Losing a line only costs reading checkpoints.
 */
function sweepOrigins({ project, known, sweeper }: Gc): Tally {
  const { origins: shards } = statePaths(project.root);
  const folder = { root: project.root, fs: nodeFileSystem };
  const origins = tally();
  const isAnyDriving = driversIn(folder)
    .keys()
    .some((driver) => isDriving(folder, driver));
  if (known.uids === null || isAnyDriving) return origins;
  for (const name of namesIn(shards)) {
    const file = path.join(shards, name);
    if (!name.endsWith('.ndjson') || !statOf(file)?.isFile()) continue;
    if (isLarger(file, MAX_SHARD)) {
      sweeper.file(file, origins);
      continue;
    }
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    const kept = lines.filter((line) => known.uids?.has(/"uid":"([^"]+)"/.exec(line)?.[1] ?? ''));
    const rest = kept.map((line) => `${line}\n`).join('');
    const saved = Buffer.byteLength(text) - Buffer.byteLength(rest);
    if (saved === 0) continue;
    if (!sweeper.isCounting) {
      if (statOf(file)?.size !== Buffer.byteLength(text)) continue;
      publishFile(file, rest, { durability: 'whole' });
    }
    origins.count += lines.length - kept.length;
    origins.bytes += saved;
  }
  return origins;
}
