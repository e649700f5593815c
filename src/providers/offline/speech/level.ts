/**
 * Makes lines of speech fit together: no silence around them, equal loudness, no clipping. Pure.
 */
import { gainOf } from '../../../media/gain.ts';

/** Samples per second of all speech made here. */
export const RATE = 24_000;
const ACTIVE_BELOW_PEAK = 0.02;
/** In samples. */
const EDGE = 0.05 * RATE;
const FADE = 0.005 * RATE;

/** Without the silence at both ends, except 50 ms that fade out, so that there is no click between lines. */
export function trimmed(samples: Float32Array): Float32Array {
  const floor = peakOf(samples) * ACTIVE_BELOW_PEAK;
  const first = samples.findIndex((sample) => Math.abs(sample) > floor);
  if (first < 0) return new Float32Array(0);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > floor);
  const cut = samples.slice(Math.max(0, first - EDGE), last + 1 + EDGE);
  const fade = Math.min(FADE, cut.length >> 1);
  for (let i = 0; i < fade; i += 1) {
    const gain = i / fade;
    cut[i] = (cut[i] ?? 0) * gain;
    cut[cut.length - 1 - i] = (cut[cut.length - 1 - i] ?? 0) * gain;
  }
  return cut;
}

const peakOf = (samples: Float32Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

const LOUDNESS = -20;
const CEILING = gainOf(-1);
const BLOCK = 0.05 * RATE;

/** @param gain in decibels above the common loudness, which is -20 dBFS while somebody speaks. */
export function levelled(samples: Float32Array, gain: number): Float32Array {
  const rms = activeRms(samples);
  if (rms === 0) return samples;
  const factor = gainOf(LOUDNESS + gain) / rms;
  return samples.map((sample) => limited(sample * factor));
}

/** Root mean square of the blocks with speech, so that pauses do not make a line louder. */
function activeRms(samples: Float32Array): number {
  const powers: number[] = [];
  for (let at = 0; at < samples.length; at += BLOCK) {
    const part = samples.subarray(at, at + BLOCK);
    powers.push(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
  }
  const most = powers.reduce((a, b) => Math.max(a, b), 0);
  const active = powers.filter((power) => power > most / 1000);
  return active.length === 0 ? 0 : Math.sqrt(active.reduce((sum, power) => sum + power, 0) / active.length);
}

const KNEE = CEILING * 0.7;

/** Linear up to the knee, then curved towards the ceiling, which is never reached. */
function limited(sample: number): number {
  const size = Math.abs(sample);
  if (size <= KNEE) return sample;
  const room = CEILING - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh((size - KNEE) / room));
}
