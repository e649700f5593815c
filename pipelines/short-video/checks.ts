/**
 * What a machine can say of a video before a person has to watch it. One check that fails ends the run: nobody is asked to
 * look at a video that is silent, black or of the wrong size. What could not be looked at is said, and is no failure.
 */
import { defineStage, PermanentError } from '../lib/stage.ts';

export interface Probe {
  readonly seconds: number;
  readonly bytes: number;
  readonly video: {
    readonly width: number;
    readonly height: number;
    readonly codec: string;
    /** null: nobody could look, as without ffmpeg at a video that is not our own. */
    readonly black: boolean | null;
    readonly frozen: boolean | null;
  } | null;
  readonly audio: { readonly codec: string; readonly lufs: number | null; readonly silent: boolean | null } | null;
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
  return { output: { summary: summaryOf(checks), checks } };
});

const UNSEEN = 'not looked at';

function summaryOf(checks: readonly Check[]): string {
  const unseen = checks.filter(({ found }) => found === UNSEEN).map(({ name }) => name);
  const good = `${checks.length - unseen.length} of ${checks.length} checks are good`;
  return unseen.length === 0 ? good : `${good}; ${UNSEEN}: ${unseen.join(', ')}`;
}

export const checksOf = (args: Args): readonly Check[] => [
  ...lengthChecks(args),
  ...pictureChecks(args.probe.video),
  ...soundChecks(args.probe.audio),
  ...captionChecks(args),
];

function lengthChecks({ probe: { seconds, bytes }, seconds: planned, most_bytes: most }: Args): readonly Check[] {
  const found = `${seconds} s`;
  const isNear = Math.abs(seconds - planned) <= 1;
  return [
    { name: 'duration', ok: seconds >= 20 && seconds <= 60, found, wanted: '20 to 60 s' },
    { name: 'duration as planned', ok: isNear, found, wanted: `${planned} s, give or take 1` },
    {
      name: 'file size',
      ok: bytes > 50_000 && bytes <= most,
      found: `${bytes} bytes`,
      wanted: `50000 to ${most} bytes`,
    },
  ];
}

function pictureChecks(video: Probe['video']): readonly Check[] {
  if (video === null) return [{ name: 'pictures', ok: false, found: 'none', wanted: 'a video' }];
  const { codec, black, frozen } = video;
  const isUpright = video.width === 1080 && video.height === 1920;
  return [
    { name: 'resolution', ok: isUpright, found: `${video.width}x${video.height}`, wanted: '1080x1920' },
    { name: 'video codec', ok: /avc|h264/i.test(codec), found: codec, wanted: 'H.264' },
    { name: 'black frames', ok: black !== true, found: seen(black), wanted: 'none' },
    { name: 'frozen frames', ok: frozen !== true, found: seen(frozen), wanted: 'none' },
  ];
}

function soundChecks(audio: Probe['audio']): readonly Check[] {
  if (audio === null) return [{ name: 'sound', ok: false, found: 'none', wanted: 'a voice' }];
  const { codec, lufs, silent } = audio;
  const isLoud = lufs === null ? silent !== true : Math.abs(lufs + 16) <= 2;
  const found = lufs === null ? UNSEEN : `${lufs} LUFS`;
  return [
    { name: 'audio codec', ok: /aac|mp4a/i.test(codec), found: codec, wanted: 'AAC' },
    { name: 'loudness', ok: isLoud, found, wanted: '-16 LUFS, give or take 2' },
    { name: 'silence', ok: silent !== true, found: seen(silent), wanted: 'none' },
  ];
}

function captionChecks({ probe, captions }: Args): readonly Check[] {
  const off = captions.findIndex(
    ({ start, end }, index) => end - start < 0.2 || end - start > 8 || start < (captions[index - 1]?.end ?? 0) - 0.01,
  );
  const found = off < 0 ? 'in order' : `caption ${off + 1} is too short, too long or too early`;
  const last = captions.at(-1)?.end ?? 0;
  return [
    { name: 'caption timing', ok: off < 0, found, wanted: 'in order, 0.2 to 8 s each' },
    { name: 'captions end', ok: last <= probe.seconds + 0.1, found: `${last} s`, wanted: 'before the video does' },
  ];
}

const seen = (there: boolean | null): string => (there === null ? UNSEEN : there ? 'there' : 'none');
