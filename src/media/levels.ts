/**
 * Gain, fades and normalisation of loudness.
 *
 * 1. After {@link normalised} no peak is above -1 dBTP, and the loudness is within 1 LU of the target, if the sound
 *    permits it: a single click cannot be loud.
 */
import { gainOf } from './gain.ts';
import { limited } from './limiter.ts';
import { lufs } from './loudness.ts';
import type { Pace } from './pace.ts';
import { changed, type Sound } from './sound.ts';

const CEILING_DBTP = -1;

/** @param db decibels. */
export function amplified(sound: Sound, db: number): Sound {
  const gain = gainOf(db);
  if (gain === 1) return sound;
  return changed(sound, (samples) => {
    for (let at = 0; at < samples.length; at += 1) samples[at] = (samples[at] ?? 0) * gain;
  });
}

/** @param fades seconds, at the beginning and at the end, with equal-power curves. */
export function faded(sound: Sound, fades: { readonly in: number; readonly out: number }): Sound {
  const { rate, length } = sound;
  const samplesOf = (seconds: number): number => Math.min(Math.round(seconds * rate), length);
  const [head, tail] = [samplesOf(fades.in), samplesOf(fades.out)];
  return changed(sound, (samples, start) => {
    const end = start + samples.length;
    for (let at = start; at < Math.min(end, head); at += 1)
      samples[at - start] = (samples[at - start] ?? 0) * Math.sin((Math.PI / 2) * (at / head));
    for (let at = Math.max(start, length - tail); at < end; at += 1)
      samples[at - start] = (samples[at - start] ?? 0) * Math.sin((Math.PI / 2) * ((length - 1 - at) / tail));
  });
}

const ROUNDS = 4;
const CLOSE_ENOUGH = 0.2;
const MOST_GAIN_DB = 40;

export interface Even {
  readonly sound: Sound;
  /** The measured loudness; null: silent. */
  readonly lufs: number | null;
}

export interface Levelling {
  readonly pace: Pace;
  /** The same sound; for each time that all of it is measured, to see how far that is. */
  readonly watched: (sound: Sound) => Sound;
}

/**
 * Changes the loudness of a sound. A silent sound stays unchanged.
 *
 * @param target in LUFS.
 */
export async function normalised(original: Sound, target: number, { pace, watched }: Levelling): Promise<Even> {
  let sound = original;
  let level = await lufs(watched(sound), pace);
  // Further rounds compensate for what the limiter took away.
  for (let round = 0; round < ROUNDS && level !== null; round += 1) {
    const missing = Math.min(MOST_GAIN_DB, target - level);
    if (round > 0 && Math.abs(missing) <= CLOSE_ENOUGH) break;
    sound = limited(amplified(sound, missing), CEILING_DBTP);
    level = await lufs(watched(sound), pace);
  }
  return { sound, lufs: level };
}
