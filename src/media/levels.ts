/**
 * Gain, fades, and a sound brought to a loudness. Pure: every function gives a new sound.
 *
 * 1. After {@link normalised} no peak is above -1 dBTP, and the loudness is within 1 LU of what was asked for, if the
 *    sound lets it: a single click cannot be loud.
 */
import { lufs, truePeakAt } from './loudness.ts';
import type { Pcm } from './wav.ts';

export const CEILING_DBTP = -1;

export const gainOf = (db: number): number => 10 ** (db / 20);

const eachChannel = (pcm: Pcm, change: (channel: Float32Array) => Float32Array): Pcm => ({
  rate: pcm.rate,
  channels: pcm.channels.map(change),
});

/** @param db decibels. */
export function amplified(pcm: Pcm, db: number): Pcm {
  const gain = gainOf(db);
  return gain === 1 ? pcm : eachChannel(pcm, (channel) => channel.map((x) => x * gain));
}

/** @param fades seconds, at the beginning and at the end; shapes of equal power. */
export function faded(pcm: Pcm, fades: { readonly in: number; readonly out: number }): Pcm {
  const [first, last] = [Math.round(fades.in * pcm.rate), Math.round(fades.out * pcm.rate)];
  return eachChannel(pcm, (channel) => {
    const result = channel.slice();
    const [head, tail] = [Math.min(first, channel.length), Math.min(last, channel.length)];
    for (let at = 0; at < head; at += 1) result[at] = (result[at] ?? 0) * Math.sin((Math.PI / 2) * (at / head));
    for (let at = 0; at < tail; at += 1) {
      const place = channel.length - 1 - at;
      result[place] = (result[place] ?? 0) * Math.sin((Math.PI / 2) * (at / tail));
    }
    return result;
  });
}

const ROUNDS = 4;
const CLOSE_ENOUGH = 0.2;
const MOST_GAIN_DB = 40;

export interface Normalised {
  readonly pcm: Pcm;
  /** As measured on the result; null: silent. */
  readonly lufs: number | null;
}

/** @param target LUFS. A silent sound stays as it is. */
export function normalised(pcm: Pcm, target: number): Normalised {
  const first = lufs(pcm);
  if (first === null) return { pcm, lufs: null };
  let gain = Math.min(MOST_GAIN_DB, target - first);
  let best = limited(amplified(pcm, gain), CEILING_DBTP);
  let reached = lufs(best);
  // What the limiter took away is made up for, as long as that brings something.
  for (let round = 1; round < ROUNDS && reached !== null && Math.abs(target - reached) > CLOSE_ENOUGH; round += 1) {
    gain = Math.min(MOST_GAIN_DB, gain + (target - reached));
    const next = limited(amplified(pcm, gain), CEILING_DBTP);
    const level = lufs(next);
    if (level === null || Math.abs(target - level) >= Math.abs(target - reached)) break;
    [best, reached] = [next, level];
  }
  return { pcm: best, lufs: reached };
}

const LOOK_AHEAD_SECONDS = 0.004;
const RELEASE_SECONDS = 0.08;
/** Room for what lies between the points that are looked at. */
const SAFETY_DB = 0.15;

/**
 * Takes the peaks away and nothing else: looks ahead, so that the gain is down when the peak comes.
 *
 * @param ceiling dBTP.
 */
export function limited(pcm: Pcm, ceiling: number): Pcm {
  const most = gainOf(ceiling - SAFETY_DB);
  const gains = neededGains(pcm, most);
  if (gains === null) return pcm;
  const smooth = smoothed(gains, pcm.rate);
  return eachChannel(pcm, (channel) => channel.map((x, at) => x * (smooth[at] ?? 1)));
}

/** For each sample the gain that brings it below `most`; null: nothing is above. */
function neededGains({ channels }: Pcm, most: number): Float32Array | null {
  let gains: Float32Array | null = null;
  for (const channel of channels) {
    for (let at = 0; at < channel.length; at += 1) {
      if (Math.abs(channel[at] ?? 0) < most / 2) continue;
      const peak = truePeakAt(channel, at);
      if (peak <= most) continue;
      gains ??= new Float32Array(channel.length).fill(1);
      gains[at] = Math.min(gains[at] ?? 1, most / peak);
    }
  }
  return gains;
}

/** Least gain of the neighbourhood, slow release, then the mean over the same neighbourhood: never above what is needed. */
function smoothed(gains: Float32Array, rate: number): Float32Array {
  const reach = Math.max(2, Math.round(LOOK_AHEAD_SECONDS * rate));
  const least = slidingMinimum(gains, reach);
  const release = 1 - Math.exp(-1 / (RELEASE_SECONDS * rate));
  for (let at = 1; at < least.length; at += 1) {
    const before = least[at - 1] ?? 1;
    least[at] = Math.min(least[at] ?? 1, before + (1 - before) * release);
  }
  return slidingMean(least, reach);
}

/** Least of the values from `at - reach` to `at + reach`. @source the monotonic queue, linear in time. */
export function slidingMinimum(values: Float32Array, reach: number): Float32Array {
  const result = new Float32Array(values.length);
  const queue = new Int32Array(values.length);
  let [head, tail] = [0, 0];
  for (let next = 0; next < values.length + reach; next += 1) {
    if (next < values.length) {
      while (tail > head && (values[queue[tail - 1] ?? 0] ?? 0) >= (values[next] ?? 0)) tail -= 1;
      queue[tail] = next;
      tail += 1;
    }
    const at = next - reach;
    if (at < 0) continue;
    while ((queue[head] ?? 0) < at - reach) head += 1;
    result[at] = values[queue[head] ?? 0] ?? 0;
  }
  return result;
}

/** Outside of the values counts the nearest one. */
function slidingMean(values: Float32Array, reach: number): Float32Array {
  const last = values.length - 1;
  const width = 2 * reach + 1;
  const valueAt = (at: number): number => values[Math.max(0, Math.min(last, at))] ?? 0;
  let sum = 0;
  for (let at = -reach; at <= reach; at += 1) sum += valueAt(at);
  return values.map((_, at) => {
    const mean = sum / width;
    sum += valueAt(at + reach + 1) - valueAt(at - reach);
    return mean;
  });
}
