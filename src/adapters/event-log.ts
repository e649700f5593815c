/**
 * Adapter: the log file of the project: one JSON line a transition of any run. The door to pino.
 *
 * 1. It never holds up or fails a run: lines are kept until the package is loaded, written behind the run's back, and
 *    given up when the disk refuses them.
 * 2. pino costs 35 ms, so it is loaded once a run has gone on for a moment, or at the end.
 */
import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import type { RunId } from '../model/brand.ts';
import { type Event, isInformative } from '../model/event.ts';
import { DurableError, onDisk } from './disk-error.ts';
import { makeFolder } from './durable-file.ts';
import { errorCode, nodeFileSystem } from './file-system.ts';
import { statIfThere } from './if-there.ts';
import { noSecrets, type Redactor } from './redact.ts';

export interface EventLog extends AsyncDisposable {
  write(run: RunId, event: Event): void;
}

interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly run: RunId;
  readonly event: Event;
}

interface Sink {
  readonly logger: Logger;
  close(): Promise<void>;
}

/** Long enough for a short run to be over. */
const LOAD_AFTER_MS = 100;
/** Lines of so long share a write: to open the file for each turn would cost more than the turn itself. */
const WRITE_EVERY_MS = 100;
const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Lines that wait for the package at most. */
const MOST_WAITING = 10_000;

/** @param path of the log; when it is large it moves to `<name>.1.ndjson` first. */
export function openEventLog(path: string, redactor: Redactor = noSecrets): EventLog {
  const waiting: Line[] = [];
  let sink: Promise<Sink | null> | null = null;
  let logger: Logger | null = null;
  const load = (): Promise<Sink | null> => {
    sink ??= openSink(path, redactor).then((opened) => {
      logger = opened?.logger ?? null;
      for (const line of waiting.splice(0)) if (logger !== null) put(logger, line);
      return opened;
    });
    return sink;
  };
  const timer = setTimeout(() => void (waiting.length > 0 && load()), LOAD_AFTER_MS).unref();
  return {
    write: (run, event) => {
      if (isInformative(event)) return;
      const line: Line = { level: levelOf(event), run, event };
      if (logger !== null) put(logger, line);
      else if (waiting.length < MOST_WAITING) waiting.push(line);
      if (waiting.length >= MOST_WAITING) void load();
    },
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer);
      if (waiting.length > 0 || sink !== null) await (await load())?.close();
    },
  };
}

function levelOf(event: Event): Line['level'] {
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

const put = (logger: Logger, { level, run, event }: Line): void => {
  const { at, type, ...rest } = event;
  logger[level]({ time: new Date(at).toISOString(), run, event: type, ...rest });
};

/** null: there is no place for a log. */
async function openSink(path: string, redactor: Redactor): Promise<Sink | null> {
  const { pino } = await import('pino');
  try {
    makeFolder(dirname(path), { durability: 'whole' });
    const size = statIfThere(nodeFileSystem, path)?.bytes ?? 0;
    if (size > MAX_FILE_BYTES)
      onDisk('rename', path, () => nodeFileSystem.rename(path, join(dirname(path), 'log.1.ndjson')));
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
    return null;
  }
  const file = new LogFile(path);
  const stream = { write: (line: string): void => file.write(redactor.text(line)) };
  const logger = pino({ base: null, timestamp: false, formatters: { level: (level) => ({ level }) } }, stream);
  return { logger, close: () => file.flushed() };
}

/** Appends behind the caller's back. pino's own file stream ends the process when its file cannot be opened. */
class LogFile {
  readonly #path: string;
  #lines = '';
  #due: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isBroken = false;

  constructor(path: string) {
    this.#path = path;
  }

  write(line: string): void {
    if (this.#isBroken) return;
    this.#lines += line;
    this.#due ??= setTimeout(() => void this.flushed(), WRITE_EVERY_MS).unref();
  }

  /** Everything so far is written, or given up. */
  flushed(): Promise<void> {
    if (this.#due !== null) clearTimeout(this.#due);
    this.#due = null;
    this.#writing = this.#writing.then(() => this.#append());
    return this.#writing;
  }

  async #append(): Promise<void> {
    const lines = this.#lines;
    this.#lines = '';
    if (lines === '') return;
    try {
      await appendFile(this.#path, lines, { mode: 0o600 });
    } catch (error) {
      if (errorCode(error) === null) throw error;
      this.#isBroken = true; // the run's own state is what counts; it stops by itself on a full disk
      this.#lines = '';
    }
  }
}
