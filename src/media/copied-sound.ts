/**
 * The sound of clips, put behind one another without being decoded: for machines without ffmpeg, where nothing decodes
 * AAC.
 *
 * 1. All clips have AAC with the same settings, because one track has one kind of sound.
 * 2. What is heard begins with its picture, and ends where the next clip begins.
 */
import type { Bunny, BunnyInput } from './bunny.ts';
import { loadBunny } from './bunny.ts';
import { openInput, viewOf } from './open-input.ts';

export interface CopiedSound {
  /** Absolute paths of the clips, in their order, and the seconds that each is seen; null: as its own frames say. */
  readonly parts: readonly { readonly file: string; readonly seconds: number | null }[];
}

type PacketSource = InstanceType<Bunny['EncodedAudioPacketSource']>;

/** 1. Of clips that `inspect` has read. */
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

/** What must be equal; null: no AAC. */
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
      // What stands before the picture lets a decoder begin, and is not heard.
      if (time < 0) continue;
      if (time + packet.duration > length + 1e-6) break;
      await source.add(packet.clone({ timestamp: at + time }), config && { decoderConfig: config });
    }
    at += length;
  }
}
