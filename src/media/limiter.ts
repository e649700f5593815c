/**
 * Limits the peaks of a sound and changes nothing else.
 *
 * 1. It looks ahead, so that the gain is reduced before the peak, and released slowly after it.
 * 2. It works sample by sample: however loud the sound, it only holds a window of a few milliseconds.
 */
import { gainOf } from './gain.ts';
import { AROUND, truePeakAt } from './loudness.ts';
import { PIECE } from './pace.ts';
import { type Block, buffersFor, Reader, type Sound, soundFrom } from './sound.ts';

const LOOK_AHEAD_SECONDS = 0.004;
/** In samples. */
const LEAST_REACH = 4;
const RELEASE_SECONDS = 0.08;
/** After this time a release is complete. */
const TAIL_SECONDS = 0.8;
/** Margin for peaks between the measured points. */
const SAFETY_DB = 0.15;

/** @param ceiling in dBTP. */
export function limited(sound: Sound, ceiling: number): Sound {
  const most = gainOf(ceiling - SAFETY_DB);
  return soundFrom(sound, () => {
    const gains = new Gains(sound.rate);
    const { lag } = gains;
    const reader = new Reader(sound);
    const buffers = buffersFor(sound.channels, PIECE);
    return async (start, count) => {
      const [from, end] = [start - AROUND, start + count + lag];
      const around = await reader.read(from, end + AROUND - from);
      const block = buffers.map((buffer) => buffer.subarray(0, count));
      for (const [index, samples] of block.entries())
        samples.set(around[index]?.subarray(AROUND, AROUND + count) ?? samples);
      for (let at = start === 0 ? 0 : start + lag; at < end; at += 1) {
        const peak = peakAbove(around, at - from, most);
        if (peak === 0 && gains.areIdle) continue;
        const gain = gains.next(peak === 0 ? 1 : most / peak);
        const place = at - lag - start;
        if (place >= 0) for (const samples of block) samples[place] = (samples[place] ?? 0) * gain;
      }
      return block;
    };
  });
}

/** The highest peak of all channels; 0: none is above `most`. */
function peakAbove(channels: Block, at: number, most: number): number {
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
  /** Level and sum. In fields, each new value would be an object: millions of them. */
  readonly #state: Float64Array;
  #sincePeak = 0;

  constructor(rate: number) {
    const reach = Math.max(LEAST_REACH, Math.round(LOOK_AHEAD_SECONDS * rate));
    this.lag = 2 * reach;
    this.#least = new SlidingMinimum(this.lag + 1);
    this.#release = 1 - Math.exp(-1 / (RELEASE_SECONDS * rate));
    this.#tail = Math.ceil(TAIL_SECONDS * rate) + this.lag;
    this.#window = new Float64Array(this.lag + 1).fill(1);
    this.#state = Float64Array.of(1, this.#window.length);
  }

  /** @param needed gain; 1: the sample may stay unchanged. */
  next(needed: number): number {
    this.#sincePeak = needed < 1 ? 0 : this.#sincePeak + 1;
    this.areIdle = this.#sincePeak > this.#tail;
    if (this.areIdle) return this.#rest();
    const state = this.#state;
    const [before, sum] = [state[0] ?? 1, state[1] ?? 0];
    const level = Math.min(this.#least.next(needed), before + (1 - before) * this.#release);
    const all = sum + (level - (this.#window[this.#oldest] ?? 0));
    state[0] = level;
    state[1] = all;
    this.#window[this.#oldest] = level;
    this.#oldest = (this.#oldest + 1) % this.#window.length;
    return all / this.#window.length;
  }

  #rest(): number {
    this.#least.clear();
    this.#window.fill(1);
    this.#state[0] = 1;
    this.#state[1] = this.#window.length;
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
