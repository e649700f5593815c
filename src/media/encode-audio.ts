/**
 * Encodes sound as MP3, and as the AAC track of a video, with the encoders of mediabunny.
 *
 * 1. Sound is handed over one second at a time, and what is encoded is written: memory does not grow with its length.
 * 2. The encoders work in their own threads; `signal` is checked after each second of sound.
 */
import { open } from 'node:fs/promises';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, type BunnyPart, loadBunny } from './bunny.ts';
import { mediaFault } from './fault.ts';
import type { Pcm } from './pcm.ts';
import { resample } from './resample.ts';
import { Reader, type Sound, soundOf, toStereo } from './sound.ts';
import { writeAll } from './sound-files.ts';

const MP3_BITS_A_SECOND = 128_000;
export const AAC_BITS_A_SECOND = 160_000;
/** MP3 and AAC support only some rates. */
const RATES = [48_000, 44_100, 32_000, 24_000, 22_050, 16_000];

type AudioTrackSource = InstanceType<Bunny['AudioSampleSource']>;

/** Of a short sound. */
export async function mp3Of(pcm: Pcm, signal: AbortSignal): Promise<Result<Uint8Array, Failure>> {
  const bunny = await loadBunny();
  if (!bunny.ok) return bunny;
  const target = new bunny.value.BufferTarget();
  const encoded = await encodeMp3(bunny.value, { target, sound: soundOf(pcm) }, signal);
  return encoded.ok ? ok(new Uint8Array(target.buffer ?? new ArrayBuffer(0))) : encoded;
}

export interface Mp3File {
  /** Absolute path; replaced. */
  readonly file: string;
  /** The tag before its sound. */
  readonly tag: Uint8Array;
  readonly sound: Sound;
}

/** Writes while it encodes. */
export async function writeMp3({ file, tag, sound }: Mp3File, signal: AbortSignal): Promise<Result<null, Failure>> {
  const bunny = await loadBunny();
  if (!bunny.ok) return bunny;
  await using handle = await open(file, 'w');
  await writeAll(handle, tag, 0);
  const written = new WritableStream<BunnyPart>({
    write: ({ data, position }) => writeAll(handle, data, tag.length + position),
  });
  const target = new bunny.value.StreamTarget(written, { chunked: true, chunkSize: CHUNK_BYTES });
  return await encodeMp3(bunny.value, { target, sound }, signal);
}

const CHUNK_BYTES = 2 ** 20;

interface Encoding {
  readonly target: InstanceType<Bunny['Target']>;
  readonly sound: Sound;
}

async function encodeMp3(
  bunny: Bunny,
  { target, sound }: Encoding,
  signal: AbortSignal,
): Promise<Result<null, Failure>> {
  const output = new bunny.Output({ format: new bunny.Mp3OutputFormat({ xingHeader: true }), target });
  const source = new bunny.AudioSampleSource({ codec: 'mp3', bitrate: MP3_BITS_A_SECOND });
  output.addAudioTrack(source);
  try {
    await output.start();
    await addSound(bunny, { source, sound: encodable(sound) }, signal);
    await output.finalize();
    return ok(null);
  } catch (error) {
    await output.cancel();
    signal.throwIfAborted();
    return mediaFault('media/encode', `the MP3 encoder failed: ${error instanceof Error ? error.message : error}`);
  }
}

/** One or two channels, at a rate that the encoders support. */
export function encodable(sound: Sound): Sound {
  const two = sound.channels > 2 ? toStereo(sound) : sound;
  const rate = RATES.includes(two.rate) ? two.rate : (RATES.toReversed().find((known) => known > two.rate) ?? 48_000);
  return resample(two, rate);
}

interface Adding {
  readonly source: AudioTrackSource;
  /** As {@link encodable} makes it. */
  readonly sound: Sound;
}

export async function addSound({ AudioSample }: Bunny, { source, sound }: Adding, signal: AbortSignal): Promise<void> {
  const { rate, channels, length } = sound;
  const reader = new Reader(sound);
  for (let at = 0; at < length; at += rate) {
    signal.throwIfAborted();
    const count = Math.min(rate, length - at);
    const data = new Float32Array(count * channels);
    for (const [index, channel] of (await reader.read(at, count)).entries()) data.set(channel, index * count);
    using sample = new AudioSample({
      data,
      format: 'f32-planar',
      numberOfChannels: channels,
      sampleRate: rate,
      timestamp: at / rate,
    });
    await source.add(sample);
  }
}
