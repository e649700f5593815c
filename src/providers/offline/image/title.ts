/**
 * The words on a picture: which ones, broken into lines, as large as their place allows, and readable.
 *
 * T1. Every line lies inside its zone, whatever the text: a word that is too long is cut between characters.
 * T2. The contrast to every pixel behind the words is at least 4.5: the background is shaded as far as needed.
 * T3. A text that starts in Hebrew or Arabic runs from right to left and is aligned to the right.
 */
import { directionOf, type Typeface } from '../../../media/fonts.ts';
import { graphemesOf } from '../../../media/graphemes.ts';
import { wrapped } from '../../../media/line-breaks.ts';
import type { Json } from '../../../model/json.ts';
import { type Color, contrast, css, mixed, type Palette } from './color.ts';
import type { Easel } from './paint.ts';
import { withoutCamera } from './words.ts';

export interface Title {
  readonly text: string;
  /** `words`: from the prompt, in a smaller size. */
  readonly origin: 'title' | 'words';
}

export interface Zone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The edge of the picture at which the shade is strongest. */
  readonly side: 'top' | 'left';
}

const MOST_TITLE = 140;
const MOST_WORDS = 9;

/** @param title from the settings: empty or null means no words at all. */
export function titleOf(title: Json | undefined, prompt: string): Title | null {
  if (title === null || title === '') return null;
  if (typeof title === 'string' || typeof title === 'number') {
    const text = clean(String(title));
    return text === '' ? null : { text: shortened(text, MOST_TITLE), origin: 'title' };
  }
  const sentence =
    clean(withoutCamera(prompt.slice(0, 2000)).replace(/[*_`#>|]+/g, ' ')).split(/(?<=[.!?:;。！？])\s/u, 1)[0] ?? '';
  const words = sentence.split(' ');
  const text =
    words.length > MOST_WORDS
      ? `${words
          .slice(0, MOST_WORDS)
          .join(' ')
          .replace(/[,;:–-]+$/, '')} …`
      : sentence;
  return text === '' ? null : { text: shortened(text, MOST_TITLE), origin: 'words' };
}

/** One line, without invisible characters that could reverse the direction of the text. */
const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

type Measure = (text: string) => number;

function shortened(text: string, most: number): string {
  const parts = graphemesOf(text.slice(0, most * 12));
  if (parts.length <= most) return parts.join('');
  return `${parts
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}

/** Words with their lines, size and position. */
export interface Setting {
  readonly title: Title;
  readonly typeface: Typeface;
  readonly size: number;
  readonly lines: readonly string[];
  /** The area that the lines cover, with a margin. */
  readonly zone: Zone;
  /** Upper edge of the first line. */
  readonly top: number;
}

const LINE_HEIGHT = 1.16;
const LEAST_SIZE = 7;

/** Words at the largest size that fits, in lines of similar length; null: there is no room. */
export function settingOf(
  { ctx, unit }: Easel,
  title: Title,
  { zone, typeface }: { readonly zone: Zone; readonly typeface: Typeface },
): Setting | null {
  const { text, origin } = title;
  const measureAt = (size: number): Measure => {
    ctx.font = typeface(size, 700);
    return (part) => ctx.measureText(part).width;
  };
  const mostLines = origin === 'title' ? 4 : 3;
  const fits = (size: number): readonly string[] | null => {
    const lines = wrapped(text, zone.width, measureAt(size));
    const isCut = lines.length > mostLines && size > unit * 4.5;
    return isCut || lines.length * size * LINE_HEIGHT > zone.height ? null : lines;
  };
  let size = Math.floor(unit * (origin === 'title' ? 13 : 7.5));
  let lines = fits(size);
  while (lines === null && size > LEAST_SIZE) {
    size = Math.floor(size * 0.94);
    lines = fits(size);
  }
  if (lines === null || size < LEAST_SIZE) return null;
  const even = balanced(text, { lines, width: zone.width }, measureAt(size));
  const height = even.length * size * LINE_HEIGHT;
  const top = zone.side === 'left' ? zone.y + (zone.height - height) / 2 : zone.y;
  const around = { ...zone, y: top - unit * 4, height: height + unit * 6 };
  return { title, typeface, size, lines: even, zone: around, top };
}

interface Wrap {
  readonly lines: readonly string[];
  readonly width: number;
}

/** The narrowest width with the same number of lines, so that no single word is left at the end. */
function balanced(text: string, { lines, width }: Wrap, measure: Measure): readonly string[] {
  let [best, low, high] = [lines, width * 0.4, width];
  for (let round = 0; round < 8; round += 1) {
    const middle = (low + high) / 2;
    const tried = wrapped(text, middle, measure);
    const isGood = tried.length === lines.length && tried.every((line) => measure(line) <= middle);
    if (isGood) [best, high] = [tried, middle];
    else low = middle;
  }
  // A break inside a word would be worse than unequal lines.
  const words = new Set(text.split(' '));
  return best.every((line) => line.split(' ').every((word) => words.has(word))) ? best : lines;
}

/** Paints the shade again, since a thing may now be behind the words. */
export function paintTitle(easel: Easel, setting: Setting): void {
  const { ctx, unit, colors } = easel;
  const { title, typeface, size, lines, zone, top } = setting;
  paintShade(easel, setting);
  const direction = directionOf(title.text);
  const x = direction === 'rtl' ? zone.x + zone.width : zone.x;
  if (title.origin === 'title') {
    ctx.fillStyle = css(colors.accent);
    ctx.fillRect(direction === 'rtl' ? x - unit * 11 : x, top - unit * 3.2, unit * 11, Math.max(1, unit * 0.9));
  }
  ctx.font = typeface(size, 700);
  ctx.direction = direction;
  ctx.textAlign = direction === 'rtl' ? 'right' : 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = css(colors.text);
  for (const [i, line] of lines.entries()) ctx.fillText(line, x, top + size * (0.92 + i * LINE_HEIGHT));
}

/** WCAG asks for 4.5; the rest is for rounding. */
const SAFE_CONTRAST = 4.8;

/** Darkens or lightens the background of the words as little as needed, and fades out around it. */
export function paintShade(easel: Easel, { zone }: Setting): void {
  const { ctx, width, height, colors } = easel;
  const color = shadeOf(colors);
  const strength = strengthOf(colors.text, color, colorsOf(easel, zone));
  if (strength === 0) return;
  const isTop = zone.side === 'top';
  const [end, full] = isTop ? [height, zone.y + zone.height] : [width, zone.x + zone.width];
  const fade = Math.min(1, (full / end) * 1.35 + 0.1);
  const shade = isTop ? ctx.createLinearGradient(0, 0, 0, height) : ctx.createLinearGradient(0, 0, width, 0);
  shade.addColorStop(0, css(color, strength));
  shade.addColorStop(Math.min(1, full / end), css(color, strength));
  shade.addColorStop(fade, css(color, 0));
  ctx.fillStyle = shade;
  ctx.fillRect(0, 0, width, height);
}

/** A colour of the palette with enough contrast to the words, else black or white, one of which always has it. */
export function shadeOf({ text, background, deep }: Palette): Color {
  const choices: readonly Color[] = [background, deep, [0, 0, 0], [255, 255, 255]];
  const best = [...choices].sort((a, b) => contrast(text, b) - contrast(text, a))[0] ?? background;
  return choices.find((color) => contrast(text, color) >= 7) ?? best;
}

/** Opacity of the shade, 0 to 1. */
function strengthOf(text: Color, shade: Color, behind: readonly Color[]): number {
  const isReadable = (share: number): boolean =>
    behind.every((color) => contrast(text, mixed(color, shade, share)) >= SAFE_CONTRAST);
  for (let share = 0; share < 1; share += 0.04) if (isReadable(share)) return share;
  return 1;
}

/** A sample of the pixels of a zone. */
function colorsOf({ ctx, width, height }: Easel, zone: Zone): readonly Color[] {
  const [x, y] = [Math.max(0, Math.floor(zone.x)), Math.max(0, Math.floor(zone.y))];
  const [w, h] = [Math.min(width - x, Math.ceil(zone.width)), Math.min(height - y, Math.ceil(zone.height))];
  if (w < 1 || h < 1) return [];
  const { data } = ctx.getImageData(x, y, w, h);
  const step = Math.max(1, Math.floor(Math.sqrt((w * h) / 20_000)));
  const colors: Color[] = [];
  for (let row = 0; row < h; row += step)
    for (let column = 0; column < w; column += step) {
      const at = (row * w + column) * 4;
      colors.push([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
    }
  return colors;
}
