/**
 * Encodes sound as MP3, and as the AAC track of a video, with the encoders of mediabunny.
 *
 * 1. Sound is passed on one second at a time: the encoder never holds a second copy.
 * 2. The encoders work on their own threads; `signal` is checked after each second of sound.
 */
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, loadBunny } from './bunny.ts';
import { mediaFault } from './fault.ts';
import { type Pcm, resample, toStereo } from './wav.ts';

const MP3_BITS_A_SECOND = 128_000;
export const AAC_BITS_A_SECOND = 160_000;
/** MP3 and AAC support only a few rates. */
const RATES = [48_000, 44_100, 32_000, 24_000, 22_050, 16_000];

type AudioTrackSource = InstanceType<Bunny['AudioSampleSource']>;

export async function mp3Of(pcm: Pcm, signal: AbortSignal): Promise<Result<Uint8Array, Failure>> {
  const loaded = await loadBunny();
  if (!loaded.ok) return loaded;
  const bunny = loaded.value;
  const target = new bunny.BufferTarget();
  const output = new bunny.Output({ format: new bunny.Mp3OutputFormat({ xingHeader: true }), target });
  const source = new bunny.AudioSampleSource({ codec: 'mp3', bitrate: MP3_BITS_A_SECOND });
  output.addAudioTrack(source);
  try {
    await output.start();
    await addSound(bunny, { source, pcm: encodable(pcm) }, signal);
    await output.finalize();
  } catch (error) {
    await output.cancel();
    signal.throwIfAborted();
    return mediaFault('media/encode', `the MP3 encoder failed: ${error instanceof Error ? error.message : error}`);
  }
  return ok(new Uint8Array(target.buffer ?? new ArrayBuffer(0)));
}

/** One or two channels, at a rate that the encoders support. */
export function encodable(pcm: Pcm): Pcm {
  const two = pcm.channels.length > 2 ? toStereo(pcm) : pcm;
  const rate = RATES.includes(two.rate) ? two.rate : (RATES.toReversed().find((known) => known > two.rate) ?? 48_000);
  return resample(two, rate);
}

interface Sound {
  readonly source: AudioTrackSource;
  readonly pcm: Pcm;
}

export async function addSound({ AudioSample }: Bunny, { source, pcm }: Sound, signal: AbortSignal): Promise<void> {
  const { rate, channels } = pcm;
  const length = channels[0]?.length ?? 0;
  for (let at = 0; at < length; at += rate) {
    signal.throwIfAborted();
    const count = Math.min(rate, length - at);
    const data = new Float32Array(count * channels.length);
    for (const [index, channel] of channels.entries()) data.set(channel.subarray(at, at + count), index * count);
    using sample = new AudioSample({
      data,
      format: 'f32-planar',
      numberOfChannels: channels.length,
      sampleRate: rate,
      timestamp: at / rate,
    });
    await source.add(sample);
  }
}
