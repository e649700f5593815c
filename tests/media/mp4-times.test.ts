/** The time of day in an MP4. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { withoutTimes } from '../../src/media/mp4-times.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'mp4-times-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const word = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
};
const box = (type: string, ...inside: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(inside);
  return Buffer.concat([word(content.length + 8), Buffer.from(type, 'latin1'), content]);
};
/** Version 0: made, changed, and what comes behind. */
const timed = (type: string, at: number): Buffer => box(type, word(0), word(at), word(at + 1), word(77));
const long = (type: string, at: number): Buffer =>
  box(type, Buffer.from([1, 0, 0, 0]), word(0), word(at), word(0), word(at), word(77));

const movie = (at: number): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('isom')),
    box('moov', timed('mvhd', at), box('trak', timed('tkhd', at), box('mdia', long('mdhd', at)))),
    box('mdat', word(at)),
  ]);

function cleared(bytes: Buffer): Buffer {
  const file = path.join(folder, 'a.mp4');
  writeFileSync(file, bytes);
  withoutTimes(file);
  return readFileSync(file);
}

test('when a video was made and changed is gone, in short and long form, and nothing else', () => {
  const made = cleared(movie(3_900_000_000));
  assert.equal(made.indexOf(word(3_900_000_000)), made.length - 4, 'only the content has it');
  assert.equal(made.toString('latin1').split(word(77).toString('latin1')).length, 4, 'what stands behind is there');
});

test('what is no MP4, or is cut off, is left as it is', () => {
  for (const bytes of [Buffer.from('not a video'), Buffer.alloc(0), movie(5).subarray(0, 30), Buffer.alloc(40)])
    assert.deepEqual(cleared(Buffer.from(bytes)), Buffer.from(bytes));
});
