/** The sky of a picture: its light, and the things in it. */
import { type Color, css, darker, lighter, mixed } from './color.ts';
import { disc, type Easel, shine } from './paint.ts';
import type { Scene } from './scene.ts';

export function paintSky(easel: Easel, scene: Scene): void {
  const { ctx, width, height, horizon, colors } = easel;
  const sky = ctx.createLinearGradient(0, 0, 0, scene.land === 'space' ? height : horizon);
  const isDark = colors.mood === 'dark';
  const top = scene.hour === 'night' && isDark ? darker(colors.background, 0.35) : colors.background;
  const low = lowOf(easel, scene);
  sky.addColorStop(0, css(top));
  sky.addColorStop(0.55, css(mixed(top, low, 0.38)));
  sky.addColorStop(1, css(low));
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, width, height);
  if (scene.hour === 'night') stars(easel);
  light(easel, scene);
  if (scene.hour === 'day' || scene.hour === 'dawn') clouds(easel);
  if (scene.land === 'space') planets(easel);
}

function lowOf({ colors }: Easel, { hour }: Scene): Color {
  switch (hour) {
    case 'dusk':
      return colors.low;
    case 'dawn':
      return lighter(mixed(colors.low, colors.second, 0.55), 0.12);
    case 'day':
      return lighter(mixed(colors.background, colors.low, 0.8), 0.1);
    case 'night':
      return mixed(colors.background, colors.low, 0.4);
  }
}

function stars(easel: Easel): void {
  const { width, height, unit, colors, luck } = easel;
  const color = colors.mood === 'dark' ? lighter(colors.glow, 0.6) : colors.deep;
  for (let i = 0; i < 150; i += 1) {
    const bright = luck.draw();
    const spot = {
      x: luck.draw() * width,
      y: luck.draw() ** 1.3 * height * 0.8,
      radius: unit * (0.1 + bright ** 6 * 0.45),
    };
    if (bright > 0.94) shine(easel, { ...spot, radius: spot.radius * 7 }, color, 0.35);
    disc(easel, spot, css(color, 0.25 + bright * 0.6));
  }
}

/** Sun or moon, off-centre so that it does not stand behind the title. */
function light(easel: Easel, { hour, land, things }: Scene): void {
  const { width, horizon, unit, colors, luck } = easel;
  const isWide = width > horizon * 1.45;
  const x = width * (isWide ? 0.6 + luck.draw() * 0.3 : 0.2 + luck.draw() * 0.6);
  const isLow = hour === 'dusk' || hour === 'dawn';
  const low = isLow ? 0.76 + luck.draw() * 0.2 : 0.3 + luck.draw() * 0.3;
  const spot = { x, y: horizon * low, radius: unit * (isLow ? 15 : 9) };
  shine(easel, { ...spot, radius: spot.radius * 5 }, colors.glow, hour === 'night' ? 0.32 : 0.6);
  // No second sun or moon if it is one of the things.
  if (land === 'space' || things.some(({ name }) => name === 'sun' || name === 'moon')) return;
  disc(easel, spot, css(isLow ? mixed(colors.glow, colors.accent, 0.3) : lighter(colors.glow, 0.3), 0.95));
  if (hour !== 'night') return;
  for (const [dx, dy, size] of [
    [-0.3, -0.2, 0.22],
    [0.28, 0.3, 0.3],
    [0.3, -0.42, 0.13],
  ] as const)
    disc(
      easel,
      { x: x + dx * spot.radius, y: spot.y + dy * spot.radius, radius: size * spot.radius },
      css(colors.low, 0.28),
    );
}

function clouds(easel: Easel): void {
  const { ctx, width, horizon, unit, colors, luck } = easel;
  for (let i = 0; i < 4; i += 1) {
    const [x, y, size] = [luck.draw() * width, horizon * (0.12 + luck.draw() * 0.6), unit * (7 + luck.draw() * 8)];
    ctx.fillStyle = css(lighter(colors.low, 0.6), 0.22);
    ctx.beginPath();
    ctx.roundRect(x - size * 2, y, size * 4, size * 0.72, size * 0.36);
    ctx.roundRect(x - size * 1.2, y - size * 0.5, size * 2, size, size * 0.5);
    ctx.roundRect(x - size * 0.2, y - size * 0.32, size * 1.7, size * 0.9, size * 0.45);
    ctx.fill('nonzero');
  }
}

function planets(easel: Easel): void {
  const { ctx, width, height, unit, colors, luck } = easel;
  const spots = [
    {
      x: width * (0.08 + luck.draw() * 0.14),
      y: height * (0.66 + luck.draw() * 0.2),
      radius: unit * (8 + luck.draw() * 5),
    },
    {
      x: width * (0.82 + luck.draw() * 0.12),
      y: height * (0.14 + luck.draw() * 0.16),
      radius: unit * (4 + luck.draw() * 4),
    },
  ];
  for (const [i, spot] of spots.entries()) {
    const color = i === 0 ? colors.accent : colors.second;
    shine(easel, { ...spot, radius: spot.radius * 2.2 }, color, 0.3);
    const lit = ctx.createLinearGradient(
      spot.x - spot.radius,
      spot.y - spot.radius,
      spot.x + spot.radius,
      spot.y + spot.radius,
    );
    lit.addColorStop(0, css(lighter(color, 0.35)));
    lit.addColorStop(0.45, css(color));
    lit.addColorStop(1, css(darker(mixed(color, colors.background, 0.4), 0.45)));
    ctx.save();
    disc(easel, spot, 'black');
    ctx.fillStyle = lit;
    ctx.fill();
    ctx.restore();
    if (i === 0) ring(easel, spot);
  }
}

function ring(
  { ctx, unit, colors }: Easel,
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number },
): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(-0.35);
  ctx.strokeStyle = css(colors.glow, 0.75);
  ctx.lineWidth = unit * 0.7;
  ctx.beginPath();
  // The part behind the planet is left out.
  ctx.ellipse(0, 0, radius * 1.75, radius * 0.42, 0, -0.18 * Math.PI, 1.18 * Math.PI);
  ctx.stroke();
  ctx.restore();
}
