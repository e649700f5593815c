/**
 * Adapter: the log of one attempt: its first MiB and its last 64 KiB, whatever is written to it.
 *
 * 1. The beginning goes to the file at once, so it can be followed; of what comes after it only the end is kept, in
 *    memory, and written when the log is closed, with a line that says how many bytes are missing in between.
 * 2. A log that cannot be written never fails an attempt: the runner itself stops soon enough on a full disk.
 * 3. Readable by its owner only: redaction is a net, not a wall.
 */
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { DurableError } from './disk-error.ts';
import { makeFolder, writeAll } from './durable-file.ts';
import type { FileSystem } from './file-system.ts';

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
  /** Newest last; together at most twice the tail. */
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #dropped = 0;
  #state: 'open' | 'broken' | 'closed' = 'open';

  constructor(path: string, options: LogOptions) {
    this.#path = path;
    this.#options = { headBytes: HEAD_BYTES, tailBytes: TAIL_BYTES, ...options };
    this.#headLeft = this.#options.headBytes;
  }

  /** The file is made by the first byte. */
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
    if (this.#tailBytes > 0) {
      this.#trim();
      if (this.#dropped > 0) this.#put(Buffer.from(`\n… ${this.#dropped} bytes left out here …\n`));
      for (const part of this.#tail) this.#put(part);
    }
    this.#tail = [];
    this.#state = 'closed';
    if (this.#fd !== null) this.#options.fs.close(this.#fd);
    this.#fd = null;
  }

  /** Copies: the writer may use its buffer again. */
  #keep(bytes: Uint8Array): void {
    const { tailBytes } = this.#options;
    this.#dropped += Math.max(0, bytes.length - tailBytes);
    const part = Uint8Array.from(bytes.subarray(-tailBytes));
    this.#tail.push(part);
    this.#tailBytes += part.length;
    if (this.#tailBytes > 2 * tailBytes || this.#tail.length > 4096) this.#trim();
  }

  #trim(): void {
    const all = Buffer.concat(this.#tail);
    const kept = all.subarray(-this.#options.tailBytes);
    this.#dropped += all.length - kept.length;
    this.#tail = [kept];
    this.#tailBytes = kept.length;
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
    try {
      return fs.open(this.#path, APPEND, OWNER_ONLY);
    } catch (cause) {
      throw new DurableError({ path: this.#path, operation: 'open', code: 'EIO', cause });
    }
  }
}
