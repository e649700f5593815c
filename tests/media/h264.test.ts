/** The video encoder of machines without ffmpeg. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createH264, type H264Encoder } from '../../src/media/h264.ts';

const SIZE = { width: 64, height: 64 };
const frame = (level: number): Uint8Array => new Uint8Array((64 * 64 * 3) / 2).fill(level);

async function encoder(): Promise<H264Encoder> {
  const made = await createH264(SIZE, 10);
  assert.ok(made.ok);
  return made.value;
}

/** What is in the boxes of an MP4, by its size and its text. */
const isVideo = (bytes: Uint8Array): boolean => {
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes('ftyp') && text.includes('avc1') && text.includes('moov');
};

test('videos that are encoded at the same time are each whole', async () => {
  using first = await encoder();
  using second = await encoder();
  for (const level of [10, 90, 200]) {
    first.add(frame(level));
    second.add(frame(255 - level));
    second.add(frame(level));
  }
  const [one, other] = [first.finish(), second.finish()];
  assert.ok(isVideo(one) && isVideo(other));
  assert.notDeepEqual(one, other);
});

test('an encoder that is given up leaves nothing behind for the next one', async () => {
  {
    using given = await encoder();
    given.add(frame(10));
  }
  using next = await encoder();
  next.add(frame(10));
  assert.ok(isVideo(next.finish()));
});
