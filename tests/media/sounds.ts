/** Sounds to test with. */
import type { Pcm } from '../../src/media/pcm.ts';
import { type Sound, soundOf } from '../../src/media/sound.ts';

export interface Tone {
  readonly hertz?: number;
  readonly seconds?: number;
  /** Decibels below full scale. */
  readonly db?: number;
  readonly rate?: number;
}

export function tone({ hertz = 997, seconds = 2, db = -23, rate = 48_000 }: Tone = {}): Float32Array {
  const level = 10 ** (db / 20);
  const turn = (2 * Math.PI * hertz) / rate;
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, at) => level * Math.sin(turn * at));
}

export const stereo = (channel: Float32Array, rate = 48_000): Pcm => ({ rate, channels: [channel, channel] });

export const stereoSound = (channel: Float32Array, rate = 48_000): Sound => soundOf(stereo(channel, rate));

export const peakOf = ({ channels }: Pcm): number =>
  channels.reduce((most, channel) => channel.reduce((peak, x) => Math.max(peak, Math.abs(x)), most), 0);

export const near = (value: number | null, wanted: number, by: number): boolean =>
  value !== null && Math.abs(value - wanted) <= by;
