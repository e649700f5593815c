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

type PacketSource = InstanceType<Bunny['EncodedAudioPacketSource']>;
type Packet = InstanceType<Bunny['EncodedPacket']>;

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

/** @throws the reason of `signal`. */
export async function copySound(
  bunny: Bunny,
  { sound, source }: { readonly sound: CopiedSound; readonly source: PacketSource },
  signal: AbortSignal,
): Promise<void> {
  const decoderConfig = await configIn(bunny, sound);
  const track = new CopiedTrack(bunny, { source, decoderConfig });
  let at = 0;
  for (const { file, seconds } of sound.parts) {
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
      await track.add(packet.clone({ timestamp: at + time }));
    }
    at += length;
    signal.throwIfAborted();
    await track.silentUntil(at);
  }
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

/** 3. */
class CopiedTrack {
  readonly #bunny: Bunny;
  readonly #source: PacketSource;
  readonly #config: AudioDecoderConfig;
  /** Seconds. */
  #end = 0;

  constructor(bunny: Bunny, to: { readonly source: PacketSource; readonly decoderConfig: AudioDecoderConfig }) {
    this.#bunny = bunny;
    this.#source = to.source;
    this.#config = to.decoderConfig;
  }

  async add(packet: Packet): Promise<void> {
    await this.silentUntil(packet.timestamp);
    await this.#put(packet);
  }

  /** Less than a frame may be missing at the end. */
  async silentUntil(time: number): Promise<void> {
    const frame = silentFrame(this.#config);
    if (frame === null) return;
    const length = FRAME_SAMPLES / this.#config.sampleRate;
    while (this.#end + length <= time + INSTANT)
      await this.#put(new this.#bunny.EncodedPacket(frame, 'key', this.#end, length));
  }

  async #put(packet: Packet): Promise<void> {
    await this.#source.add(packet, { decoderConfig: this.#config });
    this.#end = packet.timestamp + packet.duration;
  }
}
