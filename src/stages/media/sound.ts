/** Operations `music` and `normalise`, and sound input and output of the other operations. */
import { checked } from '../../media/checks.ts';
import { decodeAudio } from '../../media/decode-audio.ts';
import { writeMp3 } from '../../media/encode-audio.ts';
import { type Chapter, type Mp3Tags, tagOf } from '../../media/id3.ts';
import { type Even, faded, normalised } from '../../media/levels.ts';
import { type MixPlan, mixed } from '../../media/mix.ts';
import { jingle, loop, MOODS } from '../../media/music.ts';
import { createPace } from '../../media/pace.ts';
import { cut, durationOf, repeated, type Sound, soundOf, toStereo } from '../../media/sound.ts';
import { writeWav } from '../../media/wav-file.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { together, wrongField } from '../fields.ts';
import { choiceIn, numberIn, textIn } from '../model-fields.ts';
import {
  deskOf,
  inputAt,
  inputIn,
  type Made,
  type MediaContext,
  published,
  round,
  soundProgress,
  type Target,
  targetIn,
} from './context.ts';
import { loudnessIn, secondsIn } from './settings.ts';

/** Generated music: a loop of any length, or a jingle. */
export async function music(context: MediaContext): Made {
  const made = await ownMusic(context, context.with, 'loop');
  if (!made.ok) return made;
  const said = together({ seconds: secondsIn(context.with, 'seconds', null), loudness: loudnessIn(context.with) });
  if (!said.ok) return said;
  const { seconds, loudness } = said.value;
  const fade = { in: 0.5, out: 2 };
  const { rate } = made.value;
  const long = seconds === null ? made.value : faded(repeated(made.value, Math.round(seconds * rate)), fade);
  const even = await normalised(long, loudness, deskOf(context));
  return await finishSound(context, { ...even, otherwise: 'music.wav' });
}

export async function normalise(context: MediaContext): Made {
  const file = inputIn(context, context.with, 'file');
  if (!file.ok) return file;
  if (file.value === null) return wrongField('file is missing');
  const loudness = loudnessIn(context.with);
  if (!loudness.ok) return loudness;
  const sound = await decoded(context, file.value);
  if (!sound.ok) return sound;
  // As ffmpeg does: otherwise more than two channels would be mixed after their peaks were limited.
  const heard = sound.value.channels > 2 ? toStereo(sound.value) : sound.value;
  const even = await normalised(heard, loudness.value, deskOf(context));
  return await finishSound(context, { ...even, otherwise: 'normalised.wav' });
}

/** `{ mood, seed, kind }` */
async function ownMusic(
  context: MediaContext,
  settings: JsonObject,
  usual: 'loop' | 'jingle',
): Promise<Result<Sound, Failure>> {
  const said = together({
    mood: choiceIn(settings, 'mood', { choices: MOODS, otherwise: 'calm' as const }),
    kind: choiceIn(settings, 'kind', { choices: ['loop', 'jingle'], otherwise: usual }),
    seed: textIn(settings, 'seed', '1'),
  });
  if (!said.ok) return said;
  const { mood, kind, seed } = said.value;
  const make = kind === 'loop' ? loop : jingle;
  return ok(soundOf(await make({ mood, seed }, createPace(context.signal))));
}

/**
 * The sound that a key names: a file, `{ file }`, or `{ mood, seed }` for generated music.
 *
 * @returns null when the key is absent or null.
 */
export async function soundIn(
  context: MediaContext,
  key: string,
  usual: 'loop' | 'jingle',
): Promise<Result<Sound | null, Failure>> {
  const value: Json = context.with[key] ?? null;
  if (value === null) return ok(null);
  const settings = isJsonObject(value) ? value : { file: value };
  const path = textIn(settings, 'file', null);
  if (!path.ok) return path;
  if (path.value === null) return await ownMusic(context, settings, usual);
  return await decodedAt(context, path.value);
}

export async function decodedAt(context: MediaContext, path: string): Promise<Result<Sound, Failure>> {
  const file = inputAt(context, path);
  return file.ok ? await decoded(context, file.value) : file;
}

/** @param file absolute. */
export const decoded = ({ call, ...context }: MediaContext, file: string): Promise<Result<Sound, Failure>> =>
  decodeAudio(file, { ...context, warn: (message) => call.log(`${message}\n`) });

/** Levels of a mix: how much music is lowered below speech, and the total loudness. */
export const levelsIn = (settings: JsonObject): Result<Levels, Failure> =>
  together({ duck: numberIn(settings, 'duck', { min: -60, max: 0, otherwise: -14 }), loudness: loudnessIn(settings) });

type Levels = Pick<MixPlan, 'duck' | 'loudness'>;

/** The voice with `music` below it, as long as the video; null: there is neither. */
export async function soundtrack(
  context: MediaContext,
  heard: Sound | null,
  seconds: number,
): Promise<Result<Even | null, Failure>> {
  const music = await soundIn(context, 'music', 'loop');
  if (!music.ok) return music;
  if (heard === null && music.value === null) return ok(null);
  const levels = levelsIn(context.with);
  if (!levels.ok) return levels;
  const tracks = heard === null ? [] : [{ sound: heard, pause: 0, gain: 0 }];
  const rest = { intro: null, outro: null, music: music.value, atLeast: seconds, spoken: 'heard' } as const;
  const { sound, lufs } = await mixed({ tracks, ...levels.value, ...rest }, deskOf(context));
  return ok({ sound: cut(sound, seconds), lufs });
}

interface Finished extends Even {
  /** Name of the artifact, when `to` is absent. */
  readonly otherwise: string;
  readonly tags?: Mp3Tags;
  readonly chapters?: readonly Chapter[];
  readonly more?: JsonObject;
}

/** Writes and checks the sound. @returns the output of the stage. */
export async function finishSound(context: MediaContext, made: Finished): Made {
  const target = targetIn(context, made.otherwise);
  if (!target.ok) return target;
  const written = await writeSound(context, made, target.value);
  if (!written.ok) return written;
  const seconds = durationOf(made.sound);
  const { lufs } = made;
  const found = await checked(target.value.file, { seconds, video: null, audio: 'needed', lufs, looks: null });
  if (!found.ok) return found;
  const figures = { seconds: round(seconds, 3), lufs: lufs === null ? null : round(lufs, 1), bytes: found.value.bytes };
  return ok(published(target.value, { ...figures, ...made.more }));
}

async function writeSound(
  context: MediaContext,
  { sound, tags = {}, chapters = [] }: Finished,
  { name, file }: Target,
): Promise<Result<null, Failure>> {
  const usual = name.toLowerCase().endsWith('.mp3') ? 'mp3' : 'wav';
  const format = choiceIn(context.with, 'format', { choices: ['mp3', 'wav'], otherwise: usual });
  if (!format.ok) return format;
  if (format.value !== usual)
    return wrongField(`format is ${format.value}, but "${name}" does not end in .${format.value}`);
  const told = soundProgress(context, 'seconds written')(sound);
  if (format.value === 'wav') return await writeWav(file, told, createPace(context.signal));
  const tag = await tagOf(tags, chapters);
  return tag.ok ? await writeMp3({ file, tag: tag.value, sound: told }, context.signal) : tag;
}
