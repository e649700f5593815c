/**
 * Composition: the horizon, and the position and size of things, by the words about the camera. Pure.
 *
 * L1. In upright pictures the main thing is at about 40 % of the height, and nothing stands between 61 % and 80 %,
 *     where captions are burned in.
 * L2. The title has a place of its own: nothing stands behind it.
 */
import type { Size } from '../../../media/camera.ts';
import { Luck } from '../../../media/luck.ts';
import type { Scene } from './scene.ts';
import type { Thing } from './shapes.ts';
import type { Title, Zone } from './title.ts';
import type { Shot } from './words.ts';

/** The middle of a thing, and the length of its sides. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

interface Look {
  /** Of the main thing, as a share of the shorter side. */
  readonly size: number;
  /** As a share of the height, for upright and for other pictures. */
  readonly horizon: readonly [upright: number, other: number];
}

const LOOKS: Readonly<Record<Shot, Look>> = {
  plain: { size: 0.52, horizon: [0.53, 0.7] },
  medium: { size: 0.56, horizon: [0.54, 0.7] },
  wide: { size: 0.36, horizon: [0.5, 0.62] },
  close: { size: 0.76, horizon: [0.57, 0.78] },
  low: { size: 0.64, horizon: [0.57, 0.85] },
  above: { size: 0.44, horizon: [0.34, 0.3] },
  shoulder: { size: 0.44, horizon: [0.52, 0.66] },
};

type Shape = 'portrait' | 'square' | 'landscape';

const shapeOf = ({ width, height }: Size): Shape =>
  height > width * 1.2 ? 'portrait' : width > height * 1.2 ? 'landscape' : 'square';

export function horizonOf(size: Size, { shot, land, things }: Scene): number {
  const { horizon } = LOOKS[shot];
  // Space needs a ground only for a thing that stands on one.
  if (land === 'space' && things.every(({ place }) => place === 'air')) return size.height * 0.88;
  return size.height * (shapeOf(size) === 'portrait' ? horizon[0] : horizon[1]);
}

/** The part of the picture in which things may stand, in pixels, and the best places in it. */
interface Field {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** For the middle of floating things. */
  readonly middle: number;
  /** For the lower edge of standing things. */
  readonly floor: number;
  readonly most: number;
}

function fieldOf(size: Size, { horizon, title }: { readonly horizon: number; readonly title: Title | null }): Field {
  const { width, height } = size;
  const shape = shapeOf(size);
  const ground = height - horizon;
  const whole = { left: 0, width, top: height * 0.03 };
  if (shape === 'portrait') {
    const floor = Math.min(height * 0.61, Math.max(horizon + height * 0.04, height * 0.54));
    if (title === null) return { ...whole, middle: height * 0.4, floor, most: height * 0.4 };
    return { ...whole, top: height * 0.34, middle: height * 0.48, floor: height * 0.61, most: height * 0.26 };
  }
  const floor = Math.min(height * 0.94, Math.max(horizon + ground * 0.4, height * 0.62));
  if (title === null) return { ...whole, middle: height * 0.48, floor, most: height * 0.8 };
  if (shape === 'landscape')
    return { ...whole, left: width * 0.51, width: width * 0.47, middle: height * 0.48, floor, most: height * 0.72 };
  return { ...whole, top: height * 0.4, middle: height * 0.66, floor: height * 0.92, most: height * 0.5 };
}

/** The main thing and the others beside it: as many stands as the scene has things, at least one. */
export function standsOf(size: Size, scene: Scene, title: Title | null): readonly [main: Stand, ...others: Stand[]] {
  const horizon = horizonOf(size, scene);
  const field = fieldOf(size, { horizon, title });
  const luck = new Luck(scene.seed ^ 0x51ed27);
  const [main, ...others] = scene.things;
  const room = field.width * (others.length > 0 ? 0.62 : 0.86);
  const wished = Math.min(size.width, size.height) * LOOKS[scene.shot].size * (0.94 + luck.draw() * 0.14);
  const large = Math.min(wished, field.most, room);
  const side = sideOf(scene, luck);
  const shift = others.length > 0 ? 0.13 : Math.min(0.14, Math.max(0, 0.46 - large / field.width / 2));
  const x = field.left + field.width * (0.5 + shift * side + (luck.draw() - 0.5) * 0.03);
  const first = { x, y: main === undefined ? field.middle : heightOf(main, large, field), size: large };
  return [first, ...others.map((thing, i) => beside(thing, i, { first, field, side, luck }))];
}

/** With other things, the main one is never in the middle. */
function sideOf({ side, things, seed }: Scene, luck: Luck): -1 | 0 | 1 {
  if (side !== 'middle') return side === 'left' ? -1 : 1;
  return things.length < 2 ? 0 : luck.draw() < 0.5 || seed === 0 ? -1 : 1;
}

function heightOf({ place }: Thing, size: number, { middle, floor, top }: Field): number {
  if (place === 'air') return Math.max(top + size / 2, Math.min(middle, floor - size / 2));
  return Math.max(top + size / 2, floor - size / 2);
}

interface Beside {
  readonly first: Stand;
  readonly field: Field;
  readonly side: -1 | 0 | 1;
  readonly luck: Luck;
}

/** Smaller than the main thing: the first on its opposite side, the second on the other one. */
function beside(thing: Thing, i: number, { first, field, side, luck }: Beside): Stand {
  const size = Math.min(first.size * (i === 0 ? 0.46 : 0.32), field.width * 0.3);
  const away = i === 0 ? -side : side;
  const edge = away < 0 ? field.left + size * 0.6 : field.left + field.width - size * 0.6;
  const next = first.x + away * (first.size * 0.5 + size * 0.56);
  const x = away < 0 ? Math.max(edge, next) : Math.min(edge, next);
  const jitter = (luck.draw() - 0.5) * size * 0.3;
  if (thing.place !== 'air') return { x, y: Math.min(field.floor, field.floor - size / 2 + size * 0.04), size };
  const high = thing.part === 'around' ? field.top + size * 0.75 : first.y - first.size * (i === 0 ? 0.34 : 0.42);
  return { x, y: Math.max(field.top + size * 0.55, high + jitter), size };
}

/** The safe area of the title: away from all edges, and from the controls of video players. */
export function zoneOf(size: Size): Zone {
  const { width, height } = size;
  const [left, top] = [width * 0.08, height * 0.1];
  switch (shapeOf(size)) {
    case 'portrait':
      return { x: left, y: top, width: width - 2 * left, height: height * 0.24, side: 'top' };
    case 'landscape':
      return { x: width * 0.06, y: height * 0.14, width: width * 0.43, height: height * 0.72, side: 'left' };
    case 'square':
      return { x: left, y: top, width: width - 2 * left, height: height * 0.3, side: 'top' };
  }
}
