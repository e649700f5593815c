/** A visual summary of a sound or video: frames with their times, and a waveform. */
import type { CanvasModule, Context } from './canvas.ts';
import { registerFonts, sans } from './fonts.ts';
import type { Seen } from './thumbs.ts';

export interface Sheet {
  /** One line at the top. */
  readonly title: string;
  readonly seen: Seen | null;
  /** Its peaks, {@link WAVE_COLUMNS} of them, and its length; null: not decoded. */
  readonly wave: { readonly peaks: readonly number[]; readonly seconds: number } | null;
}

const WIDTH = 1200;
const MARGIN = 16;
const COLUMNS = 6;
const TITLE_HEIGHT = 44;
const WAVE_HEIGHT = 180;
export const WAVE_COLUMNS = WIDTH - 2 * MARGIN;
const COLOURS = { ground: '#14161c', text: '#e8eaf0', dim: '#8a90a0', wave: '#5fb3ff', line: '#2c313c' };

export async function drawSheet(
  { title, seen, wave }: Sheet,
  { createCanvas, ImageData }: CanvasModule,
): Promise<Uint8Array> {
  await registerFonts();
  const cell = (WIDTH - MARGIN) / COLUMNS;
  const picture = seen
    ? { width: cell - MARGIN, height: ((cell - MARGIN) * seen.size.height) / seen.size.width }
    : null;
  const rowHeight = picture ? picture.height + 34 : 0;
  const rows = seen ? Math.ceil(seen.thumbs.length / COLUMNS) : 0;
  const height = Math.ceil(TITLE_HEIGHT + rows * rowHeight + (wave ? WAVE_HEIGHT : 0) + MARGIN);
  const canvas = createCanvas(WIDTH, height);
  const context = canvas.getContext('2d');
  context.fillStyle = COLOURS.ground;
  context.fillRect(0, 0, WIDTH, height);
  text(context, title, { x: MARGIN, y: TITLE_HEIGHT / 2, colour: COLOURS.text, size: 18 });
  for (const [index, { at, rgba }] of (seen?.thumbs ?? []).entries()) {
    if (!seen || !picture) break;
    const thumb = createCanvas(seen.size.width, seen.size.height);
    thumb
      .getContext('2d')
      .putImageData(new ImageData(new Uint8ClampedArray(rgba), seen.size.width, seen.size.height), 0, 0);
    const [x, y] = [MARGIN + (index % COLUMNS) * cell, TITLE_HEIGHT + Math.floor(index / COLUMNS) * rowHeight];
    context.drawImage(thumb, x, y, picture.width, picture.height);
    text(context, `${at.toFixed(2)} s`, { x, y: y + picture.height + 14, colour: COLOURS.dim, size: 14 });
  }
  if (wave) drawWave(context, wave, TITLE_HEIGHT + rows * rowHeight);
  return canvas.encode('png');
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly size: number;
}

function text(context: Context, words: string, { x, y, colour, size }: Label): void {
  context.font = sans(size);
  context.fillStyle = colour;
  context.textBaseline = 'middle';
  context.fillText(words, x, y, WIDTH - x - MARGIN);
}

function drawWave(context: Context, { peaks, seconds }: NonNullable<Sheet['wave']>, top: number): void {
  const middle = top + WAVE_HEIGHT / 2;
  const half = WAVE_HEIGHT / 2 - MARGIN;
  context.fillStyle = COLOURS.line;
  context.fillRect(MARGIN, middle, WAVE_COLUMNS, 1);
  context.fillStyle = COLOURS.wave;
  for (const [column, peak] of peaks.entries()) {
    const size = Math.max(1, peak * 2 * half);
    context.fillRect(MARGIN + column, middle - size / 2, 1, size);
  }
  const label = { x: WIDTH - MARGIN - 60, y: top + WAVE_HEIGHT - 10, colour: COLOURS.dim, size: 14 };
  text(context, `${seconds.toFixed(1)} s`, label);
}
