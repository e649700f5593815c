/**
 * The loudness of a sound: integrated loudness by ITU-R BS.1770-4, and true peak. Pure.
 *
 * 1. Two filters per channel (K-weighting), then mean squares of blocks of 400 ms that overlap by three quarters.
 *    Blocks below -70 LUFS are left out, then those 10 LU below the mean of the rest.
 * 2. A sound shorter than a block counts as one block.
 */
import type { Pace } from './pace.ts';
import type { Sound } from './sound.ts';

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

const BLOCK_SECONDS = 0.4;
const STEPS_A_BLOCK = 4;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/** Integrated loudness in LUFS; null: silent, all blocks are below the gate. */
export async function lufs(sound: Sound, pace: Pace): Promise<number | null> {
  const { rate, length } = sound;
  const step = Math.max(1, Math.round((BLOCK_SECONDS * rate) / STEPS_A_BLOCK));
  const energies: number[] = [];
  const filters = Array.from({ length: sound.channels }, () => createFilter(rate));
  let at = 0;
  for await (const block of sound.blocks()) {
    for (const [index, channel] of block.entries()) filters[index]?.(channel, { at, step, energies });
    at += block[0]?.length ?? 0;
    await pace();
  }
  return gated(blockPowers(energies, { step, length }));
}

function gated(all: readonly number[]): number | null {
  const powers = all.filter((power) => loudnessOf(power) > ABSOLUTE_GATE);
  if (powers.length === 0) return null;
  const gate = loudnessOf(mean(powers)) + RELATIVE_GATE;
  return loudnessOf(mean(powers.filter((power) => loudnessOf(power) > gate)));
}

const loudnessOf = (power: number): number => (power <= 0 ? Number.NEGATIVE_INFINITY : -0.691 + 10 * Math.log10(power));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean square of each block, summed over the channels. @param energies of each step. */
function blockPowers(
  energies: readonly number[],
  { step, length }: { readonly step: number; readonly length: number },
): readonly number[] {
  if (energies.length < STEPS_A_BLOCK)
    return length === 0 ? [] : [energies.reduce((sum, energy) => sum + energy, 0) / length];
  const blocks = Math.max(1, Math.floor(length / step) - STEPS_A_BLOCK + 1);
  return Array.from({ length: blocks }, (_, first) => {
    let energy = 0;
    for (let at = first; at < first + STEPS_A_BLOCK; at += 1) energy += energies[at] ?? 0;
    return energy / (step * STEPS_A_BLOCK);
  });
}

interface Steps {
  /** Number of samples before these. */
  readonly at: number;
  readonly step: number;
  /** Output: values are added. */
  readonly energies: number[];
}

/**
 * The two filters of a channel in one pass, direct form II transposed. The loop is hot, so it uses local variables
 * only.
 */
function createFilter(rate: number): (channel: Float32Array, steps: Steps) => void {
  const [shelf, pass] = [highShelf(rate), highPass(rate)];
  const state = new Float64Array(4);
  return (channel, { at: before, step, energies }) => {
    const { b0, b1, b2, a1, a2 } = shelf;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = pass;
    let [s1 = 0, s2 = 0, p1 = 0, p2 = 0] = state;
    for (let at = 0; at < channel.length; ) {
      const index = Math.floor((before + at) / step);
      const end = Math.min(channel.length, (index + 1) * step - before);
      let energy = 0;
      for (; at < end; at += 1) {
        const x = channel[at] ?? 0;
        const y = b0 * x + s1;
        s1 = b1 * x - a1 * y + s2;
        s2 = b2 * x - a2 * y;
        const z = c0 * y + p1;
        p1 = c1 * y - d1 * z + p2;
        p2 = c2 * y - d2 * z;
        energy += z * z;
      }
      energies[index] = (energies[index] ?? 0) + energy;
    }
    state.set([s1, s2, p1, p2]);
  };
}

/**
 * Models the effect of a listener's head.
 *
 * @source BS.1770-4 annex 1, its filter as an analogue prototype, for any sample rate.
 */
function highShelf(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const vh = 10 ** (3.999843853973347 / 20);
  const vb = vh ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (vh + (vb * k) / q + k * k) / a0,
    b1: (2 * (k * k - vh)) / a0,
    b2: (vh - (vb * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

/** Makes low frequencies count less. @source as above, its second filter. */
function highPass(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}

const PHASES = 4;
const TAPS = 12;
const HALF = TAPS / 2;
/** Samples to each side that {@link truePeakAt} looks at. */
export const AROUND = HALF;

/** A windowed sinc, one row for each position between two samples. */
const kernel: readonly Float64Array[] = Array.from({ length: PHASES - 1 }, (_, phase) => {
  const row = Float64Array.from({ length: TAPS }, (_tap, tap) => {
    const x = tap - HALF + 1 - (phase + 1) / PHASES;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / HALF));
  });
  const sum = row.reduce((total, weight) => total + weight, 0);
  return row.map((weight) => weight / sum);
});

/** Highest absolute value of the wave around sample `at`, including between the samples (four times oversampled). */
export function truePeakAt(channel: Float32Array, at: number): number {
  let peak = Math.abs(channel[at] ?? 0);
  for (const row of kernel) {
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1) sum += (row[tap] ?? 0) * (channel[at + tap - HALF + 1] ?? 0);
    peak = Math.max(peak, Math.abs(sum));
  }
  return peak;
}
