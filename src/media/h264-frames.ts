/**
 * The frames of a video, decoded by the built-in decoder: for machines without ffmpeg.
 *
 * 1. Frames are like those of ffmpeg (clip-frames.ts): in order, cropped to fill the size, at the requested rate. For a
 *    packet that cannot be decoded, the next picture is shown.
 * 2. Only packets that the frames need are decoded, and other work can proceed between two.
 */
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, type BunnyInput, loadBunny } from './bunny.ts';
import type { Size } from './camera.ts';
import { type Canvas, type CanvasModule, type Context, loadCanvas } from './canvas.ts';
import { createH264Decoder, type H264Decoder, type Yuv } from './decode-h264.ts';
import { toRgba } from './i420.ts';
import { openInput, viewOf } from './open-input.ts';
import { createPace } from './pace.ts';

export interface Clip {
  /** Absolute path. */
  readonly file: string;
  /** Frame rate according to the file; 0: unknown. */
  readonly ownFps: number;
  /** The requested size. */
  readonly size: Size;
  readonly fps: number;
}

type Packet = InstanceType<Bunny['EncodedPacket']>;
type Packets = InstanceType<Bunny['EncodedPacketSink']>;

/** RGBA frames of `clip`; each is valid until the next one is requested. If there are none: {@link missingForH264}. */
export async function* h264Frames(clip: Clip, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  await using film = await openFilm(clip.file);
  if (film === null) return;
  const pace = createPace(signal);
  const paint = painter(film, clip.size);
  let shown = 0;
  for await (const packet of film.packets.packets()) {
    await pace();
    const picture = film.decode(packet);
    const end = packet.timestamp - film.start + packet.duration;
    let frame: Uint8Array | null = null;
    for (; shown / clip.fps < end - 1e-6; shown += 1) {
      frame ??= picture && paint(picture);
      if (frame === null) break;
      yield frame;
    }
  }
}

export interface KeyFrame {
  /** Seconds. */
  readonly at: number;
  readonly rgba: Uint8Array;
}

/** At most `most` evenly spread frames that can be decoded by themselves. */
export async function keyFrames(
  { file, size, most }: { readonly file: string; readonly size: Size; readonly most: number },
  signal: AbortSignal,
): Promise<readonly KeyFrame[]> {
  await using film = await openFilm(file);
  if (film === null) return [];
  const keys: Packet[] = [];
  for (let key = await film.packets.getFirstKeyPacket(); key !== null; key = await film.packets.getNextKeyPacket(key)) {
    signal.throwIfAborted();
    keys.push(key);
  }
  const count = Math.min(most, keys.length);
  const pace = createPace(signal);
  const paint = painter(film, size);
  const frames: KeyFrame[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = keys[Math.floor((index * keys.length) / count)];
    if (key === undefined) break;
    await pace();
    film.begin();
    const picture = film.decode(key);
    if (picture) frames.push({ at: Math.max(0, key.timestamp - film.start), rgba: paint(picture).slice() });
  }
  return frames;
}

interface Film extends AsyncDisposable {
  readonly packets: Packets;
  /** Seconds: the time of its first picture. */
  readonly start: number;
  /** Size of the visible part. */
  readonly size: Size;
  readonly canvas: CanvasModule;
  /** To be called with a key frame before decoding continues anywhere else than after the last packet. */
  begin(): void;
  decode(packet: Packet): Yuv | null;
}

interface Tools {
  readonly bunny: Bunny;
  readonly canvas: CanvasModule;
  readonly decoder: H264Decoder;
}

async function loadTools(): Promise<Result<Tools, Failure>> {
  const [bunny, canvas, decoder] = [await loadBunny(), await loadCanvas(), await createH264Decoder()];
  if (!bunny.ok) return bunny;
  if (!canvas.ok) return canvas;
  return decoder.ok ? ok({ bunny: bunny.value, canvas: canvas.value, decoder: decoder.value }) : decoder;
}

/** Why there are no frames: a package is missing. null: none is missing, so the cause is the video. */
export async function missingForH264(): Promise<Failure | null> {
  const tools = await loadTools();
  return tools.ok ? null : tools.error;
}

async function openFilm(file: string): Promise<Film | null> {
  const tools = await loadTools();
  if (!tools.ok) return null;
  const input = openInput(tools.value.bunny, file);
  let film: Film | null = null;
  try {
    film = await filmIn(input, tools.value);
    return film;
  } finally {
    if (film === null) input.dispose();
  }
}

async function filmIn(input: BunnyInput, { bunny, canvas, decoder }: Tools): Promise<Film | null> {
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (!track || config?.description === undefined) return null;
  const units = unitsOf(viewOf(config.description));
  const begin = () => decoder.begin(units.sets);
  begin();
  return {
    begin,
    packets: new bunny.EncodedPacketSink(track),
    start: await track.getFirstTimestamp(),
    size: { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() },
    canvas,
    decode: ({ data }) => lastPicture(decoder, units.in(data)),
    async [Symbol.asyncDispose]() {
      input.dispose();
    },
  };
}

function lastPicture(decoder: H264Decoder, units: Iterable<Uint8Array>): Yuv | null {
  let last: Yuv | null = null;
  for (const unit of units) last = decoder.decode(unit) ?? last;
  return last;
}

interface Units {
  /** Sequence and picture parameter sets. */
  readonly sets: readonly Uint8Array[];
  in(packet: Uint8Array): Iterable<Uint8Array>;
}

/** @param description as in the container. @source ISO/IEC 14496-15, 5.3.3 (AVCDecoderConfigurationRecord) */
function unitsOf(description: Uint8Array): Units {
  const view = Buffer.from(description.buffer, description.byteOffset, description.byteLength);
  const lengthBytes = ((view[4] ?? 0) & 3) + 1;
  const sets: Uint8Array[] = [];
  let at = 5;
  for (const mask of [0x1f, 0xff]) {
    const count = (view[at] ?? 0) & mask;
    at += 1;
    for (let index = 0; index < count && at + 2 <= view.length; index += 1) {
      const end = at + 2 + view.readUInt16BE(at);
      sets.push(view.subarray(at + 2, end));
      at = end;
    }
  }
  return { sets, in: (packet) => unitsIn(packet, lengthBytes) };
}

function* unitsIn(packet: Uint8Array, lengthBytes: number): Iterable<Uint8Array> {
  const view = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);
  for (let at = 0; at + lengthBytes < view.length; ) {
    const from = at + lengthBytes;
    const end = from + view.readUIntBE(at, lengthBytes);
    yield view.subarray(from, end);
    at = end;
  }
}

/** Converts pictures to RGBA, cropped to fill `size`. Each is valid until the next one is converted. */
function painter({ size: own, canvas }: Film, size: Size): (picture: Yuv) => Uint8Array {
  const { width, height } = own;
  const seen = new canvas.ImageData(width, height);
  const rgba = new Uint8Array(seen.data.buffer, seen.data.byteOffset, seen.data.byteLength);
  const isAsIs = width === size.width && height === size.height;
  const whole = isAsIs ? null : canvas.createCanvas(width, height);
  const target = isAsIs ? null : canvas.createCanvas(size.width, size.height);
  return ({ planes, coded }) => {
    toRgba(planes, { coded, seen: own }, rgba);
    if (whole === null || target === null) return rgba;
    whole.getContext('2d').putImageData(seen, 0, 0);
    fill(target.getContext('2d'), whole);
    return target.data();
  };
}

function fill(context: Context, picture: Canvas): void {
  const { width, height } = context.canvas;
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [width / scale, height / scale];
  context.drawImage(picture, (picture.width - w) / 2, (picture.height - h) / 2, w, h, 0, 0, width, height);
}
