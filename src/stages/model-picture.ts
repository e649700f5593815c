/** Width and height of pictures and videos, read from their headers. Pure. */
import type { Size } from './model-fields.ts';

/** null: of another kind, or damaged. */
export function sizeOfPicture(data: Uint8Array, mediaType: string): Size | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const size = sizeBy(bytes, mediaType);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

function sizeBy(bytes: Buffer, mediaType: string): Size | null {
  switch (mediaType) {
    case 'image/png':
      return pngSize(bytes);
    case 'image/jpeg':
      return jpegSize(bytes);
    case 'image/webp':
      return webpSize(bytes);
    case 'video/mp4':
    case 'video/quicktime':
      return mp4Size(bytes);
    default:
      return null;
  }
}

/** @source PNG: the first chunk is IHDR, the last one IEND. */
function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  const isWhole = bytes.lastIndexOf('IEND', undefined, 'latin1') > 0;
  return isWhole ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}

/** Markers of a start of frame are C0 to CF without these. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]);

/** @source JPEG: segments of a marker and a length up to the one that begins the frame. */
function jpegSize(bytes: Buffer): Size | null {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** @source WebP: `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended) behind the RIFF header. */
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

const MOST_TRACKS = 32;

/** @source ISO 14496-12: `tkhd` ends with width and height in 16.16 bits; those of a sound track are 0. */
function mp4Size(bytes: Buffer): Size | null {
  let at = bytes.indexOf('tkhd', 0, 'latin1');
  for (let track = 0; at >= 4 && track < MOST_TRACKS; track += 1) {
    const end = at - 4 + bytes.readUInt32BE(at - 4);
    if (end - at >= 84 && end <= bytes.length) {
      const size = { width: bytes.readUInt32BE(end - 8) >>> 16, height: bytes.readUInt32BE(end - 4) >>> 16 };
      if (size.width > 0 && size.height > 0) return size;
    }
    at = bytes.indexOf('tkhd', at + 4, 'latin1');
  }
  return null;
}
