/** The video encoder and decoder of machines without ffmpeg. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { withoutFrames } from '../../src/media/clip-frames.ts';
import { writeMp4 } from '../../src/media/container.ts';
import { createH264, type H264Encoder } from '../../src/media/h264.ts';
import { h264Frames, keyFrames } from '../../src/media/h264-frames.ts';
import { toRgba } from '../../src/media/i420.ts';
import { forgiving } from '../../src/model/system-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'h264-'));
after(() => rmSync(folder, { recursive: true, force: true }));

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

test('videos that are encoded concurrently are each complete', async () => {
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

test('an abandoned encoder leaves nothing behind for the next one', async () => {
  {
    using given = await encoder();
    given.add(frame(10));
  }
  using next = await encoder();
  next.add(frame(10));
  assert.ok(isVideo(next.finish()));
});

const { signal } = new AbortController();

/** A video of grey frames, ten a second, in a file. */
async function videoOf(levels: readonly number[]): Promise<string> {
  using made = await encoder();
  for (const level of levels) made.add(frame(level).fill(128, 64 * 64));
  const [piece, file] = [join(folder, 'piece.mp4'), join(folder, 'video.mp4')];
  writeFileSync(piece, made.finish());
  const written = await writeMp4({ videos: [piece], audio: null, file, comment: null }, signal);
  assert.ok(written.ok);
  return file;
}

/** Of grey frames, as limited range has them: 16 is black. */
const greyOf = (rgba: Uint8Array): number => 16 + (219 / 255) * (rgba[4 * 32 * 32] ?? 0);
const near = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, index) => Math.abs(value - (other[index] ?? 0)) <= 4);

test('an encoded video is decoded again, frame by frame', async () => {
  const levels = [20, 60, 100, 140, 180, 220];
  const file = await videoOf(levels);
  const seen: number[] = [];
  for await (const rgba of h264Frames({ file, ownFps: 10, size: SIZE, fps: 10 }, signal)) seen.push(greyOf(rgba));
  assert.ok(near(seen, levels), JSON.stringify(seen));
});

test('another frame rate repeats or drops frames, and another size crops to fill the frame', async () => {
  const file = await videoOf([20, 60, 100, 140]);
  const seen: number[] = [];
  for await (const rgba of h264Frames({ file, ownFps: 10, size: SIZE, fps: 20 }, signal)) seen.push(greyOf(rgba));
  assert.ok(near(seen, [20, 20, 60, 60, 100, 100, 140, 140]), JSON.stringify(seen));
  const sizes: number[] = [];
  const wide = { file, ownFps: 10, size: { width: 80, height: 40 }, fps: 5 };
  for await (const rgba of h264Frames(wide, signal)) sizes.push(rgba.length);
  assert.deepEqual(sizes, [80 * 40 * 4, 80 * 40 * 4]);
});

test('key frames can be decoded alone, and are spread over the whole video', async () => {
  const file = await videoOf(Array.from({ length: 80 }, (_, index) => 40 + 2 * index));
  const frames = await keyFrames({ file, size: SIZE, most: 3 }, signal);
  assert.deepEqual(
    frames.map(({ at }) => at),
    [0, 2, 5],
  );
  assert.ok(
    near(
      frames.map(({ rgba }) => greyOf(rgba)),
      [40, 80, 140],
    ),
    JSON.stringify(frames.map(({ rgba }) => greyOf(rgba))),
  );
});

test('every pixel of an image is in its place, even with odd widths and heights', () => {
  const coded = { width: 6, height: 6 };
  const planes = new Uint8Array(54).fill(128);
  for (let at = 0; at < 36; at += 1) planes[at] = 16 + 6 * at;
  for (const seen of [coded, { width: 5, height: 3 }, { width: 1, height: 5 }]) {
    const rgba = new Uint8Array(seen.width * seen.height * 4);
    toRgba(planes, { coded, seen }, rgba);
    const greys = Array.from({ length: rgba.length / 4 }, (_, at) => {
      const light = planes[Math.floor(at / seen.width) * coded.width + (at % seen.width)] ?? 0;
      return Math.round(1.164 * (light - 16));
    });
    assert.ok(greys.every((grey, at) => Math.abs(grey - (rgba[4 * at] ?? 0)) <= 1 && rgba[4 * at + 3] === 255));
  }
});

test('the decoder defines no global names in the process', async () => {
  await keyFrames({ file: await videoOf([20]), size: SIZE, most: 1 }, signal);
  assert.ok(!('self' in globalThis));
});

/** Whether this process has the file open. */
const isOpen = (file: string): boolean =>
  readdirSync('/proc/self/fd').some(
    (fd) => forgiving(['ENOENT'], () => readlinkSync(join('/proc/self/fd', fd))) === realpathSync(file),
  );

const LINUX = { skip: process.platform !== 'linux', timeout: 60_000 };

test('a file whose track cannot be read is closed again', LINUX, async () => {
  const file = join(folder, 'none.mp4');
  writeFileSync(file, 'no video');
  await assert.rejects(keyFrames({ file, size: SIZE, most: 1 }, signal));
  while (isOpen(file)) await setImmediate();
});

test('without its package the decoder says which one is missing', async () => {
  const hidden = registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.startsWith('tinyh264')) return next(specifier, context);
      throw Object.assign(new Error(`${specifier} is left out`), { code: 'ERR_MODULE_NOT_FOUND' });
    },
  });
  try {
    const told = await withoutFrames({ type: 'wasm' }, 'a.mp4');
    assert.ok(!told.ok);
    assert.deepEqual(
      [told.error.code, told.error.message],
      ['media/package', 'the package "tinyh264" is not installed'],
    );
  } finally {
    hidden.deregister();
  }
});
