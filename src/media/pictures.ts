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
  const once = await decoded(canvas.value, bytes, name);
  if (!once.ok) return once;
  return ok({
    async open(frame) {
      const image = await decoded(canvas.value, bytes, name);
      if (!image.ok) throw new InternalError(`${name} was decoded before: ${image.error.message}`);
      return flattened(canvas.value, image.value, frame);
    },
  });
}

async function decoded(canvas: CanvasModule, bytes: Uint8Array, name: string): Promise<Result<Image, Failure>> {
  // SVG is left out: it could name other files.
  if (!isPicture(bytes)) return mediaFault('media/decode', `"${name}" is no PNG, JPEG, WebP, GIF or AVIF picture`);
  try {
    const image = await canvas.loadImage(Buffer.from(bytes));
    const { width, height } = image;
    if (width * height > MOST_PIXELS || width < 2 || height < 2)
      return mediaFault('media/decode', `the picture "${name}" has ${width}x${height} pixels`);
    return ok(image);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return mediaFault('media/decode', `the picture "${name}" is damaged: ${reason}`);
  }
}

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

function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.length)).toString('latin1');
  const isRiff = head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP';
  const isAvif = head.slice(4, 8) === 'ftyp' && /^avi[fs]/.test(head.slice(8));
  return isRiff || isAvif || /^(?:\x89PNG|\xff\xd8\xff|GIF8)/.test(head);
}
