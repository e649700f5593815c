/** Samples of a video for a quick look: small frames, a few per second. */
import type { Size } from './camera.ts';
import { clipFrames, type Decoder } from './clip-frames.ts';
import { type KeyFrame, keyFrames } from './h264-frames.ts';
import { type Looks, type Luma, looksOf, lumaOf } from './look.ts';

export interface Seen {
  /** null: unknown. */
  readonly looks: Looks | null;
  readonly size: Size;
  /** At most {@link MOST_THUMBS}, evenly spread. */
  readonly thumbs: readonly KeyFrame[];
  /** Number of decoded frames. */
  readonly samples: number;
}

const SAMPLES_A_SECOND = 4;
const MOST_THUMBS = 12;
const LONG_SIDE = 320;

interface Seeing {
  readonly file: string;
  readonly video: Size & { readonly fps: number };
  readonly seconds: number;
}

/** The built-in decoder shows only key frames: decoding all frames of a video takes a hundred times as long. */
export async function seen(decoder: Decoder, { file, video, seconds }: Seeing, signal: AbortSignal): Promise<Seen> {
  const size = thumbSize(video);
  if (decoder.type === 'wasm') {
    const thumbs = await keyFrames({ file, size, most: MOST_THUMBS }, signal);
    return { looks: null, size, thumbs, samples: thumbs.length };
  }
  const every = Math.max(1, Math.ceil((seconds * SAMPLES_A_SECOND) / MOST_THUMBS));
  const lumas: Luma[] = [];
  const thumbs: KeyFrame[] = [];
  for await (const rgba of clipFrames(decoder, { file, ownFps: video.fps, size, fps: SAMPLES_A_SECOND }, signal)) {
    if (lumas.length % every === 0 && thumbs.length < MOST_THUMBS)
      thumbs.push({ at: lumas.length / SAMPLES_A_SECOND, rgba: rgba.slice() });
    lumas.push(lumaOf(rgba, size));
  }
  return { looks: looksOf(lumas, 1 / SAMPLES_A_SECOND), size, thumbs, samples: lumas.length };
}

function thumbSize({ width, height }: Size): Size {
  const scale = LONG_SIDE / Math.max(width, height);
  const even = (side: number): number => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(width), height: even(height) };
}
