import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mediaDuration } from '../../../src/adapters/workspace/media-duration.ts';
import { matchesMediaType, mediaTypeOf } from '../../../src/adapters/workspace/media-type.ts';
import { matchesGlob } from '../../../src/parse/text/glob.ts';
import { box } from '../../rig/tiny-media.ts';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

test('the content decides the media type, and the name only where the content is ambiguous', () => {
  const type = (name: string, ...parts: (string | number[])[]): string => mediaTypeOf(name, bytes(...parts));
  assert.equal(type('a.txt', [0x89], 'PNG\r\n', [0x1a, 0x0a]), 'image/png');
  assert.equal(type('a.mp3', '<html>error</html>'), 'text/plain');
  assert.equal(type('a.mp3', 'ID3', [4, 0]), 'audio/mpeg');
  assert.equal(type('a', [0xff, 0xfb, 0x90, 0x00]), 'audio/mpeg');
  assert.equal(type('a', 'RIFF....WAVE'), 'audio/wav');
  assert.equal(type('a', [0, 0, 0, 24], 'ftypisom'), 'video/mp4');
  assert.equal(type('a.m4a', [0, 0, 0, 24], 'ftypM4A '), 'audio/mp4');
  assert.equal(type('a.docx', 'PK', [3, 4]), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  assert.equal(type('a.bin', 'PK', [3, 4]), 'application/zip');
  assert.equal(type('notes.md', '# hi'), 'text/markdown');
  assert.equal(type('notes.md', [0, 1, 2]), 'application/octet-stream');
  assert.equal(type('empty.json'), 'application/json');
  assert.equal(type('cut.txt', 'a'.repeat(10), [0xc3]), 'text/plain', 'a character may be cut at the end of the head');
});

test('a media type with a star matches its whole family', () => {
  assert.ok(matchesMediaType('audio/*', 'audio/wav'));
  assert.ok(!matchesMediaType('audio/*', 'audiobook/x'));
  assert.ok(matchesMediaType('text/plain', 'text/plain'));
});

const durationOf = (mediaType: string, file: Buffer): number | null =>
  mediaDuration({ mediaType, bytes: file.length, readAt: (at, length) => file.subarray(at, at + length) });

/** MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes, 1152 samples. */
function mp3Frames(count: number, first?: (frame: Buffer) => void): Buffer {
  const frames = Array.from({ length: count }, () =>
    Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]),
  );
  if (frames[0]) first?.(frames[0]);
  return Buffer.concat(frames);
}
const FRAME_MS = (1152 / 44100) * 1000;

test('the length of an MP3 is counted frame by frame after its tags, or taken from its own count', () => {
  const about = (file: Buffer, ms: number): void => assert.equal(durationOf('audio/mpeg', file), Math.round(ms));
  about(mp3Frames(100), 100 * FRAME_MS);
  about(mp3Frames(4000), 4000 * FRAME_MS); // more than a block
  about(
    Buffer.concat([bytes('ID3', [4, 0, 0, 0, 0, 1, 0]), Buffer.alloc(128), mp3Frames(10), bytes('TAG')]),
    10 * FRAME_MS,
  );
  const counted = mp3Frames(3, (frame) => {
    frame.write('Xing', 36, 'latin1');
    frame.writeUInt32BE(1, 40);
    frame.writeUInt32BE(5000, 44);
  });
  about(counted, 5000 * FRAME_MS);
  assert.equal(durationOf('audio/mpeg', Buffer.from('no sound at all')), null);
});

test('the length of an MP4 is read from its header, wherever that is', () => {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(600, 12);
  mvhd.writeUInt32BE(1500, 16);
  const moov = box('moov', box('mvhd', mvhd));
  const file = Buffer.concat([box('ftyp', Buffer.from('isom')), box('mdat', Buffer.alloc(5000)), moov]);
  assert.equal(durationOf('video/mp4', file), 2500);
  assert.equal(durationOf('video/mp4', file.subarray(0, 5000)), null);
});

test('no damaged file makes the reading of media headers fail', () => {
  const types = fc.constantFrom('audio/wav', 'audio/mpeg', 'video/mp4');
  const starts = fc.constantFrom(
    'RIFF....WAVEfmt ',
    'ID3',
    '\xff\xfb\x90\x00',
    '\0\0\0\x18ftypisom\0\0\0\x60moov\0\0\0\x6cmvhd',
    '',
  );
  const property = fc.property(types, starts, fc.uint8Array({ maxLength: 300 }), (type, start, rest) => {
    const file = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
    const ms = durationOf(type, file);
    assert.ok(ms === null || (Number.isSafeInteger(ms) && ms >= 0), String(ms));
    mediaTypeOf('x', file);
  });
  fc.assert(property, { seed: 4711, numRuns: 3000 });
});

test('globs match within a folder and across folders, and are always fast', () => {
  const good: [string, string][] = [
    ['*.md', 'a.md'],
    ['**', 'a/b/c'],
    ['audio/**', 'audio/x/y.wav'],
    ['**/*.wav', 'a.wav'],
    ['a/**/b', 'a/b'],
    ['a?c', 'abc'],
    ['*', '.hidden'],
    ['*b*', 'aabaa'],
  ];
  const bad: [string, string][] = [
    ['*.md', 'a/b.md'],
    ['*.md', 'a.mdx'],
    ['a?c', 'ac'],
    ['audio/*', 'audio/x/y'],
    ['a.md', 'axmd'],
  ];
  for (const [glob, name] of good) assert.ok(matchesGlob(glob, name), `${glob} ${name}`);
  for (const [glob, name] of bad) assert.ok(!matchesGlob(glob, name), `${glob} ${name}`);
  assert.ok(!matchesGlob(`${'*a'.repeat(60)}b`, 'a'.repeat(1000)));
  assert.ok(!matchesGlob(`${'**/a/'.repeat(30)}b`, 'a/'.repeat(400)));
});
