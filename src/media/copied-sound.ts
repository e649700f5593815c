/**
 * Joins the sound of clips without decoding it: for machines without ffmpeg, where nothing decodes AAC.
 *
 * 1. All clips must have AAC with the same settings, because a track has one format.
 * 2. The sound of a clip starts with its picture, and ends where the next clip starts.
 */
import type { Bunny, BunnyInput } from './bunny.ts';
import { loadBunny } from './bunny.ts';
import { openInput, viewOf } from './open-input.ts';

export interface CopiedSound {
  /** Absolute paths of the clips in order, with the seconds that each is shown; null: the duration of its frames. */
  readonly parts: readonly { readonly file: string; readonly seconds: number | null }[];
}

type PacketSource = InstanceType<Bunny['EncodedAudioPacketSource']>;

/** 1. For clips that `inspect` has read. */
export async function isCopyable({ parts }: CopiedSound): Promise<boolean> {
  const bunny = await loadBunny();
  if (!bunny.ok) return false;
  const settings = new Set<string | null>();
  for (const { file } of parts) {
    using input = openInput(bunny.value, file);
    settings.add(await settingsOf(input));
  }
  return settings.size === 1 && !settings.has(null);
}

/** The settings that must be equal; null: not AAC. */
async function settingsOf(input: BunnyInput): Promise<string | null> {
  const track = await input.getPrimaryAudioTrack();
  const config = await track?.getDecoderConfig();
  if (!track || !config || (await track.getCodec()) !== 'aac') return null;
  const { codec, sampleRate, numberOfChannels, description } = config;
  const bytes = description === undefined ? '' : Buffer.from(viewOf(description)).toString('base64');
  return `${codec} ${sampleRate} ${numberOfChannels} ${bytes}`;
}

/** @throws the reason of `signal`. */
export async function copySound(
  bunny: Bunny,
  { sound, source }: { readonly sound: CopiedSound; readonly source: PacketSource },
  signal: AbortSignal,
): Promise<void> {
  let at = 0;
  for (const { file, seconds } of sound.parts) {
    using input = openInput(bunny, file);
    const track = await input.getPrimaryAudioTrack();
    const config = (await track?.getDecoderConfig()) ?? undefined;
    const video = await input.getPrimaryVideoTrack();
    const start = (await video?.getFirstTimestamp()) ?? 0;
    const length = seconds ?? ((await video?.computeDuration()) ?? start) - start;
    for await (const packet of track ? new bunny.EncodedPacketSink(track).packets() : []) {
      signal.throwIfAborted();
      const time = packet.timestamp - start;
      // Packets before the picture only allow a decoder to start, and are not heard.
      if (time < 0) continue;
      if (time + packet.duration > length + 1e-6) break;
      await source.add(packet.clone({ timestamp: at + time }), config && { decoderConfig: config });
    }
    at += length;
  }
}
