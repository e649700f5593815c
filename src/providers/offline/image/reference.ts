/**
 * A picture that is gone on from: read with care, for its colours and for what it says of itself.
 *
 * R1. Only PNG, JPEG, WebP, GIF and AVIF are read, by what the file says of itself: nothing that could load more.
 */
import type { CanvasModule, Image } from '../../../media/canvas.ts';
import { err, ok, type Result } from '../../../model/brand.ts';
import type { FilePart, ProviderFault } from '../../../ports/provider.ts';
import { fault } from '../../fault.ts';
import { type Color, luminance, mixed } from './color.ts';
import { hex, type Memory, recalled } from './memory.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SIDE = 16_384;

export async function referenceOf(module: CanvasModule, part: FilePart): Promise<Result<Image, ProviderFault>> {
  const wrong = (what: string) =>
    err(fault('invalid', `the reference "${part.name}" ${what}`, { hint: 'use a PNG, JPEG, WebP, GIF or AVIF file' }));
  const data = Buffer.from(part.data.buffer, part.data.byteOffset, part.data.byteLength);
  if (data.length > MOST_BYTES) return wrong('is too large');
  if (!isPicture(data)) return wrong('is no picture that can be read here');
  if (isPng(data) && data.length >= 24 && Math.max(data.readUInt32BE(16), data.readUInt32BE(20)) > MOST_SIDE)
    return wrong('is too large');
  try {
    const image = await module.loadImage(data);
    return image.width > 0 && image.height > 0 && Math.max(image.width, image.height) <= MOST_SIDE
      ? ok(image)
      : wrong('has no size that can be used');
  } catch {
    return wrong('is damaged'); // the decoder has no errors of its own to tell apart
  }
}

const isPng = (data: Buffer): boolean => data.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n';

function isPicture(data: Buffer): boolean {
  const head = data.toString('latin1', 0, 12);
  return (
    isPng(data) ||
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('GIF8') ||
    (head.startsWith('RIFF') && head.endsWith('WEBP')) ||
    /^....ftypavi[fs]/s.test(head)
  );
}

/** What the picture says of itself; of another's, its colours and whether it is dark. */
export function memoryOf(module: CanvasModule, part: FilePart, image: Image): Partial<Memory> {
  const data = Buffer.from(part.data.buffer, part.data.byteOffset, part.data.byteLength);
  return (isPng(data) ? recalled(data) : null) ?? seenIn(module, image);
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
