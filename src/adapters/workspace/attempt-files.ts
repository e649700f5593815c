/**
 * Adapter: the folder of one attempt, `staging/<uid>/<task>.<attempt>`, and its log.
 *
 * 1. The folder exists as long as the attempt does. If a task has one when an attempt begins, an earlier attempt was
 *    interrupted: its processes are ended and its files removed before anything new is made. What other processes left
 *    of a run is read once ({@link LeftBehind}), so that a first attempt need not look for itself.
 * 2. `replaced` holds artifacts that a publication is replacing; what a crash left there is put back.
 * 3. There are few folders, and those of ended attempts are reused ({@link SpareFolders}).
 */
import { join, sep } from 'node:path';
import type { DurationMs, ProjectPath, RunId, RunUid } from '../../model/brand.ts';
import type { AttemptFiles, AttemptPlace } from '../../ports/workspace.ts';
import { makeFolderInside, syncFolder } from '../disk/durable-file.ts';
import { DurableError, onDisk, onDiskLater } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { listIfThere, statIfThere } from '../disk/if-there.ts';
import type { RedactingStream, Redactor } from '../redact.ts';
import { safeName, stagingFolder } from '../state-folder.ts';
import { artifactFolder, logFile } from '../task-paths.ts';
import { type AttemptFolders, attemptFolders, foldersIn, taskOf } from './attempt-folders.ts';
import { BoundedLog } from './bounded-log.ts';
import type { SpareFolders } from './spare-folders.ts';

export interface AttemptOptions {
  readonly root: string;
  readonly fs: FileSystem;
  readonly redactor: Redactor;
  /** Ends processes with this tag; see processes/end.ts. */
  readonly endTagged: (tag: string, grace: DurationMs) => Promise<number>;
  readonly grace: DurationMs;
  /** Makes the folder of a run's logs; refuses a link in its place. */
  readonly checkLogs: (run: RunId) => void;
  readonly leftBehind: LeftBehind;
  readonly spares: SpareFolders;
}

type ClearOptions = Omit<AttemptOptions, 'redactor' | 'checkLogs' | 'leftBehind'>;

const LINE_FEED = 10;

/** Did an earlier process leave a folder of this task? */
export type LeftBehind = (place: AttemptPlace) => boolean;

/** The folders of a run's tasks, as they are when its first attempt of this process begins. */
export function lookForLeftovers(root: string, fs: FileSystem): LeftBehind {
  const found = new Map<RunUid, ReadonlySet<string>>();
  return ({ uid, task }) => {
    const tasks = found.get(uid) ?? new Set(listIfThere(fs, stagingFolder(root, uid)).map(taskOf));
    found.set(uid, tasks);
    return tasks.has(safeName(task));
  };
}

/** @throws DurableError */
export async function beginAttempt(options: AttemptOptions, place: AttemptPlace): Promise<AttemptFiles> {
  const { root, fs, redactor, spares } = options;
  if (place.attempt > 1 || options.leftBehind(place)) await clearAttempt(options, place);
  options.checkLogs(place.run);
  const log = logFile(place.run, place.task, place.attempt);
  const file = `${root}${sep}${log}`;
  return new Files({ root, place, fs, spares, log, file, stream: redactor.stream() });
}

interface FilesParts {
  readonly root: string;
  readonly place: AttemptPlace;
  readonly fs: FileSystem;
  readonly spares: SpareFolders;
  readonly log: ProjectPath;
  readonly file: string;
  readonly stream: RedactingStream;
}

class Files implements AttemptFiles {
  readonly #parts: FilesParts;
  readonly #kept: BoundedLog;
  /** null: the attempt has not used its folders. */
  #folders: AttemptFolders | null = null;
  #isAtLineStart = true;
  #hasLog = false;
  #isAbandoned = false;

  constructor(parts: FilesParts) {
    this.#parts = parts;
    this.#kept = new BoundedLog(parts.file, { fs: parts.fs });
  }

  get log(): ProjectPath | null {
    return this.#hasLog ? this.#parts.log : null;
  }

  get staging(): string {
    return this.#used().artifacts;
  }

  get scratch(): string {
    return this.#used().attempt;
  }

  isUsed(): boolean {
    return this.#folders !== null;
  }

  abandon(): void {
    this.#isAbandoned = true;
  }

  write(chunk: string | Uint8Array): void {
    if (chunk.length === 0) return;
    this.#hasLog = true;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.#isAtLineStart = bytes.at(-1) === LINE_FEED;
    this.#kept.write(this.#parts.stream.push(bytes));
  }

  note(line: string): void {
    this.write(`${this.#isAtLineStart ? '' : '\n'}pipeline-runner: ${line}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { fs, spares, stream } = this.#parts;
    this.#kept.write(stream.end());
    this.#kept[Symbol.dispose]();
    const folders = this.#folders;
    const isKept = folders === null || (!this.#isAbandoned && spares.keep(folders));
    if (!isKept) await removeAttempt(fs, folders).catch(ignoreDisk);
  }

  #used(): AttemptFolders {
    if (this.#folders !== null) return this.#folders;
    const { root, place, spares } = this.#parts;
    const folders = attemptFolders(root, place);
    spares.make(folders);
    this.#folders = folders;
    return folders;
  }
}

/** Removes what an interrupted attempt left: processes, a half replaced folder, files. @throws DurableError */
export async function clearAttempt(options: ClearOptions, place: AttemptPlace): Promise<void> {
  const { root, fs, endTagged, grace, spares } = options;
  const [staging, name] = [stagingFolder(root, place.uid), safeName(place.task)];
  const left = listIfThere(fs, staging).filter(
    (other) => taskOf(other) === name && !spares.holds(join(staging, other)),
  );
  if (left.length === 0) return;
  await endTagged(`${place.uid}/${place.task}`, grace);
  const target = join(root, artifactFolder(place.run, place.task));
  for (const { attempt, replaced } of left.map((other) => foldersIn(join(staging, other)))) {
    if (statIfThere(fs, replaced) !== null && statIfThere(fs, target) === null) {
      // After a power cut, one of the two names may be missing.
      makeFolderInside(root, artifactFolder(place.run, place.task).split('/').slice(0, -1), { fs });
      onDisk('rename', target, () => fs.rename(replaced, target));
      syncFolder(join(target, '..'), fs);
    }
    await onDiskLater('remove', attempt, () => fs.removeTree(attempt));
  }
}

/** Files that cannot be removed now are removed before the task runs again; the attempt has its outcome. */
export function ignoreDisk(error: unknown): void {
  if (!(error instanceof DurableError)) throw error;
}

/** Artifacts that could not be put back stay for the next attempt. */
export async function removeAttempt(fs: FileSystem, { attempt, replaced }: AttemptFolders): Promise<void> {
  if (statIfThere(fs, replaced) !== null) return;
  await onDiskLater('remove', attempt, () => fs.removeTree(attempt));
}
