import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { faded, normalised } from '../../src/media/levels.ts';
import { limited, SlidingMinimum } from '../../src/media/limiter.ts';
import { lufs, truePeakAt } from '../../src/media/loudness.ts';
import { createPace } from '../../src/media/pace.ts';
import type { Pcm } from '../../src/media/pcm.ts';
import { pcmOf, type Sound, soundOf } from '../../src/media/sound.ts';
import { near, peakOf, stereo, stereoSound, tone } from './sounds.ts';

const pace = createPace(new AbortController().signal);
const desk = { pace, watched: (sound: Sound) => sound };

/** In dBTP; null: nothing but zeros. Quiet places are not looked at between the samples. */
function truePeak({ channels }: Pcm): number | null {
  const loudest = channels.reduce((most, channel) => channel.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
  if (loudest === 0) return null;
  let peak = loudest;
  for (const channel of channels) {
    for (let at = 0; at < channel.length; at += 1)
      if (Math.abs(channel[at] ?? 0) > loudest / 2) peak = Math.max(peak, truePeakAt(channel, at));
  }
  return 20 * Math.log10(peak);
}

test('loudness matches the reference signals of EBU Tech 3341, at every usual rate', async () => {
  for (const rate of [16_000, 44_100, 48_000]) {
    const level = await lufs(stereoSound(tone({ rate }), rate), pace);
    assert.ok(near(level, -23, 0.1), `${rate} Hz: ${level}`);
  }
  assert.ok(near(await lufs(stereoSound(tone({ db: -33 })), pace), -33, 0.1));
  const mono = { rate: 48_000, channels: [tone({ db: 0 })] };
  assert.ok(near(await lufs(soundOf(mono), pace), -3.01, 0.1), 'one channel counts half');
});

test('quiet passages between loud ones do not lower the loudness', async () => {
  const parts = [tone({ seconds: 3, db: -36 }), tone({ seconds: 40 }), tone({ seconds: 3, db: -36 })];
  const whole = Float32Array.from(parts.flatMap((part) => Array.from(part)));
  const level = await lufs(stereoSound(whole), pace);
  assert.ok(near(level, -23, 0.1), String(level));
});

test('silence has no loudness and no peak, and a sound shorter than a block has a loudness', async () => {
  const silence = stereo(new Float32Array(48_000));
  assert.equal(await lufs(soundOf(silence), pace), null);
  assert.equal(truePeak(silence), null);
  assert.equal(await lufs(soundOf({ rate: 48_000, channels: [] }), pace), null);
  assert.ok(near(await lufs(stereoSound(tone({ seconds: 0.2 })), pace), -23, 0.5));
});

test('a peak between two samples is found', () => {
  const quarter = Float32Array.from({ length: 4800 }, (_, at) => Math.sin((Math.PI / 2) * at + Math.PI / 4));
  assert.ok(near(20 * Math.log10(peakOf(stereo(quarter))), -3.01, 0.01), 'no sample is at the peak');
  assert.ok(near(truePeak(stereo(quarter)), 0, 0.6), String(truePeak(stereo(quarter))));
});

test('a sound is normalised to the requested loudness, up or down', async () => {
  for (const db of [-45, -23, -6]) {
    const { sound, lufs: told } = await normalised(stereoSound(tone({ db })), -16, desk);
    assert.ok(near(told, -16, 0.5), `from ${db}: ${told}`);
    assert.ok(near(told, (await lufs(sound, pace)) ?? 0, 1e-6));
  }
});

test('no peak exceeds the ceiling after a sound was made louder', async () => {
  const channel = tone({ seconds: 3, db: -30 });
  channel.set(tone({ seconds: 0.005, hertz: 3000, db: 0 }), 48_000);
  const pcm = await pcmOf((await normalised(stereoSound(channel), -16, desk)).sound);
  assert.ok((truePeak(pcm) ?? 0) <= -1, String(truePeak(pcm)));
});

test('silence stays silence, and a sound below the ceiling is unchanged', async () => {
  const silence = stereoSound(new Float32Array(4800));
  assert.equal((await normalised(silence, -16, desk)).lufs, null);
  const quiet = stereo(tone({ db: -20 }));
  assert.deepEqual(await pcmOf(limited(soundOf(quiet), -1)), quiet);
});

test('a fade begins and ends at zero and leaves the middle unchanged', async () => {
  const whole = stereoSound(new Float32Array(48_000).fill(1));
  const [channel] = (await pcmOf(faded(whole, { in: 0.1, out: 0.2 }))).channels;
  assert.equal(channel?.[0], 0);
  assert.equal(channel?.at(-1), 0);
  assert.equal(channel?.[24_000], 1);
  assert.equal(channel?.[7200], 1, 'it is all there after the fade');
  assert.ok((channel?.[40_800] ?? 1) < 1, 'the other one is longer');
});

test('the sliding minimum equals the minimum computed from all values', () => {
  const values = [5, 3, 8, 1, 9, 2, 2, 7, 6, 0, 4, 4, 4, 4, 4, 5, 6];
  for (const width of [1, 2, 5, 30]) {
    const least = new SlidingMinimum(width);
    const naive = values.map((_, at) => Math.min(...values.slice(Math.max(0, at + 1 - width), at + 1)));
    assert.deepEqual(
      values.map((value) => least.next(value)),
      naive,
    );
  }
});

test('a sound that is loud everywhere is limited to the ceiling, in pieces, without extra memory', async () => {
  const loud = tone({ hertz: 880, db: 6, seconds: 20 });
  const sound = limited(soundOf({ rate: 48_000, channels: [loud] }), -1);
  const before = held();
  let most = 0;
  await lufs(sound, async () => {
    most = Math.max(most, held() - before);
  });
  assert.ok(most < 1_500_000, `${most} bytes more, of ${loud.byteLength}`);
  const soft = await pcmOf(sound);
  assert.ok((truePeak(soft) ?? 0) <= -1, String(truePeak(soft)));
  const middle = soft.channels[0]?.subarray(48_000, 72_000) ?? new Float32Array();
  assert.ok(near(20 * Math.log10(peakOf({ rate: 48_000, channels: [middle] })), -1.15, 0.1), 'and not far below');
});

/** Bytes that somebody has a use for. */
const held = (): number => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

test('the limiter lowers the sound before a peak and has released it a second after', async () => {
  const before = tone({ seconds: 3, db: -20 });
  before.set(tone({ seconds: 0.01, hertz: 500, db: 6 }), 48_000);
  const soft = limited(soundOf({ rate: 48_000, channels: [before] }), -1);
  const [after = new Float32Array()] = (await pcmOf(soft)).channels;
  const released = 48_000 + 0.82 * 48_000;
  assert.deepEqual(after.subarray(released), before.subarray(released));
  assert.deepEqual(after.subarray(0, 47_500), before.subarray(0, 47_500), 'nothing is foreseen for longer');
  const place = 48_000 + 600;
  assert.ok(Math.abs(after[place] ?? 0) < 0.8 * Math.abs(before[place] ?? 0), `${after[place]} of ${before[place]}`);
});

test('long processing of a sound can be aborted', async () => {
  const stopped = createPace(AbortSignal.abort(new Error('stopped')));
  await assert.rejects(lufs(stereoSound(tone()), stopped), /stopped/);
});
