/**
 * Follows PIPELINE_EVENTS of one command while it runs.
 *
 * The file belongs to the command, so it is not trusted: it must be a regular file, and is read in limited parts up to
 * a total limit. Of several progress reports in one look, only the last is passed on.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { StageReport } from '../../model/event.ts';
import { forgiving } from '../../model/system-error.ts';
import { READ_SAFELY } from '../own-file.ts';
import { costReport } from '../reports.ts';
import { type Clean, parseEventLine } from './event-lines.ts';
import { isThere } from './is-there.ts';

const LOOK_EVERY_MS = 150;
const LINE_LIMIT_BYTES = 64 * 1024;
const TOTAL_LIMIT_BYTES = 16 * 1024 * 1024;
const PART_BYTES = 256 * 1024;
const COMPLAINT_LIMIT = 20;
const BEGINNING_BYTES = 128;
const WRITTEN_ANEW = 'was overwritten, so lines may be missed: append to it, as with `>>`';
const TOO_LONG = 'is longer than 16 MB: the rest is ignored';

export interface EventSink {
  report(report: StageReport): void;
  log(line: string): void;
  readonly clean: Clean;
}

/** Ends when disposed of, after reading what was added since the last look. */
export function followEvents(file: string, sink: EventSink): Disposable {
  const reader = createReader(file, sink);
  const timer = setInterval(() => reader.look(), LOOK_EVERY_MS);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      reader.look();
      reader.end();
    },
  };
}

interface Reader {
  look(): void;
  /** Treats an unfinished last line as a whole one. */
  end(): void;
}

function createReader(file: string, sink: EventSink): Reader {
  const lines = createLines(sink);
  const said = new Set<string>();
  const sayOnce = (what: string): void => {
    if (!said.has(what)) sink.log(`pipeline-runner: PIPELINE_EVENTS ${what}\n`);
    said.add(what);
  };
  let offset = 0;
  /** The beginning of the file when it was first read. */
  let beginning: Buffer = Buffer.alloc(0);
  return {
    look() {
      const handle = openRegular(file);
      if (handle === null) return;
      try {
        if (!readBytes(handle, 0, beginning.length).equals(beginning)) sayOnce(WRITTEN_ANEW);
        if (offset === 0) beginning = readBytes(handle, 0, BEGINNING_BYTES);
        if (offset === TOTAL_LIMIT_BYTES) sayOnce(TOO_LONG);
        for (let part = readPart(handle, offset); part.length > 0; part = readPart(handle, offset)) {
          offset += part.length;
          lines.add(part);
          if (part.length < PART_BYTES) break;
        }
      } finally {
        closeSync(handle);
      }
      lines.flush();
    },
    end() {
      lines.add(Buffer.from('\n'));
      lines.flush();
    },
  };
}

const readPart = (handle: number, offset: number): Buffer =>
  readBytes(handle, offset, Math.min(PART_BYTES, TOTAL_LIMIT_BYTES - offset));

function readBytes(handle: number, offset: number, most: number): Buffer {
  if (most <= 0) return Buffer.alloc(0);
  const bytes = Buffer.allocUnsafe(most);
  return bytes.subarray(0, readSync(handle, bytes, 0, most, offset));
}

/** null: the file does not exist, or is not a regular file. */
function openRegular(file: string): number | null {
  if (!isThere(file)) return null;
  const handle = forgiving(NOT_READABLE, () => openSync(file, READ_SAFELY));
  if (handle === null) return null;
  if (fstatSync(handle).isFile()) return handle;
  closeSync(handle);
  return null;
}

/** A command may remove its file, replace it by a link or a pipe, or change its permissions. */
const NOT_READABLE = ['ENOENT', 'ELOOP', 'EACCES', 'EPERM', 'ENXIO', 'EISDIR', 'ENOTDIR', 'EMFILE', 'ENFILE'];

interface Lines {
  add(part: Buffer): void;
  /** Passes on the newest progress. */
  flush(): void;
}

function createLines({ report, log, clean }: EventSink): Lines {
  let rest = Buffer.alloc(0);
  let number = 0;
  let complaints = 0;
  let progress: StageReport | null = null;
  const complain = (why: string): void => {
    complaints += 1;
    if (complaints <= COMPLAINT_LIMIT) log(`pipeline-runner: line ${number} of PIPELINE_EVENTS is ignored: ${why}\n`);
  };
  const reportsOf = (text: string): readonly StageReport[] | string =>
    text.trim() === '' ? [] : parseEventLine(text, clean);
  const take = (line: Buffer): void => {
    number += 1;
    const reports = line.length > LINE_LIMIT_BYTES ? 'it is longer than 64 KB' : reportsOf(line.toString('utf8'));
    if (typeof reports === 'string') {
      complain(reports);
      // A cost that cannot be read is unknown, not zero.
      if (line.includes('"cost"')) report(costReport(null, 0));
      return;
    }
    for (const one of reports) {
      if (one.type === 'progress') progress = one;
      else report(one);
    }
  };
  return {
    add(part) {
      let all = rest.length === 0 ? part : Buffer.concat([rest, part]);
      for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10)) {
        take(all.subarray(0, end));
        all = all.subarray(end + 1);
      }
      // Of an endless line, only enough is kept to see that it is too long.
      rest = Buffer.from(all.subarray(0, LINE_LIMIT_BYTES + 1));
    },
    flush() {
      if (progress !== null) report(progress);
      progress = null;
    },
  };
}
