/**
 * What still exists: runs by their manifests and checkpoints, and everything for which files of the runner may be kept.
 * Reads only the beginning of each checkpoint.
 *
 * 1. Journals are read before checkpoints: what is published meanwhile is found in one of them.
 * 2. A checkpoint that does not name its run makes the answer unsure, and then nothing is removed by uid.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { MAX_JOURNAL } from '../../adapters/journal/folder.ts';
import { runsInJournals } from '../../adapters/journal/reader.ts';
import { safeName, statePaths } from '../../adapters/state-folder.ts';
import { CHECKPOINT, FOLDER, MANIFEST, RUNS } from '../../parse/run-files.ts';
import { pipelineNames } from '../project/pipeline-names.ts';
import { namesIn, statOf } from './sweeper.ts';

export interface KnownRuns {
  /** Runs with a checkpoint, in order of name. */
  readonly started: readonly string[];
  /** File names of the ids of all manifests and checkpoints, and of the earlier ids that these name. */
  readonly safeNames: ReadonlySet<string>;
  /** Uids in checkpoints, their backups and journals; null: that of a checkpoint is unknown. */
  readonly uids: ReadonlySet<string> | null;
  /** File names of all pipelines that exist or that a run names. */
  readonly pipelines: ReadonlySet<string>;
}

const HEAD_BYTES = 8192;

export function knownRuns(root: string): KnownRuns {
  const { backups, left } = statePaths(root);
  const uids = new Set<string>();
  for (const uid of runsInJournals({ root, fs: nodeFileSystem }).uids) uids.add(uid);
  const leftTexts = namesIn(left).map((name) => head(path.join(left, name), MAX_JOURNAL));
  for (const text of leftTexts) addAll(uids, text, /"uid":"([^"]+)"/g);
  const files = [...runFiles(root, '')];
  const checkpoints = files.filter((file) => file.endsWith(CHECKPOINT));
  const heads = checkpoints.map((file) => head(path.join(root, RUNS, file), HEAD_BYTES));
  const copied = namesIn(backups).filter((name) => name.endsWith('.json'));
  const copies = copied.map((name) => head(path.join(backups, name), HEAD_BYTES));
  for (const text of [...heads, ...copies]) addAll(uids, text, /"uid": "([^"]+)"/g);
  const ids = new Set(files.map((file) => file.replace(/\.checkpoint\.json$|\.yaml$/, '')));
  const pipelines = new Set(pipelineNames(root));
  for (const text of heads) {
    addAll(ids, text, /^ {2}"run": "([^"]+)"/gm);
    addAll(pipelines, text, /^ {4}"name": "([^"]+)"/gm);
  }
  const isSure = heads.every((text) => text.includes('"uid": "'));
  return {
    started: checkpoints.map((file) => file.slice(0, -CHECKPOINT.length)),
    safeNames: new Set([...ids].map(safeName)),
    uids: isSure ? uids : null,
    pipelines: new Set([...pipelines].map(safeName)),
  };
}

function addAll(to: Set<string>, text: string, pattern: RegExp): void {
  for (const [, found] of text.matchAll(pattern)) if (found !== undefined) to.add(found);
}

/** Manifests and checkpoints below `runs/`. */
function* runFiles(root: string, below: string): Generator<string> {
  for (const name of namesIn(path.join(root, RUNS, below))) {
    const file = below === '' ? name : `${below}/${name}`;
    const stat = statOf(path.join(root, RUNS, file));
    if (stat?.isDirectory() && !name.endsWith(FOLDER)) yield* runFiles(root, file);
    // A link counts too: whatever it leads to, it shows that somebody refers to the run.
    if (!stat?.isDirectory() && (name.endsWith(MANIFEST) || name.endsWith(CHECKPOINT))) yield file;
  }
}

/** The first bytes of a file; '' if it cannot be read. */
function head(file: string, most: number): string {
  const stat = statOf(file);
  if (!stat?.isFile()) return '';
  const room = Buffer.alloc(Math.min(stat.size, most));
  const fd = openSync(file, 'r');
  try {
    return room.subarray(0, readSync(fd, room, 0, room.length, 0)).toString('utf8');
  } finally {
    closeSync(fd);
  }
}
