/** Detects black and frozen pictures in a video. Pure. */
import type { Size } from './camera.ts';

/**
 * Samples of the brightness of one frame, 0 to 255 each. Blue weighs more than for the human eye, so that an all blue
 * picture does not count as black.
 */
export type Luma = Uint8Array;

export interface Looks {
  /** The total over all samples. */
  readonly blackSeconds: number;
  /** The longest period without a change. */
  readonly frozenSeconds: number;
}

const GRID = 32;
const BLACK_BELOW = 24;
/** A frame is black if at most this fraction of it is brighter. */
const BRIGHT_SHARE = 0.01;
/** Mean difference of two samples, of 255, below which nothing has moved. */
const MOVED = 0.35;

/** Samples on a grid. @param rgba four bytes per pixel. */
export function lumaOf(rgba: Uint8Array, { width, height }: Size): Luma {
  const luma = new Uint8Array(GRID * GRID);
  for (let at = 0; at < luma.length; at += 1) {
    const x = Math.floor((((at % GRID) + 0.5) / GRID) * width);
    const y = Math.floor(((Math.floor(at / GRID) + 0.5) / GRID) * height);
    const from = (y * width + x) * 4;
    luma[at] = 0.3 * (rgba[from] ?? 0) + 0.4 * (rgba[from + 1] ?? 0) + 0.3 * (rgba[from + 2] ?? 0);
  }
  return luma;
}

export const isBlack = (luma: Luma): boolean =>
  luma.reduce((bright, value) => bright + (value >= BLACK_BELOW ? 1 : 0), 0) <= luma.length * BRIGHT_SHARE;

/** @param step seconds between two samples. */
export function looksOf(samples: readonly Luma[], step: number): Looks {
  let [frozen, longest] = [0, 0];
  for (const [index, luma] of samples.entries()) {
    const before = samples[index - 1];
    frozen = before !== undefined && differenceOf(before, luma) < MOVED ? frozen + step : 0;
    longest = Math.max(longest, frozen);
  }
  return { blackSeconds: samples.filter(isBlack).length * step, frozenSeconds: longest };
}

const differenceOf = (a: Luma, b: Luma): number =>
  a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / Math.max(1, a.length);
