/** Operation `clip`: a video that moves over one or two still images. */
import { movingStills } from '../../media/frames.ts';
import { readStill, type Still } from '../../media/pictures.ts';
import { ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { together, wrongField } from '../fields.ts';
import { inputAt, type Made, type MediaContext, targetIn } from './context.ts';
import { filmed } from './film.ts';
import { filesIn, moveIn, type Shape, secondsIn, shapeIn } from './settings.ts';

export const UPRIGHT: Shape = { size: { width: 1080, height: 1920 }, fps: 30 };
const USUAL_SECONDS = 4;
const LEAST_SECONDS = 0.1;

export async function clip(context: MediaContext): Made {
  const form = together({
    shape: shapeIn(context.with, UPRIGHT),
    seconds: secondsIn(context.with, 'seconds', USUAL_SECONDS),
  });
  if (!form.ok) return form;
  const { shape, seconds } = form.value;
  if (seconds < LEAST_SECONDS) return wrongField(`seconds is ${seconds}, but must be at least ${LEAST_SECONDS}`);
  const how = together({ move: moveIn(context.with, 'zoom_in'), target: targetIn(context, 'clip.mp4') });
  if (!how.ok) return how;
  const { move, target } = how.value;
  const stills = await stillsIn(context);
  if (!stills.ok) return stills;
  const scenes = [{ picture: movingStills({ ...stills.value, move, seconds }), seconds }];
  return await filmed(context, { target, shape, scenes, transition: 0, captions: [], sound: null });
}

async function stillsIn(context: MediaContext): Promise<Result<{ start: Still; end: Still | null }, Failure>> {
  const names = filesIn(context.with, 'images');
  if (!names.ok) return names;
  const [first, last, ...more] = names.value;
  if (first === undefined || more.length > 0) return wrongField('images must be one image, or two: start and end');
  return await startAndEnd(context, first, last);
}

/** Reads one still image, or two. */
export async function startAndEnd(
  context: MediaContext,
  first: string,
  last: string | undefined,
): Promise<Result<{ start: Still; end: Still | null }, Failure>> {
  const start = await stillAt(context, first);
  if (!start.ok) return start;
  const end = last === undefined ? ok(null) : await stillAt(context, last);
  return end.ok ? ok({ start: start.value, end: end.value }) : end;
}

export async function stillAt(context: MediaContext, path: string): Promise<Result<Still, Failure>> {
  const file = inputAt(context, path);
  return file.ok ? await readStill(file.value) : file;
}
