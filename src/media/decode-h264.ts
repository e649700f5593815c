/**
 * The only importer of tinyh264, a video decoder in WebAssembly (h264bsd, formerly of Android): for machines without
 * ffmpeg.
 *
 * 1. It supports only the baseline profile: the output of our built-in encoder, and few other files. In this profile,
 *    pictures have the order of their packets.
 * 2. A damaged packet gives no picture; decoding continues with the next one.
 * 3. Each decoder has its own memory, which is garbage-collected with it.
 */
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import { optionalPackage } from './fault.ts';

/** Planar YUV 4:2:0 as coded: whole blocks of 16 pixels, so right and bottom may exceed the visible part. */
export interface Yuv {
  readonly planes: Uint8Array;
  readonly coded: Size;
}

export interface H264Decoder {
  /** Begins a sequence of units: to be called first, and again before each jump. @param sets parameter sets. */
  begin(sets: readonly Uint8Array[]): void;
  /** @param nal one unit without its start code. @returns a picture, valid until the next call; null: none yet. */
  decode(nal: Uint8Array): Yuv | null;
}

const PICTURE_READY = 1;
const START_CODE = Uint8Array.of(0, 0, 0, 1);

export async function createH264Decoder(): Promise<Result<H264Decoder, Failure>> {
  const loaded = await optionalPackage('tinyh264', async () => (await import('tinyh264/lib/TinyH264.js')).default);
  if (!loaded.ok) return loaded;
  const bsd = await asWorker(loaded.value);
  const storage = bsd._h264bsdAlloc();
  let isBegun = false;
  const [picture, width, height] = [bsd._malloc(4), bsd._malloc(4), bsd._malloc(4)];
  let room = { at: 0, bytes: 0 };
  const roomFor = (bytes: number): number => {
    if (bytes > room.bytes) {
      bsd._free(room.at);
      room = { at: bsd._malloc(bytes), bytes };
    }
    return room.at;
  };
  const decode = (nal: Uint8Array): Yuv | null => {
    const bytes = START_CODE.length + nal.length;
    const at = roomFor(bytes);
    if (at === 0) return null;
    bsd.HEAPU8.set(START_CODE, at);
    bsd.HEAPU8.set(nal, at + START_CODE.length);
    if (bsd._h264bsdDecode(storage, at, bytes, picture, width, height) !== PICTURE_READY) return null;
    const coded = { width: bsd.getValue(width, 'i32'), height: bsd.getValue(height, 'i32') };
    const from = bsd.getValue(picture, 'i32');
    return { planes: bsd.HEAPU8.subarray(from, from + (coded.width * coded.height * 3) / 2), coded };
  };
  const begin = (sets: readonly Uint8Array[]): void => {
    if (isBegun) bsd._h264bsdShutdown(storage);
    bsd._h264bsdInit(storage, 0);
    isBegun = true;
    for (const set of sets) decode(set);
  };
  return ok({ begin, decode });
}

/** The package was compiled for browser workers: when it starts, it reads `self.location`, which Node does not have. */
function asWorker<T>(create: () => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'self');
  Object.defineProperty(globalThis, 'self', { value: { location: { href: '' } }, configurable: true });
  try {
    return create();
  } finally {
    if (before) Object.defineProperty(globalThis, 'self', before);
    else Reflect.deleteProperty(globalThis, 'self');
  }
}
