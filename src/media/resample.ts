/**
 * Changes the number of samples per second, but not the duration. Pure.
 *
 * @source Julius O. Smith, Digital Audio Resampling: a Kaiser-windowed sinc, with its cut-off at the lower rate.
 */
import { PIECE } from './pace.ts';
import { buffersFor, Reader, type Sound, soundFrom } from './sound.ts';

/** Zero crossings of the filter to each side, at the lower of the two rates. */
const LOBES = 16;
/** Entries of the filter's table between two zero crossings. */
const TABLE = 512;

export function resample(sound: Sound, rate: number): Sound {
  if (rate === sound.rate) return sound;
  const step = sound.rate / rate;
  const length = Math.round(sound.length / step);
  const reach = reachOf(step);
  return soundFrom({ rate, channels: sound.channels, length }, () => {
    const reader = new Reader(sound);
    const buffers = buffersFor(sound.channels, PIECE);
    return async (start, count) => {
      const first = Math.max(0, Math.ceil(start * step - reach));
      const last = Math.min(sound.length - 1, Math.floor((start + count - 1) * step + reach));
      const block = await reader.read(first, last - first + 1);
      return buffers.map((buffer, index) => {
        const samples = buffer.subarray(0, count);
        filter({ samples: block[index] ?? samples, first }, { samples, start, step });
        return samples;
      });
    };
  });
}

/** The same for one channel in memory. @param step samples of the source per sample of the result: 2 halves the length. */
export function resampled(source: Float32Array, step: number): Float32Array {
  const samples = new Float32Array(Math.round(source.length / step));
  filter({ samples: source, first: 0 }, { samples, start: 0, step });
  return samples;
}

/** Slightly below the limit, since the filter needs room to fall off. */
const cutoffOf = (step: number): number => 0.95 / Math.max(1, step);
const reachOf = (step: number): number => LOBES / cutoffOf(step);

interface Source {
  /** All that the result needs: what is missing is silence. */
  readonly samples: Float32Array;
  /** Position of the first of them. */
  readonly first: number;
}

interface Target {
  /** Output. */
  readonly samples: Float32Array;
  /** Position of the first of them. */
  readonly start: number;
  readonly step: number;
}

function filter({ samples: source, first: base }: Source, { samples: result, start, step }: Target): void {
  const cutoff = cutoffOf(step);
  const reach = reachOf(step);
  table ??= filterTable();
  const weights = table;
  for (let at = 0; at < result.length; at += 1) {
    const centre = (start + at) * step - base;
    const first = Math.max(0, Math.ceil(centre - reach)) | 0;
    const last = Math.min(source.length - 1, Math.floor(centre + reach)) | 0;
    let sum = 0;
    // Executed forty times per sample: with integers it takes half the time.
    for (let i = first; i <= last; i += 1) {
      const place = Math.abs(centre - i) * cutoff * TABLE;
      const below = place | 0;
      const here = weights[below] ?? 0;
      sum += (source[i] ?? 0) * (here + ((weights[below + 1] ?? 0) - here) * (place - below));
    }
    result[at] = sum * cutoff;
  }
}

let table: Float64Array | null = null;

/** @source Kaiser window of beta 9: aliasing is below -80 dB. */
function filterTable(): Float64Array {
  const BETA = 9;
  return Float64Array.from({ length: LOBES * TABLE + 2 }, (_, at) => {
    const x = at / TABLE;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const rest = Math.max(0, 1 - (x / LOBES) ** 2);
    return x > LOBES ? 0 : (sinc * bessel(BETA * Math.sqrt(rest))) / bessel(BETA);
  });
}

/** Modified Bessel function of the first kind, order 0, as a series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
