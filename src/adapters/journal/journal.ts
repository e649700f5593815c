/**
 * Adapter: the journal of one driving process: what happened to its runs since their last checkpoints.
 *
 * 1. `append` resolves when the record survives a power cut; records of one turn of the event loop share one write
 *    and one sync. While the disk is quick a sync that blocks costs less than a thread that has to be woken; one that
 *    takes longer than SLOW_MS is left to a thread, and what the record announces is made ready meanwhile.
 * 2. After a write that failed nobody knows what stands in the file, so every later append fails with the same error:
 *    who works on begins another journal (journals.ts).
 * 3. The file is cut into segments; a segment goes when every run in it has published a checkpoint that holds its
 *    records. A driver that ends in order leaves nothing behind.
 * 4. Room is written ahead of the lines, as zeros: a sync then has nothing to do but to write the lines themselves,
 *    where a file that grows makes the file system commit its own journal first, with all that other files changed
 *    in it. Zeros end in no line end, so whoever reads takes them for a torn last line.
 * 5. While the driver lives it holds the lock `<driver>.lock`: whoever gets that lock may clear up (folder.ts). Where
 *    somebody removed its file it is taken anew before the next write. Segments that were cleared up meanwhile have no
 *    name any more: what they held is with its runs, and another segment begins.
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
  /** Folder of all journals. */
  readonly folder: string;
  /** Unique in it: the driver's id. */
  readonly driver: string;
  readonly holder: Holder;
  readonly fs: FileSystem;
  /** Bytes after which a new segment begins. */
  readonly segmentBytes?: number;
}

interface Segment {
  readonly path: string;
  readonly fd: number;
  /** Of lines. */
  bytes: number;
  /** Of the file: lines and the room behind them. */
  room: number;
  /** Newest serial of each run in it that no checkpoint holds yet. */
  readonly unsettled: Map<string, number>;
}

const SEGMENT_BYTES = 4 * 1024 * 1024;
/** Room ahead: as much again as there is, within these limits; a run of a few stages fits into the least. */
const LEAST_ROOM = 64 * 1024;
const MOST_ROOM = 1024 * 1024;
/** A thread has to be woken, which takes 0.1 ms and more: only a sync that takes longer is worth it. */
const SLOW_MS = 0.25;
const NEW_SEGMENT = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

export const journalLock = (folder: string, driver: string): string => join(folder, `${driver}.lock`);

export class Journal implements AsyncDisposable {
  readonly #options: Required<JournalOptions>;
  #lock: Lock | null = null;
  /** The last is the one that is written to. */
  #segments: Segment[] = [];
  #count = 0;
  #lines = '';
  /** Shared by all appends of this turn. */
  #batch: Promise<void> | null = null;
  /** Ends when all batches so far have. */
  #busy: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  #lastSyncMs = 0;
  /** Folders with new names, which the next sync of lines takes along. */
  readonly #changed = new Set<string>();

  constructor(options: JournalOptions) {
    this.#options = { segmentBytes: SEGMENT_BYTES, ...options };
  }

  /** Nothing more can be appended. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** @param prev serial of the run's last record or checkpoint before this one. @throws DurableError */
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

  /** Goes to the disk with the next append. */
  note(entry: Extract<JournalEntry, { type: 'base' }>): void {
    this.#lines += formatLine(entry);
  }

  /** Hands notes to the system now: they survive our death, though not yet a power cut. @throws DurableError */
  pushNotes(): void {
    if (this.#failure === null && this.#lines !== '') this.#write();
  }

  /** Is there a record of this run above `serial`? */
  holdsBeyond(uid: string, serial: number): boolean {
    return this.#segments.some(({ unsettled }) => (unsettled.get(uid) ?? -1) > serial);
  }

  /** A checkpoint of `serial` is on the disk: records up to it are not needed any more. */
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
    this.#busy = this.#busy.catch(() => {}); // whoever appended hears of it; the next batch finds #failure
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
    names?.catch(() => {}); // it is waited for below, unless the lines themselves cannot be synced
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
    // Lines that wait belong to the segment in which their runs were noted.
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

  /** A segment that stays is sorted and removed like those of a dead driver. */
  #remove(segment: Segment): void {
    this.#close(segment);
    removeIfPossible(this.#options.fs, segment.path);
  }

  /** What was appended was synced: its close has no news. */
  #close({ fd }: Segment): void {
    closeQuietly(this.#options.fs, fd);
  }
}

/** In one write, so that room costs no sync of its own. */
function withRoom(lines: Uint8Array, { bytes }: Segment): Uint8Array {
  const room = Math.min(Math.max(bytes, LEAST_ROOM), MOST_ROOM);
  const all = new Uint8Array(lines.length + room);
  all.set(lines);
  return all;
}
