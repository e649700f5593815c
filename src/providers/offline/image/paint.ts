/** What all painters of a picture share: canvas, size, colours and random numbers. */
import type { CanvasModule, Context } from '../../../media/canvas.ts';
import type { Luck } from '../../../media/luck.ts';
import { type Color, css, mixed, type Palette } from './color.ts';

export interface Easel {
  readonly ctx: Context;
  readonly Path2D: CanvasModule['Path2D'];
  readonly width: number;
  readonly height: number;
  /** One percent of the shorter side, for lines and margins. */
  readonly unit: number;
  /** Where sky and ground meet, in pixels from the top. */
  readonly horizon: number;
  readonly colors: Palette;
  readonly luck: Luck;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A light that fades out. */
export function shine({ ctx }: Easel, { x, y, radius }: Spot, color: Color, strength: number): void {
  const light = ctx.createRadialGradient(x, y, 0, x, y, radius);
  light.addColorStop(0, css(color, strength));
  light.addColorStop(0.35, css(color, strength * 0.45));
  light.addColorStop(1, css(color, 0));
  ctx.fillStyle = light;
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

export function disc({ ctx }: Easel, { x, y, radius }: Spot, style: string): void {
  ctx.fillStyle = style;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fill();
}

export function polygon({ ctx }: Easel, ...points: readonly (readonly [x: number, y: number])[]): void {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.fill();
}

/** An irregular curve from left to right: a sum of waves of three lengths. */
export function ridge({ width, luck }: Easel, waves: number): (x: number) => number {
  const parts = [1, 2.3, 5.1].map((factor, i) => ({
    length: (width / (waves * factor)) * (0.85 + luck.draw() * 0.3),
    phase: luck.draw() * Math.PI * 2,
    size: 0.62 / (i * 1.7 + 1),
  }));
  return (x) =>
    parts.reduce((sum, { length, phase, size }) => sum + size * Math.sin((x / length) * Math.PI * 2 + phase), 0);
}

/** Fills the area between a curve and the lower edge. @param y of the curve, at x. */
export function groundBelow({ ctx, width, height }: Easel, y: (x: number) => number, style: string): void {
  const step = Math.max(1, width / 240);
  ctx.fillStyle = style;
  ctx.beginPath();
  ctx.moveTo(0, height);
  for (let x = 0; x < width + step; x += step) ctx.lineTo(x, y(x));
  ctx.lineTo(width + step, height);
  ctx.fill();
}

/** The colour of distant things, lightened towards the sky. @param near 0: at the horizon; 1: in front. */
export const air = ({ colors }: Easel, near: number): Color => mixed(colors.low, colors.deep, 0.18 + near * 0.72);
