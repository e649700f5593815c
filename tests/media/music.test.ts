import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lufs } from '../../src/media/loudness.ts';
import { jingle, loop, MOODS } from '../../src/media/music.ts';
import { createPace } from '../../src/media/pace.ts';
import { type Pcm, secondsOf } from '../../src/media/pcm.ts';
import { pcmOf, repeated, soundOf } from '../../src/media/sound.ts';
import { peakOf } from './sounds.ts';

const pace = createPace(new AbortController().signal);

/** The greatest step from one sample to the next. */
const steepest = ({ channels }: Pcm): number =>
  channels.reduce(
    (most, channel) => channel.reduce((step, x, at) => Math.max(step, Math.abs(x - (channel[at - 1] ?? x))), most),
    0,
  );

for (const mood of MOODS) {
  test(`a ${mood} loop is audible, does not clip, and has neither clicks nor a seam`, async () => {
    const music = await loop({ mood, seed: '5' }, pace);
    const looped = (seconds: number) => pcmOf(repeated(soundOf(music), Math.round(seconds * music.rate)));
    const twice = await looped(secondsOf(music) * 2);
    assert.ok(((await lufs(soundOf(music), pace)) ?? -99) > -30);
    assert.ok(peakOf(music) < 0.6);
    assert.ok(secondsOf(music) > 10 && secondsOf(music) < 40);
    assert.ok(steepest(twice) < 0.12, String(steepest(twice)));
    assert.equal(steepest(twice), steepest(await looped(secondsOf(music) + 1)), 'nothing happens at the seam');
  });
}

test('the same seed gives the same music, another seed or mood gives other music', async () => {
  const first = await jingle({ mood: 'calm', seed: '1' }, pace);
  assert.deepEqual(await jingle({ mood: 'calm', seed: '1' }, pace), first);
  assert.notDeepEqual(await jingle({ mood: 'calm', seed: '2' }, pace), first);
  assert.notDeepEqual(await jingle({ mood: 'tense', seed: '1' }, pace), first);
});

test('a jingle begins and ends in silence', async () => {
  const { channels } = await jingle({ mood: 'bright', seed: '9' }, pace);
  for (const channel of channels) {
    assert.ok(Math.abs(channel[0] ?? 1) < 0.001);
    assert.ok(Math.abs(channel.at(-1) ?? 1) < 0.001);
  }
});
