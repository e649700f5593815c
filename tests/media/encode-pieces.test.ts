/** The built-in video encoder at work: here, and on threads. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeMp4 } from '../../src/media/container.ts';
import { encodePieces, encodersHere, type PieceEncoders } from '../../src/media/encode-pieces.ts';
import { encodersOnThreads } from '../../src/media/encoder-threads.ts';
import type { FrameSource } from '../../src/media/frames.ts';
import { i420Bytes } from '../../src/media/i420.ts';

const shape = { size: { width: 64, height: 64 }, fps: 4 };
const root = mkdtempSync(join(tmpdir(), 'pieces-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** Frames that all differ. @param drawn is told of each. */
const film = (count: number, drawn: (index: number) => void = () => {}): FrameSource => ({
  ...shape,
  count,
  async frame(index) {
    drawn(index);
    return Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) => (at * 7 + index * 40) & 255);
  },
  close: async () => {},
});

async function encode(source: FrameSource, encoders: PieceEncoders, signal: AbortSignal) {
  const folder = mkdtempSync(join(root, 'folder-'));
  return await encodePieces({ source, onFrame: () => {}, folder, encoders }, signal);
}

test('a video is identical on one thread, on several and on none, in pieces of a second', async (t) => {
  const all: Buffer[] = [];
  for (const encoders of [encodersHere(shape), encodersOnThreads(shape, 1), encodersOnThreads(shape, 3)]) {
    const files = await encode(film(10), encoders, t.signal);
    assert.ok(files.ok);
    assert.equal(files.value.length, 3);
    const file = join(root, 'whole.mp4');
    const written = await writeMp4({ videos: files.value, audio: null, file, comment: null }, t.signal);
    assert.ok(written.ok);
    all.push(readFileSync(file));
  }
  assert.deepEqual(all[1], all[0]);
  assert.deepEqual(all[2], all[0]);
});

test('an aborted video draws nothing more, and its threads end', async () => {
  const stop = new AbortController();
  const drawn: number[] = [];
  const source = film(1000, (index) => {
    drawn.push(index);
    if (index === 5) stop.abort(new Error('stopped by hand'));
  });
  const encoders = encodersOnThreads(shape, 2);
  await assert.rejects(encode(source, encoders, stop.signal), /stopped by hand/);
  assert.equal(drawn.at(-1), 5);
  const buffer = await encoders.buffer();
  assert.ok(!buffer.ok, 'nobody is left who would give one back');
});

test('a call that waits for a thread that has ended fails', async () => {
  const encoders = encodersOnThreads(shape, 1);
  const piece = await encoders.piece();
  assert.ok(piece.ok);
  piece.value.add(new Uint8Array(i420Bytes(shape.size)));
  const [finished] = await Promise.all([piece.value.finish(), encoders.stop()]);
  assert.deepEqual(finished.ok ? null : finished.error.code, 'media/encode');
});
