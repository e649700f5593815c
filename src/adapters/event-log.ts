/**
 * Adapter: the log file of the project. One JSON line for each transition of any run, and one for each other entry.
 *
 * 1. It never fails a run, and costs at most one write in a quarter of a second: if the disk refuses lines, they are
 *    dropped.
 * 2. Only its user can read the file, because it contains what people wrote in manifests.
 * 3. The file is created and checked when there is a line to write.
 */
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Digest, EpochMs, RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type Event, isInformative } from '../model/event.ts';
import { isoTime } from '../model/iso-time.ts';
import { makeFolder, writeAll } from './disk/durable-file.ts';
import { DurableError, onDisk } from './disk/error.ts';
import { nodeFileSystem as fs } from './disk/file-system.ts';
import { statIfThere } from './disk/if-there.ts';
import { noSecrets, type Redactor } from './redact.ts';

export interface EventLog extends Disposable {
  write(run: RunId, event: Event): void;
  note(entry: LogEntry): void;
}

/** Entries that are not events of a run: takeovers, diagnostics, changed versions, adopted checkpoints. */
export type LogEntry = { readonly at: EpochMs } & (
  | {
      /** The previous process was killed, or its machine was lost. */
      readonly event: 'run-taken-over';
      readonly run: RunId;
      readonly from: { readonly host: string; readonly pid: number; readonly started_at: string };
    }
  | {
      /** A message for people: a file was refused, restored, or does not count. */
      readonly event: 'diagnostic';
      readonly run: RunId | null;
      readonly diagnostic: Diagnostic;
      /** Of the file as it is at that time; null: there is none, or it cannot be read. */
      readonly digest: Digest | null;
      /** The newest commit of the followed branch; null: no branch is followed. */
      readonly commit: string | null;
    }
  | {
      /** `digest` of the file; null: there is no file. */
      readonly event: 'config-changed';
      readonly file: string | null;
      readonly digest: Digest | null;
      /** null: there was none, or it is not known. */
      readonly before: Digest | null;
    }
  | {
      /** A person accepted a changed checkpoint. Serials: in the file, of the dropped state, of the run from now on. */
      readonly event: 'checkpoint-adopted';
      readonly run: RunId;
      readonly had: number;
      readonly knew: number;
      readonly serial: number;
    }
);

export interface EventLogOptions {
  readonly redactor?: Redactor;
  /** Entries to write before the first line of this process; called when there is one. */
  readonly first?: () => readonly LogEntry[];
}

const WRITE_EVERY_MS = 250;
const MOST_WAITING_CHARACTERS = 64 * 1024;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Opening a named pipe without a reader must not block. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW | NO_WAIT;
const MODE = 0o600;

/** @param path of the log; a large one is first renamed to `<name>.1.ndjson`. */
export const openEventLog = (path: string, options: EventLogOptions = {}): EventLog => new LogFile(path, options);

class LogFile implements EventLog {
  readonly #path: string;
  readonly #options: EventLogOptions;
  #waiting = '';
  #timer: NodeJS.Timeout | null = null;
  #state: 'unopened' | 'open' | 'broken' = 'unopened';

  constructor(path: string, options: EventLogOptions) {
    this.#path = path;
    this.#options = options;
  }

  write(run: RunId, event: Event): void {
    if (isInformative(event)) return;
    const { at, type, ...rest } = event;
    this.#add({ level: levelOf(event), time: isoTime(at), run, event: type, ...rest });
  }

  note(entry: LogEntry): void {
    this.#add(lineOf(entry));
  }

  #add(line: object): void {
    if (this.#state === 'broken') return;
    this.#waiting += textOf(line);
    if (this.#waiting.length > MOST_WAITING_CHARACTERS) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), WRITE_EVERY_MS).unref();
  }

  [Symbol.dispose](): void {
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    const { first, redactor = noSecrets } = this.#options;
    const waiting = this.#waiting;
    this.#waiting = '';
    if (waiting === '' || this.#state === 'broken') return;
    try {
      const isFirst = this.#state === 'unopened';
      if (isFirst) this.#open();
      const before = isFirst ? (first?.() ?? []).map((entry) => textOf(lineOf(entry))).join('') : '';
      this.#append(Buffer.from(redactor.text(before + waiting), 'utf8'));
    } catch (error) {
      if (!(error instanceof DurableError)) throw error;
      this.#state = 'broken'; // the run's own state matters more; the run stops by itself on a full disk
    }
  }

  #open(): void {
    const path = this.#path;
    makeFolder(dirname(path), { durability: 'whole' });
    const size = statIfThere(fs, path)?.bytes ?? 0;
    if (size > MAX_FILE_BYTES) onDisk('rename', path, () => fs.rename(path, join(dirname(path), 'log.1.ndjson')));
    this.#state = 'open';
  }

  /** Opened for each write: another process may have moved the file. */
  #append(bytes: Uint8Array): void {
    const path = this.#path;
    const fd = onDisk('open', path, () => fs.open(path, APPEND, MODE));
    try {
      writeAll(fs, { fd, path }, bytes);
    } finally {
      onDisk('close', path, () => fs.close(fd));
    }
  }
}

const textOf = (line: object): string => `${JSON.stringify(line)}\n`;

function lineOf({ at, ...entry }: LogEntry): object {
  const level = entry.event === 'diagnostic' && entry.diagnostic.severity === 'error' ? 'error' : 'warn';
  return { level, time: isoTime(at), ...entry };
}

function levelOf(event: Event): 'info' | 'warn' | 'error' {
  switch (event.type) {
    case 'attempt-failed':
    case 'stage-broken':
    case 'task-broken':
      return 'error';
    case 'run-paused':
    case 'attempt-cancelled':
    case 'cancel-requested':
    case 'notice':
      return 'warn';
    case 'run-ended':
      return event.status === 'completed' ? 'info' : 'error';
    default:
      return 'info';
  }
}
