/**
 * Adapter: the folders of one attempt: `staging/<uid>/<task>/<attempt>/{artifacts,scratch}`, and its log.
 *
 * 1. A task's folder stands as long as one of its attempts does. If it is there when an attempt begins, an earlier
 *    one was cut off: its processes are ended and its files removed before anything new is made. What another process
 *    left of a run is known from one look ({@link LeftBehind}), so that a first attempt need not look for itself.
 * 2. `replaced` holds the artifacts that a publish is just replacing; what a crash left there is put back.
 */
import { join, sep } from 'node:path';
import type { DurationMs, RunId, RunUid } from '../model/brand.ts';
import type { AttemptFiles, AttemptPlace } from '../ports/workspace.ts';
import { BoundedLog } from './bounded-log.ts';
import { DurableError, onDisk, onDiskLater } from './disk-error.ts';
import { makeFolder, syncFolder } from './durable-file.ts';
import type { FileSystem } from './file-system.ts';
import { listIfThere, statIfThere } from './if-there.ts';
import type { Redactor } from './redact.ts';
import { runStagingFolder, safeName, stagingFolder } from './state-folder.ts';
import { artifactFolder, logFile } from './task-paths.ts';

export interface AttemptFolders {
  readonly task: string;
  readonly attempt: string;
  readonly artifacts: string;
  readonly scratch: string;
  readonly replaced: string;
}

export function attemptFolders(root: string, { uid, task, attempt }: AttemptPlace): AttemptFolders {
  const taskFolder = stagingFolder(root, uid, task);
  const folder = `${taskFolder}${sep}${attempt}`;
  const at = (name: string): string => `${folder}${sep}${name}`;
  return {
    task: taskFolder,
    attempt: folder,
    artifacts: at('artifacts'),
    scratch: at('scratch'),
    replaced: at('replaced'),
  };
}

export interface AttemptOptions {
  readonly root: string;
  readonly fs: FileSystem;
  readonly redactor: Redactor;
  /** Ends what carries this tag; see processes-end.ts. */
  readonly endTagged: (tag: string, grace: DurationMs) => Promise<number>;
  readonly grace: DurationMs;
  /** Makes the folder of a run's logs, or refuses a link in its place. */
  readonly checkLogs: (run: RunId) => void;
  readonly leftBehind: LeftBehind;
}

type ClearOptions = Omit<AttemptOptions, 'redactor' | 'checkLogs' | 'leftBehind'>;

/** Did an earlier process leave a folder of this task? */
export type LeftBehind = (place: AttemptPlace) => boolean;

/** The folders of a run's tasks as they are when its first attempt of this process begins. */
export function lookForLeftovers(root: string, fs: FileSystem): LeftBehind {
  const found = new Map<RunUid, ReadonlySet<string>>();
  return ({ uid, task }) => {
    const names = found.get(uid) ?? new Set(listIfThere(fs, runStagingFolder(root, uid)));
    found.set(uid, names);
    return names.has(safeName(task));
  };
}

/** @throws DurableError */
export async function beginAttempt(options: AttemptOptions, place: AttemptPlace): Promise<AttemptFiles> {
  const { root, fs, redactor } = options;
  const folders = attemptFolders(root, place);
  if (place.attempt > 1 || options.leftBehind(place)) await clearAttempt(options, place);
  let isUsed = false;
  const used = (folder: string): string => {
    for (const made of isUsed ? [] : [folders.artifacts, folders.scratch])
      makeFolder(made, { fs, durability: 'whole' });
    isUsed = true;
    return folder;
  };
  options.checkLogs(place.run);
  const log = logFile(place.run, place.task, place.attempt);
  const file = `${root}${sep}${log}`;
  const kept = new BoundedLog(file, { fs });
  const stream = redactor.stream();
  return {
    get staging() {
      return used(folders.artifacts);
    },
    get scratch() {
      return used(folders.scratch);
    },
    isUsed: () => isUsed,
    logFile: file,
    log,
    write: (chunk) => kept.write(stream.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)),
    [Symbol.asyncDispose]: async () => {
      kept.write(stream.end());
      kept[Symbol.dispose]();
      if (isUsed) await removeAttempt(fs, folders).catch(ignoreDisk);
    },
  };
}

/** What an attempt that was cut off left: processes, a half replaced folder, files. @throws DurableError */
export async function clearAttempt(options: ClearOptions, place: AttemptPlace): Promise<void> {
  const { root, fs, endTagged, grace } = options;
  const folders = attemptFolders(root, place);
  if (statIfThere(fs, folders.task) === null) return;
  await endTagged(`${place.uid}/${place.task}`, grace);
  const target = join(root, artifactFolder(place.run, place.task));
  for (const attempt of listIfThere(fs, folders.task)) {
    const replaced = join(folders.task, attempt, 'replaced');
    if (statIfThere(fs, replaced) === null || statIfThere(fs, target) !== null) continue;
    onDisk('rename', target, () => fs.rename(replaced, target));
    syncFolder(join(target, '..'), fs);
  }
  await onDiskLater('remove', folders.task, () => fs.removeTree(folders.task));
}

/** What is not removed now is removed before the task runs again; the attempt has its outcome. */
export function ignoreDisk(error: unknown): void {
  if (!(error instanceof DurableError)) throw error;
}

/**
 * The task's folder goes with its last attempt: then the next one has nothing to look for. Artifacts that could not
 * be put back to their place stay for it.
 */
export async function removeAttempt(fs: FileSystem, { attempt, task, replaced }: AttemptFolders): Promise<void> {
  if (statIfThere(fs, replaced) !== null) return;
  const others = listIfThere(fs, task).filter((name) => `${task}${sep}${name}` !== attempt);
  const folder = others.length === 0 ? task : attempt;
  await onDiskLater('remove', folder, () => fs.removeTree(folder));
}
