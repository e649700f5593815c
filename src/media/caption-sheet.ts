/**
 * Draws captions into the frames of a video: large, in a rounded box, two lines at most.
 *
 * 1. The controls of a player do not cover the box: in an upright video it is above the lowest quarter.
 * 2. A text is laid out in the direction of its first letter.
 * 3. Each caption is drawn once, then copied into its frames.
 */
import type { Size } from './camera.ts';
import type { Canvas, CanvasModule, Context } from './canvas.ts';
import { type BrokenCaption, brokenCaptions, type Caption, type Measure } from './captions.ts';
import { directionOf, type Typeface } from './fonts.ts';

export interface CaptionSheet {
  /** Draws the caption of that time, if any. */
  paint(context: Context, seconds: number): void;
}

interface Style {
  readonly size: Size;
  readonly font: string;
  readonly lineHeight: number;
  readonly padding: number;
  /** Vertical centre of the box. */
  readonly middle: number;
}

function styleOf(size: Size, typeface: Typeface): Style {
  const isUpright = size.height > size.width;
  const text = Math.max(12, Math.round(isUpright ? size.width * 0.058 : size.height * 0.055));
  return {
    size,
    font: typeface(text, 700),
    lineHeight: Math.round(text * 1.28),
    padding: Math.round(text * 0.5),
    middle: Math.round(size.height * (isUpright ? 0.68 : 0.85)),
  };
}

/** Fraction of the width that text may take. */
const TEXT_SHARE = 0.82;

export function captionSheet(
  captions: readonly Caption[],
  { size, typeface }: { readonly size: Size; readonly typeface: Typeface },
  { createCanvas }: CanvasModule,
): CaptionSheet {
  const style = styleOf(size, typeface);
  const ruler = createCanvas(8, 8).getContext('2d');
  ruler.font = style.font;
  const measure: Measure = { width: (text) => ruler.measureText(text).width, limit: size.width * TEXT_SHARE };
  const broken = brokenCaptions(captions, measure);
  let drawn: { readonly caption: BrokenCaption; readonly box: Canvas } | null = null;
  return {
    paint(context, seconds) {
      const caption = broken.find(({ start, end }) => start <= seconds && seconds < end);
      if (caption === undefined) return;
      if (drawn?.caption !== caption) drawn = { caption, box: boxOf(caption, { style, measure, createCanvas }) };
      const { box } = drawn;
      context.drawImage(box, Math.round((size.width - box.width) / 2), Math.round(style.middle - box.height / 2));
    },
  };
}

interface Drawing {
  readonly style: Style;
  readonly measure: Measure;
  readonly createCanvas: CanvasModule['createCanvas'];
}

function boxOf({ lines }: BrokenCaption, { style, measure, createCanvas }: Drawing): Canvas {
  const widest = Math.max(...lines.map((line) => measure.width(line)));
  const width = Math.min(style.size.width, Math.ceil(widest + 2.4 * style.padding));
  const height = lines.length * style.lineHeight + style.padding;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'rgba(8, 10, 16, 0.72)';
  context.beginPath();
  context.roundRect(0, 0, width, height, style.padding);
  context.fill();
  context.font = style.font;
  context.fillStyle = '#ffffff';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.direction = directionOf(lines.join(' '));
  for (const [index, line] of lines.entries())
    context.fillText(line, width / 2, style.padding / 2 + (index + 0.5) * style.lineHeight);
  return canvas;
}
