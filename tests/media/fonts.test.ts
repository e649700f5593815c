/** The fonts that come along: they draw what they promise, and each file has its licence beside it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadCanvas, missingCanvas } from '../../src/media/canvas.ts';
import { directionOf, fontsFor, registerFonts, sans } from '../../src/media/fonts.ts';

// Read when the package is loaded: no font of this machine helps out.
process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';

const folder = path.join(import.meta.dirname, '../../assets/fonts');

/** The pixels of a text, in our fonts alone if no others are given: without the fonts of this machine. */
async function drawn(text: string, weight: 400 | 700 = 400, typeface = sans): Promise<string> {
  await registerFonts();
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  const ctx = canvas.value.createCanvas(120, 80).getContext('2d');
  ctx.font = typeface(48, weight);
  ctx.fillText(text, 10, 60);
  return Buffer.from(ctx.getImageData(0, 0, 120, 80).data).toString('base64');
}

test('every font family that texts use is available after registration', async () => {
  await registerFonts();
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  const { GlobalFonts } = canvas.value;
  const named = [...sans(16).matchAll(/"([^"]+)"/g)].map(([, family]) => family ?? '');
  assert.ok(named.length > 10);
  assert.deepEqual(
    named.filter((family) => !GlobalFonts.has(family)),
    [],
  );
});

const LETTERS = ['A', 'é', 'ő', 'Ω', 'Ж', 'ệ', 'א', 'ع', '日', '简', 'カ', '→', '★', '🚀', '👩‍🚀'];
test('letters of all supported scripts, arrows and emoji differ from the missing glyph and from each other', async () => {
  const box = await drawn('\u{10FFFD}');
  const pictures = await Promise.all(LETTERS.map((letter) => drawn(letter)));
  assert.equal(new Set([box, ...pictures]).size, LETTERS.length + 1);
});

const SIGNS = [...'♪♫✓✗●○■◆⇒≈≠≤≥∞√∑‰‡℃※'];
const DIGITS = [...'₂⁴ⁿ⅓①Ⅲ'];
test('signs of science, lists and music are drawn with our own fonts as well', async () => {
  const box = await drawn('\u{10FFFD}', 700);
  const boxes = await Promise.all(
    [...SIGNS, ...DIGITS].map(async (sign) => ((await drawn(sign, 700)) === box ? sign : '')),
  );
  assert.equal(boxes.join(''), '');
  assert.deepEqual(await lackingOf(DIGITS.join('')), []);
});

const lackingOf = async (text: string): Promise<readonly string[]> => (await fontsFor(text)).lacking;

test('letters that no font has are reported once each; signs and emoji do not count as letters', async () => {
  assert.deepEqual(await lackingOf('Aé Ω Ж ệ א ع 日 简 カ 🚀 → 12 ½ ٣'), []);
  assert.deepEqual(await lackingOf('\u{1E5D0}\u{1E5D0} a \u{10D4A} \u{E000}'), ['\u{1E5D0}', '\u{10D4A}']);
});

const DEJAVU = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';
const skip = existsSync(DEJAVU) ? false : 'no font to stand for one of the machine';
test('a letter or sign that our fonts lack is drawn with a font of the machine', { skip }, async () => {
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  const [box, georgian] = [await drawn('\u{10FFFD}'), 'ა'];
  assert.equal(await drawn(georgian), box);
  assert.deepEqual(await lackingOf(georgian), [georgian]);
  canvas.value.GlobalFonts.registerFromPath(DEJAVU, 'Of the machine');
  const { typeface, lacking } = await fontsFor(georgian);
  assert.deepEqual(lacking, []);
  assert.notEqual(await drawn(georgian, 400, typeface), box);
  const sign = '∯';
  assert.equal(await drawn(sign), box);
  assert.notEqual(await drawn(sign, 400, (await fontsFor(`5 ${sign}`)).typeface), box);
  assert.equal((await fontsFor('A')).typeface(16), sans(16), 'the next text gets fonts for its own letters');
});

test('bold text is bolder', async () => {
  assert.notEqual(await drawn('Rocket', 700), await drawn('Rocket', 400));
});

test('each font file has its licence beside it, and all together are below 3.2 MB', () => {
  const files = readdirSync(folder);
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const named = [...readme.matchAll(/\| `([a-z-]+)\*` .*\((OFL-\w+\.txt)\)/g)].map(([, prefix, licence]) => ({
    prefix,
    licence,
  }));
  for (const file of files.filter((name) => name.endsWith('.woff2')))
    assert.ok(
      named.some(({ prefix }) => file.startsWith(prefix ?? '?')),
      file,
    );
  for (const { licence } of named)
    assert.match(readFileSync(path.join(folder, licence ?? ''), 'utf8'), /SIL OPEN FONT LICENSE Version 1\.1/);
  assert.ok(files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0) < 3_200_000);
});

test('the direction of a text is that of its first letter', () => {
  assert.equal(directionOf('123 שלום abc'), 'rtl');
  assert.equal(directionOf('🚀 مرحبا'), 'rtl');
  assert.equal(directionOf('abc שלום'), 'ltr');
  assert.equal(directionOf('123 🚀'), 'ltr');
});

test('a package that cannot be loaded is named, with what to do', () => {
  const missing = missingCanvas(new Error('Cannot find package\n    at internal'));
  assert.match(missing.message, /@napi-rs\/canvas.*Cannot find package$/);
  assert.match(missing.hint ?? '', /npm install @napi-rs\/canvas/);
});
