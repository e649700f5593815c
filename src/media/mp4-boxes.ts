/**
 * The boxes that an MP4 is made of.
 *
 * @source ISO/IEC 14496-12, 4.2
 */
import { fstatSync, readSync } from 'node:fs';

/** Bytes of a box before its content. */
export const HEAD = 8;

export interface Box {
  readonly type: string;
  /** Its head included. 0: to the end of the file. */
  readonly size: number;
}

export function boxIn(bytes: Buffer, at: number): Box {
  const short = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + HEAD);
  const isLong = short === 1 && bytes.length >= at + 2 * HEAD;
  return { type, size: isLong ? Number(bytes.readBigUInt64BE(at + HEAD)) : short };
}

/** More than a day of video in pieces; nothing else may keep anybody reading. */
const MOST_BOXES = 100_000;

/** The outermost ones, in their order, up to the first that makes no sense. */
export function* boxesOf(fd: number): Generator<Box & { readonly at: number }> {
  const end = fstatSync(fd).size;
  for (let at = 0, count = 0; at < end && count < MOST_BOXES; count += 1) {
    const head = Buffer.alloc(2 * HEAD);
    if (readSync(fd, head, 0, head.length, at) < HEAD) return;
    const box = boxIn(head, 0);
    if (box.size < HEAD) return;
    yield { ...box, at };
    at += box.size;
  }
}

/** More than the index of a day of video. */
const MOST_INDEX = 64 * 1024 * 1024;

/** All of a box, its head included; null: it is cut off, or far too large. */
export function readBox(fd: number, { at, size }: { readonly at: number; readonly size: number }): Buffer | null {
  if (size > MOST_INDEX) return null;
  const bytes = Buffer.alloc(size);
  return readSync(fd, bytes, 0, size, at) === size ? bytes : null;
}
