import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faded, limited, normalised, slidingMinimum } from '../../src/media/levels.ts';
import { lufs, truePeak } from '../../src/media/loudness.ts';
import { near, peakOf, stereo, tone } from './sounds.ts';

test('loudness is that of the reference signals of EBU Tech 3341, at every usual rate', () => {
  for (const rate of [16_000, 44_100, 48_000])
    assert.ok(near(lufs(stereo(tone({ rate }), rate)), -23, 0.1), `${rate} Hz: ${lufs(stereo(tone({ rate }), rate))}`);
  assert.ok(near(lufs(stereo(tone({ db: -33 }))), -33, 0.1));
  const mono = { rate: 48_000, channels: [tone({ db: 0 })] };
  assert.ok(near(lufs(mono), -3.01, 0.1), 'one channel counts half');
});

test('what is quiet between loud parts does not make a sound quieter', () => {
  const parts = [tone({ seconds: 3, db: -36 }), tone({ seconds: 40 }), tone({ seconds: 3, db: -36 })];
  const whole = Float32Array.from(parts.flatMap((part) => Array.from(part)));
  assert.ok(near(lufs(stereo(whole)), -23, 0.1), String(lufs(stereo(whole))));
});

test('silence has no loudness and no peak, and a sound shorter than a block has one', () => {
  const silence = stereo(new Float32Array(48_000));
  assert.equal(lufs(silence), null);
  assert.equal(truePeak(silence), null);
  assert.equal(lufs({ rate: 48_000, channels: [] }), null);
  assert.ok(near(lufs(stereo(tone({ seconds: 0.2 }))), -23, 0.5));
});

test('a peak between two samples is found', () => {
  const quarter = Float32Array.from({ length: 4800 }, (_, at) => Math.sin((Math.PI / 2) * at + Math.PI / 4));
  assert.ok(near(20 * Math.log10(peakOf(stereo(quarter))), -3.01, 0.01), 'no sample is at the peak');
  assert.ok(near(truePeak(stereo(quarter)), 0, 0.6), String(truePeak(stereo(quarter))));
});

test('a sound is brought to the loudness that is asked for, up or down', () => {
  for (const db of [-45, -23, -6]) {
    const { pcm, lufs: told } = normalised(stereo(tone({ db })), -16);
    assert.ok(near(told, -16, 0.5), `from ${db}: ${told}`);
    assert.equal(told, lufs(pcm));
  }
});

test('no peak is above the ceiling after a sound was made louder', () => {
  const channel = tone({ seconds: 3, db: -30 });
  for (let at = 2400; at < channel.length; at += 24_000) channel.set(tone({ seconds: 0.01, hertz: 3000, db: -1 }), at);
  const { pcm } = normalised(stereo(channel), -16);
  assert.ok((truePeak(pcm) ?? 0) <= -1, String(truePeak(pcm)));
});

test('silence stays silence, and a sound below the ceiling is not touched', () => {
  const silence = stereo(new Float32Array(4800));
  assert.equal(normalised(silence, -16).lufs, null);
  const quiet = stereo(tone({ db: -20 }));
  assert.equal(limited(quiet, -1), quiet);
});

test('a fade begins and ends at nothing and leaves the middle alone', () => {
  const [channel] = faded(stereo(new Float32Array(48_000).fill(1)), { in: 0.1, out: 0.2 }).channels;
  assert.equal(channel?.[0], 0);
  assert.equal(channel?.at(-1), 0);
  assert.equal(channel?.[24_000], 1);
});

test('the least value of a neighbourhood is that of looking at all of it', () => {
  const values = Float32Array.from([5, 3, 8, 1, 9, 2, 2, 7, 6, 0, 4]);
  const naive = values.map((_, at) => Math.min(...values.slice(Math.max(0, at - 2), at + 3)));
  assert.deepEqual(slidingMinimum(values, 2), naive);
});
