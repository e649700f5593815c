/**
 * Sounds in files, read block by block: those that were decoded, or took long to compute, are written to a private
 * folder.
 *
 * 1. A file that is written here has no name any more as soon as it is open, so a killed process leaves nothing behind.
 * 2. All files are closed at the end of the stage, see `Symbol.asyncDispose`. Until then, any part can be read again.
 */
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Pace, PIECE } from './pace.ts';
import { type Block, type Shape, type Sound, soundFrom } from './sound.ts';

export class SoundFiles implements AsyncDisposable {
  readonly #folder: string;
  readonly #handles: FileHandle[] = [];

  /** @param folder absolute path of a private folder. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(file: string): Promise<FileHandle> {
    const handle = await open(file);
    this.#handles.push(handle);
    return handle;
  }

  async create({ rate, channels }: Omit<Shape, 'length'>): Promise<Recording> {
    const file = path.join(this.#folder, `sound-${this.#handles.length}`);
    const handle = await open(file, 'wx+');
    this.#handles.push(handle);
    await rm(file);
    return new Recording(handle, { rate, channels });
  }

  /** The same sound, computed once. */
  async keep(sound: Sound, pace: Pace): Promise<Sound> {
    const recording = await this.create(sound);
    for await (const block of sound.blocks()) {
      await recording.add(block);
      await pace();
    }
    return await recording.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const handle of this.#handles.splice(0)) await handle.close();
  }
}

const SAMPLE_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A sound that is being written: one channel after the other, in parts of {@link PIECE} samples. */
export class Recording {
  readonly #handle: FileHandle;
  readonly #rate: number;
  /** Of all channels, one after the other. */
  readonly #part: Float32Array;
  readonly #channels: Block;
  #length = 0;

  constructor(handle: FileHandle, { rate, channels }: Omit<Shape, 'length'>) {
    this.#handle = handle;
    this.#rate = rate;
    this.#part = new Float32Array(channels * PIECE);
    this.#channels = channelsOf(this.#part, channels);
  }

  get length(): number {
    return this.#length;
  }

  /** @param block of any length. */
  async add(block: Block): Promise<void> {
    const count = block[0]?.length ?? 0;
    for (let done = 0; done < count; ) {
      const at = this.#length % PIECE;
      const most = Math.min(PIECE - at, count - done);
      for (const [index, channel] of this.#channels.entries())
        channel.set(block[index]?.subarray(done, done + most) ?? [], at);
      done += most;
      this.#length += most;
      if (at + most === PIECE) await this.#write();
    }
  }

  async end(): Promise<Sound> {
    if (this.#length % PIECE > 0) await this.#write();
    const [handle, bytes] = [this.#handle, this.#part.byteLength];
    const channels = this.#channels.length;
    return soundFrom({ rate: this.#rate, channels, length: this.#length }, () => {
      const part = new Float32Array(bytes / SAMPLE_BYTES);
      const whole = channelsOf(part, channels);
      return async (start, count) => {
        await readAll(handle, new Uint8Array(part.buffer), (start / PIECE) * bytes);
        return whole.map((channel) => channel.subarray(0, count));
      };
    });
  }

  async #write(): Promise<void> {
    const [bytes, index] = [this.#part.byteLength, Math.ceil(this.#length / PIECE) - 1];
    await writeAll(this.#handle, new Uint8Array(this.#part.buffer), index * bytes);
  }
}

const channelsOf = (part: Float32Array, channels: number): Block =>
  Array.from({ length: channels }, (_, index) => part.subarray(index * PIECE, (index + 1) * PIECE));

/** `FileHandle.write` may write less than it was given. @param position in the file. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Fills `bytes` from a file; with zeros after its end. */
export async function readAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) bytes.fill(0, done);
    done = bytesRead === 0 ? bytes.length : done + bytesRead;
  }
}
