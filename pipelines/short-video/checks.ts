/**
 * What a machine can say of a video before a person has to watch it. One check that fails ends the run: nobody is asked to
 * look at a video that is silent, black or of the wrong size.
 */
import { defineStage, PermanentError } from '../lib/stage.ts';

export interface Probe {
  readonly seconds: number;
  readonly bytes: number;
  readonly video: {
    readonly width: number;
    readonly height: number;
    readonly codec: string;
    readonly black: unknown;
    readonly frozen: unknown;
  } | null;
  readonly audio: { readonly codec: string; readonly lufs: number | null; readonly silent: unknown } | null;
}

interface Args {
  readonly probe: Probe;
  readonly captions: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** What the time line says. */
  readonly seconds: number;
  readonly most_bytes: number;
}

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly wanted: string;
}

export default defineStage<Args>(({ args, log }) => {
  const checks = checksOf(args);
  for (const { name, ok, found, wanted } of checks)
    log.info(`${ok ? 'ok  ' : 'NOT '} ${name}: ${found} (wanted: ${wanted})`);
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length > 0)
    throw new PermanentError(
      `the video is not fit to be watched: ${failed.map(({ name, found, wanted }) => `${name} is ${found}, wanted: ${wanted}`).join('; ')}`,
    );
  return { output: { summary: `${checks.length} of ${checks.length} checks are good`, checks } };
});

export function checksOf({ probe, captions, seconds, most_bytes }: Args): readonly Check[] {
  const { video, audio } = probe;
  const check = (name: string, ok: boolean, found: unknown, wanted: string): Check => ({
    name,
    ok,
    found: String(found),
    wanted,
  });
  const lufs = audio?.lufs ?? null;
  const off = captions.findIndex(
    ({ start, end }, index) => end - start < 0.2 || end - start > 8 || start < (captions[index - 1]?.end ?? 0) - 0.01,
  );
  const last = captions.at(-1)?.end ?? 0;
  return [
    check('duration', probe.seconds >= 20 && probe.seconds <= 60, `${probe.seconds} s`, '20 to 60 s'),
    check(
      'duration as planned',
      Math.abs(probe.seconds - seconds) <= 1,
      `${probe.seconds} s`,
      `${seconds} s, give or take 1`,
    ),
    check(
      'resolution',
      video?.width === 1080 && video.height === 1920,
      video ? `${video.width}x${video.height}` : 'no picture',
      '1080x1920',
    ),
    check('video codec', /avc|h264/i.test(video?.codec ?? ''), video?.codec ?? 'none', 'H.264'),
    check('audio codec', /aac|mp4a/i.test(audio?.codec ?? ''), audio?.codec ?? 'none', 'AAC'),
    check(
      'loudness',
      lufs !== null && Math.abs(lufs + 16) <= 2,
      lufs === null ? 'not measured' : `${lufs} LUFS`,
      '-16 LUFS, give or take 2',
    ),
    check(
      'sound',
      audio !== null && !isThere(audio.silent),
      audio === null || isThere(audio.silent) ? 'silent' : 'there',
      'not silent',
    ),
    check(
      'black frames',
      video !== null && !isThere(video.black),
      video === null ? 'no picture' : said(video.black),
      'none',
    ),
    check(
      'frozen frames',
      video !== null && !isThere(video.frozen),
      video === null ? 'no picture' : said(video.frozen),
      'none',
    ),
    check(
      'caption timing',
      off < 0,
      off < 0 ? 'in order' : `caption ${off + 1} is too short, too long or too early`,
      'in order, 0.2 to 8 s each',
    ),
    check('captions end', last <= probe.seconds + 0.1, `${last} s`, 'before the video does'),
    check(
      'file size',
      probe.bytes <= most_bytes && probe.bytes > 50_000,
      `${probe.bytes} bytes`,
      `50000 to ${most_bytes} bytes`,
    ),
  ];
}

/** A probe says yes or no, or gives the stretches where it is so. */
const isThere = (found: unknown): boolean => (Array.isArray(found) ? found.length > 0 : found === true);
const said = (found: unknown): string => (isThere(found) ? JSON.stringify(found) : 'none');
