/** Operation `clip`: motion over one or two stills. */
import { movingStills } from '../../media/frames.ts';
import { readStill, type Still } from '../../media/pictures.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { wrongField } from '../fields.ts';
import { inputAt, type Made, type MediaContext, targetIn } from './context.ts';
import { filmed } from './film.ts';
import { filesIn, moveIn, type Shape, secondsIn, shapeIn } from './settings.ts';

export const UPRIGHT: Shape = { size: { width: 1080, height: 1920 }, fps: 30 };
const USUAL_SECONDS = 4;
const LEAST_SECONDS = 0.1;

export async function clip(context: MediaContext): Made {
  const shape = shapeIn(context.with, UPRIGHT);
  if (!shape.ok) return shape;
  const seconds = secondsIn(context.with, 'seconds', USUAL_SECONDS);
  if (!seconds.ok) return seconds;
  if (seconds.value < LEAST_SECONDS)
    return wrongField(`seconds is ${seconds.value}, but ${LEAST_SECONDS} is the least`);
  const move = moveIn(context.with, 'zoom_in');
  if (!move.ok) return move;
  const target = targetIn(context, 'clip.mp4');
  if (!target.ok) return target;
  const stills = await stillsIn(context);
  if (!stills.ok) return stills;
  const picture = movingStills({ ...stills.value, move: move.value, seconds: seconds.value });
  const scenes = [{ picture, seconds: seconds.value }];
  const nothingElse = { transition: 0, captions: [], sound: null };
  return await filmed(context, { target: target.value, shape: shape.value, scenes, ...nothingElse });
}

async function stillsIn(context: MediaContext): Promise<Result<{ start: Still; end: Still | null }, Failure>> {
  const names = filesIn(context.with, 'images');
  if (!names.ok) return names;
  const [first, last, ...more] = names.value;
  if (first === undefined || more.length > 0) return wrongField('images must be one picture, or two: start and end');
  const start = await stillAt(context, first);
  if (!start.ok) return start;
  if (last === undefined) return ok({ start: start.value, end: null });
  const end = await stillAt(context, last);
  return end.ok ? ok({ start: start.value, end: end.value }) : end;
}

export async function stillAt(context: MediaContext, path: string): Promise<Result<Still, Failure>> {
  const file = inputAt(context, path);
  return file.ok ? await readStill(file.value) : file;
}
