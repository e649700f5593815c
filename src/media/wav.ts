/**
 * Media: sound as numbers, and as a WAV file. Pure.
 *
 * W1. Samples in [-1, 1] are within full scale; louder ones are clipped when they are written. All channels have the
 *     same length.
 * W2. The same sound gives the same bytes.
 * W3. A file may be hostile: nothing outside of it is read, and no memory is reserved for data that it lacks.
 */
import { err, ok, type Result } from '../model/brand.ts';

export interface Pcm {
  /** Samples per second. */
  readonly rate: number;
  readonly channels: readonly Float32Array[];
}

export const secondsOf = ({ rate, channels }: Pcm): number => (channels[0]?.length ?? 0) / rate;

const HEADER = 44;
/** The largest size that the header can contain. */
const MOST_BYTES = 0xffff_ffff - HEADER;

/** 16 bit; louder samples are clipped. @throws RangeError above 4 GB. */
export function encodeWav({ rate, channels }: Pcm): Uint8Array {
  const frame = channels.length * 2;
  const file = wavFile((channels[0]?.length ?? 0) * frame, { rate, channels: channels.length });
  const view = new DataView(file.buffer);
  channels.forEach((samples, channel) => {
    for (let at = 0, to = HEADER + channel * 2; at < samples.length; at += 1, to += frame)
      view.setInt16(to, asInt16(samples[at] ?? 0), true);
  });
  return file;
}

const asInt16 = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * 32767);

/** @param samples 16 bit, little-endian, of one channel. */
export function wavOf(samples: Uint8Array, rate: number): Uint8Array {
  const file = wavFile(samples.length, { rate, channels: 1 });
  file.set(samples, HEADER);
  return file;
}

/** A file with header and silence. @param size bytes of its 16-bit samples. */
function wavFile(size: number, { rate, channels }: { readonly rate: number; readonly channels: number }): Uint8Array {
  if (size > MOST_BYTES) throw new RangeError('a WAV file holds 4 GB at most');
  const file = new Uint8Array(HEADER + size);
  const header = Buffer.from(file.buffer, 0, HEADER);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER - 8 + size, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(size, 40);
  return file;
}

interface Format {
  readonly encoding: 'int' | 'float';
  readonly bits: number;
  readonly channels: number;
  readonly rate: number;
}

const MOST_CHUNKS = 1000;
const MOST_CHANNELS = 32;
const RATES = { least: 1000, most: 768_000 };

/**
 * Reads PCM of 8, 16, 24 and 32 bit and floats of 32 and 64 bit, also as `WAVE_FORMAT_EXTENSIBLE`.
 *
 * @returns the reason if it is none of these, as the end of a sentence "the file …".
 */
export function decodeWav(bytes: Uint8Array): Result<Pcm, string> {
  const view = viewOf(bytes);
  if (!isWav(view)) return err('is not a WAV file');
  let format: Format | null = null;
  for (const { name, said, start, left } of chunksOf(view)) {
    const size = Math.min(said, left);
    if (name === 'fmt ') {
      const read = readFormat(view, start, size);
      if (!read.ok) return read;
      format = read.value;
    }
    if (name === 'data')
      return format === null
        ? err('has audio data before its format')
        : ok(samplesOf(view, format, start, isKnown(said) ? size : left));
  }
  return err('is a WAV file without audio');
}

/**
 * The same file with its true sizes in the header. Services that stream write 0 or a huge number, and players then show
 * a length of hours.
 *
 * @source https://github.com/speaches-ai/speaches/issues/493: OpenAI's speech says 0xFFFFFFFF.
 */
export function withTrueSizes(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const data = isWav(view) ? chunksOf(view).find(({ name }) => name === 'data') : undefined;
  if (data === undefined || (isKnown(data.said) && data.said <= data.left)) return bytes;
  const sized = Uint8Array.from(bytes);
  const header = viewOf(sized);
  header.setUint32(4, bytes.length - 8, true);
  header.setUint32(data.start - 4, data.left, true);
  return sized;
}

/** A recorder that writes to a pipe does not know the size and writes 0. */
const isKnown = (said: number): boolean => said !== 0;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isWav = (view: DataView): boolean =>
  view.byteLength >= 12 && nameAt(view, 0) === 'RIFF' && nameAt(view, 8) === 'WAVE';

interface Chunk {
  readonly name: string;
  /** Its size according to its header. */
  readonly said: number;
  readonly start: number;
  /** Bytes from its start to the end of the file. */
  readonly left: number;
}

function* chunksOf(view: DataView): Generator<Chunk, undefined> {
  for (let at = 12, chunk = 0; at + 8 <= view.byteLength && chunk < MOST_CHUNKS; chunk += 1) {
    const [name, said, start] = [nameAt(view, at), view.getUint32(at + 4, true), at + 8];
    const left = view.byteLength - start;
    yield { name, said, start, left };
    const size = Math.min(said, left);
    at = start + size + (size % 2);
  }
}

const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

const EXTENSIBLE = 0xfffe;

function readFormat(view: DataView, at: number, size: number): Result<Format, string> {
  if (size < 16) return err('is a damaged WAV file: its format is cut off');
  const [outer, channels] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
  const [rate, bits] = [view.getUint32(at + 4, true), view.getUint16(at + 14, true)];
  if (outer === EXTENSIBLE && size < 26) return err('is a damaged WAV file: its format is cut off');
  const tag = outer === EXTENSIBLE ? view.getUint16(at + 24, true) : outer;
  const encoding = tag === 1 ? 'int' : tag === 3 ? 'float' : null;
  if (encoding === null || !(encoding === 'int' ? [8, 16, 24, 32] : [32, 64]).includes(bits))
    return err(`is a WAV file with an unsupported encoding (${tag}, ${bits} bit)`);
  if (channels < 1 || channels > MOST_CHANNELS)
    return err(`is a WAV file with ${channels} channels, which is not supported`);
  if (rate < RATES.least || rate > RATES.most)
    return err(`is a WAV file with ${rate} samples per second, which is not supported`);
  if (view.getUint16(at + 12, true) !== (channels * bits) / 8)
    return err('is a damaged WAV file: its samples do not fill its blocks');
  return ok({ encoding, bits, channels, rate });
}

function samplesOf(view: DataView, format: Format, start: number, size: number): Pcm {
  const width = format.bits / 8;
  const length = Math.floor(size / (width * format.channels));
  const read = sampleReader(view, format);
  const channels = Array.from({ length: format.channels }, (_, channel) => {
    const samples = new Float32Array(length);
    for (let i = 0; i < length; i += 1) samples[i] = read(start + (i * format.channels + channel) * width);
    return samples;
  });
  return { rate: format.rate, channels };
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

export function toMono(pcm: Pcm): Pcm {
  const [first, ...others] = pcm.channels;
  if (first === undefined || others.length === 0) return pcm;
  const mixed = first.map((sample, at) => {
    const sum = others.reduce((total, samples) => total + (samples[at] ?? 0), sample);
    return sum / pcm.channels.length;
  });
  return { rate: pcm.rate, channels: [mixed] };
}

/** Factor for channels that are added to both sides, or are at the back: -3 dB. */
const SHARED = Math.SQRT1_2;
/** Index of the low-frequency channel among six or more, which is left out of stereo. */
const EFFECTS = 3;

/**
 * A single channel is used for both sides. If there are more than two, the others are added to the first two, because
 * voices are in the centre.
 *
 * @source ITU-R BS.775-3, annex 4; channels in the order of WAVE_FORMAT_EXTENSIBLE.
 */
export function toStereo({ rate, channels }: Pcm): Pcm {
  const [left = new Float32Array(0), right = left, ...others] = channels;
  if (others.length === 0) return { rate, channels: [left, right] };
  const heard = others.filter((_, index) => channels.length < 6 || index + 2 !== EFFECTS);
  const mixed = (side: Float32Array): Float32Array =>
    side.map((sample, at) => heard.reduce((sum, channel) => sum + SHARED * (channel[at] ?? 0), sample));
  return { rate, channels: [mixed(left), mixed(right)] };
}

/** Changes the number of samples per second, but not the duration. */
export function resample(pcm: Pcm, rate: number): Pcm {
  if (rate === pcm.rate) return pcm;
  const step = pcm.rate / rate;
  return { rate, channels: pcm.channels.map((samples) => resampled(samples, step)) };
}

/** Zero crossings of the filter to each side, at the lower of the two rates. */
const LOBES = 16;
/** Entries of the filter's table between two zero crossings. */
const TABLE = 512;

/**
 * @param step samples of the source per sample of the result: 2 halves the length.
 * @source Julius O. Smith, Digital Audio Resampling: a Kaiser-windowed sinc, with its cut-off at the lower rate.
 */
export function resampled(source: Float32Array, step: number): Float32Array {
  // Slightly below the limit, since the filter needs room to fall off.
  const cutoff = 0.95 / Math.max(1, step);
  const reach = LOBES / cutoff;
  filter ??= filterTable();
  const table = filter;
  const result = new Float32Array(Math.round(source.length / step));
  for (let at = 0; at < result.length; at += 1) {
    const centre = at * step;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(source.length - 1, Math.floor(centre + reach));
    let sum = 0;
    // Runs about forty times per sample: with an integer index it takes half the time.
    for (let i = first; i <= last; i += 1) {
      const place = Math.abs(centre - i) * cutoff * TABLE;
      const below = place | 0;
      const here = table[below] ?? 0;
      sum += (source[i] ?? 0) * (here + ((table[below + 1] ?? 0) - here) * (place - below));
    }
    result[at] = sum * cutoff;
  }
  return result;
}

let filter: Float64Array | null = null;

/** @source Kaiser window of beta 9: aliasing is below -80 dB. */
function filterTable(): Float64Array {
  const BETA = 9;
  return Float64Array.from({ length: LOBES * TABLE + 2 }, (_, at) => {
    const x = at / TABLE;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const rest = Math.max(0, 1 - (x / LOBES) ** 2);
    return x > LOBES ? 0 : (sinc * bessel(BETA * Math.sqrt(rest))) / bessel(BETA);
  });
}

/** Modified Bessel function of the first kind, order 0, as a series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
