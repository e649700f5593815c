/**
 * Operation `compose`: a video of images and clips, with burned-in captions, a voice and music.
 *
 * 1. If the voice is longer than the scenes, the last scene is extended.
 * 2. A clip that cannot be decoded is replaced by its animated stills, if `images` names them; `redrawn` in the output
 *    lists such clips.
 */
import { MOVES, type Move } from '../../media/camera.ts';
import { loadCanvas } from '../../media/canvas.ts';
import { decoderFor, playedClip } from '../../media/clip-frames.ts';
import { INSTALL_FFMPEG, mediaFault } from '../../media/fault.ts';
import { movingStills, type Scene } from '../../media/frames.ts';
import { inspect } from '../../media/inspect.ts';
import { durationOf, type Sound } from '../../media/sound.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { together, wrongField } from '../fields.ts';
import { numberIn, textIn } from '../model-fields.ts';
import { startAndEnd, UPRIGHT } from './clip.ts';
import { inputAt, type Made, type MediaContext, targetIn } from './context.ts';
import { filmed } from './film.ts';
import { captionsIn, filesIn, inEntry, mapsIn, moveIn, type Shape, secondsIn, shapeIn } from './settings.ts';
import { soundIn, soundtrack } from './sound.ts';

const USUAL_SECONDS = 4;
/** Time that the last scene is shown after the voice ends. */
const TAIL_SECONDS = 0.6;

export async function compose(context: MediaContext): Made {
  const said = together({
    shape: shapeIn(context.with, UPRIGHT),
    transition: secondsIn(context.with, 'transition', 0.5),
    captions: captionsIn(context.with),
    target: targetIn(context, 'video.mp4'),
  });
  if (!said.ok) return said;
  const voice = await soundIn(context, 'voice', 'loop');
  if (!voice.ok) return voice;
  const planned = await scenesIn(context, { shape: said.value.shape, least: leastSeconds(voice.value) });
  if (!planned.ok) return planned;
  const { scenes, redrawn } = planned.value;
  const seconds = scenes.reduce((sum, scene) => sum + scene.seconds, 0);
  const sound = await soundtrack(context, voice.value, seconds);
  if (!sound.ok) return sound;
  const made = await filmed(context, { ...said.value, scenes, sound: sound.value });
  return made.ok ? ok({ ...made.value, scenes: scenes.length, redrawn }) : made;
}

const leastSeconds = (voice: Sound | null): number => (voice === null ? 0 : durationOf(voice) + TAIL_SECONDS);

interface Planning {
  readonly shape: Shape;
  /** Minimum length of all scenes together, in seconds. */
  readonly least: number;
}

interface Planned {
  readonly scenes: readonly Scene[];
  /** Indexes of scenes whose clip was replaced by animated stills. */
  readonly redrawn: readonly number[];
}

async function scenesIn(context: MediaContext, { shape, least }: Planning): Promise<Result<Planned, Failure>> {
  const entries = mapsIn(context.with, 'scenes');
  if (!entries.ok) return entries;
  if (entries.value.length === 0) return wrongField('scenes is empty: there is nothing to show');
  const shots: Shot[] = [];
  for (const [index, entry] of entries.value.entries()) {
    const shot = inEntry(await shotOf(context, entry, index), `scenes[${index}]`);
    if (!shot.ok) return shot;
    shots.push(shot.value);
  }
  const sum = shots.reduce((total, { seconds }) => total + seconds, 0);
  const missing = Math.max(0, least - sum);
  if (missing > 0.05) context.call.log(`the last scene is extended by ${missing.toFixed(1)} s, for the voice\n`);
  const scenes: Scene[] = [];
  for (const [index, shot] of shots.entries()) {
    const seconds = shot.seconds + (index === shots.length - 1 ? missing : 0);
    const picture = await shot.open({ shape, seconds });
    if (!picture.ok) return picture;
    scenes.push({ picture: picture.value, seconds });
  }
  const redrawn = shots.flatMap(({ isRedrawn }, index) => (isRedrawn ? [index] : []));
  if (redrawn.length > 0) context.call.log(`no ffmpeg: scenes ${redrawn.join(', ')} use animated stills\n`);
  return ok({ scenes, redrawn });
}

/** A scene whose final length is not known yet. */
interface Shot {
  readonly seconds: number;
  readonly isRedrawn: boolean;
  readonly open: (as: { shape: Shape; seconds: number }) => Promise<Result<Scene['picture'], Failure>>;
}

async function shotOf(context: MediaContext, entry: JsonObject, index: number): Promise<Result<Shot, Failure>> {
  const named = together({ image: textIn(entry, 'image', null), video: textIn(entry, 'video', null) });
  if (!named.ok) return named;
  const { image, video } = named.value;
  if ((image === null) === (video === null)) return wrongField('either image or video is required');
  const move = moveIn(entry, MOVES[index % (MOVES.length - 1)] ?? 'zoom_in');
  if (!move.ok) return move;
  if (video !== null) return await clipShot(context, entry, { video, move: move.value });
  const seconds = sceneSeconds(entry, USUAL_SECONDS);
  if (!seconds.ok) return seconds;
  return ok(stillShot(context, { stills: [image ?? ''], move: move.value, seconds: seconds.value, isRedrawn: false }));
}

const sceneSeconds = (entry: JsonObject, otherwise: number): Result<number, Failure> =>
  numberIn(entry, 'seconds', { min: 0.1, max: 3600, otherwise });

interface StillShot {
  readonly stills: readonly string[];
  readonly move: Move;
  readonly seconds: number;
  readonly isRedrawn: boolean;
}

const stillShot = (context: MediaContext, { stills, move, seconds, isRedrawn }: StillShot): Shot => ({
  seconds,
  isRedrawn,
  async open(as) {
    const [first = '', last] = stills;
    const pictures = await startAndEnd(context, first, last);
    return pictures.ok ? ok(movingStills({ ...pictures.value, move, seconds: as.seconds })) : pictures;
  },
});

interface ClipShot {
  readonly video: string;
  readonly move: Move;
}

async function clipShot(
  context: MediaContext,
  entry: JsonObject,
  { video, move }: ClipShot,
): Promise<Result<Shot, Failure>> {
  const file = inputAt(context, video);
  if (!file.ok) return file;
  const contents = await inspect(file.value);
  if (!contents.ok) return contents;
  const pictures = contents.value.video;
  if (pictures === null) return wrongField(`"${video}" has no video`);
  const seconds = sceneSeconds(entry, contents.value.seconds);
  if (!seconds.ok) return seconds;
  const { signal } = context;
  const decoder = decoderFor(pictures, context.ffmpeg);
  if (decoder !== null) {
    return ok({
      seconds: seconds.value,
      isRedrawn: false,
      async open({ shape }) {
        const canvas = await loadCanvas();
        if (!canvas.ok) return canvas;
        const { createCanvas } = canvas.value;
        return await playedClip(
          { file: file.value, ownFps: pictures.fps, ...shape },
          { decoder, createCanvas, signal },
        );
      },
    });
  }
  const stills = filesIn(entry, 'images');
  if (!stills.ok) return stills;
  if (stills.value.length > 0)
    return ok(stillShot(context, { stills: stills.value.slice(0, 2), move, seconds: seconds.value, isRedrawn: true }));
  const hint = `${INSTALL_FFMPEG}, or name the stills of the clip in \`images\``;
  return mediaFault('media/decode', `"${video}" cannot be decoded without ffmpeg`, hint);
}
