/**
 * Speech, music and jingles put together on one time line. Pure.
 *
 * 1. Order is that of the tracks; nothing of speech overlaps.
 * 2. Every track is brought to the same loudness first: two voices that differ do not make the listener reach for the
 *    knob. `gain` comes on top.
 * 3. Music is lower while somebody speaks: down before the first word, up slowly after the last.
 */
import { amplified, faded, gainOf, normalised } from './levels.ts';
import { lufs } from './loudness.ts';
import { looped } from './music.ts';
import { type Pcm, resample, secondsOf, toStereo } from './wav.ts';

export const MIX_RATE = 44_100;

export interface MixTrack {
  readonly pcm: Pcm;
  /** Silence after it, seconds. */
  readonly pause: number;
  /** Decibels. */
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
  /** Repeated as long as needed, below the tracks. */
  readonly music: Pcm | null;
  /** Decibels by which the music is lowered under speech: negative. */
  readonly duck: number;
  /** LUFS of the whole. */
  readonly loudness: number;
  /** Seconds that it lasts at least: the music goes on. */
  readonly atLeast: number;
  /** When somebody speaks: during the tracks, or where sound is heard in them. */
  readonly spoken: 'tracks' | 'heard';
}

export interface Mixed {
  readonly pcm: Pcm;
  readonly lufs: number | null;
  /** Of each track. */
  readonly tracks: readonly Span[];
}

const LEVEL_LUFS = -20;
/** Beyond that, a track is rather noise than a quiet voice. */
const MOST_LEVELLING_DB = 20;
const CLICK_FREE = { in: 0.005, out: 0.01 };

export function mixed(plan: MixPlan): Mixed {
  const tracks = plan.tracks.map(({ pcm, gain }) => levelled(pcm, gain));
  const [intro, outro] = [plan.intro, plan.outro].map((pcm) => (pcm === null ? null : levelled(pcm, 0)));
  const first = intro ? secondsOf(intro) : 0;
  const spans = spansOf(plan.tracks, tracks, first);
  const closing = spans.at(-1)?.end ?? first;
  const last = Math.max(closing + (plan.tracks.at(-1)?.pause ?? 0) + (outro ? secondsOf(outro) : 0), plan.atLeast);
  const sum = silence(last);
  if (intro) add(sum, intro, 0);
  for (const [index, track] of tracks.entries()) add(sum, track, spans[index]?.start ?? 0);
  if (outro) add(sum, outro, closing + (plan.tracks.at(-1)?.pause ?? 0));
  if (plan.music) {
    const from = intro ? Math.max(0, first - 0.5) : 0;
    const to = outro ? closing + 0.5 : last;
    const talk = plan.spoken === 'tracks' ? spans : heardSpans(tracks, spans);
    add(sum, bed(plan.music, { from, to, talk, duck: plan.duck }), from);
  }
  const whole = normalised(sum, plan.loudness);
  return { ...whole, tracks: spans };
}

/** The same loudness, rate and number of channels for all. */
function levelled(pcm: Pcm, gain: number): Pcm {
  const stereo = toStereo(resample(pcm, MIX_RATE));
  const level = lufs(stereo);
  const lift = level === null ? 0 : Math.max(-MOST_LEVELLING_DB, Math.min(MOST_LEVELLING_DB, LEVEL_LUFS - level));
  return faded(amplified(stereo, lift + gain), CLICK_FREE);
}

function spansOf(tracks: readonly MixTrack[], sounds: readonly Pcm[], first: number): readonly Span[] {
  let at = first;
  return sounds.map((pcm, index) => {
    const span = { start: at, end: at + secondsOf(pcm) };
    at = span.end + (tracks[index]?.pause ?? 0);
    return span;
  });
}

const silence = (seconds: number): Pcm => ({
  rate: MIX_RATE,
  channels: [0, 1].map(() => new Float32Array(Math.round(seconds * MIX_RATE))),
});

/** Adds in place: `sum` is nobody else's yet. */
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

function bed(music: Pcm, { from, to, talk, duck }: Bed): Pcm {
  const seconds = Math.max(0, to - from);
  const long = faded(looped(levelled(music, 0), seconds), {
    in: Math.min(FADE.in, seconds / 4),
    out: Math.min(FADE.out, seconds / 3),
  });
  const gains = duckGains(talk, { from, seconds, duck });
  return { rate: long.rate, channels: long.channels.map((channel) => channel.map((x, at) => x * (gains[at] ?? 1))) };
}

const ATTACK_SECONDS = 0.35;
const RELEASE_SECONDS = 1.2;
/** Shorter gaps stay low: music that pumps is worse than none. */
const LEAST_GAP_SECONDS = 2;

interface Ducking {
  readonly from: number;
  readonly seconds: number;
  readonly duck: number;
}

/** A gain for each sample: 1 where nobody speaks, {@link Ducking.duck} where somebody does, straight in decibels between. */
export function duckGains(talk: readonly Span[], { from, seconds, duck }: Ducking): Float32Array {
  const joined = joinedSpans(talk);
  const gains = new Float32Array(Math.round(seconds * MIX_RATE));
  let next = 0;
  for (let at = 0; at < gains.length; at += 1) {
    const time = from + at / MIX_RATE;
    while (next < joined.length && (joined[next]?.end ?? 0) + RELEASE_SECONDS < time) next += 1;
    const depth = Math.max(depthAt(joined[next], time), depthAt(joined[next + 1], time));
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

/** Where something is heard in the tracks. */
function heardSpans(tracks: readonly Pcm[], spans: readonly Span[]): readonly Span[] {
  return tracks.flatMap((pcm, index) => {
    const offset = spans[index]?.start ?? 0;
    return soundSpans(pcm, HEARD_DB).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  });
}

/** @param above decibels below full scale, of a window of 50 ms. */
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
