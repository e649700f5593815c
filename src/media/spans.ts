/** What is heard where in a sound. */
import { gainOf } from './gain.ts';
import type { Pace } from './pace.ts';
import type { Sound } from './sound.ts';

export interface Span {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
}

const WINDOW_SECONDS = 0.05;

/** Where something is heard in its first channel. @param above level in decibels relative to full scale, in 50 ms. */
export async function soundSpans(sound: Sound, above: number, pace: Pace): Promise<readonly Span[]> {
  const { rate, length } = sound;
  const width = Math.round(WINDOW_SECONDS * rate);
  const least = gainOf(above) ** 2;
  const spans: Span[] = [];
  let [at, energy] = [0, 0];
  const endWindow = (): void => {
    const count = at % width === 0 ? width : at % width;
    const isHeard = energy / count >= least;
    energy = 0;
    if (!isHeard) return;
    const [start, end] = [(at - count) / rate, at / rate];
    const before = spans.at(-1);
    if (before && before.end === start) spans[spans.length - 1] = { start: before.start, end };
    else spans.push({ start, end });
  };
  for await (const [channel = new Float32Array(0)] of sound.blocks()) {
    for (let index = 0; index < channel.length; index += 1) {
      const x = channel[index] ?? 0;
      energy += x * x;
      at += 1;
      if (at % width === 0 || at === length) endWindow();
    }
    await pace();
  }
  return spans;
}

/** The highest absolute values in the parts of its first channel. @param count of parts of equal length. */
export async function peaksOf(sound: Sound, count: number, pace: Pace): Promise<readonly number[]> {
  const peaks = new Array<number>(count).fill(0);
  const edgeOf = (part: number): number => Math.floor((part / count) * sound.length);
  let [part, start] = [0, 0];
  for await (const [channel = new Float32Array(0)] of sound.blocks()) {
    const end = start + channel.length;
    for (; part < count; part += 1) {
      const [first, last] = [edgeOf(part), Math.max(edgeOf(part) + 1, edgeOf(part + 1))];
      for (let at = Math.max(first, start); at < Math.min(last, end); at += 1)
        peaks[part] = Math.max(peaks[part] ?? 0, Math.abs(channel[at - start] ?? 0));
      if (last > end) break;
    }
    start = end;
    await pace();
  }
  return peaks;
}
