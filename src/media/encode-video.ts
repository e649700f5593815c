/**
 * Encodes frames and sound as MP4 (H.264, AAC): with ffmpeg if there is one, else with the built-in encoder.
 *
 * 1. One renderer for both: the frames are the same, as planar YUV.
 * 2. At most two frames are on their way to ffmpeg at a time, and the event loop runs after each.
 * 3. When `signal` aborts, nothing more is drawn, and its reason is thrown.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { writeMp4 } from './container.ts';
import { encodePieces, encodersHere } from './encode-pieces.ts';
import { encodersOnThreads } from './encoder-threads.ts';
import { INSTALL_FFMPEG, mediaFault } from './fault.ts';
import { type Ffmpeg, inputFile, runFfmpeg } from './ffmpeg.ts';
import type { FrameSource } from './frames.ts';
import { i420Bytes, toI420 } from './i420.ts';
import { createPace } from './pace.ts';
import { inSlots } from './slots.ts';
import type { Sound } from './sound.ts';
import { writeWav } from './wav-file.ts';

export const ENCODERS = ['auto', 'ffmpeg', 'wasm'] as const;
export type EncoderName = (typeof ENCODERS)[number];
export type Encoder = { readonly type: 'ffmpeg'; readonly ffmpeg: Ffmpeg } | { readonly type: 'wasm' };

export interface VideoWork {
  readonly source: FrameSource;
  /** null: a video without sound. */
  readonly audio: Sound | null;
  /** Absolute path of the output. */
  readonly file: string;
  /** Absolute path of a private folder. */
  readonly scratch: string;
  readonly encoder: Encoder;
  /** A comment for its tags, computed after the last frame; only the built-in encoder can write it. */
  readonly comment: () => string | null;
  /** Called after each frame. */
  readonly onFrame: (done: number, total: number) => void;
}

/** @param ffmpeg null: there is none. */
export async function chooseEncoder(
  name: EncoderName,
  ffmpeg: Ffmpeg | null,
  signal: AbortSignal,
): Promise<Result<Encoder, Failure>> {
  const usable = name !== 'wasm' && ffmpeg !== null && (await hasX264(ffmpeg, signal)) ? ffmpeg : null;
  if (usable !== null) return ok({ type: 'ffmpeg', ffmpeg: usable });
  if (name !== 'ffmpeg') return ok({ type: 'wasm' });
  const why = ffmpeg === null ? 'ffmpeg is not installed' : `"${ffmpeg.file}" has no libx264`;
  return mediaFault('media/encoder', `\`encoder: ffmpeg\` is set, but ${why}`, INSTALL_FFMPEG);
}

const known = new Map<string, boolean>();

async function hasX264(ffmpeg: Ffmpeg, signal: AbortSignal): Promise<boolean> {
  const before = known.get(ffmpeg.file);
  if (before !== undefined) return before;
  let text = '';
  const hear = (chunk: Uint8Array): void => {
    text += Buffer.from(chunk).toString('latin1');
  };
  const listed = await runFfmpeg(ffmpeg, { args: ['-encoders'], hear }, signal);
  const has = listed.ok && /\blibx264\b/.test(text) && /\baac\b/.test(text);
  // If it could not be started, the next attempt may succeed.
  if (listed.ok) known.set(ffmpeg.file, has);
  return has;
}

/** Closes the source. */
export function encodeVideo(work: VideoWork, signal: AbortSignal): Promise<Result<null, Failure>> {
  const { encoder, source } = work;
  const most = encoder.type === 'ffmpeg' || isSmall(source) ? 1 : MOST_THREADS; // ffmpeg has threads of its own
  const encode = async (slots: number): Promise<Result<null, Failure>> => {
    try {
      return await (encoder.type === 'ffmpeg' ? byFfmpeg(work, encoder.ffmpeg, signal) : byWasm(work, slots, signal));
    } finally {
      await source.close();
    }
  };
  return inSlots({ most, work: encode }, signal);
}

async function byFfmpeg(work: VideoWork, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<Result<null, Failure>> {
  const sound = work.audio && path.join(work.scratch, `sound-${randomUUID()}.wav`);
  try {
    if (sound !== null && work.audio) {
      const written = await writeWav(sound, work.audio, createPace(signal));
      if (!written.ok) return written;
    }
    const feed = async (write: (bytes: Uint8Array) => Promise<'open' | 'broken'>): Promise<void> => {
      let before: Promise<'open' | 'broken'> = Promise.resolve('open');
      for await (const frame of framesOf(work, signal)) {
        if ((await before) === 'broken') return;
        before = write(frame); // the next frame is drawn while this one is written
      }
      await before;
    };
    return await runFfmpeg(ffmpeg, { args: encoderArguments(work, sound), feed }, signal);
  } finally {
    if (sound !== null) await rm(sound, { force: true });
  }
}

const COLOURS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'];

function encoderArguments({ source, file }: VideoWork, sound: string | null): readonly string[] {
  const { size, fps } = source;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${size.width}x${size.height}`, '-r', String(fps)];
  return [
    ...[...raw, ...COLOURS, '-i', 'pipe:0'],
    ...(sound === null ? [] : inputFile(sound)),
    ...['-map', '0:v:0', ...(sound === null ? [] : ['-map', '1:a:0', '-c:a', 'aac', '-b:a', '160k'])],
    ...[...X264, ...COLOURS, '-g', String(Math.round(fps * 2)), '-movflags', '+faststart'],
    ...['-map_metadata', '-1', '-f', 'mp4', '-y', `file:${file}`],
  ];
}

/** With more than four, drawing is the bottleneck. */
const MOST_THREADS = 4;

/** Bytes of frames that can be encoded before a thread has started and loaded its encoder. */
const SMALL_BYTES = 24 * 2 ** 20;
const isSmall = ({ size, count }: FrameSource): boolean => i420Bytes(size) * count < SMALL_BYTES;

async function byWasm(work: VideoWork, threads: number, signal: AbortSignal): Promise<Result<null, Failure>> {
  const folder = await mkdtemp(path.join(work.scratch, 'pieces-'));
  try {
    const { source, onFrame, audio, file, comment } = work;
    const encoders = isSmall(source) ? encodersHere(source) : encodersOnThreads(source, threads);
    const videos = await encodePieces({ source, onFrame, folder, encoders }, signal);
    if (!videos.ok) return videos;
    return await writeMp4({ videos: videos.value, audio, file, comment: comment() }, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each frame as planar YUV, alternately in two buffers: one may still be written while the other is filled. */
async function* framesOf({ source, onFrame }: VideoWork, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const buffers = [0, 1].map(() => new Uint8Array(i420Bytes(source.size)));
  for (let index = 0; index < source.count; index += 1) {
    signal.throwIfAborted();
    const [frame = new Uint8Array(0)] = buffers;
    buffers.reverse();
    toI420(await source.frame(index), source.size, frame);
    yield frame;
    onFrame(index + 1, source.count);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
