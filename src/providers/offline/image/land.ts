/** The land below the sky: one painter per land, from far to near. */
import { css, lighter, mixed } from './color.ts';
import { glade, room, underwater } from './land-near.ts';
import { air, type Easel, groundBelow, polygon, ridge, shine } from './paint.ts';
import type { Land } from './shapes.ts';

export const LAND_PAINTERS: Readonly<Record<Land, (easel: Easel) => void>> = {
  space: moonGround,
  sea,
  underwater,
  mountains,
  city,
  forest,
  desert,
  grid,
  hills,
  glade,
  room,
  lines: flowingLines,
};

/** Overlapping rows of hills. */
function layers(
  easel: Easel,
  { count, rise, waves }: { readonly count: number; readonly rise: number; readonly waves: number },
): void {
  const { height, horizon } = easel;
  for (let i = 0; i < count; i += 1) {
    const near = i / Math.max(1, count - 1);
    const curve = ridge(easel, waves * (1 - near * 0.4));
    const base = horizon + (height - horizon) * near * 0.62;
    groundBelow(easel, (x) => base - curve(x) * rise * (1 - near * 0.45), css(air(easel, near)));
  }
}

function hills(easel: Easel): void {
  layers(easel, { count: 4, rise: easel.unit * 6, waves: 1.1 });
}

function desert(easel: Easel): void {
  const { ctx, width, horizon, unit, luck } = easel;
  const at = width * (0.15 + luck.draw() * 0.6);
  for (const [dx, size, near] of [
    [18, 15, 0.1],
    [0, 22, 0.22],
  ] as const) {
    ctx.fillStyle = css(air(easel, near));
    triangle(easel, { x: at + dx * unit, y: horizon + unit * 4, half: size * unit, rise: size * 1.15 * unit });
    ctx.fillStyle = css(air(easel, near + 0.22));
    const base = horizon + unit * 4;
    const top = [at + dx * unit, base - size * 1.15 * unit] as const;
    polygon(easel, top, [at + (dx + size) * unit, base], [at + (dx + size * 0.25) * unit, base]);
  }
  layers(easel, { count: 4, rise: easel.unit * 4, waves: 0.8 });
}

interface Peak {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly rise: number;
}

const triangle = (easel: Easel, { x, y, half, rise }: Peak): void =>
  polygon(easel, [x - half, y], [x, y - rise], [x + half, y]);

function mountains(easel: Easel): void {
  for (const near of [0.05, 0.3, 0.55]) range(easel, near);
  layers(easel, { count: 2, rise: easel.unit * 4, waves: 1.6 });
}

/** A mountain range: a lit side, a shaded side, snow on high peaks. */
function range(easel: Easel, near: number): void {
  const { ctx, width, height, unit, horizon, colors, luck } = easel;
  const rise = unit * (34 - near * 26);
  const base = horizon + (height - horizon) * near * 0.5;
  for (let x = -0.1 * width; x < 1.1 * width; x += unit * (20 + luck.draw() * 14)) {
    const peak = {
      x: x + luck.draw() * unit * 6,
      y: base,
      half: unit * (22 + luck.draw() * 12),
      rise: rise * (0.55 + luck.draw() * 0.5),
    };
    ctx.fillStyle = css(air(easel, near));
    triangle(easel, peak);
    ctx.fillStyle = css(air(easel, near + 0.16));
    shaded(easel, peak);
    if (near > 0.1 || peak.rise < rise * 0.7) continue;
    ctx.fillStyle = css(lighter(colors.glow, 0.55), 0.85);
    snow(easel, peak);
  }
  ctx.fillStyle = css(air(easel, near + 0.05));
  ctx.fillRect(0, base - 1, width, height - base + 1);
}

const shaded = (easel: Easel, { x, y, half, rise }: Peak): void =>
  polygon(easel, [x, y - rise], [x + half, y], [x - half * 0.1, y], [x + half * 0.12, y - rise * 0.42]);

function snow(easel: Easel, { x, y, half, rise }: Peak): void {
  const [top, down, side] = [y - rise, rise * 0.3, half * 0.3];
  polygon(
    easel,
    [x, top],
    [x + side, top + down],
    [x + side * 0.4, top + down * 0.72],
    [x, top + down * 1.15],
    [x - side * 0.45, top + down * 0.7],
    [x - side, top + down],
  );
}

function sea(easel: Easel): void {
  const { ctx, width, height, horizon, unit, colors, luck } = easel;
  const water = ctx.createLinearGradient(0, horizon, 0, height);
  water.addColorStop(0, css(mixed(colors.low, colors.background, 0.35)));
  water.addColorStop(1, css(colors.deep));
  ctx.fillStyle = water;
  ctx.fillRect(0, horizon, width, height - horizon);
  ctx.lineCap = 'round';
  for (let i = 0; i < 70; i += 1) {
    const near = luck.draw() ** 1.4;
    const [x, y] = [luck.draw() * width, horizon + near * (height - horizon)];
    const length = unit * (2 + near * 14) * (0.4 + luck.draw());
    ctx.strokeStyle = css(colors.glow, 0.1 + luck.draw() * 0.22);
    ctx.lineWidth = unit * (0.18 + near * 0.5);
    ctx.beginPath();
    ctx.moveTo(x - length, y);
    ctx.quadraticCurveTo(x, y - unit * near * 1.6, x + length, y);
    ctx.stroke();
  }
  for (const near of [0.62, 0.8]) {
    const wave = ridge(easel, 2.4);
    const base = horizon + (height - horizon) * near;
    groundBelow(
      easel,
      (x) => base + wave(x) * unit * 2,
      css(mixed(colors.second, colors.deep, 0.55 + near * 0.4), 0.75),
    );
  }
}

function city(easel: Easel): void {
  for (const near of [0.05, 0.35, 0.7]) skyline(easel, near);
  const { height, horizon } = easel;
  groundBelow(easel, () => horizon + (height - horizon) * 0.72, css(air(easel, 1)));
}

function skyline(easel: Easel, near: number): void {
  const { ctx, width, height, horizon, unit, colors, luck } = easel;
  const base = horizon + (height - horizon) * near;
  for (let x = -unit * 4; x < width; ) {
    const wide = unit * (7 + luck.draw() * 9);
    const tall = unit * (10 + luck.draw() ** 2 * 36) * (1 - near * 0.45);
    ctx.fillStyle = css(air(easel, near));
    ctx.fillRect(x, base - tall, wide + 1, height);
    if (luck.draw() > 0.7) ctx.fillRect(x + wide * 0.46, base - tall - unit * 6, unit * 0.6, unit * 6);
    ctx.fillStyle = css(colors.glow, 0.35 + near * 0.4);
    windows(easel, { x, y: base - tall, wide, tall: tall + (height - horizon) * 0.2 });
    x += wide + (luck.draw() > 0.6 ? unit * 2 : 0);
  }
}

function windows(
  { ctx, unit, luck }: Easel,
  { x, y, wide, tall }: { readonly x: number; readonly y: number; readonly wide: number; readonly tall: number },
): void {
  const [step, size] = [unit * 2.4, unit];
  for (let wy = y + step; wy < y + tall - step; wy += step)
    for (let wx = x + step * 0.6; wx < x + wide - size * 1.2; wx += step)
      if (luck.draw() > 0.62) ctx.fillRect(wx, wy, size, size * 1.2);
}

function forest(easel: Easel): void {
  const { height, horizon, unit, width, luck, ctx } = easel;
  groundBelow(easel, () => horizon, css(air(easel, 0.15)));
  for (const near of [0.08, 0.36, 0.7]) {
    const base = horizon + (height - horizon) * near * 0.8;
    const curve = ridge(easel, 1.3);
    ctx.fillStyle = css(air(easel, near));
    for (let x = -unit * 4; x < width + unit * 4; x += unit * (4 + luck.draw() * 5) * (0.7 + near))
      fir(easel, {
        x,
        y: base + unit * 3 - curve(x) * unit * 2,
        half: unit * (3.4 + near * 4),
        rise: unit * (14 + luck.draw() * 12) * (0.75 + near * 0.5),
      });
    groundBelow(easel, (x) => base - curve(x) * unit * 2 - unit * 2.5, css(air(easel, near)));
  }
}

function fir(easel: Easel, { x, y, half, rise }: Peak): void {
  for (const [low, wide] of [
    [0, 1],
    [0.26, 0.78],
    [0.52, 0.54],
  ] as const)
    triangle(easel, { x, y: y - rise * low, half: half * wide, rise: rise * (1 - low) * 0.86 });
}

/** A floor with grid lines that run to the horizon. */
function grid(easel: Easel): void {
  const { ctx, width, height, horizon, unit, colors } = easel;
  groundBelow(easel, () => horizon, css(colors.deep));
  shine(easel, { x: width / 2, y: horizon, radius: width * 0.6 }, colors.accent, 0.35);
  groundBelow(easel, () => horizon, css(colors.deep, 0.72));
  ctx.lineWidth = unit * 0.28;
  for (let i = -14; i <= 14; i += 1) {
    const fade = ctx.createLinearGradient(0, horizon, 0, height);
    fade.addColorStop(0, css(colors.accent, 0.1));
    fade.addColorStop(1, css(colors.accent, 0.75));
    ctx.strokeStyle = fade;
    ctx.beginPath();
    ctx.moveTo(width / 2 + i * width * 0.045, horizon);
    ctx.lineTo(width / 2 + i * width * 0.28, height);
    ctx.stroke();
  }
  for (let i = 0; i < 11; i += 1) {
    const y = horizon + (height - horizon) * (i / 10) ** 2.2;
    ctx.strokeStyle = css(colors.accent, 0.15 + i * 0.055);
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(width, y);
    ctx.stroke();
  }
}

/** Bands flowing across, like the waveform of a voice. */
function flowingLines(easel: Easel): void {
  const { ctx, width, height, horizon, unit, colors } = easel;
  const [a, b] = [ridge(easel, 0.8), ridge(easel, 1.4)];
  const step = Math.max(1, width / 160);
  const count = 22;
  for (let i = 0; i < count; i += 1) {
    const share = i / (count - 1);
    ctx.strokeStyle = css(mixed(colors.accent, colors.second, share), 0.2 + 0.55 * Math.sin(share * Math.PI));
    ctx.lineWidth = unit * 0.45;
    ctx.beginPath();
    for (let x = -step; x < width + step; x += step) {
      const y =
        horizon + (share - 0.45) * (height - horizon) * 0.9 + a(x) * unit * 9 + b(x) * unit * 16 * (share - 0.5);
      ctx.lineTo(x, y);
    }
    ctx.stroke();
  }
}

function moonGround(easel: Easel): void {
  const { ctx, width, height, horizon, unit, colors, luck } = easel;
  const top = horizon;
  const curve = ridge(easel, 0.7);
  groundBelow(
    easel,
    (x) => top - curve(x) * unit * 3 + ((x / width - 0.5) * 2) ** 2 * unit * 6,
    css(mixed(colors.deep, colors.low, 0.22)),
  );
  for (let i = 0; i < 9; i += 1) {
    const [x, size] = [luck.draw() * width, unit * (1.5 + luck.draw() * 5)];
    ctx.fillStyle = css(colors.deep, 0.6);
    ctx.beginPath();
    const y = top + (height - top) * (0.4 + luck.draw() * 0.5);
    ctx.ellipse(x, y, size, size * 0.24, 0, 0, Math.PI * 2);
    ctx.fill();
  }
}
