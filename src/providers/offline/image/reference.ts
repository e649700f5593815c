/** A picture that is gone on from: read for its colours and for what it says of itself. */
import type { CanvasModule, Image } from '../../../media/canvas.ts';
import { decodePicture } from '../../../media/pictures.ts';
import { err, type Result } from '../../../model/brand.ts';
import type { FilePart, ProviderFault } from '../../../ports/provider.ts';
import { faultOf } from '../drill.ts';
import { type Color, luminance, mixed } from './color.ts';
import { hex, type Memory, recalled } from './memory.ts';

const MOST_BYTES = 64 * 1024 * 1024;

export async function referenceOf(module: CanvasModule, part: FilePart): Promise<Result<Image, ProviderFault>> {
  const wrong = (what: string) =>
    err(faultOf('invalid', `the reference "${part.name}" ${what}`, 'use a PNG, JPEG, WebP, GIF or AVIF file'));
  if (part.data.length > MOST_BYTES) return wrong('is too large');
  const image = await decodePicture(module, part.data);
  return image.ok ? image : wrong(image.error);
}

/** What the picture says of itself; of another's, its colours and whether it is dark. */
export function memoryOf(module: CanvasModule, part: FilePart, image: Image): Partial<Memory> {
  const data = Buffer.from(part.data.buffer, part.data.byteOffset, part.data.byteLength);
  return recalled(data) ?? seenIn(module, image);
}

const SIDE = 24;
const DARK = 0.02;

/** The sky gives the background, the strongest colour the accent: the new picture looks like the next of the same film. */
function seenIn(module: CanvasModule, image: Image): Partial<Memory> {
  const ctx = module.createCanvas(SIDE, SIDE).getContext('2d');
  ctx.drawImage(image, 0, 0, SIDE, SIDE);
  const { data } = ctx.getImageData(0, 0, SIDE, SIDE);
  const pixels = Array.from({ length: SIDE * SIDE }, (_, i): Color => {
    const part = (at: number) => data[i * 4 + at] ?? 0;
    return [part(0), part(1), part(2)];
  });
  const sky = pixels.slice(0, (SIDE * SIDE) / 3);
  const background = sky.reduce((mean, color, i) => mixed(mean, color, 1 / (i + 1)), sky[0] ?? [0, 0, 0]);
  const accent = pixels.toSorted((a, b) => strength(b, background) - strength(a, background))[0] ?? background;
  const text: Color = luminance(background) < 0.3 ? [255, 255, 255] : [17, 17, 17];
  const colors = { background: hex(background), accent: hex(accent), text: hex(text) };
  return luminance(background) < DARK ? { colors, hour: 'night' } : { colors };
}

/** How much it is a colour of its own. */
const strength = (color: Color, background: Color): number =>
  Math.max(...color) - Math.min(...color) + 0.3 * Math.hypot(...color.map((part, i) => part - (background[i] ?? 0)));
