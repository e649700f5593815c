/** Width and height of pictures and videos, read from their headers. Pure. */
import type { Size } from '../media/camera.ts';
import { pictureSize } from '../media/picture-size.ts';

/** null: another type, or damaged. */
export function sizeOfPicture(data: Uint8Array, mediaType: string): Size | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const size = sizeBy(bytes, mediaType);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

function sizeBy(bytes: Buffer, mediaType: string): Size | null {
  switch (mediaType) {
    case 'image/png':
      return isWholePng(bytes) ? pictureSize(bytes) : null;
    case 'image/jpeg':
    case 'image/webp':
      return pictureSize(bytes);
    case 'video/mp4':
    case 'video/quicktime':
      return mp4Size(bytes);
    default:
      return null;
  }
}

/** @source PNG: the last chunk is IEND. */
const isWholePng = (bytes: Buffer): boolean => bytes.lastIndexOf('IEND', undefined, 'latin1') > 0;

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
