/** Still pictures as they come from a project: looked at, decoded, without transparency. */
import path from 'node:path';
import { InternalError, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import { type Canvas, type CanvasModule, type Image, loadCanvas } from './canvas.ts';
import { mediaFault } from './fault.ts';
import { readWhole } from './whole-file.ts';

/** 100 megapixels: what is larger would take half a gigabyte. */
const MOST_PIXELS = 100e6;

/** A picture that was looked at once, and is decoded when it is needed: a long video has many. */
export interface Still {
  /** A canvas of its own. @param frame where it is to be seen: what is much larger is brought near to it. */
  open(frame: Size): Promise<Canvas>;
}

/** @param file absolute, and looked at before: a regular file of the project. */
export async function readStill(file: string): Promise<Result<Still, Failure>> {
  const bytes = await readWhole(file);
  return bytes.ok ? await stillOf(bytes.value, path.basename(file)) : bytes;
}

/** @param name as it was named, for messages. */
export async function stillOf(bytes: Uint8Array, name: string): Promise<Result<Still, Failure>> {
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const once = await decodedPicture(canvas.value, bytes, name);
  if (!once.ok) return once;
  return ok({
    async open(frame) {
      const image = await decodedPicture(canvas.value, bytes, name);
      if (!image.ok) throw new InternalError(`${name} was decoded before: ${image.error.message}`);
      return flattened(canvas.value, image.value, frame);
    },
  });
}

/** @param name as it was named, for messages. */
export async function decodedPicture(
  canvas: CanvasModule,
  bytes: Uint8Array,
  name: string,
): Promise<Result<Image, Failure>> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = pictureType(data);
  // SVG is left out: it could name other files.
  if (type === null) return mediaFault('media/decode', `"${name}" is no PNG, JPEG, WebP, GIF or AVIF picture`);
  const unusable = ({ width, height }: Size) =>
    mediaFault('media/decode', `the picture "${name}" has ${width}x${height} pixels`);
  // A PNG says its size at its beginning: to decode one that is too large could take all of the memory.
  const isSaid = type === 'image/png' && data.length >= 24;
  const said = isSaid ? { width: data.readUInt32BE(16), height: data.readUInt32BE(20) } : null;
  if (said !== null && !isUsable(said)) return unusable(said);
  try {
    const image = await canvas.loadImage(data);
    return isUsable(image) ? ok(image) : unusable(image);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return mediaFault('media/decode', `the picture "${name}" is damaged: ${reason}`);
  }
}

const isUsable = ({ width, height }: Size): boolean => width >= 2 && height >= 2 && width * height <= MOST_PIXELS;

/** Room for the moves of the camera. */
const LARGER_THAN_FRAME = 1.25;

function flattened({ createCanvas }: CanvasModule, image: Image, frame: Size): Canvas {
  const fill = Math.max(frame.width / image.width, frame.height / image.height);
  const scale = Math.min(1, fill * LARGER_THAN_FRAME);
  const [width, height] = [image.width, image.height].map((side) => Math.max(2, Math.round(side * scale)));
  const canvas = createCanvas(width ?? 2, height ?? 2);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#000000'; // a video knows no transparency: what was drawn before would shine through
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const HEADS: readonly (readonly [mediaType: string, head: RegExp])[] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/gif', /^GIF8/],
  ['image/avif', /^.{4}ftypavi[fs]/s],
];

/** By its first bytes; null: none of those that are read here. */
export function pictureType(data: Buffer): string | null {
  const head = data.toString('latin1', 0, 12);
  return HEADS.find(([, begins]) => begins.test(head))?.[0] ?? null;
}
