/**
 * Media: the fonts that come with this program, so that text is readable on a machine without any.
 *
 * F1. A typeface names our own fonts first: text in their scripts looks the same on every machine.
 * F2. A letter or sign that they lack is drawn with a font of the machine that has it. The drawing package only uses
 *     fonts that are named, so {@link fontsFor} finds them, and reports letters that would be drawn as boxes.
 * F3. The fonts of a text depend on that text and the machine, not on what was drawn before it.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { InternalError } from '../model/brand.ts';
import { type CanvasModule, loadCanvas } from './canvas.ts';

/**
 * In the order in which they are searched for a glyph. A subset of a font is a family of its own: `noto-sans-jp` before
 * `noto-sans-sc`, because Japanese text is recognised by its kana, and most Chinese characters look alike in both.
 * `inter-signs` is the whole of Inter, for `≈`, `₂`, `✓` and others that its subsets lack.
 */
const FAMILIES: readonly string[] = [
  'inter-latin',
  'inter-latin-ext',
  'inter-vietnamese',
  'inter-greek',
  'inter-greek-ext',
  'inter-cyrillic',
  'inter-cyrillic-ext',
  'noto-sans-hebrew',
  'noto-sans-arabic',
  'noto-sans-jp',
  'noto-sans-jp-94',
  'noto-sans-jp-107',
  'noto-sans-jp-108',
  'noto-sans-sc',
  'noto-emoji',
  'inter-signs',
];
/** Prevents confusion with a font of the same name on the machine. */
const PREFIX = 'runner-';

const OWN: readonly string[] = FAMILIES.map((family) => PREFIX + family);
/** Value of `context.font`. @param size in pixels. */
export type Typeface = (size: number, weight?: 400 | 700) => string;

const typefaceOf =
  (families: readonly string[]): Typeface =>
  (size, weight = 400) =>
    `${weight} ${size}px ${[...families.map((family) => `"${family}"`), 'sans-serif'].join(', ')}`;

/** Our own fonts only. */
export const sans: Typeface = typefaceOf(OWN);

let registered: Promise<void> | null = null;

/** Registers our fonts, once per process. Does nothing if the drawing package is missing. */
export function registerFonts(): Promise<void> {
  registered ??= register();
  return registered;
}

async function register(): Promise<void> {
  const canvas = await loadCanvas();
  if (!canvas.ok) {
    registered = null;
    return;
  }
  const folder = fontFolder();
  for (const file of await readdir(folder)) {
    const family = /^(.+)-(?:400|700)-normal\.woff2$/.exec(file)?.[1];
    if (family === undefined) continue;
    const key = canvas.value.GlobalFonts.register(await readFile(path.join(folder, file)), PREFIX + family);
    if (key === null) throw new InternalError(`${file} is not a font`);
  }
}

export interface Fonts {
  readonly typeface: Typeface;
  /** Letters and digits that no font here has. */
  readonly lacking: readonly string[];
}

/** Fonts for a text: ours, and fonts of the machine for letters or signs that ours lack. */
export async function fontsFor(text: string): Promise<Fonts> {
  await registerFonts();
  const canvas = await loadCanvas();
  const characters = [...new Set(text.normalize('NFC').match(/(?![ -~])[\p{L}\p{N}\p{S}\p{P}]/gu))];
  if (!canvas.ok || characters.length === 0) return { typeface: sans, lacking: [] };
  const has = looker(canvas.value);
  const others = canvas.value.GlobalFonts.families
    .map(({ family }) => family)
    .filter((name) => !name.startsWith(PREFIX));
  const families = [...OWN];
  const boxesOf = (kind: readonly string[]): readonly string[] => {
    const boxes: string[] = [];
    for (const character of kind) {
      if (has(families, character)) continue;
      const family = boxes.length < ENOUGH ? others.find((name) => has([name], character)) : undefined;
      if (family === undefined) boxes.push(character);
      else families.push(family);
    }
    return boxes;
  };
  const [letters, signs] = [characters.filter(isLetter), characters.filter((one) => !isLetter(one))];
  const lacking = boxesOf(letters);
  boxesOf(signs);
  return { typeface: typefaceOf(families), lacking };
}

/** True for letters and digits. */
const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** After this many missing letters the search ends: the script is missing, and more of its letters tell nothing new. */
const ENOUGH = 5;

/** A character that no font has: a missing letter is drawn as the same box. */
const NOBODYS = '\u{10FFFD}';
const LOOK = 16;

function looker({ createCanvas }: CanvasModule): (families: readonly string[], letter: string) => boolean {
  const context = createCanvas(2 * LOOK, 2 * LOOK).getContext('2d');
  const { width, height } = context.canvas;
  const drawn = (font: string, letter: string): Buffer => {
    context.clearRect(0, 0, width, height);
    context.font = font;
    context.fillText(letter, LOOK / 4, LOOK * 1.5);
    return Buffer.from(context.getImageData(0, 0, width, height).data);
  };
  return (families, letter) => {
    const font = typefaceOf(families)(LOOK, 700);
    return !drawn(font, letter).equals(drawn(font, NOBODYS));
  };
}

/** The nearest `assets/fonts` above this file, both in the sources and in the bundle. */
function fontFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const fonts = path.join(folder, 'assets', 'fonts');
    if (existsSync(path.join(fonts, 'OFL-Inter.txt'))) return fonts;
    if (path.dirname(folder) === folder) throw new InternalError(`the fonts of this package are not above ${from}`);
  }
}

/**
 * The direction of a text: that of its first letter with a direction.
 *
 * @source Unicode Bidirectional Algorithm, rules P2 and P3, for Hebrew, Arabic and related scripts.
 */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}]|[\u{1E800}-\u{1EFFF}]/u.test(first)
    ? 'rtl'
    : 'ltr';
}
