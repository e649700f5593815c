/** Still pictures: read, and put on a canvas of their own so that drawing them again costs nothing more. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Canvas, type CanvasModule, loadCanvas } from './canvas.ts';
import { mediaFailure, mediaFault } from './fault.ts';

/** 100 megapixels: what is larger would take half a gigabyte. */
const MOST_PIXELS = 100e6;

export async function canvasModule(): Promise<Result<CanvasModule, Failure>> {
  const loaded = await loadCanvas();
  return loaded.ok ? loaded : err(mediaFailure('media/package', loaded.error.message, loaded.error.hint));
}

/** @param file absolute, and looked at before: a regular file of the project. */
export async function readPicture(file: string): Promise<Result<Canvas, Failure>> {
  return await pictureOf(await readFile(file), path.basename(file));
}

/** @param name as it was named, for messages. */
export async function pictureOf(bytes: Uint8Array, name: string): Promise<Result<Canvas, Failure>> {
  const canvas = await canvasModule();
  if (!canvas.ok) return canvas;
  // SVG is left out: it could name other files.
  if (!isPicture(bytes)) return mediaFault('media/decode', `"${name}" is no PNG, JPEG, WebP, GIF or AVIF picture`);
  try {
    const image = await canvas.value.loadImage(Buffer.from(bytes));
    const { width, height } = image;
    if (width * height > MOST_PIXELS || width < 2 || height < 2)
      return mediaFault('media/decode', `the picture "${name}" has ${width}x${height} pixels`);
    const copy = canvas.value.createCanvas(width, height);
    const context = copy.getContext('2d');
    context.fillStyle = '#000000'; // a video knows no transparency: what was drawn before would shine through
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0);
    return ok(copy);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return mediaFault('media/decode', `the picture "${name}" is damaged: ${reason}`);
  }
}

function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.length)).toString('latin1');
  const isRiff = head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP';
  const isAvif = head.slice(4, 8) === 'ftyp' && /^avi[fs]/.test(head.slice(8));
  return isRiff || isAvif || /^(?:\x89PNG|\xff\xd8\xff|GIF8)/.test(head);
}
