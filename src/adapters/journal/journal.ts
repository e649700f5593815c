/**
 * Adapter: the journal of one driver: the records of its runs since their last checkpoints.
 *
 * 1. `append` resolves when the record survives a power cut; the records of one turn of the event loop share one write
 *    and one sync. While the disk is fast, a blocking sync costs less than waking a thread. A sync that takes longer
 *    than SLOW_MS is left to a thread, and what the record announces is prepared in the meantime.
 * 2. After a failed write the content of the file is unknown, so every later append fails with the same error; work
 *    continues in another journal (journals.ts).
 * 3. The file is divided into segments. A segment is removed when every run in it has published a checkpoint that
 *    contains its records. A driver that ends in order leaves nothing behind.
 * 4. Room is written ahead of the lines, as zeros. A sync then has to write only the lines themselves; if the file
 *    grew, the file system would first commit its own journal, with the changes of other files. Zeros contain no line
 *    end, so readers take them for a torn last line.
 * 5. While the driver lives it holds the lock `<driver>.lock`; whoever gets that lock may clear up (folder.ts). If
 *    somebody removed the lock file, it is taken again before the next write. Segments that were cleared up in the
 *    meantime have no name any more: their records are kept with their runs, and a new segment begins.
 */
import { constants } from 'node:fs';
import { join } from 'node:path';
import { InternalError } from '../../model/brand.ts';
import type { JournalRecord } from '../../model/event.ts';
import { closeQuietly, newFolders, syncAll, writeAll } from '../disk/durable-file.ts';
import { onDisk, onDiskLater } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { removeIfPossible, statIfThere } from '../disk/if-there.ts';
import { type Holder, holdOn, type Lock, removeLock, takeLock } from '../disk/lock.ts';
import { formatLine, type JournalEntry } from './lines.ts';

export interface JournalOptions {
  /** The folder of all journals. */
  readonly folder: string;
  /** The driver's id; unique in the folder. */
  readonly driver: string;
  readonly holder: Holder;
  readonly fs: FileSystem;
  /** Bytes after which a new segment begins. */
  readonly segmentBytes?: number;
}

interface Segment {
  readonly path: string;
  readonly fd: number;
  /** Size of the lines. */
  bytes: number;
  /** Size of the file: the lines and the room after them. */
  room: number;
  /** The newest serial of each run in it that no checkpoint contains yet. */
  readonly unsettled: Map<string, number>;
}

const SEGMENT_BYTES = 4 * 1024 * 1024;
/** Bytes of room: as many as there are lines, within these limits. A run of a few stages fits into the least. */
const LEAST_ROOM = 64 * 1024;
const MOST_ROOM = 1024 * 1024;
/** Waking a thread takes at least 0.1 ms: it is worth it only for a sync that takes longer than this. */
const SLOW_MS = 0.25;
const NEW_SEGMENT = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

export const journalLock = (folder: string, driver: string): string => join(folder, `${driver}.lock`);

export class Journal implements AsyncDisposable {
  readonly #options: Required<JournalOptions>;
  #lock: Lock | null = null;
  /** Lines are written to the last one. */
  #segments: Segment[] = [];
  #count = 0;
  #lines = '';
  /** Shared by all appends of this turn. */
  #batch: Promise<void> | null = null;
  /** Settles when all batches so far have. */
  #busy: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  #lastSyncMs = 0;
  /** Folders with new names, which the next sync of lines syncs too. */
  readonly #changed = new Set<string>();

  constructor(options: JournalOptions) {
    this.#options = { segmentBytes: SEGMENT_BYTES, ...options };
  }

  /** Every further append fails. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** @param prev serial of the run's previous record or checkpoint. @throws DurableError */
  append(record: JournalRecord, prev: number): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    try {
      const segment = this.#current();
      this.#lines += formatLine({ type: 'record', prev, record });
      segment.unsettled.set(record.uid, record.serial);
    } catch (error) {
      this.#failure = error;
      return Promise.reject(error);
    }
    this.#batch ??= this.#nextBatch();
    return this.#batch;
  }

  /** Written to the disk with the next append. */
  note(entry: Extract<JournalEntry, { type: 'base' }>): void {
    this.#lines += formatLine(entry);
  }

  /** Writes notes now: they survive the end of this process, but not yet a power cut. @throws DurableError */
  pushNotes(): void {
    if (this.#failure === null && this.#lines !== '') this.#write();
  }

  /** Is there a record of this run above `serial`? */
  holdsBeyond(uid: string, serial: number): boolean {
    return this.#segments.some(({ unsettled }) => (unsettled.get(uid) ?? -1) > serial);
  }

  /** The checkpoint of `serial` is on disk: records up to it are no longer needed. */
  settle(uid: string, serial: number): void {
    const current = this.#segments.at(-1);
    for (const segment of this.#segments) {
      if ((segment.unsettled.get(uid) ?? Number.POSITIVE_INFINITY) <= serial) segment.unsettled.delete(uid);
    }
    const [gone, kept] = [[] as Segment[], [] as Segment[]];
    for (const segment of this.#segments) {
      (segment !== current && segment.unsettled.size === 0 ? gone : kept).push(segment);
    }
    this.#segments = kept;
    for (const segment of gone) this.#remove(segment);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([this.#busy]);
    const segments = this.#segments;
    this.#segments = [];
    this.#failure ??= new InternalError('the journal is closed');
    for (const segment of segments) {
      if (segment.unsettled.size === 0) this.#remove(segment);
      else this.#close(segment);
    }
    this.#lock?.[Symbol.dispose]();
    const isClean = segments.every(({ unsettled }) => unsettled.size === 0);
    const { fs, folder, driver } = this.#options;
    if (this.#lock !== null && isClean) removeLock(journalLock(folder, driver), fs);
    this.#lock = null;
  }

  #nextBatch(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const before = this.#busy;
    const turn = new Promise<void>((go) => setImmediate(go));
    this.#busy = before.then(() => turn).then(() => this.#flush());
    this.#busy.then(resolve, reject);
    this.#busy = this.#busy.catch(() => {}); // reported to whoever appended; the next batch finds #failure
    return promise;
  }

  async #flush(): Promise<void> {
    this.#batch = null;
    try {
      if (this.#failure !== null) throw this.#failure;
      const segment = this.#write();
      await this.#sync(segment);
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  }

  #write(): Segment {
    try {
      this.#holdOn();
      const segment = this.#current();
      const lines = Buffer.from(this.#lines, 'utf8');
      this.#lines = '';
      const end = segment.bytes + lines.length;
      const bytes = end <= segment.room ? lines : withRoom(lines, segment);
      writeAll(this.#options.fs, { ...segment, position: segment.bytes }, bytes);
      segment.room = Math.max(segment.room, segment.bytes + bytes.length);
      segment.bytes = end;
      return segment;
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  }

  /** 5. @throws DurableError */
  #holdOn(): void {
    if (this.#lock === null || this.#lock.isThere()) return;
    const { fs, folder, driver, holder } = this.#options;
    this.#lock = holdOn(this.#lock, journalLock(folder, driver), holder, { fs });
    const gone = this.#segments.filter(({ path }) => statIfThere(fs, path) === null);
    if (gone.length === 0) return;
    for (const segment of gone) this.#close(segment);
    this.#segments = this.#segments.filter((segment) => !gone.includes(segment));
    const { unsettled } = this.#current();
    for (const [uid, serial] of gone.flatMap((segment) => [...segment.unsettled]))
      unsettled.set(uid, Math.max(serial, unsettled.get(uid) ?? 0));
  }

  async #sync({ fd, path }: Segment): Promise<void> {
    const { fs } = this.#options;
    const began = performance.now();
    const names = this.#changed.size === 0 ? null : this.#syncNames();
    names?.catch(() => {}); // awaited below, unless the lines themselves cannot be synced
    if (this.#lastSyncMs > SLOW_MS) await onDiskLater('fdatasync', path, () => fs.syncDataLater(fd));
    else onDisk('fdatasync', path, () => fs.syncData(fd));
    this.#lastSyncMs = performance.now() - began;
    if (names !== null) await names;
  }

  async #syncNames(): Promise<void> {
    const folders = [...this.#changed];
    await syncAll(
      this.#options.fs,
      folders.map((path) => ({ path, isFolder: true })),
    );
    for (const folder of folders) this.#changed.delete(folder);
  }

  #current(): Segment {
    const last = this.#segments.at(-1);
    // Pending lines belong to the segment in which their runs were noted.
    if (last !== undefined && (last.bytes < this.#options.segmentBytes || this.#lines !== '')) return last;
    const { fs, folder, driver } = this.#options;
    this.#lock ??= this.#open();
    this.#count += 1;
    const path = join(folder, `${driver}.${this.#count}.ndjson`);
    const fd = onDisk('open', path, () => fs.open(path, NEW_SEGMENT, 0o600));
    const segment: Segment = { path, fd, bytes: 0, room: 0, unsettled: new Map() };
    this.#segments.push(segment);
    this.#changed.add(folder);
    return segment;
  }

  #open(): Lock {
    const { fs, folder, driver, holder } = this.#options;
    for (const changed of newFolders(folder, fs)) this.#changed.add(changed);
    const lock = takeLock(journalLock(folder, driver), holder, { fs });
    if (!lock.ok) throw new InternalError(`two drivers are called ${driver}`);
    return lock.value;
  }

  /** A segment that cannot be removed is sorted and removed like those of a dead driver. */
  #remove(segment: Segment): void {
    this.#close(segment);
    removeIfPossible(this.#options.fs, segment.path);
  }

  /** All lines were synced, so an error of the close does not matter. */
  #close({ fd }: Segment): void {
    closeQuietly(this.#options.fs, fd);
  }
}

/** Lines and room in one write, so that the room needs no sync of its own. */
function withRoom(lines: Uint8Array, { bytes }: Segment): Uint8Array {
  const room = Math.min(Math.max(bytes, LEAST_ROOM), MOST_ROOM);
  const all = new Uint8Array(lines.length + room);
  all.set(lines);
  return all;
}
