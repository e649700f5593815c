/**
 * Offline images: a picture drawn from the words of its prompt, in the colours of the show.
 *
 * It is a drawing, not a model's: a scene by keywords (image-scene.ts), things that they name (image-things.ts), the
 * title in front. `material` may say `title` (null: no words), `colors` { background, accent, text }.
 *
 * I1. The same request gives the same bytes, on machines with the same version of the package that draws.
 * I2. Pictures of one show look related, by its colours; those of two prompts differ.
 * I3. A reference is gone on from: its picture, nearer, with the things of the new prompt and without new words.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { type CanvasModule, type Context, loadCanvas } from '../../media/canvas.ts';
import { registerFonts } from '../../media/fonts.ts';
import { err, ok, type Result, usdMicros } from '../../model/brand.ts';
import type { ImageAnswer, ImageRequest, ProviderContext, ProviderFault, Reply } from '../../ports/provider.ts';
import { faultOf } from './drill.ts';
import { css, paletteOf } from './image-color.ts';
import { paintThings, type Stand } from './image-hero.ts';
import { LAND_PAINTERS } from './image-land.ts';
import type { Easel } from './image-paint.ts';
import { paintReference, referenceOf } from './image-reference.ts';
import { type Scene, sceneOf } from './image-scene.ts';
import { paintSky } from './image-sky.ts';
import { paintShade, paintTitle, settingOf, type Title, titleOf, type Zone } from './image-title.ts';
import { hashOf, Luck } from './seed.ts';

const SIDE = { least: 16, most: 4096 };

export async function draw(request: ImageRequest, context: ProviderContext): Reply<ImageAnswer> {
  const wrong = refused(request);
  if (wrong !== null) return err(wrong);
  const canvas = await loadCanvas();
  if (!canvas.ok) return err(faultOf('missing', canvas.error.message, canvas.error.hint));
  await registerFonts();
  const painted = await paint(canvas.value, request, context.signal);
  if (!painted.ok) return painted;
  const { width, height } = request;
  const raw = { land: painted.value.scene.land, hour: painted.value.scene.hour, width, height };
  const value: ImageAnswer = { image: painted.value.image, mediaType: 'image/png' };
  return ok({ value, usage: { images: 1 }, usd: usdMicros(0), requestId: null, raw });
}

function refused({ width, height }: ImageRequest): ProviderFault | null {
  const isSide = (side: number) => Number.isInteger(side) && side >= SIDE.least && side <= SIDE.most;
  if (isSide(width) && isSide(height)) return null;
  const sides = `${SIDE.least} to ${SIDE.most} pixels`;
  return faultOf('invalid', `the sides of an image are ${sides}, not ${width}x${height}`);
}

interface Painted {
  readonly image: Uint8Array;
  readonly scene: Scene;
}

async function paint(
  module: CanvasModule,
  request: ImageRequest,
  signal: AbortSignal,
): Promise<Result<Painted, ProviderFault>> {
  const { width, height, material, prompt, reference } = request;
  const scene = sceneOf(prompt, request.seed ?? 0);
  const before = reference === null ? null : await referenceOf(module, reference);
  if (before !== null && !before.ok) return before;
  const canvas = module.createCanvas(width, height);
  const easel = easelOf(canvas.getContext('2d'), request, scene);
  const title = before === null ? titleOf(material.title, prompt) : null;
  const stand = standOf(easel, title, scene);
  if (before === null) {
    paintSky(easel, scene);
    LAND_PAINTERS[scene.land](easel);
  } else paintReference(easel, before.value, stand);
  await turn();
  if (signal.aborted) return err(faultOf('timeout', 'the call was stopped'));
  const words = title === null ? null : settingOf(easel, title, zoneOf(easel));
  if (words !== null) paintShade(easel, words);
  if (before === null) await paintThings(easel, scene, stand);
  else await paintThings(easel, { ...scene, things: scene.things.slice(0, 1) }, newcomer(easel));
  vignette(easel);
  if (words !== null) paintTitle(easel, words);
  return ok({ image: new Uint8Array(await canvas.encode('png')), scene });
}

function easelOf(ctx: Context, { width, height, material, seed }: ImageRequest, scene: Scene): Easel {
  // Colours by the title: all frames of one show that says none have the same.
  const colors = paletteOf(material.colors, hashOf(JSON.stringify(material.title ?? ''), `${seed ?? 0}`));
  const horizon = height * (height > width * 1.2 ? 0.7 : 0.72);
  return { ctx, width, height, unit: Math.min(width, height) / 100, horizon, colors, luck: new Luck(scene.seed) };
}

/** What is new beside a picture that is gone on from: small, above, out of its middle. */
function newcomer({ width, height, luck }: Easel): Stand {
  const x = width * (luck.draw() < 0.5 ? 0.22 : 0.78);
  return { x, y: height * 0.3, size: Math.min(width, height) * 0.26, left: 0 };
}

type Shape = 'portrait' | 'square' | 'landscape';

const shapeOf = ({ width, height }: Easel): Shape =>
  height > width * 1.2 ? 'portrait' : width > height * 1.2 ? 'landscape' : 'square';

/** Where the main thing stands: in the middle, or beside the words. */
function standOf(easel: Easel, title: Title | null, { scale }: Scene): Stand {
  const { width, height } = easel;
  const short = Math.min(width, height);
  if (title === null) return { x: width / 2, y: height * 0.5, size: short * 0.56 * scale, left: 0 };
  switch (shapeOf(easel)) {
    case 'portrait':
      return { x: width / 2, y: height * 0.58, size: short * 0.6 * scale, left: 0 };
    case 'landscape':
      return {
        x: width * 0.76,
        y: height * 0.5,
        size: Math.min(short * 0.56 * scale, width * 0.36),
        left: width * 0.5,
      };
    case 'square':
      return { x: width * 0.6, y: height * 0.64, size: short * 0.46 * scale, left: 0 };
  }
}

/** The safe place of the words: away from all edges, and from what players lay over videos. */
function zoneOf(easel: Easel): Zone {
  const { width, height } = easel;
  const [left, top] = [width * 0.08, height * 0.1];
  switch (shapeOf(easel)) {
    case 'portrait':
      return { x: left, y: top, width: width - 2 * left, height: height * 0.24, side: 'top' };
    case 'landscape':
      return { x: width * 0.06, y: height * 0.14, width: width * 0.43, height: height * 0.72, side: 'left' };
    case 'square':
      return { x: left, y: top, width: width - 2 * left, height: height * 0.3, side: 'top' };
  }
}

/** Corners a little darker: the eye stays inside. */
function vignette({ ctx, width, height, colors }: Easel): void {
  const far = Math.hypot(width, height) / 2;
  const shade = ctx.createRadialGradient(width / 2, height / 2, far * 0.55, width / 2, height / 2, far);
  shade.addColorStop(0, css(colors.deep, 0));
  shade.addColorStop(1, css(colors.deep, 0.35));
  ctx.fillStyle = shade;
  ctx.fillRect(0, 0, width, height);
}
