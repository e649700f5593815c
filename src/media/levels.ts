/**
 * Gain, fades and normalisation of loudness. Pure, except that {@link normalise} changes its sound in place.
 *
 * 1. After {@link normalise} no peak is above -1 dBTP, and the loudness is within 1 LU of the target, if the sound
 *    permits it: a single click cannot be loud.
 */
import { gainOf } from './gain.ts';
import { limit } from './limiter.ts';
import { lufs } from './loudness.ts';
import { type Pace, PIECE } from './pace.ts';
import type { Pcm } from './wav.ts';

const CEILING_DBTP = -1;

const eachChannel = (pcm: Pcm, change: (channel: Float32Array) => Float32Array): Pcm => ({
  rate: pcm.rate,
  channels: pcm.channels.map(change),
});

/** @param db decibels. */
export function amplified(pcm: Pcm, db: number): Pcm {
  const gain = gainOf(db);
  return gain === 1 ? pcm : eachChannel(pcm, (channel) => channel.map((x) => x * gain));
}

/** @param fades seconds, at the beginning and at the end, with equal-power curves. */
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
 * Changes the loudness of a sound, in place. A silent sound stays unchanged.
 *
 * @param target in LUFS.
 * @returns the measured loudness of the result; null: silent.
 */
export async function normalise(pcm: Pcm, target: number, pace: Pace): Promise<number | null> {
  let level = await lufs(pcm, pace);
  // Further rounds compensate for what the limiter took away.
  for (let round = 0; round < ROUNDS && level !== null; round += 1) {
    const missing = Math.min(MOST_GAIN_DB, target - level);
    if (round > 0 && Math.abs(missing) <= CLOSE_ENOUGH) break;
    await amplify(pcm, missing, pace);
    await limit(pcm, CEILING_DBTP, pace);
    level = await lufs(pcm, pace);
  }
  return level;
}

/** The same on a copy, for short sounds and for shared ones. */
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
