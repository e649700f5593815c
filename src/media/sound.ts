/**
 * Sound of any length, read in blocks: what every operation on sound takes and returns.
 *
 * S1. Each block has {@link PIECE} samples per channel, the last one has the rest.
 * S2. A block is valid until the next one is requested. Only its maker changes it.
 * S3. `blocks` starts at the beginning each time, and gives the same samples each time.
 */
import { PIECE } from './pace.ts';
import type { Pcm } from './pcm.ts';

/** Of mixes, and of what ffmpeg decodes. */
export const MIX_RATE = 44_100;

/** The samples of each channel, numbers in [-1, 1] or slightly above. */
export type Block = readonly Float32Array[];

export interface Shape {
  /** Samples per second. */
  readonly rate: number;
  /** Number of channels. */
  readonly channels: number;
  /** Samples per channel. */
  readonly length: number;
}

export interface Sound extends Shape {
  blocks(): AsyncGenerator<Block, void, undefined>;
}

export const durationOf = ({ rate, length }: Shape): number => length / rate;

/** Makes one block; called for one after the other. */
type Make = (start: number, count: number) => Block | Promise<Block>;

/** @param begin called for each pass, which may have a state. */
export function soundFrom({ rate, channels, length }: Shape, begin: () => Make): Sound {
  return {
    rate,
    channels,
    length,
    async *blocks() {
      const make = begin();
      for (let start = 0; start < length; start += PIECE) yield await make(start, Math.min(PIECE, length - start));
    },
  };
}

/** A short sound, which is in memory. */
export const soundOf = ({ rate, channels }: Pcm): Sound =>
  soundFrom(
    { rate, channels: channels.length, length: channels[0]?.length ?? 0 },
    () => (start, count) => channels.map((channel) => channel.subarray(start, start + count)),
  );

/** All of a short sound. */
export async function pcmOf(sound: Sound): Promise<Pcm> {
  const channels = buffersFor(sound.channels, sound.length);
  let start = 0;
  for await (const block of sound.blocks()) {
    for (const [index, channel] of block.entries()) channels[index]?.set(channel, start);
    start += block[0]?.length ?? 0;
  }
  return { rate: sound.rate, channels };
}

/** A buffer per channel. */
export const buffersFor = (channels: number, length: number): Block =>
  Array.from({ length: channels }, () => new Float32Array(length));

/** @param change changes the samples of one channel in place. `start`: samples before them. */
export function changed(sound: Sound, change: (samples: Float32Array, start: number) => void): Sound {
  return soundFrom(sound, () => {
    const reader = new Reader(sound);
    const buffers = buffersFor(sound.channels, PIECE);
    return async (start, count) => {
      const block = await reader.read(start, count);
      return buffers.map((buffer, index) => {
        const samples = buffer.subarray(0, count);
        samples.set(block[index] ?? []);
        change(samples, start);
        return samples;
      });
    };
  });
}

/** Its beginning. */
export const cut = (sound: Sound, seconds: number): Sound =>
  ofLength(sound, Math.min(sound.length, Math.round(seconds * sound.rate)));

function ofLength(sound: Sound, length: number): Sound {
  return soundFrom({ ...sound, length }, () => {
    const reader = new Reader(sound);
    return (start, count) => reader.read(start, count);
  });
}

/** The same again and again. @param length in samples. */
export function repeated(sound: Sound, length: number): Sound {
  async function* endless(): ReturnType<Sound['blocks']> {
    while (sound.length > 0) yield* sound.blocks();
  }
  return ofLength({ ...sound, blocks: endless }, length);
}

/** Factor for channels that are added to both sides, or are at the back: -3 dB. */
const SHARED = Math.SQRT1_2;
/** Index of the low-frequency channel among six or more, which is left out of stereo. */
const EFFECTS = 3;

/**
 * One channel serves both sides. Of more than two, the others are added to the first two: voices are in the centre.
 *
 * @source ITU-R BS.775-3, annex 4; channels in the order of WAVE_FORMAT_EXTENSIBLE.
 */
export function toStereo(sound: Sound): Sound {
  if (sound.channels === 2) return sound;
  return soundFrom({ ...sound, channels: 2 }, () => {
    const reader = new Reader(sound);
    const buffers = buffersFor(2, PIECE);
    return async (start, count) => {
      const [left = new Float32Array(count), right = left, ...others] = await reader.read(start, count);
      const heard = others.filter((_, index) => sound.channels < 6 || index + 2 !== EFFECTS);
      if (heard.length === 0) return [left, right];
      return buffers.map((buffer, index) => mixedInto(buffer.subarray(0, count), index === 0 ? left : right, heard));
    };
  });
}

function mixedInto(result: Float32Array, side: Float32Array, others: Block): Float32Array {
  for (let at = 0; at < result.length; at += 1) {
    let sum = side[at] ?? 0;
    for (const other of others) sum += SHARED * (other[at] ?? 0);
    result[at] = sum;
  }
  return result;
}

/** Reads a sound once, forwards, in parts that may overlap: for filters that look around, and for sounds in sounds. */
export class Reader {
  readonly #blocks: AsyncGenerator<Block, void, undefined>;
  /** Per channel; its first samples are those at `#start`. */
  #held: Block;
  #start = 0;
  #count = 0;

  constructor(sound: Sound) {
    this.#blocks = sound.blocks();
    this.#held = buffersFor(sound.channels, 0);
  }

  /**
   * The samples from `start`, silence before the beginning and after the end. Valid until the next call.
   *
   * @param start may be negative, and is never lower than before.
   */
  async read(start: number, count: number): Promise<Block> {
    if (this.#count === 0 && start < this.#start) this.#add(buffersFor(this.#held.length, -start), start);
    this.#drop(start - this.#start);
    while (this.#start + this.#count < start + count) {
      const next = await this.#blocks.next();
      const missing = start + count - this.#start - this.#count;
      this.#add(next.done === true ? buffersFor(this.#held.length, missing) : next.value, this.#start);
      this.#drop(start - this.#start);
    }
    return this.#held.map((channel) => channel.subarray(start - this.#start, start - this.#start + count));
  }

  /** Forgets the first samples: all, if there are not as many. */
  #drop(samples: number): void {
    const count = Math.min(samples, this.#count);
    if (count <= 0) return;
    for (const channel of this.#held) channel.copyWithin(0, count, this.#count);
    this.#start += count;
    this.#count -= count;
  }

  #add(block: Block, start: number): void {
    const count = this.#count + (block[0]?.length ?? 0);
    if (count > (this.#held[0]?.length ?? 0)) {
      this.#held = this.#held.map((channel) => {
        const larger = new Float32Array(Math.max(count, 2 * channel.length));
        larger.set(channel.subarray(0, this.#count));
        return larger;
      });
    }
    for (const [index, channel] of this.#held.entries()) channel.set(block[index] ?? [], this.#count);
    this.#start = start;
    this.#count = count;
  }
}
