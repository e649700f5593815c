/**
 * Limits the peaks of a sound and changes nothing else.
 *
 * 1. It looks ahead, so that the gain is reduced before the peak, and released slowly after it.
 * 2. It works sample by sample: however loud the sound, it only holds a window of a few milliseconds.
 */
import { gainOf } from './gain.ts';
import { truePeakAt } from './loudness.ts';
import { type Pace, PIECE } from './pace.ts';
import type { Pcm } from './wav.ts';

const LOOK_AHEAD_SECONDS = 0.004;
/** In samples. The output lags by twice as many, so the samples around a measured one are still unchanged. */
const LEAST_REACH = 4;
const RELEASE_SECONDS = 0.08;
/** After this time a release is complete. */
const TAIL_SECONDS = 0.8;
/** Margin for peaks between the measured points. */
const SAFETY_DB = 0.15;

/**
 * Works in place.
 *
 * @param ceiling in dBTP.
 */
export async function limit({ rate, channels }: Pcm, ceiling: number, pace: Pace): Promise<void> {
  const most = gainOf(ceiling - SAFETY_DB);
  const gains = new Gains(rate);
  const length = channels[0]?.length ?? 0;
  for (let from = 0; from < length + gains.lag; from += PIECE) {
    const end = Math.min(length + gains.lag, from + PIECE);
    for (let at = from; at < end; at += 1) {
      const peak = peakAbove(channels, at, most);
      if (peak === 0 && gains.areIdle) continue;
      const gain = gains.next(peak === 0 ? 1 : most / peak);
      const place = at - gains.lag;
      if (place >= 0) for (const channel of channels) channel[place] = (channel[place] ?? 0) * gain;
    }
    await pace();
  }
}

/** The highest peak of all channels; 0: none is above `most`. */
function peakAbove(channels: readonly Float32Array[], at: number, most: number): number {
  let peak = 0;
  for (const channel of channels)
    if (Math.abs(channel[at] ?? 0) >= most / 2) peak = Math.max(peak, truePeakAt(channel, at));
  return peak > most ? peak : 0;
}

/**
 * The gain of each sample: the minimum over its window, a slow release, then the mean over the same window. It is never
 * higher than the sample permits.
 */
class Gains {
  /** The result of `next` is for the sample this many before the latest one. */
  readonly lag: number;
  /** No reduction is in effect: samples that need none may be skipped. */
  areIdle = true;
  readonly #least: SlidingMinimum;
  readonly #release: number;
  readonly #tail: number;
  readonly #window: Float64Array;
  #oldest = 0;
  #sum: number;
  #level = 1;
  #sincePeak = 0;

  constructor(rate: number) {
    const reach = Math.max(LEAST_REACH, Math.round(LOOK_AHEAD_SECONDS * rate));
    this.lag = 2 * reach;
    this.#least = new SlidingMinimum(this.lag + 1);
    this.#release = 1 - Math.exp(-1 / (RELEASE_SECONDS * rate));
    this.#tail = Math.ceil(TAIL_SECONDS * rate) + this.lag;
    this.#window = new Float64Array(this.lag + 1).fill(1);
    this.#sum = this.#window.length;
  }

  /** @param needed gain; 1: the sample may stay unchanged. */
  next(needed: number): number {
    this.#sincePeak = needed < 1 ? 0 : this.#sincePeak + 1;
    this.areIdle = this.#sincePeak > this.#tail;
    if (this.areIdle) return this.#rest();
    const risen = this.#level + (1 - this.#level) * this.#release;
    this.#level = Math.min(this.#least.next(needed), risen);
    this.#sum += this.#level - (this.#window[this.#oldest] ?? 0);
    this.#window[this.#oldest] = this.#level;
    this.#oldest = (this.#oldest + 1) % this.#window.length;
    return this.#sum / this.#window.length;
  }

  #rest(): number {
    this.#least.clear();
    this.#window.fill(1);
    this.#sum = this.#window.length;
    this.#level = 1;
    return 1;
  }
}

/** The minimum of the latest values in a window. @source the monotonic queue, linear in time. */
export class SlidingMinimum {
  readonly #width: number;
  /** Candidates for a later minimum, increasing, in a ring buffer, and the time of each. */
  readonly #values: Float64Array;
  readonly #times: Float64Array;
  #first = 0;
  #count = 0;
  #time = 0;

  constructor(width: number) {
    this.#width = width;
    this.#values = new Float64Array(width);
    this.#times = new Float64Array(width);
  }

  next(value: number): number {
    if (this.#count > 0 && (this.#times[this.#first] ?? 0) <= this.#time - this.#width) {
      this.#first = (this.#first + 1) % this.#width;
      this.#count -= 1;
    }
    while (this.#count > 0 && (this.#values[this.#place(this.#count - 1)] ?? 0) >= value) this.#count -= 1;
    const place = this.#place(this.#count);
    this.#values[place] = value;
    this.#times[place] = this.#time;
    this.#count += 1;
    this.#time += 1;
    return this.#values[this.#first] ?? 0;
  }

  clear(): void {
    this.#count = 0;
  }

  #place(nth: number): number {
    return (this.#first + nth) % this.#width;
  }
}
