/**
 * Adapter: the length of a recording, read from the headers of WAV, MP3, MP4 and M4A files.
 *
 * Reads a few blocks, whatever the size of the file; in an MP3 without a frame count it walks over the frames.
 */
import { type DurationMs, durationMs } from '../../model/brand.ts';
import { isMp3Frame } from './media-type.ts';

/** Reads `length` bytes at `position`; fewer at the end of the file. */
export type ReadAt = (position: number, length: number) => Buffer;

export interface Recording {
  readonly mediaType: string;
  readonly bytes: number;
  readonly readAt: ReadAt;
}

/** null: another kind of file, or damaged. */
export function mediaDuration(recording: Recording): DurationMs | null {
  const ms = durationOf(recording);
  return ms === null || !Number.isFinite(ms) || ms < 0 ? null : durationMs(Math.round(ms));
}

function durationOf(recording: Recording): number | null {
  switch (recording.mediaType) {
    case 'audio/wav':
      return wavDuration(recording);
    case 'audio/mpeg':
      return mp3Duration(recording);
    case 'audio/mp4':
    case 'video/mp4':
    case 'video/quicktime':
      return mp4Duration(recording);
    default:
      return null;
  }
}

const MOST_CHUNKS = 1000;

/** @source RIFF: `fmt ` contains the bytes per second, `data` the bytes. */
function wavDuration({ bytes, readAt }: Recording): number | null {
  let bytesPerSecond = 0;
  for (let at = 12, chunk = 0; at + 8 <= bytes && chunk < MOST_CHUNKS; chunk += 1) {
    const head = readAt(at, 20);
    if (head.length < 8) return null;
    const [name, size] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
    if (name === 'fmt ' && head.length >= 20) bytesPerSecond = head.readUInt32LE(16);
    // A recorder that writes to a pipe cannot know the size and writes 0 or the greatest number.
    if (name === 'data') {
      const isKnown = size > 0 && size < 0xffffffff && at + 8 + size <= bytes;
      return bytesPerSecond > 0 ? ((isKnown ? size : bytes - at - 8) / bytesPerSecond) * 1000 : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

const MOST_MOOV = 16 * 1024 * 1024;

/** @source ISO 14496-12: `moov/mvhd` contains time scale and duration. */
function mp4Duration({ bytes, readAt }: Recording): number | null {
  for (let at = 0, box = 0; at + 8 <= bytes && box < MOST_CHUNKS; box += 1) {
    const head = readAt(at, 16);
    if (head.length < 8) return null;
    const size = boxSize(head, bytes - at);
    if (size < 8) return null;
    if (head.toString('latin1', 4, 8) === 'moov') return mvhdDuration(readAt(at, Math.min(size, MOST_MOOV)));
    at += size;
  }
  return null;
}

function boxSize(head: Buffer, left: number): number {
  const size = head.readUInt32BE(0);
  if (size === 0) return left;
  return size === 1 && head.length >= 16 ? Number(head.readBigUInt64BE(8)) : size;
}

function mvhdDuration(moov: Buffer): number | null {
  const at = moov.indexOf('mvhd', 0, 'latin1') + 4;
  if (at < 4 || at + 32 > moov.length) return null;
  const isLong = moov[at] === 1;
  const scale = moov.readUInt32BE(at + (isLong ? 20 : 12));
  const duration = isLong ? Number(moov.readBigUInt64BE(at + 24)) : moov.readUInt32BE(at + 16);
  return scale > 0 && duration > 0 ? (duration / scale) * 1000 : null; // 0: fragmented, the length is not stored
}

const RATES_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES: Readonly<Record<number, readonly number[]>> = {
  3: [44100, 48000, 32000],
  2: [22050, 24000, 16000],
  0: [11025, 12000, 8000],
};

interface Frame {
  readonly length: number;
  readonly samples: number;
  readonly sampleRate: number;
}

/** Header of MPEG audio layer III; null: there is none at `at`. */
function mp3Frame(data: Buffer, at: number): Frame | null {
  if (at + 4 > data.length || !isMp3Frame(data, at)) return null;
  const [b, c] = [data.readUInt8(at + 1), data.readUInt8(at + 2)];
  const version = (b >> 3) & 3;
  const kbits = (version === 3 ? RATES_V1 : RATES_V2)[c >> 4];
  const sampleRate = SAMPLE_RATES[version]?.[(c >> 2) & 3];
  if (!kbits || !sampleRate) return null;
  const samples = version === 3 ? 1152 : 576;
  return { length: Math.floor((samples / 8) * ((kbits * 1000) / sampleRate)) + ((c >> 1) & 1), samples, sampleRate };
}

const BLOCK = 1024 * 1024;

function mp3Duration({ bytes, readAt }: Recording): number | null {
  const start = afterId3(readAt(0, 10));
  const head = readAt(start, 4096);
  const first = mp3Frame(head, 0);
  if (first === null) return null;
  const counted = countedFrames(head.subarray(0, Math.min(first.length, head.length)));
  const perFrame = (first.samples / first.sampleRate) * 1000;
  if (counted !== null) return counted * perFrame;
  return walkFrames({ bytes, readAt }, start);
}

/** @source ID3v2: the size is stored in four bytes of seven bits. */
function afterId3(head: Buffer): number {
  if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return 0;
  return 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + (head.readUInt8(at) & 127), 0);
}

/** The number of frames that the first one contains: `Xing`, `Info` (LAME) or `VBRI`. */
function countedFrames(frame: Buffer): number | null {
  for (const [name, offset] of [
    ['Xing', 8],
    ['Info', 8],
    ['VBRI', 14],
  ] as const) {
    const at = frame.indexOf(name, 0, 'latin1');
    if (at < 0 || at + offset + 4 > frame.length) continue;
    if (name !== 'VBRI' && (frame.readUInt8(at + 7) & 1) === 0) continue;
    return frame.readUInt32BE(at + offset);
  }
  return null;
}

function walkFrames({ bytes, readAt }: Pick<Recording, 'bytes' | 'readAt'>, start: number): number {
  let ms = 0;
  let block: Buffer = Buffer.alloc(0);
  let [base, at] = [start, 0];
  for (;;) {
    if (at + 4 > block.length) {
      base += at;
      block = base + 4 > bytes ? Buffer.alloc(0) : readAt(base, BLOCK);
      at = 0;
    }
    const frame = mp3Frame(block, at);
    if (frame === null) return ms; // the end, or a tag at the end
    ms += (frame.samples / frame.sampleRate) * 1000;
    at += frame.length;
  }
}
