/**
 * In the folders of runs: files that their checkpoint does not name, and definitions of generations before the last.
 * They may be in git, so they are only reported, and removed on request.
 *
 * 1. A run that is driven, was interrupted, or has records in a journal is left alone: its files are written before
 *    their records.
 * 2. Files are removed while the run's lock is held, after reading the checkpoint again.
 * 3. Any text in the checkpoint that is a path keeps that path; an untrustworthy path keeps everything.
 */
import path from 'node:path';
import { readCheckpoint } from '../../adapters/checkpoint/file.ts';
import { anySealed } from '../../adapters/checkpoint/text.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { type Holder, takeLock } from '../../adapters/disk/lock.ts';
import { removeTemps } from '../../adapters/disk/temps.ts';
import { movingRuns } from '../../adapters/runs/run-index.ts';
import { openStateFolder, runPaths } from '../../adapters/state-folder.ts';
import { type RunId, runId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { OWN_FOLDERS } from '../../parse/run-files.ts';
import { namesIn, Sweeper, statOf, type Tally } from './sweeper.ts';
import { type Gc, tally } from './types.ts';

/** Folders without artifacts: other rules apply, or they are people's. The checkpoint names outputs like artifacts. */
const NOT_ARTIFACTS = new Set(OWN_FOLDERS.filter((name) => name !== 'outputs'));

type Surplus = Readonly<Record<'artifacts' | 'pinned', readonly string[]>>;

export function sweepRunFolders(gc: Gc, holder: Holder): Readonly<Record<keyof Surplus, Tally>> {
  const { project, known, wish, sweeper } = gc;
  const { root } = project;
  const isMoving = movingRuns(root, nodeFileSystem);
  const found = { artifacts: tally(), pinned: tally() };
  const counter = new Sweeper('count');
  for (const id of known.started) {
    const run = runId(id);
    const surplus = isMoving(run) ? NOTHING : surplusOf(root, run);
    const wanted = wish.also.filter((what) => surplus[what].length > 0);
    for (const what of ['artifacts', 'pinned'] as const) {
      const isLeft = sweeper.isCounting || !wish.also.includes(what);
      if (isLeft) for (const file of surplus[what]) take(counter, file, found[what]);
    }
    if (wanted.length > 0 && !sweeper.isCounting) underLock(gc, { run, holder, wanted, found });
  }
  return found;
}

interface Sweeping {
  readonly run: RunId;
  readonly holder: Holder;
  readonly wanted: readonly (keyof Surplus)[];
  readonly found: Readonly<Record<keyof Surplus, Tally>>;
}

function underLock({ project: { root }, sweeper }: Gc, { run, holder, wanted, found }: Sweeping): void {
  const fs = nodeFileSystem;
  const paths = runPaths(root, run);
  openStateFolder(root, fs);
  const lock = takeLock(paths.lock, holder, { fs, clear: ({ pid }) => removeTemps({ root, fs, paths, pid }) });
  if (!lock.ok) return;
  using _held = lock.value;
  const surplus = surplusOf(root, run);
  for (const what of wanted) for (const file of surplus[what]) take(sweeper, file, found[what]);
}

function take(sweeper: Sweeper, file: string, found: Tally): void {
  if (statOf(file)?.isDirectory()) sweeper.folder(file, found);
  else {
    sweeper.file(file, found);
    sweeper.emptyFolder(path.dirname(file));
  }
}

const NOTHING: Surplus = { artifacts: [], pinned: [] };

/** Absolute paths of files that are not named, and of folders of definitions. */
function surplusOf(root: string, run: RunId): Surplus {
  const paths = runPaths(root, run);
  if (statOf(paths.folder)?.isDirectory() !== true) return NOTHING;
  const read = readCheckpoint(paths.checkpoint, { root, run, paths, fs: nodeFileSystem }, anySealed);
  if (read.type !== 'good' || read.checkpoint.run !== run || read.checkpoint.status === 'running') return NOTHING;
  const named = new Set<string>();
  addPaths(read.checkpoint, named);
  const stages = namesIn(paths.folder).filter((name) => !NOT_ARTIFACTS.has(name));
  const files = stages.flatMap((name) => filesBelow(root, path.join(paths.folder, name)));
  const { generation } = read.checkpoint;
  const pinned = namesIn(path.join(paths.folder, 'pinned'));
  return {
    artifacts: files.filter((file) => !named.has(projectPathOf(root, file))),
    pinned: pinned
      .filter((name) => /^\d{1,6}$/.test(name) && Number(name) < generation)
      .map((name) => path.join(paths.folder, 'pinned', name)),
  };
}

const projectPathOf = (root: string, file: string): string => path.relative(root, file).replaceAll(path.sep, '/');

function filesBelow(root: string, file: string): readonly string[] {
  const stat = statOf(file);
  if (stat?.isFile()) return [file];
  if (stat?.isDirectory() !== true) return [];
  return namesIn(file).flatMap((name) => filesBelow(root, path.join(file, name)));
}

/** Searches all levels, since the checkpoint was only verified by its digest. */
function addPaths(checkpoint: Checkpoint, named: Set<string>): void {
  const open: unknown[] = [checkpoint];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') named.add(value);
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) open.push(inner);
  }
}
