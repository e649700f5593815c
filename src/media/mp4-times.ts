/**
 * Takes the time of day out of an MP4: the same video made twice is the same file.
 *
 * @source ISO/IEC 14496-12, 8.2.2 (mvhd), 8.3.2 (tkhd), 8.4.2 (mdhd)
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { boxesOf, boxIn, HEAD, readBox } from './mp4-boxes.ts';

const FRAMES = new Set(['trak', 'mdia']);
const TIMED = new Set(['mvhd', 'tkhd', 'mdhd']);

/** @param file absolute. What is no MP4 is left as it is. */
export function withoutTimes(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    for (const box of boxesOf(fd)) {
      const index = box.type === 'moov' ? readBox(fd, box) : null;
      if (index === null) continue;
      clearIn(index, HEAD, index.length);
      writeSync(fd, index, 0, index.length, box.at);
    }
  } finally {
    closeSync(fd);
  }
}

function clearIn(index: Buffer, from: number, to: number): void {
  for (let at = from; at + HEAD <= to; ) {
    const { type, size } = boxIn(index, at);
    if (size < HEAD || at + size > to) return;
    if (FRAMES.has(type)) clearIn(index, at + HEAD, at + size);
    if (TIMED.has(type)) {
      // A version and flags; then when it was made and changed, in 4 or 8 bytes each.
      const bytes = index[at + HEAD] === 1 ? 16 : 8;
      index.fill(0, at + HEAD + 4, Math.min(at + HEAD + 4 + bytes, at + size));
    }
    at += size;
  }
}
