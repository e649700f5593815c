/**
 * Adapter: the log of one attempt: at most its first MiB and its last 64 KiB.
 *
 * 1. The beginning is written to the file at once, so it can be followed. Of the rest only the end is kept, in memory,
 *    and written when the log is closed, after a line that says how many bytes are missing.
 * 2. A log that cannot be written never fails an attempt: a full disk soon stops the runner itself.
 * 3. Readable by its owner only: redaction cannot be complete.
 */
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { closeQuietly, makeFolder, writeAll } from '../disk/durable-file.ts';
import { DurableError, onDisk } from '../disk/error.ts';
import type { FileSystem } from '../disk/file-system.ts';

export interface LogOptions {
  readonly fs: FileSystem;
  readonly headBytes?: number;
  readonly tailBytes?: number;
}

const HEAD_BYTES = 1024 * 1024;
const TAIL_BYTES = 64 * 1024;
const APPEND =
  constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
const OWNER_ONLY = 0o600;

export class BoundedLog implements Disposable {
  readonly #path: string;
  readonly #options: Required<LogOptions>;
  #fd: number | null = null;
  #headLeft: number;
  /** A ring of the newest bytes after the head; created when the head is full. */
  #ring: Uint8Array | null = null;
  /** Bytes written to the ring so far. */
  #beyond = 0;
  #state: 'open' | 'broken' | 'closed' = 'open';

  constructor(path: string, options: LogOptions) {
    this.#path = path;
    this.#options = { headBytes: HEAD_BYTES, tailBytes: TAIL_BYTES, ...options };
    this.#headLeft = this.#options.headBytes;
  }

  /** The first byte creates the file. */
  write(bytes: Uint8Array): void {
    if (this.#state !== 'open' || bytes.length === 0) return;
    const head = bytes.subarray(0, this.#headLeft);
    this.#headLeft -= head.length;
    if (head.length > 0) this.#put(head);
    const rest = bytes.subarray(head.length);
    if (rest.length > 0) this.#keep(rest);
  }

  [Symbol.dispose](): void {
    if (this.#state === 'closed') return;
    for (const part of this.#tail()) this.#put(part);
    this.#ring = null;
    this.#state = 'closed';
    // A network disk may report only now that it is full.
    if (this.#fd !== null) closeQuietly(this.#options.fs, this.#fd);
    this.#fd = null;
  }

  /** Copies: the writer may use its buffer again. */
  #keep(bytes: Uint8Array): void {
    const size = this.#options.tailBytes;
    this.#ring ??= new Uint8Array(size);
    const newest = bytes.subarray(-size);
    const at = (this.#beyond + bytes.length - newest.length) % size;
    const first = newest.subarray(0, size - at);
    this.#ring.set(first, at);
    this.#ring.set(newest.subarray(first.length), 0);
    this.#beyond += bytes.length;
  }

  #tail(): readonly Uint8Array[] {
    if (this.#ring === null) return [];
    const size = this.#options.tailBytes;
    if (this.#beyond <= size) return [this.#ring.subarray(0, this.#beyond)];
    const [dropped, at] = [this.#beyond - size, this.#beyond % size];
    const note = Buffer.from(`\n… ${dropped} bytes omitted …\n`);
    return [note, this.#ring.subarray(at), this.#ring.subarray(0, at)];
  }

  #put(bytes: Uint8Array): void {
    if (this.#state !== 'open') return;
    const { fs } = this.#options;
    try {
      this.#fd ??= this.#open();
      writeAll(fs, { fd: this.#fd, path: this.#path }, bytes);
    } catch (error) {
      if (!(error instanceof DurableError)) throw error;
      this.#state = 'broken';
    }
  }

  #open(): number {
    const { fs } = this.#options;
    const folder = dirname(this.#path);
    makeFolder(folder, { fs, durability: 'whole' });
    return onDisk('open', this.#path, () => fs.open(this.#path, APPEND, OWNER_ONLY));
  }
}
