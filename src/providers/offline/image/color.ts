/**
 * Colours: parsing, mixing, and contrast as defined by WCAG. Pure.
 *
 * C1. Any settings, even missing or invalid ones, give a palette in which light and dark differ.
 */
import { Luck } from '../../../media/luck.ts';
import { isJsonObject, type Json } from '../../../model/json.ts';

/** Each from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

const WHITE: Color = [255, 255, 255];
const BLACK: Color = [0, 0, 0];

/** `#rgb`, `#rrggbb` or `#rrggbbaa` (the transparency is ignored); null: none of these. */
export function colorOf(text: Json | undefined): Color | null {
  const digits = typeof text === 'string' ? /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text.trim())?.[1] : null;
  if (!digits) return null;
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

export const css = ([red, green, blue]: Color, alpha = 1): string =>
  `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`;

/** @param share of `b`, 0 to 1. */
export function mixed(a: Color, b: Color, share: number): Color {
  const part = (x: number, y: number) => x + (y - x) * share;
  return [part(a[0], b[0]), part(a[1], b[1]), part(a[2], b[2])];
}

export const lighter = (color: Color, share: number): Color => mixed(color, WHITE, share);
export const darker = (color: Color, share: number): Color => mixed(color, BLACK, share);

/** @source WCAG 2.2, relative luminance. */
export function luminance([red, green, blue]: Color): number {
  const linear = (value: number) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** @source WCAG 2.2, contrast ratio: 1 to 21; text needs 4.5. */
export function contrast(a: Color, b: Color): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** The same lightness in another hue. @source the matrix of the CSS filter `hue-rotate`. */
function turned([red, green, blue]: Color, degrees: number): Color {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const row = (a: readonly number[], c: readonly number[], s: readonly number[]): number =>
    [red, green, blue].reduce((sum, v, i) => sum + v * ((a[i] ?? 0) + cos * (c[i] ?? 0) + sin * (s[i] ?? 0)), 0);
  const grey = [0.213, 0.715, 0.072];
  const within = (value: number) => Math.max(0, Math.min(255, value));
  return [
    within(row(grey, [0.787, -0.715, -0.072], [-0.213, -0.715, 0.928])),
    within(row(grey, [-0.213, 0.285, -0.072], [0.143, 0.14, -0.283])),
    within(row(grey, [-0.213, -0.715, 0.928], [-0.787, 0.715, 0.072])),
  ];
}

/** The colours that a picture is painted with. */
export interface Palette {
  readonly mood: 'dark' | 'light';
  readonly background: Color;
  readonly accent: Color;
  /** A second accent of another hue. */
  readonly second: Color;
  readonly text: Color;
  /** The sky at the horizon. */
  readonly low: Color;
  /** The foreground. */
  readonly deep: Color;
  /** Light sources. */
  readonly glow: Color;
  /** Fine lines and points against the sky. */
  readonly spark: Color;
  /** The lit side of things. */
  readonly body: Color;
}

const OWN: readonly (readonly [background: string, accent: string])[] = [
  ['#1b1f4b', '#ff7a59'],
  ['#0f2e3d', '#f2b134'],
  ['#2b1a3f', '#f25f8c'],
  ['#2a1f4e', '#ff9e7a'],
  ['#16203a', '#4cc9f0'],
  ['#3a1c2e', '#ffb26b'],
  ['#1d2b53', '#ffd166'],
  ['#0d3b4a', '#ff8c61'],
];

/** @param colors as configured; missing ones are derived from the seed. */
export function paletteOf(colors: Json | undefined, seed: number): Palette {
  const said = colors !== undefined && isJsonObject(colors) ? colors : {};
  const own = OWN[new Luck(seed).below(OWN.length)] ?? ['#1b1f4b', '#ff7a59'];
  const saidBackground = colorOf(said.background);
  const background = saidBackground ?? colorOf(own[0]) ?? BLACK;
  const mood = luminance(background) < 0.3 ? 'dark' : 'light';
  const accent = visible(colorOf(said.accent) ?? colorOf(own[1]) ?? WHITE, background, mood);
  const text = colorOf(said.text) ?? (mood === 'dark' ? WHITE : darker(background, 0.85));
  const parts = { mood, background, accent, second: lighter(turned(accent, -45), 0.15), text } as const;
  return mood === 'dark' ? night(parts) : day(parts);
}

type Said = Pick<Palette, 'mood' | 'background' | 'accent' | 'second' | 'text'>;

const night = (said: Said): Palette => ({
  ...said,
  low: mixed(said.background, said.accent, 0.5),
  deep: darker(said.background, 0.55),
  glow: lighter(said.accent, 0.55),
  spark: lighter(said.accent, 0.6),
  body: lighter(said.background, 0.92),
});

const day = (said: Said): Palette => ({
  ...said,
  low: lighter(mixed(said.background, said.accent, 0.3), 0.2),
  deep: darker(mixed(said.background, said.accent, 0.55), 0.62),
  glow: lighter(mixed(said.background, said.accent, 0.25), 0.6),
  spark: darker(said.accent, 0.35),
  body: lighter(said.background, 0.75),
});

/** An accent close to the background would be invisible: it is made lighter or darker. */
const visible = (accent: Color, background: Color, mood: Palette['mood']): Color =>
  contrast(accent, background) >= 1.6 ? accent : mood === 'dark' ? lighter(accent, 0.55) : darker(accent, 0.5);
