/**
 * The building blocks of things: outlines in a square of 100 by 100, and the words for them. Pure.
 *
 * Y points down, as in SVG paths; a thing that stands on the ground ends at 100.
 */

/** The palette colour of a part. */
export type Paint = 'body' | 'accent' | 'second' | 'deep' | 'glow' | 'spark' | 'low';

export interface Part {
  readonly outline: string;
  readonly paint: Paint;
  /** Line width; absent: filled. */
  readonly line?: number;
}

export const LANDS = [
  'space',
  'sea',
  'underwater',
  'mountains',
  'city',
  'forest',
  'desert',
  'grid',
  'hills',
  'glade',
  'room',
  'lines',
] as const;
export type Land = (typeof LANDS)[number];

export const HOURS = ['dusk', 'day', 'night', 'dawn'] as const;
export type Hour = (typeof HOURS)[number];

export interface Drawing {
  /** Its names in their base form, separated by spaces. */
  readonly words: string;
  /** Associated words: they count if no thing is named. */
  readonly hints?: string;
  /** `air`: it floats. `water`: it swims at the horizon. Absent: its lower edge stands on the ground. */
  readonly place?: 'air' | 'water';
  /** Where it belongs, if the prompt names no place. */
  readonly lands: readonly [Land, ...Land[]];
  /** `around`: weather and places, which come after any other thing. */
  readonly part?: 'around';
  readonly parts: readonly Part[];
}

export interface Thing extends Drawing {
  /** The first of its names. */
  readonly name: string;
}

export const circle = (x: number, y: number, r: number): string => ellipse(x, y, r, r);
export const ellipse = (x: number, y: number, rx: number, ry: number): string =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
/** With round corners. */
export const box = (x: number, y: number, w: number, h: number, r = 0): string =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
/** A drop of water with its tip at the top. */
export const tear = (x: number, top: number, r: number): string =>
  `M${x} ${top}C${x + r * 0.3} ${top + r * 0.8} ${x + r} ${top + r * 1.3} ${x + r} ${top + r * 2.1}A${r} ${r} 0 0 1 ${x - r} ${top + r * 2.1}C${x - r} ${top + r * 1.3} ${x - r * 0.3} ${top + r * 0.8} ${x} ${top}Z`;

/** The outline repeated around a centre. @param turn makes it for an angle in radians. */
export const around = (count: number, turn: (angle: number) => string): string =>
  Array.from({ length: count }, (_, i) => turn((i / count) * Math.PI * 2 - Math.PI / 2)).join('');

/** A point of a circle, in SVG path syntax. */
export const at = (angle: number, far: number, x = 50, y = 50): string =>
  `${round(x + Math.cos(angle) * far)} ${round(y + Math.sin(angle) * far)}`;
const round = (value: number): number => Math.round(value * 100) / 100;

/** A star with `points` points. */
export const star = (points: number, outer: number, inner: number, x = 50, y = 50): string =>
  `M${around(points, (angle) => `L${at(angle, outer, x, y)}L${at(angle + Math.PI / points, inner, x, y)}`).slice(1)}Z`;

export const fill = (paint: Paint, outline: string): Part => ({ paint, outline });
export const line = (paint: Paint, width: number, outline: string): Part => ({ paint, outline, line: width });
