/**
 * Checks a result before it counts.
 *
 * 1. The container opens, has the expected streams and length, and has frames, or enough bytes for its sound.
 * 2. Sound and pictures are checked on the input of the encoder, which is known even without a decoder.
 */
import { err, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import { mediaFailure } from './fault.ts';
import type { FrameSource } from './frames.ts';
import { type Contents, inspect } from './inspect.ts';
import { type Looks, type Luma, looksOf, lumaOf } from './look.ts';

export interface Expected {
  readonly seconds: number;
  readonly video: Size | null;
  /** `copied`: its loudness is unknown. */
  readonly audio: 'needed' | 'copied' | 'none';
  /** Loudness of the encoder's input; null: silent. Ignored without audio. */
  readonly lufs: number | null;
  /** Of the encoded frames; null: unknown, they were not decoded. */
  readonly looks: Looks | null;
}

/** Containers round to packets, and encoders add a few. */
const TOLERANCE_SECONDS = 0.35;
const TOLERANCE_SHARE = 0.02;
const LEAST_AUDIO_BYTES_A_SECOND = 500;
const MOST_BLACK_SHARE = 0.5;

/** @param file absolute. */
export async function checked(file: string, expected: Expected): Promise<Result<Contents, Failure>> {
  const contents = await inspect(file);
  if (!contents.ok) {
    if (contents.error.code === 'media/package') return contents;
    return err(mediaFailure('media/check', `the result cannot be opened: ${contents.error.message}`));
  }
  const wrong = problemOf(contents.value, expected);
  return wrong === null ? contents : err(mediaFailure('media/check', wrong));
}

/** What is wrong, as a message; null: nothing. */
export function problemOf(contents: Contents, { seconds, video, audio, lufs, looks }: Expected): string | null {
  if (video !== null && contents.video === null) return 'the result has no video';
  if (audio !== 'none' && contents.audio === null) return 'the result has no audio';
  if (audio === 'needed' && lufs === null) return 'the result is silent';
  if (video !== null && contents.video !== null) {
    const { width, height } = contents.video;
    if (width !== video.width || height !== video.height)
      return `the result has ${width}x${height} pixels instead of ${video.width}x${video.height}`;
    if (contents.video.packets === 0) return 'the result has no frames';
  }
  const away = Math.abs(contents.seconds - seconds);
  if (away > Math.max(TOLERANCE_SECONDS, seconds * TOLERANCE_SHARE))
    return `the result lasts ${contents.seconds.toFixed(2)} s instead of ${seconds.toFixed(2)} s`;
  // Not checked for videos: a still, plain picture takes hardly any bytes.
  if (video === null && contents.bytes < seconds * LEAST_AUDIO_BYTES_A_SECOND)
    return `the result has ${contents.bytes} bytes, which is too small`;
  if (looks !== null && looks.blackSeconds > seconds * MOST_BLACK_SHARE)
    return `${looks.blackSeconds.toFixed(1)} s of ${seconds.toFixed(1)} s of the result are black`;
  return null;
}

const LOOK_SECONDS = 0.5;

export interface Watched extends FrameSource {
  /** Of the frames so far. */
  looks(): Looks;
}

/** The same frames, sampled twice a second as they pass. */
export function watched(source: FrameSource): Watched {
  const every = Math.max(1, Math.round(source.fps * LOOK_SECONDS));
  const samples: Luma[] = [];
  return {
    ...source,
    async frame(index) {
      const rgba = await source.frame(index);
      if (index % every === 0) samples.push(lumaOf(rgba, source.size));
      return rgba;
    },
    looks: () => looksOf(samples, Math.min(every, source.count) / source.fps),
  };
}
