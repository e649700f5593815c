/**
 * Gain, fades, and a sound brought to a loudness. No effect but on the sounds that are changed in place.
 *
 * 1. After {@link normalise} no peak is above -1 dBTP, and the loudness is within 1 LU of what was asked for, if the
 *    sound lets it: a single click cannot be loud.
 */
import { measured, truePeakAt } from './loudness.ts';
import { type Pace, PIECE } from './pace.ts';
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

/**
 * Brings a sound to a loudness, in place. A silent sound stays as it is.
 *
 * @param target LUFS.
 * @returns the loudness as measured on the result; null: silent.
 */
export async function normalise(pcm: Pcm, target: number, pace: Pace): Promise<number | null> {
  let level = await measured(pcm, pace);
  // What the limiter took away is made up for.
  for (let round = 0; round < ROUNDS && level !== null; round += 1) {
    const missing = Math.min(MOST_GAIN_DB, target - level);
    if (round > 0 && Math.abs(missing) <= CLOSE_ENOUGH) break;
    await amplify(pcm, missing, pace);
    await limit(pcm, CEILING_DBTP, pace);
    level = await measured(pcm, pace);
  }
  return level;
}

/** The same on a copy, for short sounds and for those that others hold. */
export async function normalised(
  pcm: Pcm,
  target: number,
  pace: Pace,
): Promise<{ readonly pcm: Pcm; readonly lufs: number | null }> {
  const copy = eachChannel(pcm, (channel) => channel.slice());
  return { lufs: await normalise(copy, target, pace), pcm: copy };
}

async function amplify({ channels }: Pcm, db: number, pace: Pace): Promise<void> {
  const gain = gainOf(db);
  for (const channel of channels) {
    for (let from = 0; from < channel.length; from += PIECE) {
      const end = Math.min(channel.length, from + PIECE);
      for (let at = from; at < end; at += 1) channel[at] = (channel[at] ?? 0) * gain;
      await pace();
    }
  }
}

const LOOK_AHEAD_SECONDS = 0.004;
const RELEASE_SECONDS = 0.08;
/** After that nothing is left of a release. */
const TAIL_SECONDS = 0.8;
/** Room for what lies between the points that are looked at. */
const SAFETY_DB = 0.15;

/**
 * Takes the peaks away and nothing else, in place: looks ahead, so that the gain is down when the peak comes.
 *
 * @param ceiling dBTP.
 */
export async function limit(pcm: Pcm, ceiling: number, pace: Pace): Promise<void> {
  const { rate, channels } = pcm;
  const most = gainOf(ceiling - SAFETY_DB);
  const reach = Math.max(2, Math.round(LOOK_AHEAD_SECONDS * rate));
  for (const region of regionsOf(await peaksAbove(pcm, most, pace), {
    before: 2 * reach,
    after: TAIL_SECONDS * rate,
  })) {
    const needed = new Float32Array(region.end - region.start).fill(1);
    for (const { at, peak } of region.peaks) needed[at - region.start] = most / peak;
    const gains = smoothed(needed, { rate, reach });
    for (const channel of channels) {
      const end = Math.min(channel.length, region.end);
      for (let at = Math.max(0, region.start); at < end; at += 1)
        channel[at] = (channel[at] ?? 0) * (gains[at - region.start] ?? 1);
    }
    await pace();
  }
}

interface Peak {
  readonly at: number;
  readonly peak: number;
}

/** In their order; of all channels the highest. */
async function peaksAbove({ channels }: Pcm, most: number, pace: Pace): Promise<readonly Peak[]> {
  const length = channels[0]?.length ?? 0;
  const peaks: Peak[] = [];
  for (let from = 0; from < length; from += PIECE) {
    const end = Math.min(length, from + PIECE);
    for (let at = from; at < end; at += 1) {
      let peak = 0;
      for (const channel of channels)
        if (Math.abs(channel[at] ?? 0) >= most / 2) peak = Math.max(peak, truePeakAt(channel, at));
      if (peak > most) peaks.push({ at, peak });
    }
    await pace();
  }
  return peaks;
}

interface Region {
  /** Samples; may begin before the sound and end after it. */
  readonly start: number;
  readonly end: number;
  readonly peaks: readonly Peak[];
}

/** Stretches in which the gain is not 1. */
function regionsOf(peaks: readonly Peak[], { before, after }: { before: number; after: number }): readonly Region[] {
  const regions: { start: number; end: number; peaks: Peak[] }[] = [];
  for (const peak of peaks) {
    const [start, end] = [peak.at - before, Math.ceil(peak.at + after)];
    const last = regions.at(-1);
    if (last && start < last.end) {
      last.end = end;
      last.peaks.push(peak);
    } else regions.push({ start, end, peaks: [peak] });
  }
  return regions;
}

/** Least gain of the neighbourhood, slow release, then the mean over the same neighbourhood: never above what is needed. */
function smoothed(
  gains: Float32Array,
  { rate, reach }: { readonly rate: number; readonly reach: number },
): Float32Array {
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
