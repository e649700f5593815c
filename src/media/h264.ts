/**
 * The only importer of h264-mp4-encoder, a video encoder in WebAssembly: for machines without ffmpeg.
 *
 * 1. It runs at its fastest setting: 1080x1920 takes about 35 ms per frame.
 * 2. Its MP4 does not mark key frames: whoever puts it into a container examines the packets.
 * 3. It must be freed, or its memory leaks, and finished before that, or it prints a complaint.
 * 4. All encoders of a process share one virtual file system, in which each has its own name.
 */
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import { optionalPackage } from './fault.ts';

export interface H264Encoder extends Disposable {
  /** @param frame planar YUV 4:2:0. Takes tens of milliseconds: let other work proceed between two. */
  add(frame: Uint8Array): void;
  /** The whole video, as an MP4 with one track. */
  finish(): Uint8Array;
}

const FASTEST = 10;
/** 10 is the best quality, 51 the smallest file. */
const QUANTIZATION = 27;
/** Seconds from one key frame to the next. */
export const KEY_FRAME_SECONDS = 1;

let made = 0;

export async function createH264(size: Size, fps: number): Promise<Result<H264Encoder, Failure>> {
  const loaded = await optionalPackage('h264-mp4-encoder', async () => (await import('h264-mp4-encoder')).default);
  if (!loaded.ok) return loaded;
  const encoder = await loaded.value.createH264MP4Encoder();
  made += 1;
  encoder.outputFilename = `video-${made}.mp4`;
  encoder.width = size.width;
  encoder.height = size.height;
  encoder.frameRate = fps;
  encoder.speed = FASTEST;
  encoder.quantizationParameter = QUANTIZATION;
  encoder.groupOfPictures = Math.round(fps * KEY_FRAME_SECONDS);
  encoder.initialize();
  let isEnded = false;
  const end = (): void => {
    if (!isEnded) encoder.finalize();
    isEnded = true;
  };
  return ok({
    add: (frame) => encoder.addFrameYuv(frame),
    finish() {
      end();
      return encoder.FS.readFile(encoder.outputFilename);
    },
    [Symbol.dispose]() {
      end();
      encoder.FS.unlink(encoder.outputFilename);
      encoder.delete();
    },
  });
}
