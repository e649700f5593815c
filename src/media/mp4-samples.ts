/**
 * How many samples an MP4 says that it has, before anybody believes it: whoever reads it keeps an entry for each, and of
 * a damaged or hostile file these are thousands of millions.
 *
 * @source ISO/IEC 14496-12, 8.6.1 (stts, ctts), 8.7.3 (stsz, stz2), 8.8.8 (trun)
 */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { boxesOf, boxIn, HEAD, readBox } from './mp4-boxes.ts';

const FRAMES = new Set(['trak', 'mdia', 'minf', 'stbl', 'traf']);
/** After a version and flags. */
const FIELDS = HEAD + 4;

/** Whether some table of it has more samples than the file has bytes. What is no MP4 has none. */
export function hasTooManySamples(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    for (const box of boxesOf(fd)) {
      const index = box.type === 'moov' || box.type === 'moof' ? readBox(fd, box) : null;
      if (index !== null && mostSamples(index, HEAD, index.length) > size) return true;
    }
    return false;
  } finally {
    closeSync(fd);
  }
}

function mostSamples(index: Buffer, from: number, to: number): number {
  let most = 0;
  for (let at = from; at + HEAD <= to; ) {
    const { type, size } = boxIn(index, at);
    if (size < HEAD || at + size > to) return most;
    const end = at + size;
    most = Math.max(
      most,
      FRAMES.has(type) ? mostSamples(index, at + HEAD, end) : samplesIn(type, index.subarray(at, end)),
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
    case 'trun':
      return numberAt(box, FIELDS);
    default:
      return 0;
  }
}

/** Entries of a number of samples and what they have in common. */
function sumOfRuns(box: Buffer): number {
  let sum = 0;
  for (let at = FIELDS + 4; at + 8 <= box.length; at += 8) sum += box.readUInt32BE(at);
  return sum;
}

const numberAt = (box: Buffer, at: number): number => (at + 4 <= box.length ? box.readUInt32BE(at) : 0);
