/**
 * The frames of a video, decoded one after another: by ffmpeg if there is one, else by the built-in decoder.
 *
 * 1. Frames are requested in order; after the last one, it is repeated.
 * 2. A decoder starts with the first requested frame, decodes no faster than frames are taken, and ends with `close`.
 */
import path from 'node:path';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { CanvasModule } from './canvas.ts';
import { mediaFault } from './fault.ts';
import { type Ffmpeg, inputFile, readFfmpeg } from './ffmpeg.ts';
import type { Picture } from './frames.ts';
import { type Clip, h264Frames, missingForH264 } from './h264-frames.ts';
import type { VideoTrack } from './inspect.ts';

export type Decoder = { readonly type: 'ffmpeg'; readonly ffmpeg: Ffmpeg } | { readonly type: 'wasm' };

/** @param ffmpeg null: there is none. @returns null: nothing here can decode it. */
export function decoderFor(video: VideoTrack, ffmpeg: Ffmpeg | null): Decoder | null {
  if (ffmpeg !== null) return { type: 'ffmpeg', ffmpeg };
  return video.isBaseline ? { type: 'wasm' } : null;
}

/**
 * RGBA frames, cropped to fill `size`. Each is valid until the next one is requested: filling untouched memory takes
 * longer than decoding the frame.
 */
export const clipFrames = (decoder: Decoder, clip: Clip, signal: AbortSignal): AsyncGenerator<Uint8Array, void> =>
  decoder.type === 'ffmpeg' ? ffmpegFrames(decoder.ffmpeg, clip, signal) : h264Frames(clip, signal);

async function* ffmpegFrames(ffmpeg: Ffmpeg, clip: Clip, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const { file, ownFps, size, fps } = clip;
  const { width, height } = size;
  const cut = [`scale=${width}:${height}:force_original_aspect_ratio=increase`, `crop=${width}:${height}`];
  const rate = `fps=${fps}`;
  // Frames are dropped before scaling, and repeated after it.
  const filter = [...(fps < ownFps ? [rate, ...cut] : [...cut, rate]), 'format=rgba'].join(',');
  const args = [...inputFile(file), '-map', '0:v:0', '-vf', filter, '-f', 'rawvideo', 'pipe:1'];
  let [frame, other] = [0, 1].map(() => new Uint8Array(width * height * 4)) as [Uint8Array, Uint8Array];
  let filled = 0;
  for await (const chunk of readFfmpeg(ffmpeg, args, signal)) {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + frame.length - filled);
      frame.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled < frame.length) continue;
      yield frame;
      [frame, other] = [other, frame];
      filled = 0;
    }
  }
}

interface Player {
  readonly decoder: Decoder;
  readonly createCanvas: CanvasModule['createCanvas'];
  readonly signal: AbortSignal;
}

/** A video as a moving picture. Its first frame is decoded at once, to find out whether that works. */
export async function playedClip(clip: Clip, player: Player): Promise<Result<Picture, Failure>> {
  for await (const _frame of clipFrames(player.decoder, clip, player.signal)) return ok(playing(clip, player));
  return await withoutFrames(player.decoder, path.basename(clip.file));
}

/** Why there were no frames. @param name of the video, for the message. */
export async function withoutFrames(decoder: Decoder, name: string): Promise<Result<never, Failure>> {
  const missing = decoder.type === 'wasm' ? await missingForH264() : null;
  return missing === null ? mediaFault('media/decode', `no frame of "${name}" can be decoded`) : err(missing);
}

function playing(clip: Clip, { decoder, createCanvas, signal }: Player): Picture {
  const { width, height } = clip.size;
  const context = createCanvas(width, height).getContext('2d');
  const image = context.createImageData(width, height);
  const frames = clipFrames(decoder, clip, signal);
  let shown = -1;
  let isOver = false;
  const forward = async (wanted: number): Promise<void> => {
    let latest: Uint8Array | null = null;
    while (shown < wanted && !isOver) {
      const { value, done } = await frames.next();
      isOver = done === true;
      if (!value) continue;
      latest = value;
      shown += 1;
    }
    if (latest) image.data.set(latest);
  };
  return {
    close: async () => {
      isOver = true;
      await frames.return();
    },
    async paint(target, seconds, alpha) {
      await forward(Math.floor(seconds * clip.fps + 1e-6));
      // Drawing a canvas would copy it first.
      if (alpha === 1) return target.putImageData(image, 0, 0);
      context.putImageData(image, 0, 0);
      target.globalAlpha = alpha;
      target.drawImage(context.canvas, 0, 0);
      target.globalAlpha = 1;
    },
  };
}
