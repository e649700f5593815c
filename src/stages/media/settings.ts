/** Reads the `with` of a media stage, whose expressions may have any value. Pure, except for looking up files. */
import { MOVES, type Move, type Size } from '../../media/camera.ts';
import type { Caption } from '../../media/captions.ts';
import { ENCODERS, type EncoderName } from '../../media/encode-video.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { allOf, kindOf, textOf, together, wrongField } from '../fields.ts';
import { choiceIn, listIn, numberIn, sizeIn } from '../model-fields.ts';

/** A list of maps. */
export function mapsIn(settings: JsonObject, key: string): Result<readonly JsonObject[], Failure> {
  const list = listIn(settings, key);
  if (!list.ok) return list;
  return allOf(
    list.value.map((entry, index) =>
      isJsonObject(entry) ? ok(entry) : wrongField(`${key}[${index}] is ${kindOf(entry)}, but must be a map`),
    ),
  );
}

/** Paths of files: texts, or maps with `file`. */
export function filesIn(settings: JsonObject, key: string): Result<readonly string[], Failure> {
  const list = listIn(settings, key);
  if (!list.ok) return list;
  return allOf(list.value.map((entry, index) => textOf(isJsonObject(entry) ? entry.file : entry, `${key}[${index}]`)));
}

/** Adds the name of the entry to a failure. */
export const inEntry = <T>(result: Result<T, Failure>, name: string): Result<T, Failure> =>
  result.ok || result.error.code !== 'stage/with' ? result : wrongField(`${name}: ${result.error.message}`);

export const moveIn = (settings: JsonObject, otherwise: Move): Result<Move, Failure> =>
  choiceIn(settings, 'move', { choices: MOVES, otherwise });

export const encoderIn = (settings: JsonObject): Result<EncoderName, Failure> =>
  choiceIn<EncoderName, EncoderName>(settings, 'encoder', { choices: ENCODERS, otherwise: 'auto' });

export interface Shape {
  readonly size: Size;
  readonly fps: number;
}

/** Both sides are made even, since encoders halve the colour resolution. */
export function shapeIn(settings: JsonObject, otherwise: Shape): Result<Shape, Failure> {
  return together({
    size: evenSizeIn(settings, otherwise.size),
    fps: numberIn(settings, 'fps', { min: 1, max: 60, otherwise: otherwise.fps }),
  });
}

function evenSizeIn(settings: JsonObject, otherwise: Size): Result<Size, Failure> {
  const size = sizeIn(settings, otherwise);
  if (!size.ok || (size.value.width % 2 === 0 && size.value.height % 2 === 0)) return size;
  return wrongField(`size is ${size.value.width}x${size.value.height}, but both must be even`);
}

const MOST_SECONDS = 4 * 3600;

export const secondsIn = <T>(settings: JsonObject, key: string, otherwise: T): Result<number | T, Failure> =>
  numberIn(settings, key, { min: 0, max: MOST_SECONDS, otherwise });

export const loudnessIn = (settings: JsonObject): Result<number, Failure> =>
  numberIn(settings, 'loudness', { min: -40, max: -6, otherwise: -16 });

export function captionsIn(settings: JsonObject): Result<readonly Caption[], Failure> {
  const maps = mapsIn(settings, 'captions');
  if (!maps.ok) return maps;
  return allOf(maps.value.map((entry, index) => inEntry(captionOf(entry), `captions[${index}]`)));
}

function captionOf(entry: JsonObject): Result<Caption, Failure> {
  const span = together({ start: secondsIn(entry, 'start', null), end: secondsIn(entry, 'end', null) });
  if (!span.ok) return span;
  const { start, end } = span.value;
  if (start === null || end === null) return wrongField('start and end are required');
  return together({ start: ok(start), end: ok(end), text: textOf(entry.text, 'text') });
}
