/**
 * Adapter: the paths of everything below a project's root. Pure, except {@link openStateFolder}.
 *
 * Paths are built only from checked ids and addresses (DESIGN 3), and `safeName` makes one file name of each, so that
 * no path leads out of its folder.
 */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { RunId, RunUid } from '../model/brand.ts';
import { forgiving } from '../model/system-error.ts';
import { CHECKPOINT, checkpointPath, FOLDER, RUNS } from '../parse/run-files.ts';
import { makeFolder, writeInPlace } from './disk/durable-file.ts';
import { type FileSystem, nodeFileSystem } from './disk/file-system.ts';
import { statIfThere } from './disk/if-there.ts';

export const STATE_FOLDER = '.pipeline-runner';
const MAX_NAME = 120;

export interface StatePaths {
  readonly state: string;
  readonly journals: string;
  /** Records of dead drivers, sorted by run. */
  readonly left: string;
  /** Our own copies of checkpoints, and of their items files. */
  readonly backups: string;
  /** Checkpoints that were set aside. */
  readonly damaged: string;
  readonly locks: string;
  /** Records which task made a file. */
  readonly origins: string;
  readonly staging: string;
  /** One folder for each trial. */
  readonly scratch: string;
  readonly cache: string;
  readonly history: string;
  readonly index: string;
  readonly log: string;
  /** The config that the last process had. */
  readonly config: string;
  /** The call ledger: answers of model calls, and the cost of each day. */
  readonly calls: string;
  /** Which recorded calls answered runs: one file for each run. */
  readonly replayed: string;
  /** Locks of calls that are being recorded. */
  readonly recording: string;
  /** Of a daemon that follows a branch: its worktree, and what it remembers about the branch. */
  readonly git: string;
}

/** Needed at every attempt; a process works in few projects. */
const known = new Map<string, StatePaths>();

export function statePaths(root: string): StatePaths {
  const paths = known.get(root) ?? newStatePaths(root);
  known.set(root, paths);
  return paths;
}

function newStatePaths(root: string): StatePaths {
  const state = join(root, STATE_FOLDER);
  const at = (...names: string[]): string => join(state, ...names);
  return {
    state,
    journals: at('journal'),
    left: at('journal', 'left'),
    backups: at('backup'),
    damaged: at('damaged'),
    locks: at('locks'),
    origins: at('index', 'artifacts'),
    staging: at('staging'),
    scratch: at('scratch'),
    cache: at('cache'),
    history: at('history'),
    index: at('index'),
    log: at('log.ndjson'),
    config: at('config'),
    calls: at('calls.db'),
    replayed: at('replayed'),
    recording: at('recording'),
    git: at('git'),
  };
}

export interface RunPaths {
  /** Project path of the checkpoint, for messages. */
  readonly name: string;
  readonly checkpoint: string;
  readonly folder: string;
  readonly lock: string;
  /** Our own copy of the newest good checkpoint. */
  readonly backup: string;
  /** Copies of the items files that the checkpoint and its backup refer to, named by digest. */
  readonly backupItems: string;
  /** Records that dead drivers left for this run. */
  readonly left: string;
  readonly damaged: string;
}

export function runPaths(root: string, id: RunId): RunPaths {
  const { backups, damaged, left, locks } = statePaths(root);
  const safe = safeName(id);
  // Not `join`: it would take a third of the time to list thousands of runs.
  const run = `${root}${sep}${RUNS}${sep}${id}`;
  return {
    name: checkpointPath(id),
    checkpoint: run + CHECKPOINT,
    folder: run + FOLDER,
    lock: `${locks}${sep}${safe}.lock`,
    backup: `${backups}${sep}${safe}.json`,
    backupItems: `${backups}${sep}${safe}.items`,
    left: `${left}${sep}${safe}.ndjson`,
    damaged: `${damaged}${sep}${safe}`,
  };
}

/** The form of most stage and run names. */
const PLAIN_NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** Makes one file name of an id or an address; different texts get different names. */
export function safeName(text: string): string {
  if (PLAIN_NAME.test(text)) return text;
  const name = text
    .replace('finally:', '@')
    .replaceAll('/', '+')
    .replaceAll('[', ',')
    .replaceAll(']', '')
    .replaceAll(/[^A-Za-z0-9._+,@-]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  if (name.length <= MAX_NAME) return name;
  return `${name.slice(0, MAX_NAME - 17)}=${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** The staging folder of one run: a folder for each attempt in flight. */
export const stagingFolder = (root: string, uid: RunUid): string => `${statePaths(root).staging}${sep}${safeName(uid)}`;

/** Held while a daemon works on the project. */
export const daemonLock = (root: string): string => join(statePaths(root).state, 'daemon.lock');

/** A lock that belongs to no run: no run id begins with `@`. */
export const sharedLock = (root: string, name: 'edit' | 'fold'): string =>
  join(statePaths(root).locks, `@${name}.lock`);

/** Held while the trial of this folder works; removed with the state folder inside it. */
export const scratchLock = (folder: string): string => join(statePaths(folder).state, 'trial.lock');

/**
 * The state folder, or a folder in it, if a link or a file is in its place; null: all of it is ours. A branch may
 * contain such a link, and whatever is written or removed behind it would belong to somebody else.
 */
export function foreignState(root: string): string | null {
  const { state } = statePaths(root);
  const type = statIfThere(nodeFileSystem, state)?.type ?? 'folder';
  if (type !== 'folder') return STATE_FOLDER;
  const link = (forgiving(['ENOENT'], () => readdirSync(state, { withFileTypes: true })) ?? []).find((entry) =>
    entry.isSymbolicLink(),
  );
  return link ? `${STATE_FOLDER}/${link.name}` : null;
}

const ALL = '*\n';

/** Creates the folder on first use, ignored by git. */
export function openStateFolder(root: string, fs: FileSystem = nodeFileSystem): StatePaths {
  const paths = statePaths(root);
  const ignore = join(paths.state, '.gitignore');
  if (statIfThere(fs, ignore)?.bytes === ALL.length) return paths;
  makeFolder(paths.state, { fs });
  writeInPlace(ignore, ALL, fs);
  return paths;
}
