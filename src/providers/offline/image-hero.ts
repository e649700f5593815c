/** Puts the things of a scene into a picture: large, lit, and standing on what is below them. */
import { loadCanvas } from '../../media/canvas.ts';
import { type Color, css } from './image-color.ts';
import { disc, type Easel, shine } from './image-paint.ts';
import type { Scene } from './image-scene.ts';
import type { Paint, Part, Thing } from './image-things.ts';

/** Where the middle of the main thing is, and the length of its sides. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Nothing stands left of it: there are the words. */
  readonly left: number;
}

type Outline = (text: string) => Path;
type Path = Parameters<Easel['ctx']['fill']>[0] & object;

export async function paintThings(easel: Easel, scene: Scene, stand: Stand): Promise<void> {
  const canvas = await loadCanvas();
  if (!canvas.ok) return;
  const { Path2D } = canvas.value;
  const outline: Outline = (text) => new Path2D(text);
  const [first, second] = scene.things;
  shine(easel, { x: stand.x, y: stand.y, radius: stand.size * 1.05 }, easel.colors.glow, 0.22);
  if (first === undefined) return constellation(easel, stand);
  if (second !== undefined) thing(easel, { thing: second, stand: beside(easel, stand, second), outline });
  thing(easel, { thing: first, stand: { ...stand, y: heightOf(easel, first, stand) }, outline });
}

/** The other thing: smaller, to the side where there is more room. */
function beside({ width, luck }: Easel, { x, y, size, left }: Stand, other: Thing): Stand {
  const side = x - left > (width - left) * 0.55 ? -1 : luck.draw() < 0.5 ? -1 : 1;
  const small = size * 0.44;
  const far = Math.min(size * 0.78, (side > 0 ? width - x : x - left) - small * 0.56);
  return { x: x + side * far, y: other.place === 'air' ? y - size * 0.28 : y + size * 0.25, size: small, left };
}

/** On the ground things stand, on water they swim; others float where they were put. */
function heightOf({ horizon, height }: Easel, { place }: Thing, { y, size }: Stand): number {
  if (place === 'air') return y;
  const floor = horizon + (height - horizon) * (place === 'water' ? 0.22 : 0.42);
  return Math.min(y + size * 0.3, Math.max(y, floor - size / 2));
}

interface Placed {
  readonly thing: Thing;
  readonly stand: Stand;
  readonly outline: Outline;
}

function thing(easel: Easel, { thing: { parts, place }, stand, outline }: Placed): void {
  const { ctx, luck } = easel;
  if (place !== 'air') shadow(easel, stand);
  ctx.save();
  ctx.translate(stand.x, stand.y);
  if (place === 'air') ctx.rotate((luck.draw() - 0.5) * 0.36);
  ctx.scale(stand.size / 100, stand.size / 100);
  ctx.translate(-50, -50);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  for (const part of parts) paintPart(easel, part, outline);
  ctx.restore();
}

function paintPart({ ctx, colors }: Easel, { outline: text, paint, line }: Part, outline: Outline): void {
  const color: Readonly<Record<Paint, Color>> = colors;
  if (line === undefined) {
    ctx.fillStyle = css(color[paint]);
    ctx.fill(outline(text));
    return;
  }
  ctx.strokeStyle = css(color[paint]);
  ctx.lineWidth = line;
  ctx.stroke(outline(text));
}

function shadow({ ctx, colors }: Easel, { x, y, size }: Stand): void {
  ctx.fillStyle = css(colors.deep, 0.45);
  ctx.beginPath();
  ctx.ellipse(x, y + size * 0.5, size * 0.52, size * 0.06, 0, 0, Math.PI * 2);
  ctx.fill();
}

/** Where no thing is named: points that belong together. */
function constellation(easel: Easel, { x, y, size }: Stand): void {
  const { ctx, unit, colors, luck } = easel;
  const points = Array.from({ length: 7 }, (_, i) => {
    const [angle, far] = [(i / 7) * Math.PI * 2 + luck.draw() * 0.6, size * (0.2 + luck.draw() * 0.34)];
    return { x: x + Math.cos(angle) * far, y: y + Math.sin(angle) * far };
  });
  ctx.strokeStyle = css(colors.glow, 0.55);
  ctx.lineWidth = unit * 0.35;
  ctx.beginPath();
  for (const [i, from] of points.entries()) {
    const to = points[(i + 1 + luck.below(3)) % points.length] ?? from;
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
  }
  ctx.stroke();
  for (const [i, point] of points.entries()) {
    const radius = unit * (1.2 + luck.draw() * 2.4);
    shine(easel, { ...point, radius: radius * 3 }, colors.glow, 0.3);
    disc(easel, { ...point, radius }, css([colors.accent, colors.second, colors.body][i % 3] ?? colors.accent));
  }
}
