/**
 * Media: the fonts that this program brings along, so that text is readable on a machine without any.
 *
 * F1. {@link SANS} names our own fonts first: text in their scripts looks the same on every machine.
 * F2. What they have no glyph for is drawn with the machine's fonts, else as a box.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { InternalError } from '../model/brand.ts';
import { loadCanvas } from './canvas.ts';

/** In the order in which they are asked for a glyph. A subset of a font is a family of its own: `noto-sans-jp` before
 * `noto-sans-sc`, because Japanese text is recognised by its kana, and most Chinese characters look alike in both. */
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
];
/** So that no font of the machine that has the same name is taken for ours. */
const PREFIX = 'runner-';

/** Value of `font-family`: `context.font = '700 40px ' + SANS`. Weights: 400 and 700. */
export const SANS: string = [...FAMILIES.map((family) => `"${PREFIX}${family}"`), 'sans-serif'].join(', ');

/** Value of `context.font`. @param size pixels. */
export const sans = (size: number, weight: 400 | 700 = 400): string => `${weight} ${size}px ${SANS}`;

let registered: Promise<void> | null = null;

/** Makes {@link SANS} known, once a process. Does nothing where the package that draws is missing. */
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
    if (key === null) throw new InternalError(`${file} is no font`);
  }
}

/** The nearest `assets/fonts` above this file: from the sources as from the bundle. */
function fontFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const fonts = path.join(folder, 'assets', 'fonts');
    if (existsSync(path.join(fonts, 'OFL-Inter.txt'))) return fonts;
    if (path.dirname(folder) === folder) throw new InternalError(`the fonts of this package are not above ${from}`);
  }
}

/**
 * Which way a text runs: that of its first letter that has a way.
 *
 * @source Unicode Bidirectional Algorithm, rules P2 and P3, for the scripts of Hebrew and Arabic and their kin.
 */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}]|[\u{1E800}-\u{1EFFF}]/u.test(first)
    ? 'rtl'
    : 'ltr';
}
