/**
 * Adapter: where everything stands below a project's root. Pure but for {@link openStateFolder}.
 *
 * No path is built from anything but ids and addresses that were checked (DESIGN 3), and `safeName` makes one file
 * name of each, so that nothing can point out of its folder.
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
  /** Checkpoints that were put aside. */
  readonly damaged: string;
  readonly locks: string;
  /** Which task made a file. */
  readonly origins: string;
  readonly staging: string;
  /** Of trial runs, a folder for each. */
  readonly scratch: string;
  readonly cache: string;
  readonly history: string;
  readonly index: string;
  readonly log: string;
  /** Which config the last process had. */
  readonly config: string;
  /** Calls of models that were paid for: their answers, and what a day has cost. */
  readonly calls: string;
  /** By which recorded calls runs were answered: a file for each. */
  readonly replayed: string;
  /** Of a daemon that follows a branch: its tree, and what it remembers of the branch. */
  readonly git: string;
}

/** Asked for at every attempt; a process works in few projects. */
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
  // Not by `join`: a list of thousands of runs spends a third of its time there.
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

/** What most stages and runs are called. */
const PLAIN_NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** One file name for an id or an address; different texts have different names. */
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

/** Of one run: a folder for each attempt in work. */
export const stagingFolder = (root: string, uid: RunUid): string => `${statePaths(root).staging}${sep}${safeName(uid)}`;

/** Held while a daemon works on the project. */
export const daemonLock = (root: string): string => join(statePaths(root).state, 'daemon.lock');

/** A lock that is no run's: no run begins with `@`. */
export const sharedLock = (root: string, name: 'edit' | 'fold'): string =>
  join(statePaths(root).locks, `@${name}.lock`);

/** Held while the trial works whose folder it is; goes with the state folder inside it. */
export const scratchLock = (folder: string): string => join(statePaths(folder).state, 'trial.lock');

/**
 * The state folder, or a folder in it, of which a link or a file has the place; null: all of it is ours. A branch may
 * hold such a link, and what is written, and cleared up, behind it would be somebody else's.
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

/** Makes the folder on first use, out of git's sight. */
export function openStateFolder(root: string, fs: FileSystem = nodeFileSystem): StatePaths {
  const paths = statePaths(root);
  const ignore = join(paths.state, '.gitignore');
  if (statIfThere(fs, ignore)?.bytes === ALL.length) return paths;
  makeFolder(paths.state, { fs });
  writeInPlace(ignore, ALL, fs);
  return paths;
}
