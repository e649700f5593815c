/**
 * Adapter: the records that journals contain of runs, and the runs that they mention. For callers that ask about one
 * run after the other: a daemon looks at each of its runs many times.
 *
 * 1. A journal is only appended to, and names are unique: what was read is not read again. After the last whole line
 *    there may be half a line, or room (journal.ts): that part is read again each time.
 * 2. Lines are classified by their beginning. Whether a line is valid is checked when it is asked for.
 * 3. A journal that was removed is forgotten: its records are in checkpoints or in `left`.
 */
import { join } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { forgiving } from '../../model/system-error.ts';
import { closeQuietly } from '../disk/durable-file.ts';
import { DurableError, onDisk } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { listIfThere, statIfThere } from '../disk/if-there.ts';
import { SAFELY } from '../disk/safe-read.ts';
import { runPaths, statePaths } from '../state-folder.ts';
import { isSegment, type JournalFolder, journalText } from './folder.ts';
import { type JournalEntry, readLines, runOf, uidOf } from './lines.ts';

export interface Asked {
  /** The id of the run and its former ones. */
  readonly ids: readonly RunId[];
  /** null: any run that has one of the ids. */
  readonly uid: string | null;
}

export interface Mentioned {
  readonly ids: ReadonlySet<string>;
  readonly uids: ReadonlySet<string>;
}

export class JournalReader {
  readonly #folder: JournalFolder;
  #journals: ReadonlyMap<string, Lines> = new Map();

  constructor(folder: JournalFolder) {
    this.#folder = folder;
  }

  /** Reads what was appended; later questions are answered from it. @throws DurableError */
  refresh(): void {
    const { root, fs } = this.#folder;
    const { journals } = statePaths(root);
    const now = new Map<string, Lines>();
    for (const name of listIfThere(fs, journals)) {
      if (!isSegment(name)) continue;
      const lines = this.#journals.get(name) ?? new Lines();
      if (lines.readOn(join(journals, name), fs)) now.set(name, lines);
    }
    this.#journals = now;
  }

  /** Includes what dead drivers left, as it is now. @throws DurableError */
  entriesOf({ ids, uid }: Asked): readonly JournalEntry[] {
    const { root, fs } = this.#folder;
    const mentions = (uid === null ? ids : [uid]).map((name) => JSON.stringify(name));
    const left = ids.flatMap((id) => readLines(journalText(fs, runPaths(root, id).left), mentions));
    const others = [...this.#journals.values()].flatMap((lines) => readLines(lines.about({ ids, uid }), null));
    const entries = [...left, ...others].map(({ entry }) => entry);
    return entries.filter((entry) => (uid === null ? ids.some((id) => id === runOf(entry)) : uidOf(entry) === uid));
  }

  /** Runs that any line mentions, valid or not; without what dead drivers left. */
  mentioned(): Mentioned {
    const found = { ids: new Set<string>(), uids: new Set<string>() };
    for (const lines of this.#journals.values()) lines.mention(found);
    return found;
  }
}

/** The runs that journals mention now. @throws DurableError */
export function runsInJournals(folder: JournalFolder): Mentioned {
  const reader = new JournalReader(folder);
  reader.refresh();
  return reader.mentioned();
}

/** The beginning of the lines of {@link JournalEntry}: `formatLine` writes run and uid before any foreign text. */
const BEGIN = /^[0-9a-f]{8} \{"type":"(?:record","prev":\d+,"record":\{|base",)"run":"([^"\\]*)","uid":"([^"\\]*)"/;
const ANY_RUN = /"run":"([^"\\]*)"/g;
const ANY_UID = /"uid":"([^"\\]*)"/g;
const [LEAST_BYTES, MOST_BYTES] = [16 * 1024, 1024 * 1024];

/** Of one journal. */
class Lines {
  /** Bytes read, up to the end of a line. */
  #bytes = 0;
  readonly #byUid = new Map<string, string[]>();
  readonly #byRun = new Map<string, string[]>();
  /** Lines of another version of this program, or damaged ones. */
  readonly #others: string[] = [];

  /** With their line ends. */
  about({ ids, uid }: Asked): string {
    const own = uid === null ? ids.flatMap((id) => this.#byRun.get(id) ?? []) : (this.#byUid.get(uid) ?? []);
    return [...own, ...this.#others].join('');
  }

  mention({ ids, uids }: { readonly ids: Set<string>; readonly uids: Set<string> }): void {
    for (const id of this.#byRun.keys()) ids.add(id);
    for (const uid of this.#byUid.keys()) uids.add(uid);
    for (const line of this.#others) {
      for (const [, id = ''] of line.matchAll(ANY_RUN)) ids.add(id);
      for (const [, uid = ''] of line.matchAll(ANY_UID)) uids.add(uid);
    }
  }

  /** @returns false: the file was removed. @throws DurableError if it cannot be read: records would be lost. */
  readOn(path: string, fs: FileSystem): boolean {
    const bytes = forgiving(['ENOENT'], () => onDisk('read', path, () => bytesFrom(this.#bytes, path, fs)));
    if (bytes === null) return false;
    const end = bytes.lastIndexOf(10) + 1;
    const text = bytes.toString('utf8', 0, end);
    for (let at = 0; at < text.length; ) {
      const next = text.indexOf('\n', at) + 1;
      this.#keep(text.slice(at, next));
      at = next;
    }
    this.#bytes += end;
    return true;
  }

  #keep(line: string): void {
    const [, run, uid] = BEGIN.exec(line) ?? [];
    if (run === undefined || uid === undefined) {
      this.#others.push(line);
      return;
    }
    added(this.#byRun, run, line);
    added(this.#byUid, uid, line);
  }
}

function added(lines: Map<string, string[]>, name: string, line: string): void {
  const known = lines.get(name);
  if (known === undefined) lines.set(name, [line]);
  else known.push(line);
}

/** Up to the end, or to the room that is written ahead. null: there is no such file. */
function bytesFrom(start: number, path: string, fs: FileSystem): Buffer | null {
  const stat = statIfThere(fs, path);
  if (stat === null) return null;
  if (stat.type !== 'file') throw new DurableError({ path, operation: 'read', code: 'EIO', cause: null });
  const fd = fs.open(path, SAFELY, 0);
  try {
    const parts: Buffer[] = [];
    for (let [at, size] = [start, LEAST_BYTES]; ; size = Math.min(size * 2, MOST_BYTES)) {
      const room = Buffer.allocUnsafe(size);
      const read = room.subarray(0, fs.read(fd, room, at));
      const zero = read.indexOf(0);
      parts.push(zero < 0 ? read : read.subarray(0, zero));
      if (zero >= 0 || read.length === 0) return Buffer.concat(parts);
      at += read.length;
    }
  } finally {
    closeQuietly(fs, fd);
  }
}
