/** MP3 on a machine without ffmpeg. */
import assert from 'node:assert/strict';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadBunny } from '../../src/media/bunny.ts';
import { decodeAudio } from '../../src/media/decode-audio.ts';
import { AAC_BITS_A_SECOND, addSound, mp3Of } from '../../src/media/encode-audio.ts';
import { lufs } from '../../src/media/loudness.ts';
import { createPace } from '../../src/media/pace.ts';
import { secondsOf } from '../../src/media/pcm.ts';
import { pcmOf, soundOf } from '../../src/media/sound.ts';
import { SoundFiles } from '../../src/media/sound-files.ts';
import { near, stereo, stereoSound, tone } from './sounds.ts';

const { signal } = new AbortController();

async function mp3(seconds: number, rate = 48_000): Promise<Buffer> {
  const made = await mp3Of(stereo(tone({ seconds, rate, db: -20 }), rate), signal);
  assert.ok(made.ok);
  return Buffer.from(made.value);
}

async function decoded(bytes: Buffer, name = 'voice.mp3', warn = (_message: string) => {}) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'mp3-'));
  const file = join(folder.path, name);
  writeFileSync(file, bytes);
  await using files = new SoundFiles(folder.path);
  const sound = await decodeAudio(file, { ffmpeg: null, files, warn, signal });
  return sound.ok ? { ok: true as const, value: await pcmOf(sound.value) } : sound;
}

async function heard(bytes: Buffer) {
  const pcm = await decoded(bytes);
  assert.ok(pcm.ok, pcm.ok ? '' : pcm.error.message);
  return pcm.value;
}

async function warningsOf(bytes: Buffer) {
  const warnings: string[] = [];
  const pcm = await decoded(bytes, 'voice.mp3', (message) => warnings.push(message));
  assert.ok(pcm.ok);
  return warnings;
}

async function failureOf(bytes: Buffer, name?: string) {
  const pcm = await decoded(bytes, name);
  assert.ok(!pcm.ok);
  assert.equal(pcm.error.code, 'media/decode');
  return pcm.error;
}

/** A tag that holds a picture, say. @param size below 2 MiB. */
function id3(size: number): Buffer {
  const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, size >> 14, (size >> 7) & 127, size & 127]);
  return Buffer.concat([head, Buffer.alloc(size, 0xff)]);
}

test('an MP3 is decoded with its length, rate and loudness', async () => {
  for (const rate of [48_000, 22_050]) {
    const pcm = await heard(await mp3(3, rate));
    assert.deepEqual([pcm.rate, pcm.channels.length], [rate, 2]);
    assert.ok(near(secondsOf(pcm), 3, 0.15), String(secondsOf(pcm)));
    assert.ok(near(await lufs(soundOf(pcm), createPace(signal)), -20, 1));
  }
});

test('tags before the sound may have any size', async () => {
  const sound = await mp3(1);
  const tags = Array.from({ length: 12 }, () => id3(2 ** 21 - 1));
  const [tagged, plain] = [await heard(Buffer.concat([...tags, sound])), await heard(sound)];
  assert.deepEqual(tagged, plain);
});

test('damaged frames of an MP3 are left out, and the rest is decoded', async () => {
  const whole = await mp3(4);
  const holed = Buffer.from(whole);
  holed.fill(0x55, whole.length / 2, whole.length / 2 + 6000);
  const seconds = secondsOf(await heard(holed));
  assert.ok(seconds > 3 && seconds <= secondsOf(await heard(whole)), String(seconds));
});

test('a damaged or cut off MP3 is told with the place in it, and a whole one is not', async () => {
  const whole = await mp3(4);
  assert.deepEqual(await warningsOf(whole), []);
  const holed = Buffer.from(whole).fill(0x55, whole.length / 2, whole.length / 2 + 6000);
  const [damaged = '', ...others] = await warningsOf(holed);
  assert.match(damaged, /^"voice\.mp3" is damaged after [12]\.\d s: /);
  assert.deepEqual(others, []);
  const [cut = ''] = await warningsOf(whole.subarray(0, whole.length / 2));
  assert.match(cut, /^"voice\.mp3" is cut off after [12]\.\d s: its header says 4\.\d s$/);
});

test('a file with only the tags of an MP3 fails quickly', async () => {
  const { message } = await failureOf(Buffer.concat([id3(100), Buffer.alloc(200_000, 'no sound ')]));
  assert.match(message, /^"voice\.mp3" cannot be decoded: /);
});

test('an MP3 joined from two sample rates fails, because one part would play at the wrong speed', async () => {
  const { message } = await failureOf(Buffer.concat([await mp3(3, 48_000), await mp3(3, 22_050)]));
  assert.match(message, /different sample rates/);
});

test('other sound formats need ffmpeg and are named; a file that is no sound is reported as such', async () => {
  const bunny = await loadBunny();
  assert.ok(bunny.ok);
  const { AudioSampleSource, BufferTarget, Mp4OutputFormat, Output } = bunny.value;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new AudioSampleSource({ codec: 'aac', bitrate: AAC_BITS_A_SECOND });
  output.addAudioTrack(source);
  await output.start();
  await addSound(bunny.value, { source, sound: stereoSound(tone()) }, signal);
  await output.finalize();
  const { message, hint } = await failureOf(Buffer.from(target.buffer ?? new ArrayBuffer(0)), 'jingle.m4a');
  assert.equal(message, 'the audio of "jingle.m4a" is AAC, which needs ffmpeg');
  assert.match(hint ?? '', /convert the file to WAV or MP3$/);
  assert.match((await failureOf(Buffer.from('<html>'))).message, /^"voice\.mp3" is not a known audio or video format$/);
});
