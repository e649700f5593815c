/** Sounds that are longer than a block. */
import assert from 'node:assert/strict';
import { mkdtempDisposableSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { faded, normalised } from '../../src/media/levels.ts';
import { lufs } from '../../src/media/loudness.ts';
import { createPace, PIECE } from '../../src/media/pace.ts';
import { resample, resampled } from '../../src/media/resample.ts';
import { cut, pcmOf, Reader, repeated, soundFrom, soundOf } from '../../src/media/sound.ts';
import { SoundFiles } from '../../src/media/sound-files.ts';
import { peaksOf, soundSpans } from '../../src/media/spans.ts';
import { together } from '../../src/media/voices.ts';
import { tone } from './sounds.ts';

const pace = createPace(new AbortController().signal);
const LONG = 2 * PIECE + 1000;

/** Each sample is its position. */
const counted = (length = LONG, rate = 1000) =>
  soundOf({ rate, channels: [Float32Array.from({ length }, (_, at) => at)] });

const samplesOf = async (sound: ReturnType<typeof soundOf>): Promise<readonly number[]> => [
  ...((await pcmOf(sound)).channels[0] ?? []),
];

test('parts that overlap are read as they are, with silence before the beginning and after the end', async () => {
  const reader = new Reader(counted());
  const read = async (start: number, count: number) => [...((await reader.read(start, count))[0] ?? [])];
  assert.deepEqual(await read(-2, 4), [0, 0, 0, 1]);
  assert.deepEqual(await read(PIECE - 2, 4), [PIECE - 2, PIECE - 1, PIECE, PIECE + 1]);
  assert.deepEqual(await read(PIECE - 1, 2), [PIECE - 1, PIECE]);
  assert.deepEqual(await read(LONG - 1, 3), [LONG - 1, 0, 0]);
  assert.deepEqual(await read(LONG + PIECE, 2), [0, 0]);
});

test('at another rate, a sound is the same in blocks as in one piece', async () => {
  const samples = tone({ seconds: 3 });
  for (const rate of [44_100, 8000, 96_000]) {
    const { channels } = await pcmOf(resample(soundOf({ rate: 48_000, channels: [samples] }), rate));
    assert.deepEqual(channels[0], resampled(samples, 48_000 / rate), String(rate));
  }
});

test('a sound is cut, repeated and faded at the sample', async () => {
  assert.deepEqual((await samplesOf(cut(counted(), 40))).slice(-1), [39_999]);
  assert.deepEqual((await samplesOf(repeated(counted(3), PIECE + 2))).slice(-3), [1, 2, 0]);
  const fade = await samplesOf(faded(counted(), { in: 0.002, out: 40 }));
  assert.deepEqual([fade[0], fade[2], fade.at(-1)], [0, 2, 0]);
  assert.equal(fade[LONG - 40_000 - 1], LONG - 40_000 - 1);
});

test('voices start where they should, are added, and end with the whole', async () => {
  const whole = { rate: 1000, channels: 1, length: LONG };
  const halved = (_: number, count: number) => new Float32Array(count).fill(0.5);
  const voices = [
    { sound: counted(), start: 0 },
    { sound: counted(), start: 33, gains: halved },
  ];
  const samples = await samplesOf(together(voices, whole));
  assert.deepEqual([samples[32_999], samples[33_002], samples[66_000]], [32_999, 33_003, 66_000 + 16_500]);
  assert.equal(samples.length, LONG);
});

test('what is written to a file is read as it was, as often as needed, and the folder stays empty', async () => {
  using folder = mkdtempDisposableSync(`${tmpdir()}/sound-`);
  await using files = new SoundFiles(folder.path);
  const kept = await files.keep(counted(), pace);
  assert.deepEqual(readdirSync(folder.path), [], 'a killed process would leave it behind');
  for (let time = 0; time < 2; time += 1) assert.deepEqual(await pcmOf(kept), await pcmOf(counted()));
});

test('what is heard, and how loud, is found across blocks', async () => {
  const channel = new Float32Array(3 * 48_000);
  channel.set(tone({ seconds: 1, db: 0 }), 48_000);
  const sound = soundOf({ rate: 48_000, channels: [channel] });
  assert.deepEqual(await soundSpans(sound, -42, pace), [{ start: 1, end: 2 }]);
  const peaks = await peaksOf(sound, 6, pace);
  assert.deepEqual(
    peaks.map((peak) => Math.round(peak)),
    [0, 0, 1, 1, 0, 0],
  );
});

test('an hour is made louder in the memory that a minute needs', async () => {
  const rate = 1000;
  const hour = soundFrom({ rate, channels: 2, length: 3600 * rate }, () => (start, count) => {
    const samples = Float32Array.from({ length: count }, (_, at) => 0.9 * Math.sin((start + at) / 10));
    return [samples, samples];
  });
  const before = held();
  let most = 0;
  const watched = async () => {
    most = Math.max(most, held() - before);
  };
  const { sound } = await normalised(hour, -6, { pace: watched, watched: (sound) => sound });
  await lufs(sound, watched);
  assert.ok(most < 5_000_000, `${most} bytes, and all of it has ${8 * hour.length}`);
});

/** Bytes that somebody has a use for. */
const held = (): number => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
