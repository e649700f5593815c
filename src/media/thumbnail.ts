/** A picture with a title on it, shown before playing. */
import { type Size, wholeView } from './camera.ts';
import type { Canvas, CanvasModule, Context } from './canvas.ts';
import { directionOf, type Typeface } from './fonts.ts';
import { balanced, cutOff } from './line-breaks.ts';

const MOST_LINES = 4;
/** Fraction of the largest font size: smaller text is unreadable on a telephone, so the title is cut off instead. */
const SMALLEST = 0.55;

export interface Titled {
  /** Empty: no title. */
  readonly title: string;
  readonly typeface: Typeface;
  readonly size: Size;
}

export function drawThumbnail(picture: Canvas, titled: Titled, { createCanvas }: CanvasModule): Canvas {
  const { title, size } = titled;
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const view = wholeView({ picture, frame: size });
  context.drawImage(picture, view.x, view.y, view.width, view.height, 0, 0, size.width, size.height);
  if (title.trim() !== '') drawTitle(context, { ...titled, title: title.trim().replace(/\s+/g, ' ') });
  return canvas;
}

/** Draws the title as large as its lines allow, on a shade, in the lower part. */
function drawTitle(context: Context, titled: Titled): void {
  const { title, size } = titled;
  const { font, height, lines } = fitted(context, titled);
  const margin = Math.round(size.width * 0.07);
  const bottom = size.height - Math.round(size.height * (size.height > size.width ? 0.14 : 0.08));
  const top = bottom - lines.length * height;
  const shade = context.createLinearGradient(0, top - 2 * height, 0, size.height);
  shade.addColorStop(0, 'rgba(6, 8, 14, 0)');
  shade.addColorStop(0.35, 'rgba(6, 8, 14, 0.72)');
  shade.addColorStop(1, 'rgba(6, 8, 14, 0.86)');
  context.fillStyle = shade;
  context.fillRect(0, top - 2 * height, size.width, size.height - top + 2 * height);
  context.font = font;
  context.fillStyle = '#ffffff';
  context.textBaseline = 'middle';
  const direction = directionOf(title);
  context.direction = direction;
  context.textAlign = direction === 'rtl' ? 'right' : 'left';
  const x = direction === 'rtl' ? size.width - margin : margin;
  for (const [index, line] of lines.entries()) context.fillText(line, x, top + (index + 0.5) * height);
}

interface Fitted {
  readonly font: string;
  readonly height: number;
  readonly lines: readonly string[];
}

function fitted(context: Context, { title, typeface, size: { width, height } }: Titled): Fitted {
  const largest = Math.round(Math.min(width * 0.1, height * 0.12));
  const room = { limit: width * 0.86, width: (line: string) => context.measureText(line).width };
  for (let text = largest; ; text = Math.floor(text * 0.9)) {
    context.font = typeface(text, 700);
    const lines = balanced(title, room.limit, room.width);
    if (lines.length <= MOST_LINES || text * 0.9 < largest * SMALLEST)
      return { font: typeface(text, 700), height: Math.round(text * 1.2), lines: cutOff(lines, MOST_LINES, room) };
  }
}
