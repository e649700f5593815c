/**
 * Mixes speech, music and jingles on one timeline. The sounds that are passed in are not changed.
 *
 * 1. Tracks play in their order; speech never overlaps.
 * 2. Every track is brought to the same loudness first, so that listeners need not adjust the volume between two
 *    voices. `gain` is applied on top.
 * 3. Music is lowered while somebody speaks: before the first word, with a slow release after the last.
 * 4. Music that loops without a seam is repeated as it is; other music is faded, so that there is no click.
 */
import { gainOf } from './gain.ts';
import { amplified, faded, normalise } from './levels.ts';
import { lufs } from './loudness.ts';
import { type Pace, PIECE } from './pace.ts';
import { type Pcm, resample, secondsOf, toStereo } from './wav.ts';

export const MIX_RATE = 44_100;

export interface MixTrack {
  readonly pcm: Pcm;
  /** Silence after it, in seconds. */
  readonly pause: number;
  /** In decibels. */
  readonly gain: number;
}

export interface Span {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
}

export interface MixPlan {
  readonly tracks: readonly MixTrack[];
  readonly intro: Pcm | null;
  readonly outro: Pcm | null;
  /** Played under the tracks, and repeated as needed. */
  readonly music: Pcm | null;
  /** Change of the music under speech, in decibels: negative. */
  readonly duck: number;
  /** Of the whole mix, in LUFS. */
  readonly loudness: number;
  /** Minimum length in seconds: the music continues. */
  readonly atLeast: number;
  /** When somebody speaks: during all of the tracks, or where they contain sound. */
  readonly spoken: 'tracks' | 'heard';
}

export interface Mixed {
  readonly pcm: Pcm;
  readonly lufs: number | null;
  /** Of each track. */
  readonly tracks: readonly Span[];
}

const LEVEL_LUFS = -20;
/** A track that would need more gain is noise rather than a quiet voice. */
const MOST_LEVELLING_DB = 20;
const CLICK_FREE = { in: 0.005, out: 0.01 };
const NO_EDGES = { in: 0, out: 0 };

export async function mixed(plan: MixPlan, pace: Pace): Promise<Mixed> {
  const spans = spansOf(plan);
  const sum = silence(lengthOf(plan, spans));
  const talk: Span[] = [];
  for (const [index, { pcm, gain }] of plan.tracks.entries()) {
    const track = await levelled(pcm, gain, pace);
    const start = spans[index]?.start ?? 0;
    add(sum, track, start);
    talk.push(...(plan.spoken === 'tracks' ? spans.slice(index, index + 1) : heardSpans(track, start)));
    await pace();
  }
  const closing = closingOf(plan, spans);
  if (plan.intro) add(sum, await levelled(plan.intro, 0, pace), 0);
  if (plan.outro) add(sum, await levelled(plan.outro, 0, pace), closing);
  if (plan.music) {
    const from = plan.intro ? Math.max(0, secondsOf(plan.intro) - 0.5) : 0;
    const to = plan.outro ? Math.max(from, closing) : secondsOf(sum);
    const bed = await levelled(plan.music, 0, pace, joinsItself(plan.music) ? NO_EDGES : CLICK_FREE);
    await addBed(sum, bed, { from, to, talk, duck: plan.duck }, pace);
  }
  const level = await normalise(sum, plan.loudness, pace);
  return { pcm: sum, lufs: level, tracks: spans };
}

/** Start of the outro. */
const closingOf = ({ tracks, intro }: MixPlan, spans: readonly Span[]): number =>
  (spans.at(-1)?.end ?? (intro ? secondsOf(intro) : 0)) + (tracks.at(-1)?.pause ?? 0);

const lengthOf = (plan: MixPlan, spans: readonly Span[]): number =>
  Math.max(plan.atLeast, closingOf(plan, spans) + (plan.outro ? secondsOf(plan.outro) : 0));

/** The sound at the loudness, rate and number of channels that all sounds of a mix have. */
async function levelled(pcm: Pcm, gain: number, pace: Pace, edges = CLICK_FREE): Promise<Pcm> {
  const stereo = toStereo(resample(pcm, MIX_RATE));
  const level = await lufs(stereo, pace);
  const lift = level === null ? 0 : Math.max(-MOST_LEVELLING_DB, Math.min(MOST_LEVELLING_DB, LEVEL_LUFS - level));
  return faded(amplified(stereo, lift + gain), edges);
}

/** Samples on either side of the seam. */
const LOOKED_AT = 512;
const INAUDIBLE = 1e-3;

/** Is the step from its last sample to its first one no larger than those around it? */
function joinsItself({ channels }: Pcm): boolean {
  return channels.every((channel) => {
    const around = Float32Array.of(...channel.subarray(-LOOKED_AT), ...channel.subarray(0, LOOKED_AT));
    const seam = Math.min(LOOKED_AT, channel.length);
    const steps = around.subarray(1).map((x, index) => Math.abs(x - (around[index] ?? 0)));
    const largest = steps.reduce((most, step, index) => (index === seam - 1 ? most : Math.max(most, step)), INAUDIBLE);
    return (steps[seam - 1] ?? 0) <= largest;
  });
}

function spansOf({ tracks, intro }: MixPlan): readonly Span[] {
  let at = intro ? secondsOf(intro) : 0;
  return tracks.map(({ pcm, pause }) => {
    const span = { start: at, end: at + secondsOf(pcm) };
    at = span.end + pause;
    return span;
  });
}

const silence = (seconds: number): Pcm => ({
  rate: MIX_RATE,
  channels: [0, 1].map(() => new Float32Array(Math.round(seconds * MIX_RATE))),
});

/** Adds in place: `sum` is not shared yet. */
function add(sum: Pcm, pcm: Pcm, at: number): void {
  const from = Math.round(at * MIX_RATE);
  for (const [index, channel] of sum.channels.entries()) {
    const other = pcm.channels[index];
    if (other === undefined) continue;
    const count = Math.min(other.length, channel.length - from);
    for (let i = 0; i < count; i += 1) channel[from + i] = (channel[from + i] ?? 0) + (other[i] ?? 0);
  }
}

interface Bed {
  readonly from: number;
  readonly to: number;
  readonly talk: readonly Span[];
  readonly duck: number;
}

const FADE = { in: 1, out: 2.5 };

/** Adds the music as often as needed, in place, piece by piece. */
async function addBed(sum: Pcm, music: Pcm, { from, to, talk, duck }: Bed, pace: Pace): Promise<void> {
  const joined = joinedSpans(talk);
  const fade = { in: Math.min(FADE.in, (to - from) / 4), out: Math.min(FADE.out, (to - from) / 3) };
  const [first, last] = [Math.round(from * MIX_RATE), Math.round(to * MIX_RATE)];
  for (let start = first; start < last; start += PIECE) {
    const count = Math.min(PIECE, last - start);
    const gains = duckGains(joined, { from: start / MIX_RATE, count, duck });
    for (let i = 0; i < count; i += 1) {
      const time = (start + i) / MIX_RATE;
      const edge = Math.min(1, (time - from) / fade.in, (to - time) / fade.out);
      gains[i] = (gains[i] ?? 1) * Math.sin((Math.PI / 2) * Math.max(0, edge));
    }
    for (const [side, channel] of sum.channels.entries()) {
      const source = music.channels[side] ?? new Float32Array(1);
      for (let i = 0; i < count && start + i < channel.length; i += 1)
        channel[start + i] =
          (channel[start + i] ?? 0) + (source[(start + i - first) % source.length] ?? 0) * (gains[i] ?? 0);
    }
    await pace();
  }
}

const ATTACK_SECONDS = 0.35;
const RELEASE_SECONDS = 1.2;
/** In shorter gaps music stays low, to avoid audible pumping. */
const LEAST_GAP_SECONDS = 2;

interface Ducking {
  /** Seconds. */
  readonly from: number;
  /** Samples. */
  readonly count: number;
  readonly duck: number;
}

/**
 * The gain of each sample: 1 without speech, {@link Ducking.duck} during speech, linear in decibels in between.
 *
 * @param talk merged, in order.
 */
function duckGains(talk: readonly Span[], { from, count, duck }: Ducking): Float32Array {
  const gains = new Float32Array(count);
  let next = 0;
  for (let at = 0; at < count; at += 1) {
    const time = from + at / MIX_RATE;
    while (next < talk.length && (talk[next]?.end ?? 0) + RELEASE_SECONDS < time) next += 1;
    const depth = Math.max(depthAt(talk[next], time), depthAt(talk[next + 1], time));
    gains[at] = depth === 0 ? 1 : gainOf(duck * depth);
  }
  return gains;
}

function depthAt(span: Span | undefined, time: number): number {
  if (span === undefined) return 0;
  if (time < span.start) return Math.max(0, 1 - (span.start - time) / ATTACK_SECONDS);
  return time <= span.end ? 1 : Math.max(0, 1 - (time - span.end) / RELEASE_SECONDS);
}

function joinedSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before && span.start - before.end < LEAST_GAP_SECONDS) joined[joined.length - 1] = { ...before, end: span.end };
    else joined.push(span);
  }
  return joined;
}

const WINDOW_SECONDS = 0.05;
const HEARD_DB = -42;

/** The spans with sound in a track that begins at `offset`. */
const heardSpans = (pcm: Pcm, offset: number): readonly Span[] =>
  soundSpans(pcm, HEARD_DB).map(({ start, end }) => ({ start: start + offset, end: end + offset }));

/** @param above level in decibels relative to full scale, in a window of 50 ms. */
export function soundSpans(pcm: Pcm, above: number): readonly Span[] {
  const [channel] = pcm.channels;
  if (channel === undefined) return [];
  const width = Math.round(WINDOW_SECONDS * pcm.rate);
  const least = gainOf(above) ** 2;
  const spans: Span[] = [];
  for (let from = 0; from < channel.length; from += width) {
    const window = channel.subarray(from, from + width);
    const power = window.reduce((sum, x) => sum + x * x, 0) / window.length;
    if (power < least) continue;
    const [start, end] = [from / pcm.rate, (from + window.length) / pcm.rate];
    const before = spans.at(-1);
    if (before && before.end === start) spans[spans.length - 1] = { start: before.start, end };
    else spans.push({ start, end });
  }
  return spans;
}
