/**
 * Sound as a WAV file. Pure.
 *
 * W1. The same sound gives the same bytes.
 * W2. A file may be hostile: nothing outside of it is read, and no memory is reserved for data that it lacks.
 * W3. Of a file, only its header needs to be read, and then any part of its samples.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Pcm } from './pcm.ts';
import type { Block, Shape } from './sound.ts';

/** Bytes of a header that {@link wavHeader} makes. */
const HEADER = 44;
/** The largest size of samples that the header can contain. */
export const MOST_BYTES = 0xffff_ffff - HEADER;
const SAMPLE_BYTES = 2;

/** 16 bit; louder samples are clipped. */
export function encodeWav({ rate, channels }: Pcm): Uint8Array {
  const shape = { rate, channels: channels.length, length: channels[0]?.length ?? 0 };
  return Buffer.concat([wavHeader(shape), samplesAsBytes(channels)]);
}

export const wavBytes = ({ channels, length }: Shape): number => channels * length * SAMPLE_BYTES;

/** 16 bit, little-endian, the channels alternating. */
export function samplesAsBytes(channels: Block): Buffer {
  const frame = channels.length * SAMPLE_BYTES;
  const bytes = Buffer.alloc((channels[0]?.length ?? 0) * frame);
  const view = viewOf(bytes);
  channels.forEach((samples, channel) => {
    for (let at = 0, to = channel * SAMPLE_BYTES; at < samples.length; at += 1, to += frame)
      view.setInt16(to, asInt16(samples[at] ?? 0), true);
  });
  return bytes;
}

const asInt16 = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * 32767);

/** @param samples 16 bit, little-endian, of one channel. */
export function wavOf(samples: Uint8Array, rate: number): Uint8Array {
  return Buffer.concat([wavHeader({ rate, channels: 1, length: samples.length / SAMPLE_BYTES }), samples]);
}

/** For 16-bit samples of at most {@link MOST_BYTES}. */
export function wavHeader(shape: Shape): Buffer {
  const { rate, channels } = shape;
  const size = wavBytes(shape);
  const header = Buffer.alloc(HEADER);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER - 8 + size, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * SAMPLE_BYTES, 28);
  header.writeUInt16LE(channels * SAMPLE_BYTES, 32);
  header.writeUInt16LE(SAMPLE_BYTES * 8, 34);
  header.write('data', 36);
  header.writeUInt32LE(size, 40);
  return header;
}

interface Format {
  readonly encoding: 'int' | 'float';
  readonly bits: number;
  readonly channels: number;
  readonly rate: number;
}

/** Where the samples of a file are. */
export interface WavLayout extends Format {
  /** Position of the first byte. */
  readonly start: number;
  /** Samples per channel. */
  readonly length: number;
  /** As many as the header promises: never fewer than `length`. */
  readonly promised: number;
}

const MOST_CHUNKS = 1000;
const MOST_CHANNELS = 32;
const RATES = { least: 1000, most: 768_000 };

export interface WavInput {
  /** In bytes. */
  readonly size: number;
  /** Fewer bytes at the end. */
  read(at: number, count: number): DataView;
}

/**
 * Finds PCM of 8, 16, 24 and 32 bit and floats of 32 and 64 bit, also as `WAVE_FORMAT_EXTENSIBLE` and RF64.
 *
 * @returns the reason if it is none of these, as the end of a sentence "the file …".
 * @source EBU Tech 3306, RF64: sizes above 4 GB are in a chunk of their own.
 */
export function wavLayout(input: WavInput): Result<WavLayout, string> {
  if (!isWav(input.read(0, 12))) return err('is not a WAV file');
  let format: Format | null = null;
  let large: number | null = null;
  for (const { name, said, start, left } of chunksOf(input)) {
    if (name === 'ds64' && Math.min(said, left) >= 16) large = Number(input.read(start + 8, 8).getBigUint64(0, true));
    if (name === 'fmt ') {
      const read = readFormat(input.read(start, Math.min(said, left, FORMAT_BYTES)));
      if (!read.ok) return read;
      format = read.value;
    }
    if (name === 'data') {
      if (format === null) return err('has audio data before its format');
      const known = said === UNKNOWN && large !== null ? large : isKnown({ said, left }) ? said : left;
      return ok({
        ...format,
        start,
        length: framesIn(Math.min(known, left), format),
        promised: framesIn(known, format),
      });
    }
  }
  return err('is a WAV file without audio');
}

export const frameBytes = ({ bits, channels }: Format): number => (bits / 8) * channels;

const framesIn = (bytes: number, format: Format): number => Math.floor(bytes / frameBytes(format));

/** As {@link wavLayout}, of a file in memory. */
export function decodeWav(bytes: Uint8Array): Result<Pcm, string> {
  const layout = wavLayout(inputOf(bytes));
  if (!layout.ok) return layout;
  const { rate, channels, length, start } = layout.value;
  const samples = Array.from({ length: channels }, () => new Float32Array(length));
  readSamples(viewOf(bytes.subarray(start)), layout.value, samples);
  return ok({ rate, channels: samples });
}

const inputOf = (bytes: Uint8Array): WavInput => ({
  size: bytes.length,
  read: (at, count) => viewOf(bytes.subarray(at, at + count)),
});

/**
 * The same file with its true sizes in the header. Services that stream write 0 or a huge number, and players then show
 * a length of hours.
 *
 * @source https://github.com/speaches-ai/speaches/issues/493: OpenAI's speech says 0xFFFFFFFF.
 */
export function withTrueSizes(bytes: Uint8Array): Uint8Array {
  const input = inputOf(bytes);
  const data = isWav(input.read(0, 12)) ? chunksOf(input).find(({ name }) => name === 'data') : undefined;
  if (data === undefined || (isKnown(data) && data.said <= data.left)) return bytes;
  const sized = Uint8Array.from(bytes);
  const header = viewOf(sized);
  header.setUint32(4, bytes.length - 8, true);
  header.setUint32(data.start - 4, data.left, true);
  return sized;
}

/** A recorder that writes to a pipe does not know the size and writes 0, this, or some other huge number. */
const UNKNOWN = 0xffff_ffff;
const HUGE = 0x7fff_0000;
const isKnown = ({ said, left }: Pick<Chunk, 'said' | 'left'>): boolean => said !== 0 && (said <= left || said < HUGE);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isWav = (head: DataView): boolean =>
  head.byteLength >= 12 && ['RIFF', 'RF64'].includes(nameAt(head, 0)) && nameAt(head, 8) === 'WAVE';

interface Chunk {
  readonly name: string;
  /** Its size according to its header. */
  readonly said: number;
  readonly start: number;
  /** Bytes from its start to the end of the file. */
  readonly left: number;
}

function* chunksOf({ size: total, read }: WavInput): Generator<Chunk, undefined> {
  for (let at = 12, chunk = 0; at + 8 <= total && chunk < MOST_CHUNKS; chunk += 1) {
    const head = read(at, 8);
    const [name, said, start] = [nameAt(head, 0), head.getUint32(4, true), at + 8];
    const left = total - start;
    yield { name, said, start, left };
    const size = Math.min(said, left);
    at = start + size + (size % 2);
  }
}

const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

const EXTENSIBLE = 0xfffe;
const FORMAT_BYTES = 26;

function readFormat(view: DataView): Result<Format, string> {
  if (view.byteLength < 16) return err('is a damaged WAV file: its format is cut off');
  const [outer, channels] = [view.getUint16(0, true), view.getUint16(2, true)];
  const [rate, bits] = [view.getUint32(4, true), view.getUint16(14, true)];
  if (outer === EXTENSIBLE && view.byteLength < FORMAT_BYTES)
    return err('is a damaged WAV file: its format is cut off');
  const tag = outer === EXTENSIBLE ? view.getUint16(24, true) : outer;
  const encoding = tag === 1 ? 'int' : tag === 3 ? 'float' : null;
  if (encoding === null || !(encoding === 'int' ? [8, 16, 24, 32] : [32, 64]).includes(bits))
    return err(`is a WAV file with an unsupported encoding (${tag}, ${bits} bit)`);
  if (channels < 1 || channels > MOST_CHANNELS)
    return err(`is a WAV file with ${channels} channels, which is not supported`);
  if (rate < RATES.least || rate > RATES.most)
    return err(`is a WAV file with ${rate} samples per second, which is not supported`);
  if (view.getUint16(12, true) !== (channels * bits) / 8)
    return err('is a damaged WAV file: its samples do not fill its blocks');
  return ok({ encoding, bits, channels, rate });
}

/**
 * @param view of the bytes of whole frames.
 * @param channels output: filled from the beginning.
 */
export function readSamples(view: DataView, format: Format, channels: Block): void {
  const [width, frame] = [format.bits / 8, frameBytes(format)];
  const read = sampleReader(view, format);
  for (const [channel, samples] of channels.entries())
    for (let i = 0, at = channel * width; i < samples.length; i += 1, at += frame) samples[i] = read(at);
}

const finite = (value: number): number => (Number.isFinite(value) ? Math.max(-8, Math.min(8, value)) : 0);

function sampleReader(view: DataView, { encoding, bits }: Format): (at: number) => number {
  if (encoding === 'float')
    return bits === 32 ? (at) => finite(view.getFloat32(at, true)) : (at) => finite(view.getFloat64(at, true));
  switch (bits) {
    case 8:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 16:
      return (at) => view.getInt16(at, true) / 32768;
    case 24:
      return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65536) / 8388608;
    default:
      return (at) => view.getInt32(at, true) / 2147483648;
  }
}
