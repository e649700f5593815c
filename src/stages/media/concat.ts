/**
 * Operation `concat`: joins clips to one video.
 *
 * 1. Clips are decoded, scaled to one size and joined by cross-fades. Without cross-fades, clips with equal settings
 *    are joined without re-encoding, unless `size` or `fps` requires it.
 * 2. Clips that cannot be decoded are always joined by cuts, without re-encoding: the output says `transition: cut`. A
 *    different `size` or `fps` is then an error.
 * 3. The sound is `audio`, else that of the clips. Without ffmpeg it is copied as it is, neither mixed nor levelled; clips
 *    without sound are silent.
 */
import { join } from 'node:path';
import { loadCanvas } from '../../media/canvas.ts';
import { checked } from '../../media/checks.ts';
import { type Decoder, decoderFor, playedClip } from '../../media/clip-frames.ts';
import { writeMp4 } from '../../media/container.ts';
import { type CopiedSound, isCopyable } from '../../media/copied-sound.ts';
import { INSTALL_FFMPEG, mediaFault } from '../../media/fault.ts';
import type { Scene } from '../../media/frames.ts';
import { type Contents, inspect } from '../../media/inspect.ts';
import type { Even } from '../../media/levels.ts';
import { readNotes, writeNotes } from '../../media/notes.ts';
import { cut, MIX_RATE, type Sound } from '../../media/sound.ts';
import { together as joined, type Voice } from '../../media/voices.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { together, wrongField } from '../fields.ts';
import { UPRIGHT } from './clip.ts';
import { inputAt, type Made, type MediaContext, published, round, type Target, targetIn } from './context.ts';
import { filmed, type Whole } from './film.ts';
import { filesIn, inEntry, type Shape, secondsIn, shapeIn } from './settings.ts';
import { decoded, soundIn, soundtrack } from './sound.ts';

interface Clip {
  readonly file: string;
  readonly contents: Contents;
  /** null: it cannot be decoded. */
  readonly decoder: Decoder | null;
}

type Decodable = Clip & { readonly decoder: Decoder };
const isDecodable = (clip: Clip): clip is Decodable => clip.decoder !== null;

interface Joining {
  readonly clips: readonly Clip[];
  readonly target: Target;
  readonly seconds: number;
  readonly sound: Even | CopiedSound | null;
}

export async function concat(context: MediaContext): Made {
  const said = together({
    transition: secondsIn(context.with, 'transition', 0.5),
    target: targetIn(context, 'video.mp4'),
  });
  if (!said.ok) return said;
  const { transition, target } = said.value;
  const clips = await clipsIn(context);
  if (!clips.ok) return clips;
  const own = firstShape(clips.value);
  const shape = shapeIn(context.with, own);
  if (!shape.ok) return shape;
  const seconds = clips.value.reduce((sum, { contents }) => sum + contents.seconds, 0);
  const sound = await soundOf(context, clips.value, seconds);
  if (!sound.ok) return sound;
  const joining = { clips: clips.value, target, seconds, sound: sound.value };
  if (transition === 0 && isAlike(shape.value, own)) {
    const joined = await asTheyAre(context, joining);
    if (joined.ok || joined.error.code !== 'media/join') return joined;
  }
  const decodable = clips.value.filter(isDecodable);
  if (decodable.length === clips.value.length)
    return await fadedInto(context, decodable, { ...joining, shape: shape.value, transition });
  if (!isAlike(shape.value, own)) return reshaped(shape.value, own);
  if (transition > 0) context.call.log('no ffmpeg: the clips are joined with cuts, not cross-fades\n');
  return await asTheyAre(context, joining);
}

async function clipsIn(context: MediaContext): Promise<Result<readonly Clip[], Failure>> {
  const names = filesIn(context.with, 'clips');
  if (!names.ok) return names;
  if (names.value.length === 0) return wrongField('clips is empty: there is nothing to join');
  const clips: Clip[] = [];
  for (const [index, name] of names.value.entries()) {
    const file = inEntry(inputAt(context, name), `clips[${index}]`);
    if (!file.ok) return file;
    const contents = await inspect(file.value);
    if (!contents.ok) return contents;
    const { video } = contents.value;
    if (video === null) return wrongField(`clips[${index}] "${name}" has no video`);
    clips.push({ file: file.value, contents: contents.value, decoder: decoderFor(video, context.ffmpeg) });
  }
  return ok(clips);
}

/** Joins the clips without decoding them. */
async function asTheyAre(context: MediaContext, { clips, target, seconds, sound }: Joining): Made {
  const files = clips.map(({ file }) => file);
  const { lufs, audio } = factsOf(sound);
  const notes = clips.map(({ contents }) => readNotes(contents.comment));
  const sum = (of: 'black' | 'frozen'): number => notes.reduce((total, note) => total + (note?.[of] ?? 0), 0);
  const isNoted = notes.every((note) => note !== null);
  const loudness = audio === 'needed' ? { lufs } : {};
  const comment = isNoted ? writeNotes({ ...loudness, black: sum('black'), frozen: sum('frozen') }) : null;
  const work = { videos: files, audio: trackOf(sound), file: target.file, comment };
  const written = await writeMp4(work, context.signal);
  if (!written.ok) return written;
  const video = clips[0]?.contents.video ?? null;
  const found = await checked(target.file, { seconds, video, audio, lufs, looks: null });
  return found.ok ? ok(outputOf(target, found.value, { transition: 'cut', lufs })) : found;
}

const isCopied = (sound: Joining['sound']): sound is CopiedSound => sound !== null && 'parts' in sound;

/** Beside videos that are joined as they are. A file may last longer than its frames. */
function trackOf(sound: Joining['sound']): Sound | CopiedSound | null {
  if (!isCopied(sound)) return sound?.sound ?? null;
  return { parts: sound.parts.map(({ file }) => ({ file, seconds: null })) };
}

const factsOf = (sound: Joining['sound']) =>
  isCopied(sound)
    ? ({ audio: 'copied', lufs: null } as const)
    : ({ audio: sound === null ? 'none' : 'needed', lufs: sound?.lufs ?? null } as const);

const outputOf = (
  target: Target,
  { seconds, video, bytes }: Contents,
  { transition, lufs }: { readonly transition: string; readonly lufs: number | null },
): JsonObject =>
  published(target, {
    seconds: round(seconds, 3),
    width: video?.width ?? null,
    height: video?.height ?? null,
    fps: video?.fps ?? null,
    bytes,
    lufs: lufs === null ? null : round(lufs, 1),
    transition,
  });

async function fadedInto(
  context: MediaContext,
  clips: readonly Decodable[],
  { target, sound, shape, transition }: Joining & { readonly shape: Shape; readonly transition: number },
): Made {
  const canvas = await loadCanvas();
  if (!canvas.ok) return canvas;
  const { createCanvas } = canvas.value;
  const { signal } = context;
  const scenes: Scene[] = [];
  for (const { file, contents, decoder } of clips) {
    const picture = await playedClip(
      { file, ownFps: contents.video?.fps ?? 0, ...shape },
      { decoder, createCanvas, signal },
    );
    if (!picture.ok) return picture;
    scenes.push({ picture: picture.value, seconds: contents.seconds });
  }
  const film = { shape, scenes, transition, captions: [] };
  const made = isCopied(sound)
    ? await filmedWith(context, sound, { ...film, target, sound: null })
    : await filmed(context, { ...film, target, sound });
  return made.ok ? ok({ ...made.value, transition: transition === 0 ? 'cut' : 'cross-fade' }) : made;
}

/** The film is made without sound first. */
async function filmedWith(context: MediaContext, sound: CopiedSound, film: Whole): Made {
  const silent = join(context.call.scratch, 'silent.mp4');
  const made = await filmed(context, { ...film, target: { ...film.target, file: silent } });
  if (!made.ok) return made;
  const contents = await inspect(silent);
  if (!contents.ok) return contents;
  const { file } = film.target;
  const work = { videos: [silent], audio: sound, file, comment: contents.value.comment };
  const written = await writeMp4(work, context.signal);
  if (!written.ok) return written;
  const { seconds, video } = contents.value;
  const found = await checked(file, { seconds, video, audio: 'copied', lufs: null, looks: null });
  return found.ok ? ok({ ...made.value, bytes: found.value.bytes }) : found;
}

/** Size and frame rate of the first clip, within the limits of the encoders. */
function firstShape([first]: readonly Clip[]): Shape {
  const video = first?.contents.video;
  if (!video) return UPRIGHT;
  const even = (side: number): number => Math.max(2, side - (side % 2));
  const fps = Math.max(1, Math.min(60, Math.round(video.fps)));
  return { size: { width: even(video.width), height: even(video.height) }, fps };
}

const isAlike = (one: Shape, other: Shape): boolean => shapeText(one) === shapeText(other);
const shapeText = ({ size, fps }: Shape): string => `${size.width}x${size.height} at ${fps} frames a second`;

const reshaped = (asked: Shape, own: Shape): Result<never, Failure> =>
  mediaFault(
    'media/join',
    `without ffmpeg, videos cannot be changed: ${shapeText(own)}, not ${shapeText(asked)}`,
    `${INSTALL_FFMPEG}, or leave \`size\` and \`fps\` out`,
  );

/** `audio`, else the sound of the clips, as long as the video; null: there is neither. */
async function soundOf(
  context: MediaContext,
  clips: readonly Clip[],
  seconds: number,
): Promise<Result<Joining['sound'], Failure>> {
  const given = await soundIn(context, 'audio', 'loop');
  if (!given.ok) return given;
  if (given.value === null && context.ffmpeg === null) {
    const copied = await copiedSound(context, clips);
    if (copied !== null) return ok(copied);
  }
  const own = given.value === null ? await ownSound(context, clips) : given;
  if (!own.ok) return own;
  return await soundtrack(context, own.value && cut(own.value, seconds), seconds);
}

/** Of the clips; null: it cannot be copied, or there is music to be mixed with it. */
async function copiedSound(context: MediaContext, clips: readonly Clip[]): Promise<CopiedSound | null> {
  const sound = { parts: clips.map(({ file, contents }) => ({ file, seconds: contents.seconds })) };
  if ((context.with.music ?? null) !== null || !(await isCopyable(sound))) return null;
  context.call.log('no ffmpeg: the audio of the clips is copied as it is\n');
  return sound;
}

/** The sounds of the clips, each at the position of its clip. */
async function ownSound(context: MediaContext, clips: readonly Clip[]): Promise<Result<Sound | null, Failure>> {
  if (clips.every(({ contents }) => contents.audio === null)) return ok(null);
  if (context.ffmpeg === null) {
    context.call.log('no ffmpeg: the audio of the clips is dropped\n');
    return ok(null);
  }
  const voices: Voice[] = [];
  let start = 0;
  for (const { file, contents } of clips) {
    if (contents.audio !== null) {
      const sound = await decoded(context, file);
      if (!sound.ok) return sound;
      voices.push({ sound: cut(sound.value, contents.seconds), start });
    }
    start += contents.seconds;
  }
  const whole = joined(voices, { rate: MIX_RATE, channels: 2, length: Math.round(start * MIX_RATE) });
  return whole.length === 0 ? ok(null) : ok(whole);
}
