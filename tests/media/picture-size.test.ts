import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCanvas } from '../../src/media/canvas.ts';
import { pictureSize } from '../../src/media/picture-size.ts';
import { decodedPicture } from '../../src/media/pictures.ts';

const size = { width: 64, height: 48 };

/** Where each kind has its size, and how. */
const SAID: readonly (readonly [kind: 'png' | 'jpeg' | 'gif' | 'webp' | 'avif', say: (bytes: Buffer) => void])[] = [
  ['png', (bytes) => [16, 20].map((at) => bytes.writeUInt32BE(30_000, at))],
  ['jpeg', (bytes) => [5, 7].map((at) => bytes.writeUInt16BE(30_000, bytes.indexOf('ffc0', 0, 'hex') + at))],
  ['gif', (bytes) => [6, 8].map((at) => bytes.writeUInt16LE(30_000, at))],
  ['webp', (bytes) => [24, 27].map((at) => bytes.writeUIntLE(30_000 - 1, at, 3))],
  ['avif', (bytes) => [8, 12].map((at) => bytes.writeUInt32BE(30_000, bytes.indexOf('ispe') + at))],
];

for (const [kind, say] of SAID) {
  test(`a ${kind} that claims more than 100 million pixels is refused before decoding`, async () => {
    const canvas = await loadCanvas();
    assert.ok(canvas.ok);
    const bytes = await canvas.value.createCanvas(size.width, size.height).encode(kind as 'png');
    assert.deepEqual(pictureSize(bytes), size);
    const { width, height } = Object(await decodedPicture(canvas.value, bytes, 'cover')).value;
    assert.deepEqual({ width, height }, size);
    say(bytes);
    const refused = await decodedPicture({ loadImage: () => assert.fail('it is decoded') }, bytes, 'cover');
    assert.equal(!refused.ok && refused.error.message, 'the image "cover" is too large: 30000x30000 pixels');
  });
}

test('an image that is cut off in its header has no size', () => {
  for (const head of ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'RIFF\0\0\0\0WEBPVP8 ', '\0\0\0\x1cftypavif', ''])
    assert.equal(pictureSize(Buffer.from(head, 'latin1')), null, head);
});
