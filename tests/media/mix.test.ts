import assert from 'node:assert/strict';
import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lufs } from '../../src/media/loudness.ts';
import { type MixPlan, mixed } from '../../src/media/mix.ts';
import { createPace } from '../../src/media/pace.ts';
import { type Pcm, secondsOf } from '../../src/media/pcm.ts';
import { MIX_RATE, pcmOf, soundOf } from '../../src/media/sound.ts';
import { SoundFiles } from '../../src/media/sound-files.ts';
import { soundSpans } from '../../src/media/spans.ts';
import { near, stereoSound, tone } from './sounds.ts';

const plan: MixPlan = {
  tracks: [],
  intro: null,
  outro: null,
  music: null,
  duck: -14,
  loudness: -16,
  atLeast: 0,
  spoken: 'tracks',
};
const track = (seconds: number, pause: number, db = -23) => ({
  sound: stereoSound(tone({ seconds, db, hertz: 440 })),
  pause,
  gain: 0,
});

const pace = createPace(new AbortController().signal);

async function mix(change: Partial<MixPlan>) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'mix-'));
  await using files = new SoundFiles(folder.path);
  const { sound, ...rest } = await mixed({ ...plan, ...change }, { files, pace, watched: (sound) => sound });
  return { ...rest, pcm: await pcmOf(sound) };
}

/** Loudness of a part of a sound. */
const partOf = ({ rate, channels }: Pcm, from: number, to: number): Promise<number | null> =>
  lufs(soundOf({ rate, channels: channels.map((channel) => channel.subarray(from * rate, to * rate)) }), pace);

test('tracks follow each other with their pauses, between intro and outro', async () => {
  const edge = stereoSound(tone({ seconds: 1 }));
  const { tracks, pcm } = await mix({ tracks: [track(2, 0.5), track(1, 0.25)], intro: edge, outro: edge });
  assert.deepEqual(tracks, [
    { start: 1, end: 3 },
    { start: 3.5, end: 4.5 },
  ]);
  assert.equal(secondsOf(pcm), 5.75);
});

test('the whole mix has the requested loudness', async () => {
  const { lufs: told, pcm } = await mix({ tracks: [track(3, 0)], loudness: -19 });
  assert.ok(near(told, -19, 0.5), String(told));
  assert.equal(pcm.rate, MIX_RATE);
});

test('a quiet voice is made as loud as a loud one', async () => {
  const { pcm } = await mix({ tracks: [track(3, 0, -38), track(3, 0, -18)] });
  const [quiet, loud] = [await partOf(pcm, 0.5, 2.5), await partOf(pcm, 3.5, 5.5)];
  assert.ok(near(quiet, loud ?? 0, 1), `${quiet} and ${loud}`);
});

test('gain is added after levelling', async () => {
  const { pcm } = await mix({ tracks: [track(3, 0), { ...track(3, 0), gain: -6 }] });
  assert.ok(near(((await partOf(pcm, 0.5, 2.5)) ?? 0) - ((await partOf(pcm, 3.5, 5.5)) ?? 0), 6, 0.5));
});

test('music lasts as long as the mix, and is lower while somebody speaks', async () => {
  const music = stereoSound(tone({ seconds: 1.5, hertz: 220 }));
  const silent = { sound: stereoSound(new Float32Array(4 * 48_000)), pause: 6, gain: 0 };
  const { pcm } = await mix({ tracks: [silent], music, duck: -20 });
  const [below, alone] = [await partOf(pcm, 1.5, 3.5), await partOf(pcm, 5.5, 7.5)];
  assert.equal(secondsOf(pcm), 10);
  assert.ok(near((alone ?? 0) - (below ?? 0), 20, 1), `${below} under speech, ${alone} alone`);
});

test('music loops without a gap if it was made for that, and without a click otherwise', async () => {
  const steepest = (samples: Float32Array) =>
    samples.subarray(1).reduce((most, x, at) => Math.max(most, Math.abs(x - (samples[at] ?? 0))), 0);
  const repeated = async (hertz: number) => {
    const { pcm } = await mix({
      music: stereoSound(tone({ seconds: 4, hertz, rate: MIX_RATE }), MIX_RATE),
      atLeast: 12,
    });
    const [channel = new Float32Array()] = pcm.channels;
    const part = (at: number) => channel.subarray((at - 0.005) * MIX_RATE, (at + 0.005) * MIX_RATE);
    return { seam: part(4), inside: part(5) };
  };
  const power = (samples: Float32Array) => samples.reduce((sum, x) => sum + x * x, 0);
  const loop = await repeated(400);
  assert.ok(near(power(loop.seam) / power(loop.inside), 1, 0.05), `${power(loop.seam)} and ${power(loop.inside)}`);
  const other = await repeated(400.0625);
  assert.ok(steepest(other.seam) <= steepest(other.inside) * 1.1, 'a step at the seam');
});

test('a mix lasts at least as long as its images need', async () => {
  const music = stereoSound(tone({ seconds: 1 }));
  assert.equal(secondsOf((await mix({ tracks: [track(1, 0)], music, atLeast: 7 })).pcm), 7);
});

test('short gaps between words do not make the music pump', async () => {
  const music = stereoSound(tone({ seconds: 1.5, hertz: 220 }));
  const silent = { sound: stereoSound(new Float32Array(2 * 48_000)), gain: 0 };
  const { pcm } = await mix({
    tracks: [
      { ...silent, pause: 1.5 },
      { ...silent, pause: 7 },
    ],
    music,
    duck: -12,
  });
  const [word, gap, alone] = [await partOf(pcm, 1, 2), await partOf(pcm, 2.3, 3.3), await partOf(pcm, 7.5, 9)];
  assert.ok(near(gap, word ?? 0, 0.3), `${word} under a word, ${gap} between two`);
  assert.ok(near((alone ?? 0) - (word ?? 0), 12, 1), `${alone} alone`);
});

test('passages with sound are found', async () => {
  const channel = new Float32Array(3 * 48_000);
  channel.set(tone({ seconds: 1 }), 48_000);
  assert.deepEqual(await soundSpans(stereoSound(channel), -42, pace), [{ start: 1, end: 2 }]);
});
