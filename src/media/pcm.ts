/** A short sound in memory. Pure. */

/** A sample is a number in [-1, 1]; all channels have the same length. */
export interface Pcm {
  /** Samples per second. */
  readonly rate: number;
  readonly channels: readonly Float32Array[];
}

export const secondsOf = ({ rate, channels }: Pcm): number => (channels[0]?.length ?? 0) / rate;

export function toMono(pcm: Pcm): Pcm {
  const [first, ...others] = pcm.channels;
  if (first === undefined || others.length === 0) return pcm;
  const mixed = first.map((sample, at) => {
    const sum = others.reduce((total, samples) => total + (samples[at] ?? 0), sample);
    return sum / pcm.channels.length;
  });
  return { rate: pcm.rate, channels: [mixed] };
}
