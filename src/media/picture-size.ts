/** Type, width and height of still pictures, read from their headers. Nothing is decoded. Pure. */
import type { Size } from './camera.ts';

/** 100 megapixels: larger ones would take half a gigabyte. */
export const MOST_PIXELS = 100e6;

export const isTooLarge = ({ width, height }: Size): boolean => width * height > MOST_PIXELS;

/** By the first bytes; null: not a supported type. SVG is excluded, because it can refer to other files. */
export function pictureType(bytes: Buffer): string | null {
  return kindOf(bytes)?.mediaType ?? null;
}

/** null: another type, or damaged. */
export function pictureSize(bytes: Buffer): Size | null {
  const size = kindOf(bytes)?.sizeIn(bytes) ?? null;
  return size && size.width > 0 && size.height > 0 ? size : null;
}

interface Kind {
  readonly mediaType: string;
  readonly head: RegExp;
  readonly sizeIn: (bytes: Buffer) => Size | null;
}

const KINDS: readonly Kind[] = [
  { mediaType: 'image/png', head: /^\x89PNG\r\n/, sizeIn: pngSize },
  { mediaType: 'image/jpeg', head: /^\xff\xd8\xff/, sizeIn: jpegSize },
  { mediaType: 'image/gif', head: /^GIF8/, sizeIn: gifSize },
  { mediaType: 'image/webp', head: /^RIFF.{4}WEBP/s, sizeIn: webpSize },
  { mediaType: 'image/avif', head: /^.{4}ftypavi[fs]/s, sizeIn: avifSize },
];

function kindOf(bytes: Buffer): Kind | undefined {
  const head = bytes.toString('latin1', 0, 12);
  return KINDS.find((kind) => kind.head.test(head));
}

/** @source PNG: the first chunk is IHDR. */
function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Start-of-frame markers are C0 to CF except these. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]);
/** Markers without a length: a stuffed byte, TEM, RST0 to RST7, SOI. */
const isBare = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** @source JPEG: segments with a marker and a length, up to the start of frame; anything in between is skipped. */
function jpegSize(bytes: Buffer): Size | null {
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = bytes.readUInt8(at + 1);
    if (bytes[at] !== 0xff || marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** @source GIF: the logical screen, on which its frames are drawn. */
function gifSize(bytes: Buffer): Size | null {
  return bytes.length < 10 ? null : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** @source WebP: `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended) after the RIFF header. */
function webpSize(bytes: Buffer): Size | null {
  if (bytes.length < 30) return null;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

/** Boxes on the path to the sizes, and the bytes in each before the inner boxes. */
const ON_THE_WAY: ReadonlyMap<string, number> = new Map([
  ['meta', 12],
  ['iprp', 8],
  ['ipco', 8],
]);

/**
 * The largest of the sizes in the file, which may have thumbnails and tiles.
 *
 * @source ISO 23008-12: `ispe` boxes in meta/iprp/ipco.
 */
function avifSize(bytes: Buffer): Size | null {
  let largest: Size | null = null;
  for (let at = 0; at + 20 <= bytes.length; ) {
    const [size, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    if (type === 'ispe') {
      const one = { width: bytes.readUInt32BE(at + 12), height: bytes.readUInt32BE(at + 16) };
      if (largest === null || one.width * one.height > largest.width * largest.height) largest = one;
    }
    const inside = ON_THE_WAY.get(type);
    if (inside === undefined && size < 8) break;
    at += inside ?? size;
  }
  return largest;
}
