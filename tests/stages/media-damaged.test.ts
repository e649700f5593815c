/** Files that were damaged, by chance or on purpose: each is a failure of its stage, and neither the end of the runner nor its last turn. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadBunny } from '../../src/media/bunny.ts';
import { createH264 } from '../../src/media/h264.ts';
import { i420Bytes } from '../../src/media/i420.ts';
import { wav } from '../rig/tiny-media.ts';
import { createRig, failureOf, outputOf } from './rig.ts';

const OFF = { deps: { environment: { PIPELINE_RUNNER_FFMPEG: 'off' } } };

async function probed(bytes: Buffer, name: string) {
  using rig = createRig();
  writeFileSync(join(rig.project, name), bytes);
  return { outcome: await rig.run('media', { op: 'probe', file: name }, OFF), log: rig.log() };
}

const failureTold = async (bytes: Buffer, name: string) => failureOf((await probed(bytes, name)).outcome);

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** A tone. */
async function sound(format: 'Mp4OutputFormat' | 'MkvOutputFormat'): Promise<Buffer> {
  const bunny = await loadBunny();
  assert.ok(bunny.ok);
  const { AudioSample, AudioSampleSource, BufferTarget, Output, [format]: Format } = bunny.value;
  const target = new BufferTarget();
  const output = new Output({ format: new Format(), target });
  const source = new AudioSampleSource({ codec: 'pcm-s16' });
  output.addAudioTrack(source);
  await output.start();
  const data = Float32Array.from({ length: 800 }, (_, at) => Math.sin(at));
  using sample = new AudioSample({ data, format: 'f32', numberOfChannels: 1, sampleRate: 8000, timestamp: 0 });
  await source.add(sample);
  await output.finalize();
  assert.ok(target.buffer);
  return Buffer.from(target.buffer);
}

test('a file of a few bytes is neither sound nor video', async () => {
  for (const length of [1, 11, 12]) {
    const { code, message } = await failureTold(Buffer.alloc(length, 'a'), 'a.mp4');
    assert.deepEqual([code, message], ['media/decode', '"a.mp4" is not a known audio or video format']);
  }
});

test('a box that claims to be longer than any file ends the reading of an MP4', async () => {
  const endless = Buffer.alloc(16);
  endless.writeUInt32BE(1);
  endless.write('free', 4, 'latin1');
  endless.writeBigUInt64BE(2n ** 63n, 8);
  const { outcome } = await probed(Buffer.concat([await sound('Mp4OutputFormat'), endless]), 'a.mp4');
  assert.equal(Object(outputOf(outcome)).container, 'MP4');
});

test('an MP4 with deeply nested boxes is damaged', async () => {
  const many = 100_000;
  const nested = Buffer.alloc(8 * many);
  for (let n = 0; n < many; n += 1) {
    nested.writeUInt32BE(8 * (many - n), 8 * n);
    nested.write('trak', 8 * n + 4, 'latin1');
  }
  const whole = await sound('Mp4OutputFormat');
  const { message } = await failureTold(Buffer.concat([whole, box('moov', nested)]), 'a.mp4');
  assert.match(message, /is damaged/);
});

test('a Matroska file with overwritten sound, or an impossible size, is damaged', async () => {
  const whole = await sound('MkvOutputFormat');
  const cluster = whole.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
  assert.ok(cluster > 0);
  for (const end of [whole.length, cluster + 12]) {
    const from = end === whole.length ? cluster : cluster + 4;
    const { message } = await failureTold(Buffer.from(whole).fill(0, from, end), 'a.mkv');
    assert.match(message, /"a.mkv" is damaged: reading it never ends/);
  }
});

test('a sound of few bytes that claims to last a day is refused as too long', async () => {
  const whole = wav(2);
  whole.writeUInt32LE(1000, 24);
  whole.writeUInt32LE(2000, 28);
  const day = Buffer.concat([whole, Buffer.alloc(2 * 1000 * 5 * 3600)]);
  day.writeUInt32LE(0, 40);
  using rig = createRig();
  writeFileSync(join(rig.project, 'a.wav'), day);
  const outcome = await rig.run('media', { op: 'normalise', file: 'a.wav' }, OFF);
  assert.match(failureOf(outcome).message, /"a.wav" lasts longer than 4 hours/);
});

/** A video of one frame. */
async function video(): Promise<Buffer> {
  const size = { width: 64, height: 64 };
  const made = await createH264(size, 10);
  assert.ok(made.ok);
  using encoder = made.value;
  encoder.add(new Uint8Array(i420Bytes(size)));
  return Buffer.from(encoder.finish());
}

test('a video that claims more than 100 million pixels is refused before a frame is decoded', async () => {
  const whole = await video();
  const entry = whole.indexOf('avc1', whole.indexOf('stsd', 0, 'latin1'), 'latin1');
  for (const at of [28, 30]) whole.writeUInt16BE(30_000, entry + at);
  const { code, message } = await failureTold(whole, 'a.mp4');
  assert.deepEqual([code, message], ['media/decode', '"a.mp4" is too large: 30000x30000 pixels']);
});

test('`console` output of decoders goes to the log and not to the terminal', async () => {
  const whole = await video();
  whole.write('\u001Bc[!', whole.indexOf('avc1', whole.indexOf('stsd', 0, 'latin1'), 'latin1'), 'latin1');
  const { log } = await probed(whole, 'a.mp4');
  assert.ok(log.includes('warning: Unsupported video codec') && log.includes('\u001Bc[!'), log);
});
