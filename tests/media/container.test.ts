/** MP4 files put together from what encoders made. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { loadBunny } from '../../src/media/bunny.ts';
import { writeMp4 } from '../../src/media/container.ts';
import { createH264 } from '../../src/media/h264.ts';
import { i420Bytes } from '../../src/media/i420.ts';
import { openInput } from '../../src/media/open-input.ts';

import { stereoSound, tone } from './sounds.ts';

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

interface Stored {
  /** Seconds. */
  readonly time: number;
  /** In the file. */
  readonly offset: number;
}

/** Where each packet of a track is, found by its bytes. */
async function packetsIn(file: string, kind: 'sound' | 'pictures'): Promise<readonly Stored[]> {
  const bunny = await loadBunny();
  assert.ok(bunny.ok);
  using input = openInput(bunny.value, file);
  const track = await (kind === 'sound' ? input.getPrimaryAudioTrack() : input.getPrimaryVideoTrack());
  assert.ok(track);
  const bytes = readFileSync(file);
  const found: Stored[] = [];
  let from = 0;
  for await (const { timestamp, data } of new bunny.value.EncodedPacketSink(track).packets()) {
    const offset = bytes.indexOf(data, from);
    from = offset + data.length;
    found.push({ time: timestamp, offset });
  }
  return found;
}

/** Half a second of one track, then of the other. */
const PIECE = 1.1;

test('sound and pictures are stored in the order of their times, so that a player reads them together', async (t) => {
  const size = { width: 64, height: 64 };
  const made = await createH264(size, 10);
  assert.ok(made.ok);
  using encoder = made.value;
  for (let frame = 0; frame < 60; frame += 1) encoder.add(new Uint8Array(i420Bytes(size)).map((_, at) => at * frame));
  const video = path.join(folder, 'film.mp4');
  writeFileSync(video, encoder.finish());
  const file = path.join(folder, 'with-sound.mp4');
  const work = { videos: [video], audio: stereoSound(tone({ seconds: 6 })), file, comment: null };
  assert.ok((await writeMp4(work, t.signal)).ok);
  const pictures = await packetsIn(file, 'pictures');
  const sound = await packetsIn(file, 'sound');
  assert.ok(pictures.length === 60 && sound.length > 250);
  for (const one of pictures)
    for (const other of sound) {
      if (other.time < one.time - PIECE) assert.ok(other.offset < one.offset, `${other.time} is behind ${one.time}`);
      if (one.time < other.time - PIECE) assert.ok(one.offset < other.offset, `${one.time} is behind ${other.time}`);
    }
});
