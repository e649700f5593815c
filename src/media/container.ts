/**
 * MP4 files put together from what encoders made, and joined without being decoded.
 *
 * 1. Whether a packet is a key frame is read from the packet itself: our encoder does not say it.
 * 2. The index stands at the beginning of the file, so that a player can start before it has all.
 * 3. No time of day is in it: the same video made twice is the same file.
 */
import { InternalError, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, type BunnyInput, loadBunny } from './bunny.ts';
import { AAC_BITS_A_SECOND, addSound, encodable } from './encode-audio.ts';
import { mediaFault } from './fault.ts';
import type { Pcm } from './wav.ts';

export interface Mp4Work {
  /** Absolute paths of MP4 files, one after the other. */
  readonly videos: readonly string[];
  /** null: without sound. */
  readonly audio: Pcm | null;
  /** Absolute path of what is written. */
  readonly file: string;
  readonly comment: string | null;
}

/** Video of one or more files, packet by packet, with new sound. @throws the reason of `signal`. */
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
    const audio = work.audio && new bunny.AudioSampleSource({ codec: 'aac', bitrate: AAC_BITS_A_SECOND });
    output.addVideoTrack(video);
    if (audio) output.addAudioTrack(audio);
    output.setMetadataTags({ ...(work.comment === null ? {} : { comment: work.comment }) });
    try {
      await output.start();
      const sound = async (): Promise<void> => {
        if (!work.audio || !audio) return;
        await addSound(bunny, { source: audio, pcm: encodable(work.audio) }, signal);
        audio.close();
      };
      const [copied] = await Promise.all([copyVideos(bunny, { inputs, video }, signal), sound()]);
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

/** 3. When a file was made is not part of the package's types; it is written into each header as 0. */
function withoutTimes(output: object): void {
  const muxer: unknown = Reflect.get(output, '_muxer');
  if (typeof muxer !== 'object' || muxer === null || !('creationTime' in muxer))
    throw new InternalError('this mediabunny tells the time in another way');
  muxer.creationTime = 0;
}

/** A playlist would have other files opened: it is no format here. @param file absolute. To be disposed of. */
export function openInput(bunny: Bunny, file: string): BunnyInput {
  const formats = bunny.ALL_FORMATS.filter((format) => format !== bunny.HLS);
  return new bunny.Input({ source: endingSource(bunny, file), formats });
}

const MOST_REPEATS = 10_000;

/**
 * Of a damaged Matroska, WebM or FLAC file mediabunny 1.61 asks for the same few parts for ever, without a turn for
 * anybody else in between: not even a signal is heard any more. Where it asks is not part of its types.
 *
 * @source Brent: to go in a circle is to meet one place again and again, and which one does not matter.
 */
function endingSource(bunny: Bunny, file: string): InstanceType<Bunny['FilePathSource']> {
  const source = new bunny.FilePathSource(file);
  const read: unknown = Reflect.get(source, '_read');
  if (typeof read !== 'function') throw new InternalError('this mediabunny reads in another way');
  let [reads, nextMark, mark, met] = [0, 1, '', 0];
  const readOn = (...range: readonly number[]): unknown => {
    const part = `${range[0]}-${range[1]}`;
    reads += 1;
    if (reads === nextMark) [nextMark, mark, met] = [2 * nextMark, part, 0];
    else if (part === mark) met += 1;
    if (met > MOST_REPEATS) throw new Error('there is no way out of one of its parts');
    return Reflect.apply(read, source, range);
  };
  Reflect.set(source, '_read', readOn);
  return source;
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

/** What must be equal for packets of two videos to stand in one track. */
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

export const viewOf = (bytes: ArrayBuffer | ArrayBufferView | SharedArrayBuffer): Uint8Array =>
  ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
