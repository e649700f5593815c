/** What is in a sound or video file: by ffprobe and ffmpeg where they are installed, by mediabunny elsewhere. */
import { execFileSync, spawnSync } from 'node:child_process';
import NodeID3 from 'node-id3';
import { findFfmpeg } from '../../src/media/ffmpeg.ts';
import { inspect } from '../../src/media/inspect.ts';

const hasFfmpeg = findFfmpeg(process.env) !== null;
export const needsFfmpeg = hasFfmpeg ? {} : { skip: 'ffmpeg is not installed' };

interface Measured {
  readonly seconds: number;
  /** `h264 1080x1920`; null: no video. */
  readonly video: string | null;
  readonly audio: string | null;
}

export async function measured(file: string): Promise<Measured> {
  if (hasFfmpeg) return byFfprobe(file);
  const contents = await inspect(file);
  if (!contents.ok) throw new Error(contents.error.message);
  const { seconds, video, audio } = contents.value;
  const codec = video?.codec === 'avc' ? 'h264' : video?.codec;
  return { seconds, video: video && `${codec} ${video.width}x${video.height}`, audio: audio?.codec ?? null };
}

interface Stream {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly width: number;
  readonly height: number;
  readonly disposition?: { readonly attached_pic?: number };
}

function byFfprobe(file: string): Measured {
  const args = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', `file:${file}`];
  const said = JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' }));
  const streams: readonly Stream[] = said.streams;
  const video = streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    seconds: Number(said.format.duration),
    video: video ? `${video.codec_name} ${video.width}x${video.height}` : null,
    audio: audio?.codec_name ?? null,
  };
}

/** Integrated loudness by EBU R 128, in LUFS. */
export function loudnessOf(file: string): number {
  const args = ['-hide_banner', '-nostats', '-i', `file:${file}`, '-af', 'ebur128', '-vn', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  const found = [...stderr.matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1)?.[1];
  if (found === undefined) throw new Error(`ffmpeg measured nothing: ${stderr.slice(-500)}`);
  return Number(found);
}

interface Tags {
  readonly title: string | undefined;
  readonly album: string | undefined;
  readonly track: string | undefined;
  /** Bytes of the picture. */
  readonly cover: number;
  readonly chapters: readonly { readonly title: string | undefined; readonly start: number; readonly end: number }[];
}

export function tagsOf(file: string): Tags {
  const { title, album, trackNumber, image, chapter = [] } = NodeID3.read(file);
  return {
    title,
    album,
    track: trackNumber,
    cover: typeof image === 'object' ? image.imageBuffer.length : 0,
    chapters: chapter.map(({ startTimeMs, endTimeMs, tags }) => ({
      title: tags?.title,
      start: startTimeMs / 1000,
      end: endTimeMs / 1000,
    })),
  };
}
