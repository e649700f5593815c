/**
 * Adapter: the log file of the project: one JSON line a transition of any run.
 *
 * 1. It never fails a run, and takes of its time a write in a quarter of a second: lines are given up when the disk
 *    refuses them.
 * 2. The file is the user's alone: it tells what people wrote into manifests.
 */
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunId } from '../model/brand.ts';
import { type Event, isInformative } from '../model/event.ts';
import { makeFolder, writeAll } from './disk/durable-file.ts';
import { DurableError, onDisk } from './disk/error.ts';
import { nodeFileSystem as fs } from './disk/file-system.ts';
import { statIfThere } from './disk/if-there.ts';
import { noSecrets, type Redactor } from './redact.ts';

export interface EventLog extends Disposable {
  write(run: RunId, event: Event): void;
}

const WRITE_EVERY_MS = 250;
const MOST_WAITING_CHARACTERS = 64 * 1024;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
const MODE = 0o600;

/** @param path of the log; when it is large it moves to `<name>.1.ndjson` first. */
export const openEventLog = (path: string, redactor: Redactor = noSecrets): EventLog => new LogFile(path, redactor);

class LogFile implements EventLog {
  readonly #path: string;
  readonly #redactor: Redactor;
  #waiting = '';
  #timer: NodeJS.Timeout | null = null;
  #state: 'unopened' | 'open' | 'broken' = 'unopened';

  constructor(path: string, redactor: Redactor) {
    this.#path = path;
    this.#redactor = redactor;
  }

  write(run: RunId, event: Event): void {
    if (isInformative(event) || this.#state === 'broken') return;
    const { at, type, ...rest } = event;
    const line = { level: levelOf(event), time: new Date(at).toISOString(), run, event: type, ...rest };
    this.#waiting += `${JSON.stringify(line)}\n`;
    if (this.#waiting.length > MOST_WAITING_CHARACTERS) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), WRITE_EVERY_MS).unref();
  }

  [Symbol.dispose](): void {
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    const lines = this.#redactor.text(this.#waiting);
    this.#waiting = '';
    if (lines === '' || this.#state === 'broken') return;
    try {
      if (this.#state === 'unopened') this.#open();
      this.#append(Buffer.from(lines, 'utf8'));
    } catch (error) {
      if (!(error instanceof DurableError)) throw error;
      this.#state = 'broken'; // the run's own state is what counts; it stops by itself on a full disk
    }
  }

  #open(): void {
    const path = this.#path;
    makeFolder(dirname(path), { durability: 'whole' });
    const size = statIfThere(fs, path)?.bytes ?? 0;
    if (size > MAX_FILE_BYTES) onDisk('rename', path, () => fs.rename(path, join(dirname(path), 'log.1.ndjson')));
    this.#state = 'open';
  }

  /** Opened each time: another process may have moved the file. */
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
