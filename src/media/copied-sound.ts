/**
 * Joins the sound of clips without decoding it: for machines without ffmpeg, where nothing decodes AAC.
 *
 * 1. All clips that have sound must have AAC with the same settings, because a track has one format.
 * 2. The sound of a clip starts with its picture, and ends where the next clip starts.
 * 3. Where a clip has no sound, or less than picture, the track is silent: a gap would be played differently by each
 *    player.
 */
import { InternalError } from '../model/brand.ts';
import { type Bunny, loadBunny } from './bunny.ts';
import { openInput, viewOf } from './open-input.ts';

export interface CopiedSound {
  /** Absolute paths of the clips in order, with the seconds that each is shown; null: the duration of its frames. */
  readonly parts: readonly { readonly file: string; readonly seconds: number | null }[];
}

export type Packet = InstanceType<Bunny['EncodedPacket']>;

/** 1. For clips that `inspect` has read. False if none has sound. */
export async function isCopyable({ parts }: CopiedSound): Promise<boolean> {
  const bunny = await loadBunny();
  if (!bunny.ok) return false;
  const configs: AudioDecoderConfig[] = [];
  for (const { file } of parts) {
    using input = openInput(bunny.value, file);
    const track = await input.getPrimaryAudioTrack();
    const config = await track?.getDecoderConfig();
    if (track && (!config || (await track.getCodec()) !== 'aac')) return false;
    if (config) configs.push(config);
  }
  const [config, ...others] = configs;
  if (!config || others.some((other) => settingsOf(other) !== settingsOf(config))) return false;
  return configs.length === parts.length || silentFrame(config) !== null;
}

/** The settings that must be equal. */
function settingsOf({ codec, sampleRate, numberOfChannels, description }: AudioDecoderConfig): string {
  const bytes = description === undefined ? '' : Buffer.from(viewOf(description)).toString('base64');
  return `${codec} ${sampleRate} ${numberOfChannels} ${bytes}`;
}

const LOW_COMPLEXITY = 'mp4a.40.2';
const FRAME_SAMPLES = 1024;

/**
 * Frames of silence by number of channels (ISO/IEC 14496-3, 4.4.2): the element of one channel or of a pair, for each
 * channel a stream with gain 0 and no scale factor bands, the end. All bits are 0 but the type of the pair (001) and the
 * end (111).
 */
const SILENT_FRAMES: ReadonlyMap<number, readonly number[]> = new Map([
  [1, [0, 0, 0, 0b111]],
  [2, [0b0010_0000, 0, 0, 0, 0, 0, 0b1110]],
]);

/** null: not known for these settings. */
function silentFrame({ codec, numberOfChannels }: AudioDecoderConfig): Uint8Array | null {
  const bytes = codec === LOW_COMPLEXITY ? SILENT_FRAMES.get(numberOfChannels) : undefined;
  return bytes === undefined ? null : Uint8Array.from(bytes);
}

/** The packets of the track in order, and its settings. */
export interface PlacedSound {
  readonly decoderConfig: AudioDecoderConfig;
  readonly packets: AsyncGenerator<Packet>;
}

/** @throws the reason of `signal`. */
export async function placedSound(bunny: Bunny, sound: CopiedSound, signal: AbortSignal): Promise<PlacedSound> {
  const decoderConfig = await configIn(bunny, sound);
  return { decoderConfig, packets: withoutGaps(bunny, decoderConfig, packetsOf(bunny, sound, signal)) };
}

async function configIn(bunny: Bunny, { parts }: CopiedSound): Promise<AudioDecoderConfig> {
  for (const { file } of parts) {
    using input = openInput(bunny, file);
    const config = await (await input.getPrimaryAudioTrack())?.getDecoderConfig();
    if (config) return config;
  }
  throw new InternalError('no clip has sound to be copied');
}

/** Seconds; times are sums of fractions. */
const INSTANT = 1e-6;

/** 2. Ends of clips are numbers. */
async function* packetsOf(bunny: Bunny, { parts }: CopiedSound, signal: AbortSignal): AsyncGenerator<Packet | number> {
  let at = 0;
  for (const { file, seconds } of parts) {
    using input = openInput(bunny, file);
    const audio = await input.getPrimaryAudioTrack();
    const video = await input.getPrimaryVideoTrack();
    const start = (await video?.getFirstTimestamp()) ?? 0;
    const length = seconds ?? ((await video?.computeDuration()) ?? start) - start;
    for await (const packet of audio ? new bunny.EncodedPacketSink(audio).packets() : []) {
      signal.throwIfAborted();
      const time = packet.timestamp - start;
      // Packets before the picture only allow a decoder to start, and are not heard.
      if (time < 0) continue;
      if (time + packet.duration > length + INSTANT) break;
      yield packet.clone({ timestamp: at + time });
    }
    at += length;
    yield at;
  }
}

/** 3. Less than a frame may be missing before each packet and at the end. */
async function* withoutGaps(
  { EncodedPacket }: Bunny,
  config: AudioDecoderConfig,
  packets: AsyncIterable<Packet | number>,
): AsyncGenerator<Packet> {
  const frame = silentFrame(config);
  const length = FRAME_SAMPLES / config.sampleRate;
  let end = 0;
  for await (const next of packets) {
    const until = typeof next === 'number' ? next : next.timestamp;
    for (; frame && end + length <= until + INSTANT; end += length) yield new EncodedPacket(frame, 'key', end, length);
    if (typeof next === 'number') continue;
    yield next;
    end = next.timestamp + next.duration;
  }
}
