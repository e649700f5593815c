/** Reads the picture to continue: its colours, and what it says of itself. */
import type { CanvasModule, Image } from '../../../media/canvas.ts';
import { decodedPicture } from '../../../media/pictures.ts';
import { err, ok, type Result } from '../../../model/brand.ts';
import type { FilePart, ProviderFault } from '../../../ports/provider.ts';
import { mediaFault } from '../../fault.ts';
import { type Color, luminance, mixed } from './color.ts';
import { hex, type Memory, recalled } from './memory.ts';

/** The memory of our own picture; for any other, its colours and whether it is dark. */
export async function memoryOf(
  module: CanvasModule,
  { data, name }: FilePart,
): Promise<Result<Partial<Memory>, ProviderFault>> {
  const image = await decodedPicture(module, data, name);
  if (!image.ok) return err(mediaFault(image.error, 'invalid'));
  return ok(recalled(Buffer.from(data.buffer, data.byteOffset, data.byteLength)) ?? seenIn(module, image.value));
}

const SIDE = 24;
const DARK = 0.02;

/** The sky gives the background, the strongest colour the accent, so that both pictures look like one film. */
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

/** How much a colour stands out from the background. */
const strength = (color: Color, background: Color): number =>
  Math.max(...color) - Math.min(...color) + 0.3 * Math.hypot(...color.map((part, i) => part - (background[i] ?? 0)));
