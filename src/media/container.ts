/**
 * Builds MP4 files from encoded streams, and joins them without decoding.
 *
 * 1. Whether a packet is a key frame is read from the packet itself, since our encoder does not say it.
 * 2. The index is at the beginning of the file, so that a player can start before it has everything.
 * 3. It contains no time of day: the same video made twice is the same file.
 */
import { InternalError, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, type BunnyInput, loadBunny } from './bunny.ts';
import { type CopiedSound, copySound } from './copied-sound.ts';
import { AAC_BITS_A_SECOND, addSound, encodable } from './encode-audio.ts';
import { mediaFault } from './fault.ts';
import { openInput, viewOf } from './open-input.ts';
import type { Sound } from './sound.ts';

export interface Mp4Work {
  /** Absolute paths of MP4 files, in order. */
  readonly videos: readonly string[];
  /** null: without sound. */
  readonly audio: Sound | CopiedSound | null;
  /** Absolute path of the output. */
  readonly file: string;
  readonly comment: string | null;
}

/** Copies the video of one or more files packet by packet, with new sound. @throws the reason of `signal`. */
export async function writeMp4(work: Mp4Work, signal: AbortSignal): Promise<Result<null, Failure>> {
  const loaded = await loadBunny();
  if (!loaded.ok) return loaded;
  const bunny = loaded.value;
  const inputs = work.videos.map((video) => openInput(bunny, video));
  try {
    const format = new bunny.Mp4OutputFormat({ fastStart: 'in-memory' });
    const output = new bunny.Output({ format, target: new bunny.FilePathTarget(work.file) });
    withoutTimes(output);
    const video = new bunny.EncodedVideoPacketSource('avc');
    const sound = work.audio && soundInto(bunny, work.audio);
    output.addVideoTrack(video);
    if (sound) output.addAudioTrack(sound.source);
    output.setMetadataTags({ ...(work.comment === null ? {} : { comment: work.comment }) });
    try {
      await output.start();
      const [copied] = await Promise.all([copyVideos(bunny, { inputs, video }, signal), sound?.add(signal)]);
      if (!copied.ok) {
        await output.cancel();
        return copied;
      }
      await output.finalize();
      return ok(null);
    } catch (error) {
      await output.cancel();
      signal.throwIfAborted();
      return mediaFault(
        'media/encode',
        `the video could not be written: ${error instanceof Error ? error.message : error}`,
      );
    }
  } finally {
    for (const input of inputs) input.dispose();
  }
}

interface SoundTrack {
  readonly source: InstanceType<Bunny['AudioSource']>;
  /** Adds all of the sound. */
  add(signal: AbortSignal): Promise<void>;
}

function soundInto(bunny: Bunny, audio: Sound | CopiedSound): SoundTrack {
  if ('parts' in audio) {
    const source = new bunny.EncodedAudioPacketSource('aac');
    const add = async (signal: AbortSignal): Promise<void> => {
      await copySound(bunny, { sound: audio, source }, signal);
      source.close();
    };
    return { source, add };
  }
  const source = new bunny.AudioSampleSource({ codec: 'aac', bitrate: AAC_BITS_A_SECOND });
  const add = async (signal: AbortSignal): Promise<void> => {
    await addSound(bunny, { source, sound: encodable(audio) }, signal);
    source.close();
  };
  return { source, add };
}

/** 3. The creation time is not part of the package's types; it is written into each header as 0. */
function withoutTimes(output: object): void {
  const muxer: unknown = Reflect.get(output, '_muxer');
  if (typeof muxer !== 'object' || muxer === null || !('creationTime' in muxer))
    throw new InternalError('this version of mediabunny has no creationTime');
  muxer.creationTime = 0;
}

interface Copying {
  readonly inputs: readonly BunnyInput[];
  readonly video: InstanceType<Bunny['EncodedVideoPacketSource']>;
}

const BT709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

async function copyVideos(
  bunny: Bunny,
  { inputs, video }: Copying,
  signal: AbortSignal,
): Promise<Result<null, Failure>> {
  let offset = 0;
  let settings: string | null = null;
  for (const [index, input] of inputs.entries()) {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    if (!track || !config || (await track.getCodec()) !== 'avc')
      return mediaFault(
        'media/join',
        `video ${index + 1} has no H.264 track`,
        'make all videos with the same settings',
      );
    const own = settingsOf(config);
    settings ??= own;
    if (own !== settings) {
      const hint = 'install ffmpeg, or make all videos with the same size and settings';
      return mediaFault('media/join', `video ${index + 1} has different settings from the first one`, hint);
    }
    const first = await track.getFirstTimestamp();
    let end = offset;
    for await (const packet of new bunny.EncodedPacketSink(track).packets()) {
      signal.throwIfAborted();
      const type = (await track.determinePacketType(packet)) ?? packet.type;
      const timestamp = offset + packet.timestamp - first;
      end = Math.max(end, timestamp + packet.duration);
      await video.add(packet.clone({ type, timestamp }), { decoderConfig: { ...config, colorSpace: BT709 } });
    }
    offset = end;
  }
  video.close();
  return ok(null);
}

/** What must be equal if packets of two videos are to be in one track. */
function settingsOf({ codec, codedWidth, codedHeight, description }: VideoSettings): string {
  const bytes = description === undefined ? new Uint8Array(0) : viewOf(description);
  return `${codec} ${codedWidth}x${codedHeight} ${Buffer.from(bytes).toString('base64')}`;
}

interface VideoSettings {
  readonly codec: string;
  readonly codedWidth?: number | undefined;
  readonly codedHeight?: number | undefined;
  readonly description?: ArrayBuffer | ArrayBufferView | SharedArrayBuffer | undefined;
}
