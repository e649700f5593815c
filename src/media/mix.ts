/**
 * Mixes speech, music and jingles on one timeline.
 *
 * 1. Tracks play in their order; speech never overlaps.
 * 2. Every track is brought to the same loudness first, so that listeners need not adjust the volume between two
 *    voices. `gain` is applied on top.
 * 3. Music is lowered while somebody speaks: before the first word, with a slow release after the last.
 * 4. Music that loops without a seam is repeated as it is; other music is faded, so that there is no click.
 */
import { duckedBy } from './duck.ts';
import { amplified, type Even, faded, type Levelling, normalised } from './levels.ts';
import { lufs } from './loudness.ts';
import { resample } from './resample.ts';
import { buffersFor, durationOf, MIX_RATE, repeated, type Sound, toStereo } from './sound.ts';
import type { SoundFiles } from './sound-files.ts';
import { type Span, soundSpans } from './spans.ts';
import { together, type Voice } from './voices.ts';

export interface MixTrack {
  readonly sound: Sound;
  /** Silence after it, in seconds. */
  readonly pause: number;
  /** In decibels. */
  readonly gain: number;
}

export interface MixPlan {
  readonly tracks: readonly MixTrack[];
  readonly intro: Sound | null;
  readonly outro: Sound | null;
  /** Played under the tracks, and repeated as needed. */
  readonly music: Sound | null;
  /** Change of the music under speech, in decibels: negative. */
  readonly duck: number;
  /** Of the whole mix, in LUFS. */
  readonly loudness: number;
  /** Minimum length in seconds: the music continues. */
  readonly atLeast: number;
  /** When somebody speaks: during all of the tracks, or where they contain sound. */
  readonly spoken: 'tracks' | 'heard';
}

export interface Mixed extends Even {
  /** Of each track. */
  readonly tracks: readonly Span[];
}

const LEVEL_LUFS = -20;
/** A track that would need more gain is noise rather than a quiet voice. */
const MOST_LEVELLING_DB = 20;
const HEARD_DB = -42;
const CLICK_FREE = { in: 0.005, out: 0.01 };
const NO_EDGES = { in: 0, out: 0 };

export interface Desk extends Levelling {
  /** For sounds at another rate, which are converted once. */
  readonly files: SoundFiles;
}

export async function mixed(plan: MixPlan, desk: Desk): Promise<Mixed> {
  const spans = spansOf(plan);
  const seconds = lengthOf(plan, spans);
  const closing = closingOf(plan, spans);
  const voices: Voice[] = [];
  const talk: Span[] = [];
  for (const [index, { sound, gain }] of plan.tracks.entries()) {
    const track = await levelled(sound, gain, desk);
    const start = spans[index]?.start ?? 0;
    voices.push({ sound: track, start });
    talk.push(...(plan.spoken === 'tracks' ? spans.slice(index, index + 1) : await heardSpans(track, start, desk)));
  }
  if (plan.intro) voices.push({ sound: await levelled(plan.intro, 0, desk), start: 0 });
  if (plan.outro) voices.push({ sound: await levelled(plan.outro, 0, desk), start: closing });
  if (plan.music) {
    const start = plan.intro ? Math.max(0, durationOf(plan.intro) - 0.5) : 0;
    const end = plan.outro ? Math.max(start, closing) : samplesIn(seconds) / MIX_RATE;
    const edges = (await joinsItself(plan.music)) ? NO_EDGES : CLICK_FREE;
    const loop = await levelled(plan.music, 0, desk, edges);
    const length = samplesIn(end) - samplesIn(start);
    voices.push({ sound: repeated(loop, length), start, gains: duckedBy({ start, end, talk, duck: plan.duck }) });
  }
  const sum = together(voices, { rate: MIX_RATE, channels: 2, length: samplesIn(seconds) });
  return { ...(await normalised(sum, plan.loudness, desk)), tracks: spans };
}

const samplesIn = (seconds: number): number => Math.round(seconds * MIX_RATE);

/** Start of the outro. */
const closingOf = ({ tracks, intro }: MixPlan, spans: readonly Span[]): number =>
  (spans.at(-1)?.end ?? (intro ? durationOf(intro) : 0)) + (tracks.at(-1)?.pause ?? 0);

const lengthOf = (plan: MixPlan, spans: readonly Span[]): number =>
  Math.max(plan.atLeast, closingOf(plan, spans) + (plan.outro ? durationOf(plan.outro) : 0));

/** Converts all sounds to the same loudness, rate and number of channels. */
async function levelled(sound: Sound, gain: number, { files, pace }: Desk, edges = CLICK_FREE): Promise<Sound> {
  const two = sound.channels > 2 ? toStereo(sound) : sound;
  const stereo = toStereo(two.rate === MIX_RATE ? two : await files.keep(resample(two, MIX_RATE), pace));
  const level = await lufs(stereo, pace);
  const lift = level === null ? 0 : Math.max(-MOST_LEVELLING_DB, Math.min(MOST_LEVELLING_DB, LEVEL_LUFS - level));
  return faded(amplified(stereo, lift + gain), edges);
}

/** Samples on either side of the seam. */
const LOOKED_AT = 512;
const INAUDIBLE = 1e-3;

/** Is the step from its last sample to its first one no larger than those around it? */
async function joinsItself(sound: Sound): Promise<boolean> {
  return (await aroundSeam(sound)).every((around) => {
    const seam = around.length / 2;
    const steps = around.subarray(1).map((x, index) => Math.abs(x - (around[index] ?? 0)));
    const largest = steps.reduce((most, step, index) => (index === seam - 1 ? most : Math.max(most, step)), INAUDIBLE);
    return (steps[seam - 1] ?? 0) <= largest;
  });
}

/** Of each channel the last samples, then the first ones. */
async function aroundSeam(sound: Sound): Promise<readonly Float32Array[]> {
  const count = Math.min(LOOKED_AT, sound.length);
  const seams = buffersFor(sound.channels, 2 * count);
  let start = 0;
  for await (const block of sound.blocks()) {
    const length = block[0]?.length ?? 0;
    for (const [index, channel] of block.entries()) {
      if (start === 0) seams[index]?.set(channel.subarray(0, count), count);
      const last = Math.max(0, sound.length - count - start);
      if (last < length) seams[index]?.set(channel.subarray(last), start + last - (sound.length - count));
    }
    start += length;
  }
  return seams;
}

function spansOf({ tracks, intro }: MixPlan): readonly Span[] {
  let at = intro ? durationOf(intro) : 0;
  return tracks.map(({ sound, pause }) => {
    const span = { start: at, end: at + durationOf(sound) };
    at = span.end + pause;
    return span;
  });
}

/** The spans with sound in a track that begins at `offset`. */
async function heardSpans(track: Sound, offset: number, { pace }: Desk): Promise<readonly Span[]> {
  const spans = await soundSpans(track, HEARD_DB, pace);
  return spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}
