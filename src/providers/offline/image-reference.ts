/**
 * A picture that is gone on from: read with care, then shown nearer, as a camera would that goes in.
 *
 * R1. Only PNG, JPEG, WebP, GIF and AVIF are read, by what the file says of itself: nothing that could load more.
 */
import type { CanvasModule, Image } from '../../media/canvas.ts';
import { err, ok, type Result } from '../../model/brand.ts';
import type { FilePart, ProviderFault } from '../../ports/provider.ts';
import { faultOf } from './drill.ts';
import { css } from './image-color.ts';
import type { Stand } from './image-hero.ts';
import { disc, type Easel, shine } from './image-paint.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SIDE = 16_384;

export async function referenceOf(module: CanvasModule, part: FilePart): Promise<Result<Image, ProviderFault>> {
  const wrong = (what: string) =>
    err(faultOf('invalid', `the reference "${part.name}" ${what}`, 'use a PNG, JPEG, WebP, GIF or AVIF file'));
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

const NEARER = 1.14;

/** Fills the picture, nearer than before and a little to one side; sparks show that time has gone on. */
export function paintReference(easel: Easel, image: Image, stand: Stand): void {
  const { ctx, width, height, luck, colors, unit } = easel;
  const scale = Math.max(width / image.width, height / image.height) * NEARER;
  const [w, h] = [image.width * scale, image.height * scale];
  const [roomX, roomY] = [w - width, h - height];
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(image, -roomX * (0.4 + luck.draw() * 0.2), -roomY * (0.45 + luck.draw() * 0.2), w, h);
  shine(easel, { x: stand.x, y: stand.y, radius: Math.hypot(width, height) * 0.5 }, colors.glow, 0.28);
  for (let i = 0; i < 40; i += 1) {
    const spot = { x: luck.draw() * width, y: luck.draw() * height, radius: unit * (0.2 + luck.draw() ** 3 * 0.9) };
    disc(easel, spot, css(colors.glow, 0.25 + luck.draw() * 0.5));
  }
}
