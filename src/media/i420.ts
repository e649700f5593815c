/** Converts RGBA to the planar YUV 4:2:0 of video codecs and back; BT.709, limited range. Pure; the loops are hot. */
import { endianness } from 'node:os';
import type { Size } from './camera.ts';

export const i420Bytes = ({ width, height }: Size): number => (width * height * 3) / 2;

interface Picture {
  readonly pixels: Int32Array;
  readonly width: number;
  readonly out: Uint8Array;
  /** Offsets of the planes U and V in `out`. */
  readonly u: number;
  readonly v: number;
}

/**
 * @param rgba four bytes per pixel, alpha is ignored; width and height are even.
 * @param out has {@link i420Bytes} bytes; filled.
 */
export function toI420(rgba: Uint8Array, { width, height }: Size, out: Uint8Array): void {
  const u = width * height;
  const picture = { pixels: wordsOf(rgba), width, out, u, v: u + u / 4 };
  for (let row = 0; row < height; row += 2) twoRows(picture, row);
}

/** A separate function, because V8 optimises it far better than a nested loop. */
function twoRows({ pixels, width, out, ...planes }: Picture, row: number): void {
  let u = planes.u + (row * width) / 4;
  let v = planes.v + (row * width) / 4;
  for (let at = row * width, end = at + width; at < end; at += 2) {
    const p0 = pixels[at] ?? 0;
    const p1 = pixels[at + 1] ?? 0;
    const p2 = pixels[at + width] ?? 0;
    const p3 = pixels[at + width + 1] ?? 0;
    out[at] = luma(p0);
    out[at + 1] = luma(p1);
    out[at + width] = luma(p2);
    out[at + width + 1] = luma(p3);
    // The sum of four bytes fits into two, so red and blue are added in one go.
    const both = (p0 & RED_AND_BLUE) + (p1 & RED_AND_BLUE) + (p2 & RED_AND_BLUE) + (p3 & RED_AND_BLUE);
    const r = both & 0xffff;
    const g = ((p0 >>> 8) & 255) + ((p1 >>> 8) & 255) + ((p2 >>> 8) & 255) + ((p3 >>> 8) & 255);
    const b = both >>> 16;
    out[u] = (-26 * r - 86 * g + 112 * b + 131_584) >> 10;
    out[v] = (112 * r - 102 * g - 10 * b + 131_584) >> 10;
    u += 1;
    v += 1;
  }
}

const RED_AND_BLUE = 0xff00ff;

/** In 256ths: 0.1826 R + 0.6142 G + 0.0620 B + 16, rounded. */
const luma = (pixel: number): number =>
  (47 * (pixel & 255) + 157 * ((pixel >>> 8) & 255) + 16 * ((pixel >>> 16) & 255) + 4224) >> 8;

const IS_LOW_FIRST = endianness() === 'LE';

/** One 32-bit read per pixel: red in the lowest byte. */
function wordsOf(rgba: Uint8Array): Int32Array {
  const { buffer, byteOffset, length } = rgba;
  if (IS_LOW_FIRST && byteOffset % 4 === 0) return new Int32Array(buffer, byteOffset, length / 4);
  const copy = rgba.slice();
  if (!IS_LOW_FIRST) Buffer.from(copy.buffer).swap32();
  return new Int32Array(copy.buffer);
}

interface Seen {
  /** Size of the planes, even. */
  readonly coded: Size;
  /** The visible part, at the top left. */
  readonly seen: Size;
}

/** @param out four bytes per visible pixel; filled. */
export function toRgba(planes: Uint8Array, { coded, seen }: Seen, out: Uint8Array): void {
  const u = coded.width * coded.height;
  const isDirect = IS_LOW_FIRST && out.byteOffset % 4 === 0;
  const pixels = isDirect ? wordsOf(out) : new Int32Array(seen.width * seen.height);
  const picture = { planes, width: coded.width, u, v: u + u / 4, seen: seen.width, pixels };
  for (let row = 0; row < seen.height; row += 2) twoRowsOfPixels(picture, row);
  if (isDirect) return;
  const bytes = Buffer.from(pixels.buffer);
  out.set(IS_LOW_FIRST ? bytes : bytes.swap32());
}

interface Planes {
  readonly planes: Uint8Array;
  readonly width: number;
  readonly u: number;
  readonly v: number;
  readonly seen: number;
  readonly pixels: Int32Array;
}

/** Four pixels share their colour; each has its own brightness. A separate function, like {@link twoRows}. */
function twoRowsOfPixels(picture: Planes, row: number): void {
  const { planes, width, u, v, seen, pixels } = picture;
  const colours = (row >> 1) * (width >> 1);
  const [upper, lower] = [row * width, (row + 1) * width];
  const last = seen - (seen % 2);
  for (let column = 0, at = row * seen; column < last; column += 2, at += 2) {
    const blue = (planes[u + colours + (column >> 1)] ?? 0) - 128;
    const red = (planes[v + colours + (column >> 1)] ?? 0) - 128;
    pixels[at] = pixelOf(planes[upper + column] ?? 0, blue, red);
    pixels[at + 1] = pixelOf(planes[upper + column + 1] ?? 0, blue, red);
    pixels[at + seen] = pixelOf(planes[lower + column] ?? 0, blue, red);
    pixels[at + seen + 1] = pixelOf(planes[lower + column + 1] ?? 0, blue, red);
  }
  if (last < seen) lastColumn(picture, row);
}

/** The last column of an odd width: a pixel to the right of it would be written into the next row. */
function lastColumn({ planes, width, u, v, seen, pixels }: Planes, row: number): void {
  const colour = (row >> 1) * (width >> 1) + (seen >> 1);
  const [blue, red] = [(planes[u + colour] ?? 0) - 128, (planes[v + colour] ?? 0) - 128];
  for (const one of [row, row + 1])
    pixels[one * seen + seen - 1] = pixelOf(planes[one * width + seen - 1] ?? 0, blue, red);
}

/** In 256ths: 1.164 (Y - 16) + 1.793 V, - 0.213 U - 0.533 V, + 2.112 U. */
function pixelOf(y: number, blue: number, red: number): number {
  const light = 298 * (y - 16) + 128;
  const r = asByte((light + 459 * red) >> 8);
  const g = asByte((light - 55 * blue - 136 * red) >> 8);
  const b = asByte((light + 541 * blue) >> 8);
  return OPAQUE | (b << 16) | (g << 8) | r;
}

const OPAQUE = 0xff << 24;

/** A table, which is faster than comparing. All results of the sums above are between -512 and 1023. */
const BYTES = Uint8Array.from({ length: 1536 }, (_, at) => Math.max(0, Math.min(255, at - 512)));
const asByte = (value: number): number => BYTES[value + 512] ?? 0;
