/** MP4 files put together from what encoders made. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { writeMp4 } from '../../src/media/container.ts';
import { createH264 } from '../../src/media/h264.ts';
import { i420Bytes } from '../../src/media/i420.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'container-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the same video made at another time is the same file, byte for byte', async (t) => {
  const size = { width: 64, height: 64 };
  const made = await createH264(size, 10);
  assert.ok(made.ok);
  using encoder = made.value;
  encoder.add(new Uint8Array(i420Bytes(size)).fill(90));
  const video = path.join(folder, 'piece.mp4');
  writeFileSync(video, encoder.finish());
  const files = [1, 2].map((day) => ({ now: day * 86_400_000, file: path.join(folder, `${day}.mp4`) }));
  for (const { now, file } of files) {
    t.mock.timers.enable({ apis: ['Date'], now });
    const written = await writeMp4({ videos: [video], audio: null, file, comment: null }, t.signal);
    assert.ok(written.ok);
    t.mock.timers.reset();
  }
  const [one, other] = files.map(({ file }) => readFileSync(file));
  assert.ok(one && one.length > 500);
  assert.deepEqual(one, other);
});
