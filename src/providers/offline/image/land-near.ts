/** Lands seen from close: a room, a forest floor, the bottom of the sea. */
import { css, darker, lighter, mixed } from './color.ts';
import { air, disc, type Easel, groundBelow, polygon, ridge, shine } from './paint.ts';

/** A wall with a window that shows the sky, and a floor of planks. */
export function room(easel: Easel): void {
  const { ctx, width, height, horizon, unit, colors, luck } = easel;
  const isLeft = luck.draw() < 0.5;
  const [wide, tall] = [unit * (26 + luck.draw() * 10), Math.min(horizon * 0.5, unit * 46)];
  const [x, y] = [isLeft ? width * 0.07 : width * 0.93 - wide, horizon * 0.16];
  const wall = ctx.createLinearGradient(isLeft ? 0 : width, 0, isLeft ? width : 0, 0);
  wall.addColorStop(0, css(mixed(colors.background, colors.low, 0.62)));
  wall.addColorStop(1, css(mixed(colors.background, colors.deep, 0.25)));
  ctx.fillStyle = wall;
  ctx.beginPath();
  ctx.rect(0, 0, width, horizon + 1);
  ctx.rect(x, y, wide, tall);
  ctx.fill('evenodd');
  ctx.strokeStyle = css(colors.body, 0.75);
  ctx.lineWidth = unit * 1.2;
  ctx.strokeRect(x, y, wide, tall);
  ctx.lineWidth = unit * 0.7;
  ctx.beginPath();
  ctx.moveTo(x + wide / 2, y);
  ctx.lineTo(x + wide / 2, y + tall);
  ctx.moveTo(x, y + tall * 0.45);
  ctx.lineTo(x + wide, y + tall * 0.45);
  ctx.stroke();
  ctx.fillStyle = css(colors.body, 0.8);
  ctx.fillRect(x - unit * 2, y + tall, wide + unit * 4, unit * 2);
  floor(easel);
  ctx.fillStyle = css(colors.glow, 0.16);
  const [from, to] = [height - (height - horizon) * 0.85, height - (height - horizon) * 0.3];
  const lean = isLeft ? unit * 22 : -unit * 22;
  polygon(easel, [x + lean * 0.4, from], [x + wide + lean * 0.4, from], [x + wide + lean, to], [x + lean, to]);
}

function floor({ ctx, width, height, horizon, unit, colors }: Easel): void {
  ctx.fillStyle = css(mixed(colors.deep, colors.low, 0.3));
  ctx.fillRect(0, horizon, width, height - horizon);
  ctx.strokeStyle = css(colors.deep, 0.6);
  ctx.lineWidth = unit * 0.35;
  ctx.beginPath();
  for (let i = -9; i <= 9; i += 1) {
    ctx.moveTo(width / 2 + i * width * 0.11, horizon);
    ctx.lineTo(width / 2 + i * width * 0.22, height);
  }
  ctx.stroke();
  ctx.fillStyle = css(colors.deep, 0.85);
  ctx.fillRect(0, horizon - unit * 1.6, width, unit * 2);
}

/** A macro view: soft lights behind, blades of grass in front. */
export function glade(easel: Easel): void {
  const { width, height, horizon, unit, colors, luck } = easel;
  for (let i = 0; i < 16; i += 1) {
    const spot = { x: luck.draw() * width, y: luck.draw() * horizon, radius: unit * (4 + luck.draw() * 11) };
    disc(easel, spot, css([colors.low, colors.glow, colors.second][i % 3] ?? colors.low, 0.07 + luck.draw() * 0.12));
  }
  for (const near of [0.2, 0.5, 0.8]) {
    const curve = ridge(easel, 0.9);
    const base = horizon + (height - horizon) * (near - 0.2) * 0.9;
    groundBelow(easel, (x) => base - curve(x) * unit * 3, css(mixed(air(easel, near), colors.second, 0.16)));
    blades(easel, { base: base + unit * 3, near });
  }
}

function blades(easel: Easel, { base, near }: { readonly base: number; readonly near: number }): void {
  const { ctx, width, unit, colors, luck } = easel;
  const color = mixed(air(easel, near), colors.second, 0.16);
  for (let x = -unit * 4; x < width + unit * 4; x += unit * (2.4 + luck.draw() * 5)) {
    const [tall, lean] = [unit * (4 + luck.draw() * 9) * (0.6 + near), unit * (luck.draw() - 0.5) * 9];
    const half = unit * (0.6 + near * 0.7);
    ctx.fillStyle = css(color);
    ctx.beginPath();
    ctx.moveTo(x - half, base);
    ctx.quadraticCurveTo(x - half * 0.4, base - tall * 0.6, x + lean, base - tall);
    ctx.quadraticCurveTo(x + half * 1.2, base - tall * 0.5, x + half, base);
    ctx.fill();
  }
}

/** Light from above, seaweed and bubbles. */
export function underwater(easel: Easel): void {
  const { ctx, width, height, horizon, unit, colors, luck } = easel;
  const water = ctx.createLinearGradient(0, 0, 0, height);
  water.addColorStop(0, css(lighter(mixed(colors.background, colors.low, 0.7), 0.12)));
  water.addColorStop(0.6, css(mixed(colors.background, colors.low, 0.25)));
  water.addColorStop(1, css(darker(colors.background, 0.3)));
  ctx.fillStyle = water;
  ctx.fillRect(0, 0, width, height);
  const from = width * (0.2 + luck.draw() * 0.6);
  for (let i = -3; i <= 3; i += 1) ray(easel, { from, to: from + i * width * 0.26 });
  for (let i = 0; i < 3; i += 1) {
    const curve = ridge(easel, 1.2);
    const base = horizon + (height - horizon) * (0.15 + i * 0.3);
    weeds(easel, base);
    groundBelow(easel, (x) => base - curve(x) * unit * 2.5, css(air(easel, 0.35 + i * 0.3)));
  }
  ctx.lineWidth = unit * 0.35;
  for (let i = 0; i < 26; i += 1) {
    ctx.strokeStyle = css(colors.glow, 0.25 + luck.draw() * 0.4);
    ctx.beginPath();
    ctx.arc(luck.draw() * width, luck.draw() * height, unit * (0.4 + luck.draw() ** 3 * 2.4), 0, Math.PI * 2);
    ctx.stroke();
  }
}

function ray(easel: Easel, { from, to }: { readonly from: number; readonly to: number }): void {
  const { ctx, height, unit, colors, luck } = easel;
  const wide = unit * (4 + luck.draw() * 10);
  const fade = ctx.createLinearGradient(0, 0, 0, height * 0.75);
  fade.addColorStop(0, css(colors.glow, 0.22));
  fade.addColorStop(1, css(colors.glow, 0));
  ctx.fillStyle = fade;
  polygon(easel, [from - unit, 0], [from + unit, 0], [to + wide, height * 0.75], [to - wide, height * 0.75]);
  shine(easel, { x: from, y: 0, radius: unit * 22 }, colors.glow, 0.06);
}

function weeds(easel: Easel, base: number): void {
  const { ctx, width, unit, colors, luck } = easel;
  ctx.lineCap = 'round';
  for (let i = 0; i < 7; i += 1) {
    const [x, tall, bend] = [luck.draw() * width, unit * (8 + luck.draw() * 16), unit * (3 + luck.draw() * 4)];
    ctx.strokeStyle = css(mixed(colors.second, colors.deep, 0.35 + luck.draw() * 0.3), 0.9);
    ctx.lineWidth = unit * 1.3;
    ctx.beginPath();
    ctx.moveTo(x, base + unit * 4);
    ctx.bezierCurveTo(x - bend, base - tall * 0.3, x + bend, base - tall * 0.6, x, base - tall);
    ctx.stroke();
  }
}
