/** Several sounds on one timeline, added to one. */
import { PIECE } from './pace.ts';
import { buffersFor, Reader, type Shape, type Sound, soundFrom } from './sound.ts';

/**
 * The gain of each sample of a part of the timeline, valid until the next call.
 *
 * @param start in samples.
 * @param count at most {@link PIECE}.
 */
export type Gains = (start: number, count: number) => Float32Array;

export interface Voice {
  /** With the rate and the channels of the whole. */
  readonly sound: Sound;
  /** Seconds. */
  readonly start: number;
  readonly gains?: Gains;
}

/** What exceeds its length is cut off. */
export function together(voices: readonly Voice[], whole: Shape): Sound {
  return soundFrom(whole, () => {
    const buffers = buffersFor(whole.channels, PIECE);
    const parts = voices.map((voice) => ({ ...voice, at: Math.round(voice.start * whole.rate), ...readerOf(voice) }));
    return async (start, count) => {
      const block = buffers.map((buffer) => buffer.subarray(0, count).fill(0));
      for (const { sound, at, gains, reader } of parts) {
        const [first, end] = [Math.max(start, at), Math.min(start + count, at + sound.length)];
        if (first >= end) continue;
        const samples = await reader().read(first - at, end - first);
        const factors = gains?.(first, end - first) ?? null;
        for (const [index, sum] of block.entries())
          add(sum.subarray(first - start), samples[index] ?? sum.subarray(0, 0), factors);
      }
      return block;
    };
  });
}

/** Made when its first sample is needed. */
function readerOf({ sound }: Voice): { readonly reader: () => Reader } {
  let reader: Reader | null = null;
  return {
    reader() {
      reader ??= new Reader(sound);
      return reader;
    },
  };
}

function add(sum: Float32Array, samples: Float32Array, gains: Float32Array | null): void {
  if (gains === null) for (let at = 0; at < samples.length; at += 1) sum[at] = (sum[at] ?? 0) + (samples[at] ?? 0);
  else for (let at = 0; at < samples.length; at += 1) sum[at] = (sum[at] ?? 0) + (samples[at] ?? 0) * (gains[at] ?? 0);
}
