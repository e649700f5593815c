/** Still pictures of a project: checked, decoded, without transparency. */
import path from 'node:path';
import { InternalError, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Size } from './camera.ts';
import { type Canvas, type CanvasModule, type Image, loadCanvas } from './canvas.ts';
import { mediaFault } from './fault.ts';
import { isTooLarge, pictureSize, pictureType } from './picture-size.ts';
import { readWhole } from './whole-file.ts';

/** A picture that was checked once, and is decoded when it is needed: a long video has many. */
export interface Still {
  /** Returns its own canvas. @param frame where it will be shown: a much larger picture is scaled down. */
  open(frame: Size): Promise<Canvas>;
}

/** @param file absolute; already checked to be a regular file of the project. */
export async function readStill(file: string): Promise<Result<Still, Failure>> {
  const bytes = await readWhole(file);
  return bytes.ok ? await stillOf(bytes.value, path.basename(file)) : bytes;
}

/** @param name for messages. */
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

/**
 * A few bytes can claim to be a picture of gigabytes, so the size is checked before decoding.
 *
 * @param name for messages.
 */
export async function decodedPicture(
  canvas: Pick<CanvasModule, 'loadImage'>,
  data: Uint8Array,
  name: string,
): Promise<Result<Image, Failure>> {
  const wrong = (what: string) => mediaFault('media/decode', `the image "${name}" ${what}`);
  const tooLarge = ({ width, height }: Size) => wrong(`is too large: ${width}x${height} pixels`);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (pictureType(bytes) === null) return wrong('is not a PNG, JPEG, WebP, GIF or AVIF file');
  const said = pictureSize(bytes);
  if (said === null) return wrong('is damaged: it has no size');
  if (isTooLarge(said)) return tooLarge(said);
  try {
    const image = await canvas.loadImage(bytes);
    return isTooLarge(image) ? tooLarge(image) : ok(image);
  } catch (error) {
    return wrong(`is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Room for camera moves. */
const LARGER_THAN_FRAME = 1.25;

function flattened({ createCanvas }: CanvasModule, image: Image, frame: Size): Canvas {
  const fill = Math.max(frame.width / image.width, frame.height / image.height);
  const scale = Math.min(1, fill * LARGER_THAN_FRAME);
  const [width, height] = [image.width, image.height].map((side) => Math.max(2, Math.round(side * scale)));
  const canvas = createCanvas(width ?? 2, height ?? 2);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#000000'; // a video has no transparency: earlier drawings would show through
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
