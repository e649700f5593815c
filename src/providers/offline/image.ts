/**
 * Offline images: a picture drawn from the words of its prompt, in the colours of the show.
 *
 * It is a drawing, not the work of a model: keywords choose a scene (image/scene.ts) and the things in it
 * (image/things.ts), words about the camera its composition (image/place.ts); the title is in front. `material` may
 * contain `title` (null or empty: no words), `colors` { background, accent, text }, and the part of the prompt that
 * describes the picture (image/words.ts).
 *
 * I1. The same request gives the same bytes, on machines with the same version of the drawing package.
 * I2. Pictures of one show look related by their colours; those of two prompts differ.
 * I3. A reference is continued: a new scene for the new prompt, with the colours, sky, light and kind of land of the
 *     reference, and without words unless they are requested.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { type CanvasModule, loadCanvas } from '../../media/canvas.ts';
import { fontsFor } from '../../media/fonts.ts';
import { Luck } from '../../media/luck.ts';
import { err, ok, type Result, usdMicros } from '../../model/brand.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ImageAnswer, ImageRequest, ProviderContext, ProviderFault, Reply } from '../../ports/provider.ts';
import { fault, mediaFault } from '../fault.ts';
import { STOPPED } from './drill.ts';
import { css, type Palette, paletteOf } from './image/color.ts';
import { paintThings } from './image/hero.ts';
import { LAND_PAINTERS } from './image/land.ts';
import { hex, type Memory, remembering } from './image/memory.ts';
import type { Easel } from './image/paint.ts';
import { horizonOf, standsOf, zoneOf } from './image/place.ts';
import { memoryOf } from './image/reference.ts';
import { furnished, type Scene, sceneOf } from './image/scene.ts';
import { paintSky } from './image/sky.ts';
import { paintShade, paintTitle, settingOf, titleOf } from './image/title.ts';
import { hashOf } from './seed.ts';

const SIDE = { least: 16, most: 4096 };

export async function draw(request: ImageRequest, context: ProviderContext): Reply<ImageAnswer> {
  const wrong = refused(request);
  if (wrong !== null) return err(wrong);
  const canvas = await loadCanvas();
  if (!canvas.ok) return err(mediaFault(canvas.error));
  const painted = await paint(canvas.value, request, context.signal);
  if (!painted.ok) return painted;
  const { width, height } = request;
  const { scene, note } = painted.value;
  const raw = { land: scene.land, hour: scene.hour, width, height, ...(note === null ? {} : { note }) };
  const value: ImageAnswer = { image: painted.value.image, mediaType: 'image/png' };
  return ok({ value, usage: { images: 1 }, usd: usdMicros(0), requestId: null, raw });
}

function refused({ width, height }: ImageRequest): ProviderFault | null {
  const isSide = (side: number) => Number.isInteger(side) && side >= SIDE.least && side <= SIDE.most;
  if (isSide(width) && isSide(height)) return null;
  const sides = `${SIDE.least} to ${SIDE.most} pixels`;
  return fault('invalid', `the sides of an image are ${sides}, not ${width}x${height}`);
}

interface Painted {
  readonly image: Uint8Array;
  readonly scene: Scene;
  /** Deviations from the request. */
  readonly note: string | null;
}

async function paint(
  module: CanvasModule,
  request: ImageRequest,
  signal: AbortSignal,
): Promise<Result<Painted, ProviderFault>> {
  const before = request.reference === null ? null : await memoryOf(module, request.reference);
  if (before !== null && !before.ok) return before;
  const memory = before === null ? null : before.value;
  const { material, prompt, seed } = request;
  const named = sceneOf({ prompt, seed, material, before: memory });
  const scene = furnished(named);
  const easel = easelOf(module, request, { scene, memory });
  const asked = memory !== null && material.title === undefined ? null : titleOf(material.title, prompt);
  const { typeface, lacking } = await fontsFor(asked?.text ?? '');
  const isReadable = lacking.length === 0;
  const title = isReadable ? asked : null;
  paintSky({ ...easel, luck: new Luck(scene.sky) }, scene);
  LAND_PAINTERS[scene.land](easel);
  await turn();
  if (signal.aborted) return err(STOPPED);
  const words = title === null ? null : settingOf(easel, title, { zone: zoneOf(request), typeface });
  if (words !== null) paintShade(easel, words);
  paintThings(easel, scene, standsOf(request, scene, title));
  vignette(easel);
  if (words !== null) paintTitle(easel, words);
  const image = new Uint8Array(await easel.ctx.canvas.encode('png'));
  const note = isReadable ? null : 'no font here has the letters of the title: it is left out';
  return ok({ image: remembering(image, memoryOfScene(named, easel.colors)), scene, note });
}

function memoryOfScene({ land, hour, sky, things }: Scene, { background, accent, text }: Palette): Memory {
  const colors = { background: hex(background), accent: hex(accent), text: hex(text) };
  return { land, hour, sky, thing: things[0]?.name ?? null, colors };
}

interface Before {
  readonly scene: Scene;
  readonly memory: Partial<Memory> | null;
}

function easelOf({ createCanvas, Path2D }: CanvasModule, request: ImageRequest, { scene, memory }: Before): Easel {
  const { width, height, material, seed } = request;
  const ctx = createCanvas(width, height).getContext('2d');
  // Colours by title: all frames of a show without configured colours have the same.
  const other = hashOf(JSON.stringify(material.title ?? ''), `${seed ?? 0}`);
  const said = isJsonObject(material.colors) ? material.colors : {};
  const colors = paletteOf({ ...memory?.colors, ...said }, other);
  const unit = Math.min(width, height) / 100;
  const horizon = horizonOf(request, scene);
  return { ctx, Path2D, width, height, unit, horizon, colors, luck: new Luck(scene.seed) };
}

/** Darkens the corners slightly, to keep the eye inside. */
function vignette({ ctx, width, height, colors }: Easel): void {
  const far = Math.hypot(width, height) / 2;
  const shade = ctx.createRadialGradient(width / 2, height / 2, far * 0.55, width / 2, height / 2, far);
  shade.addColorStop(0, css(colors.deep, 0));
  shade.addColorStop(1, css(colors.deep, 0.35));
  ctx.fillStyle = shade;
  ctx.fillRect(0, 0, width, height);
}
