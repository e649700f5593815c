/**
 * The number of samples that an MP4 claims to have, checked before parsing it: parsers keep an entry for each, and a
 * damaged or hostile file may claim billions.
 *
 * @source ISO/IEC 14496-12, 4.2 (boxes), 8.6.1 (stts, ctts), 8.7.3 (stsz, stz2), 8.7.4 (stsc), 8.8.8 (trun)
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes of a box before its content. */
const HEAD = 8;
const FRAMES = new Set(['trak', 'mdia', 'minf', 'stbl', 'traf']);
/** The most levels of container boxes; tables are four levels deep. */
const MOST_FRAMES = 8;
/** Offset of the fields, after version and flags. */
const FIELDS = HEAD + 4;

/** Does a table of the file claim more samples than the file has bytes? A file that is no MP4 has no tables. */
export function hasTooManySamples(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    for (const box of boxesOf(fd, size)) {
      const index = box.type === 'moov' || box.type === 'moof' ? readBox(fd, box) : null;
      if (index !== null && mostSamples(index, { from: HEAD, to: index.length, depth: 0 }) > size) return true;
    }
    return false;
  } finally {
    closeSync(fd);
  }
}

interface Within {
  readonly from: number;
  readonly to: number;
  /** Number of boxes around it. */
  readonly depth: number;
}

/** Infinity for deeper nesting, which only serves to overflow the stack of a parser. */
function mostSamples(index: Buffer, { from, to, depth }: Within): number {
  if (depth > MOST_FRAMES) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let at = from; at + HEAD <= to; ) {
    const { type, size } = boxIn(index, at);
    if (size < HEAD || at + size > to) return most;
    const end = at + size;
    most = Math.max(
      most,
      FRAMES.has(type)
        ? mostSamples(index, { from: at + HEAD, to: end, depth: depth + 1 })
        : samplesIn(type, index.subarray(at, end)),
    );
    at = end;
  }
  return most;
}

function samplesIn(type: string, box: Buffer): number {
  switch (type) {
    case 'stts':
    case 'ctts':
      return sumOfRuns(box);
    case 'stsz':
    case 'stz2':
      return numberAt(box, FIELDS + 4);
    case 'stsc':
      return largestChunk(box);
    case 'trun':
      return numberAt(box, FIELDS);
    default:
      return 0;
  }
}

/** For a table whose entries are a number of samples and their common value. */
function sumOfRuns(box: Buffer): number {
  let sum = 0;
  for (let at = FIELDS + 4; at + 8 <= box.length; at += 8) sum += box.readUInt32BE(at);
  return sum;
}

/** For a table whose entries are a chunk, the number of samples in it and later chunks, and their description. */
function largestChunk(box: Buffer): number {
  let most = 0;
  for (let at = FIELDS + 4; at + 12 <= box.length; at += 12) most = Math.max(most, box.readUInt32BE(at + 4));
  return most;
}

const numberAt = (box: Buffer, at: number): number => (at + 4 <= box.length ? box.readUInt32BE(at) : 0);

interface Box {
  readonly type: string;
  /** Including its head. 0: up to the end of the file. */
  readonly size: number;
}

function boxIn(bytes: Buffer, at: number): Box {
  const short = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + HEAD);
  const isLong = short === 1 && bytes.length >= at + 2 * HEAD;
  return { type, size: isLong ? Number(bytes.readBigUInt64BE(at + HEAD)) : short };
}

/** More than a day of video in pieces has; limits the reading. */
const MOST_BOXES = 100_000;

/** The outermost boxes in order, up to the first invalid one. */
function* boxesOf(fd: number, end: number): Generator<Box & { readonly at: number }> {
  for (let at = 0, count = 0; at < end && count < MOST_BOXES; count += 1) {
    const head = Buffer.alloc(2 * HEAD);
    if (readSync(fd, head, 0, head.length, at) < HEAD) return;
    const box = boxIn(head, 0);
    if (box.size < HEAD) return;
    yield { ...box, at };
    at += box.size;
  }
}

/** More bytes than the index of a day of video. */
const MOST_INDEX = 64 * 1024 * 1024;

/** A whole box with its head; null: it is truncated, or far too large. */
function readBox(fd: number, { at, size }: { readonly at: number; readonly size: number }): Buffer | null {
  if (size > MOST_INDEX) return null;
  const bytes = Buffer.alloc(size);
  return readSync(fd, bytes, 0, size, at) === size ? bytes : null;
}
