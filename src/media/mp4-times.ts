/**
 * Takes the time of day out of an MP4: the same video made twice is the same file.
 *
 * @source ISO/IEC 14496-12, 8.2.2 (mvhd), 8.3.2 (tkhd), 8.4.2 (mdhd)
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const HEAD = 8;
/** More than the index of a day of video. */
const MAX_INDEX = 64 * 1024 * 1024;
const FRAMES = new Set(['trak', 'mdia']);
const TIMED = new Set(['mvhd', 'tkhd', 'mdhd']);

/** @param file absolute. What is no MP4 is left as it is. */
export function withoutTimes(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    for (let at = 0; ; ) {
      const head = Buffer.alloc(2 * HEAD);
      if (readSync(fd, head, 0, head.length, at) < HEAD) return;
      const box = boxIn(head, 0);
      if (box.size < HEAD) return;
      if (box.type === 'moov' && box.size <= MAX_INDEX) clear(fd, at, box.size);
      at += box.size;
    }
  } finally {
    closeSync(fd);
  }
}

interface Box {
  readonly type: string;
  /** Its head included. 0: to the end of the file. */
  readonly size: number;
}

function boxIn(bytes: Buffer, at: number): Box {
  const short = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + HEAD);
  const isLong = short === 1 && bytes.length >= at + 2 * HEAD;
  return { type, size: isLong ? Number(bytes.readBigUInt64BE(at + HEAD)) : short };
}

function clear(fd: number, at: number, size: number): void {
  const index = Buffer.alloc(size);
  if (readSync(fd, index, 0, size, at) !== size) return;
  clearIn(index, HEAD, size);
  writeSync(fd, index, 0, size, at);
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
