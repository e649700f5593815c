/** The content of a sound or video file, according to its container. Nothing is decoded. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, type BunnyInput, loadBunny } from './bunny.ts';
import { mediaFault } from './fault.ts';
import { hasTooManySamples } from './mp4-samples.ts';
import { openInput } from './open-input.ts';
import { isTooLarge } from './picture-size.ts';

export interface VideoTrack {
  readonly width: number;
  readonly height: number;
  /** `avc`, `hevc`, …; null: unknown. */
  readonly codec: string | null;
  /** The built-in decoder supports it: H.264 of the baseline profile, not rotated. */
  readonly isBaseline: boolean;
  readonly fps: number;
  readonly packets: number;
}

interface AudioTrack {
  readonly codec: string | null;
  readonly channels: number;
  readonly rate: number;
}

export interface Contents {
  /** `MP4`, `MP3`, `WAVE`, … */
  readonly container: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly video: VideoTrack | null;
  readonly audio: AudioTrack | null;
  /** The comment in its tags. */
  readonly comment: string | null;
}

/** @param file absolute. */
export async function inspect(file: string): Promise<Result<Contents, Failure>> {
  const loaded = await loadBunny();
  if (!loaded.ok) return loaded;
  using input = openInput(loaded.value, file);
  const name = path.basename(file);
  // For a file of a few bytes, it rejects instead of returning false.
  const isKnown = await input.canRead().catch(() => false);
  if (!isKnown) return mediaFault('media/decode', `"${name}" is not a known audio or video format`);
  if (hasTooManySamples(file))
    return mediaFault('media/decode', `"${name}" is damaged: it declares more samples than it has bytes`);
  try {
    if (await isCutOff(loaded.value, input))
      return mediaFault('media/decode', `"${name}" is damaged: it is cut off before its end`);
    const contents = await contentsOf(input, file);
    if (!Number.isFinite(contents.seconds)) return mediaFault('media/decode', `"${name}" is damaged: it has no length`);
    const { video } = contents;
    return video !== null && isTooLarge(video)
      ? mediaFault('media/decode', `"${name}" is too large: ${video.width}x${video.height} pixels`)
      : ok(contents);
  } catch (error) {
    return mediaFault('media/decode', `"${name}" is damaged: ${error instanceof Error ? error.message : error}`);
  }
}

/** Is the last packet of a track missing? If the tables are at the beginning, they list it all the same. */
async function isCutOff({ EncodedPacketSink }: Bunny, input: BunnyInput): Promise<boolean> {
  for (const track of await input.getTracks()) {
    const isEmpty = (await track.computeDuration()) === 0;
    if (!isEmpty && (await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY)) === null) return true;
  }
  return false;
}

/** @source ISO/IEC 14496-10, A.2.1: profile_idc 66, here in hexadecimal digits. */
async function isBaseline(video: VideoInput): Promise<boolean> {
  const codec = await video.getCodecParameterString();
  return codec?.startsWith('avc1.42') === true && (await video.getRotation()) === 0;
}

type VideoInput = NonNullable<Awaited<ReturnType<BunnyInput['getPrimaryVideoTrack']>>>;

async function contentsOf(input: BunnyInput, file: string): Promise<Contents> {
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const stats = await video?.computePacketStats();
  const tags = await input.getMetadataTags();
  return {
    container: (await input.getFormat()).name,
    bytes: statSync(file).size,
    seconds: await input.computeDuration(),
    comment: tags.comment ?? null,
    video: video && {
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      codec: await video.getCodec(),
      isBaseline: await isBaseline(video),
      fps: Math.round((stats?.averagePacketRate ?? 0) * 100) / 100,
      packets: stats?.packetCount ?? 0,
    },
    audio: audio && {
      codec: await audio.getCodec(),
      channels: await audio.getNumberOfChannels(),
      rate: await audio.getSampleRate(),
    },
  };
}
