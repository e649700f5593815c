/**
 * Builds MP4 files from encoded streams, and joins them without decoding.
 *
 * 1. Whether a packet is a key frame is read from the packet itself, since our encoder does not say it.
 * 2. The index is at the beginning of the file, so that a player can start before it has everything.
 * 3. It contains no time of day: the same video made twice is the same file.
 * 4. Sound and video are written in the order of their times, whichever is ready first: players read them together, and
 *    see 3.
 */
import { InternalError, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Bunny, type BunnyInput, loadBunny } from './bunny.ts';
import { type CopiedSound, type Packet, type PlacedSound, placedSound } from './copied-sound.ts';
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
    const decoderConfig = await sharedConfig(inputs);
    if (!decoderConfig.ok) return decoderConfig;
    const video = { decoderConfig: decoderConfig.value, packets: packetsOf(bunny, inputs, signal) };
    const sound = work.audio && (await soundOf(bunny, work.audio, signal));
    await mux(bunny, work, { video, sound });
    return ok(null);
  } catch (error) {
    signal.throwIfAborted();
    return mediaFault(
      'media/encode',
      `the video could not be written: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    for (const input of inputs) input.dispose();
  }
}

interface Tracks {
  readonly video: { readonly decoderConfig: VideoDecoderConfig; readonly packets: AsyncGenerator<Packet> };
  readonly sound: PlacedSound | null;
}

async function mux(bunny: Bunny, { file, comment }: Mp4Work, { video, sound }: Tracks): Promise<void> {
  const format = new bunny.Mp4OutputFormat({ fastStart: 'in-memory' });
  const output = new bunny.Output({ format, target: new bunny.FilePathTarget(file) });
  withoutTimes(output);
  const pictures = new bunny.EncodedVideoPacketSource('avc');
  const audio = new bunny.EncodedAudioPacketSource('aac');
  output.addVideoTrack(pictures);
  if (sound) output.addAudioTrack(audio);
  output.setMetadataTags(comment === null ? {} : { comment });
  try {
    await output.start();
    await addInOrder(
      { packets: video.packets, add: (packet) => pictures.add(packet, { decoderConfig: video.decoderConfig }) },
      sound && { packets: sound.packets, add: (packet) => audio.add(packet, { decoderConfig: sound.decoderConfig }) },
    );
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

/** Sound is encoded in full first: what the encoder has ready at a time depends on its thread. */
async function soundOf(bunny: Bunny, audio: Sound | CopiedSound, signal: AbortSignal): Promise<PlacedSound> {
  if ('parts' in audio) return await placedSound(bunny, audio, signal);
  const packets: Packet[] = [];
  let decoderConfig: AudioDecoderConfig | undefined;
  const source = new bunny.AudioSampleSource({
    codec: 'aac',
    bitrate: AAC_BITS_A_SECOND,
    onEncodedPacket: (packet, meta) => {
      decoderConfig ??= meta?.decoderConfig;
      packets.push(packet);
    },
  });
  const format = new bunny.Mp4OutputFormat({ fastStart: 'fragmented' }); // keeps nothing
  const output = new bunny.Output({ format, target: new bunny.NullTarget() });
  output.addAudioTrack(source);
  try {
    await output.start();
    await addSound(bunny, { source, sound: encodable(audio) }, signal);
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  if (!decoderConfig) throw new InternalError('the AAC encoder did not tell its settings');
  return { decoderConfig, packets: withoutDelay(packets) };
}

/** The first packet only allows a decoder to start: with a negative time it is not played, and delays nothing. */
async function* withoutDelay(packets: readonly Packet[]): AsyncGenerator<Packet> {
  const delay = packets[0]?.duration ?? 0;
  for (const packet of packets) yield packet.clone({ timestamp: packet.timestamp - delay });
}

/** Packets, and what adds them to the file. */
interface Feed {
  readonly packets: AsyncGenerator<Packet>;
  add(packet: Packet): Promise<void>;
}

/** 4. */
async function addInOrder(video: Feed, sound: Feed | null): Promise<void> {
  try {
    let next = await sound?.packets.next();
    const addSoundUntil = async (time: number): Promise<void> => {
      for (; sound && next?.done === false && next.value.timestamp <= time; next = await sound.packets.next())
        await sound.add(next.value);
    };
    for await (const packet of video.packets) {
      await addSoundUntil(packet.timestamp);
      await video.add(packet);
    }
    await addSoundUntil(Number.POSITIVE_INFINITY);
  } finally {
    await sound?.packets.return(undefined);
  }
}

/** 3. The creation time is not part of the package's types; it is written into each header as 0. */
function withoutTimes(output: object): void {
  const muxer: unknown = Reflect.get(output, '_muxer');
  if (typeof muxer !== 'object' || muxer === null || !('creationTime' in muxer))
    throw new InternalError('this version of mediabunny has no creationTime');
  muxer.creationTime = 0;
}

const BT709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

/** The settings of all videos. */
async function sharedConfig(inputs: readonly BunnyInput[]): Promise<Result<VideoDecoderConfig, Failure>> {
  let shared: VideoDecoderConfig | null = null;
  for (const [index, input] of inputs.entries()) {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    if (!track || !config || (await track.getCodec()) !== 'avc')
      return mediaFault(
        'media/join',
        `video ${index + 1} has no H.264 track`,
        'make all videos with the same settings',
      );
    shared ??= config;
    if (settingsOf(config) !== settingsOf(shared)) {
      const hint = 'install ffmpeg, or make all videos with the same size and settings';
      return mediaFault('media/join', `video ${index + 1} has different settings from the first one`, hint);
    }
  }
  if (shared === null) throw new InternalError('there is no video to copy');
  return ok({ ...shared, colorSpace: BT709 });
}

/** Each video begins where the one before it ends. */
async function* packetsOf(bunny: Bunny, inputs: readonly BunnyInput[], signal: AbortSignal): AsyncGenerator<Packet> {
  let offset = 0;
  for (const input of inputs) {
    const track = await input.getPrimaryVideoTrack();
    if (!track) continue;
    const first = await track.getFirstTimestamp();
    let end = offset;
    for await (const packet of new bunny.EncodedPacketSink(track).packets()) {
      signal.throwIfAborted();
      const type = (await track.determinePacketType(packet)) ?? packet.type;
      const timestamp = offset + packet.timestamp - first;
      end = Math.max(end, timestamp + packet.duration);
      yield packet.clone({ type, timestamp });
    }
    offset = end;
  }
}

/** What must be equal if packets of two videos are to be in one track. */
function settingsOf({ codec, codedWidth, codedHeight, description }: VideoDecoderConfig): string {
  const bytes = description === undefined ? new Uint8Array(0) : viewOf(description);
  return `${codec} ${codedWidth}x${codedHeight} ${Buffer.from(bytes).toString('base64')}`;
}
