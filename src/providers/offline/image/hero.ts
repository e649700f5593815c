/** Paints the things of a scene: large, lit, and standing on the ground. */
import { type Color, css } from './color.ts';
import { disc, type Easel, shine } from './paint.ts';
import type { Stand } from './place.ts';
import type { Scene } from './scene.ts';
import type { Paint, Part, Thing } from './shapes.ts';

/** The first stand is that of the main thing. */
export function paintThings(easel: Easel, scene: Scene, [main, ...others]: readonly [Stand, ...Stand[]]): void {
  shine(easel, { x: main.x, y: main.y, radius: main.size * 1.05 }, easel.colors.glow, 0.22);
  const [first, ...rest] = scene.things;
  if (first === undefined) {
    constellation(easel, main);
    return;
  }
  const placed = rest.flatMap((one, i) => {
    const stand = others[i];
    return stand === undefined ? [] : [{ thing: one, stand }];
  });
  // Floating things are behind, standing ones in front.
  for (const one of placed) if (one.thing.place === 'air') thing(easel, one);
  thing(easel, { thing: first, stand: main });
  for (const one of placed) if (one.thing.place !== 'air') thing(easel, one);
  if (scene.shot === 'shoulder') shoulder(easel, main);
}

/** A dark onlooker in the free corner. */
function shoulder({ ctx, width, height, colors }: Easel, main: Stand): void {
  const [side, unit] = [main.x > width / 2 ? 0 : 1, Math.min(width, height)];
  const x = side === 0 ? unit * 0.14 : width - unit * 0.14;
  ctx.fillStyle = css(colors.deep);
  ctx.beginPath();
  ctx.ellipse(x, height - unit * 0.42, unit * 0.15, unit * 0.18, 0, 0, Math.PI * 2);
  ctx.fill();
  ctx.beginPath();
  ctx.ellipse(x, height, unit * 0.36, unit * 0.3, 0, 0, Math.PI * 2);
  ctx.fill();
}

interface Placed {
  readonly thing: Thing;
  readonly stand: Stand;
}

function thing(easel: Easel, { thing: { parts, place, part: role }, stand }: Placed): void {
  const { ctx, luck } = easel;
  if (place === undefined && role !== 'around') shadow(easel, stand);
  ctx.save();
  ctx.translate(stand.x, stand.y);
  if (place === 'air') ctx.rotate((luck.draw() - 0.5) * 0.36);
  ctx.scale(stand.size / 100, stand.size / 100);
  ctx.translate(-50, -50);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  for (const part of parts) paintPart(easel, part);
  ctx.restore();
}

function paintPart({ ctx, colors, Path2D }: Easel, { outline, paint, line }: Part): void {
  const color: Readonly<Record<Paint, Color>> = colors;
  if (line === undefined) {
    ctx.fillStyle = css(color[paint]);
    ctx.fill(new Path2D(outline));
    return;
  }
  ctx.strokeStyle = css(color[paint]);
  ctx.lineWidth = line;
  ctx.stroke(new Path2D(outline));
}

function shadow({ ctx, colors }: Easel, { x, y, size }: Stand): void {
  ctx.fillStyle = css(colors.deep, 0.45);
  ctx.beginPath();
  ctx.ellipse(x, y + size * 0.5, size * 0.52, size * 0.06, 0, 0, Math.PI * 2);
  ctx.fill();
}

/** For scenes without things: a group of connected points. */
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
