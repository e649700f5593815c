/** Offline images: looked at by numbers (sizes, colours, contrast), because nobody sees what a test draws. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { loadCanvas } from '../../src/media/canvas.ts';
import { breakable, wrapped } from '../../src/media/line-breaks.ts';
import type { FilePart, ImageRequest, ProviderFault } from '../../src/ports/provider.ts';
import { type Color, colorOf, contrast, luminance, paletteOf } from '../../src/providers/offline/image/color.ts';
import { recalled } from '../../src/providers/offline/image/memory.ts';
import { type Scene, type SceneAsk, sceneOf } from '../../src/providers/offline/image/scene.ts';
import { THINGS } from '../../src/providers/offline/image/things.ts';
import { shadeOf, titleOf } from '../../src/providers/offline/image/title.ts';
import { draw } from '../../src/providers/offline/image.ts';
import { contextOf, imageRequest } from '../rig/provider.ts';

const asked = (more: Partial<ImageRequest>): ImageRequest =>
  imageRequest({ prompt: 'A rocket flies over the sea', width: 160, height: 90, material: {}, ...more });

async function drawn(more: Partial<ImageRequest> = {}): Promise<Uint8Array> {
  const reply = await draw(asked(more), contextOf());
  assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
  assert.equal(reply.value.value.mediaType, 'image/png');
  assert.deepEqual([reply.value.usage, reply.value.usd], [{ images: 1 }, 0]);
  return reply.value.value.image;
}

async function fault(more: Partial<ImageRequest>): Promise<ProviderFault> {
  const reply = await draw(asked(more), contextOf());
  assert.ok(!reply.ok);
  return reply.error;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly colors: readonly Color[];
}

async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  const image = await canvas.value.loadImage(Buffer.from(png));
  const ctx = canvas.value.createCanvas(image.width, image.height).getContext('2d');
  ctx.drawImage(image, 0, 0);
  const { data } = ctx.getImageData(0, 0, image.width, image.height);
  const colors = Array.from({ length: image.width * image.height }, (_, i): Color => {
    const part = (at: number) => data[i * 4 + at] ?? 0;
    return [part(0), part(1), part(2)];
  });
  return { width: image.width, height: image.height, colors };
}

const distance = (a: Color, b: Color): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
/** Share of the pixels that look like a color. */
const shareOf = ({ colors }: Pixels, color: Color, within = 24): number =>
  colors.filter((one) => distance(one, color) < within).length / colors.length;
/** Share of the pixels that differ. */
const difference = (a: Pixels, b: Pixels): number =>
  a.colors.filter((one, i) => distance(one, b.colors[i] ?? [0, 0, 0]) > 12).length / a.colors.length;

const picture = async (more: Partial<ImageRequest> = {}): Promise<Pixels> => pixelsOf(await drawn(more));

test('the same request gives the same bytes', async () => {
  assert.deepEqual(await drawn(), await drawn());
});

for (const [width, height] of [
  [16, 16],
  [16, 4096],
  [4096, 16],
  [90, 160],
  [101, 99],
] as const) {
  test(`an image of ${width}x${height} has that size`, async () => {
    const { width: w, height: h } = await picture({ width, height, material: { title: 'How rockets work' } });
    assert.deepEqual([w, h], [width, height]);
  });
}

test('unreasonable sizes are refused with the possible ones', async () => {
  for (const [width, height] of [
    [15, 90],
    [90, 4097],
    [0, 0],
    [-90, 90],
    [90.5, 90],
    [Number.NaN, 90],
  ] as const) {
    const { kind, message } = await fault({ width, height });
    assert.equal(kind, 'invalid');
    assert.match(message, /16 to 4096/);
  }
});

test('another prompt or another seed gives another image, even in the same colours', async () => {
  const material = { colors: { background: '#102a6b', accent: '#ff2d55' } };
  const one = await picture({ material });
  const other = await picture({ material, prompt: 'A cat in the city' });
  const seeded = await picture({ material, seed: 8 });
  assert.ok(difference(one, other) > 0.2, `${difference(one, other)}`);
  assert.ok(difference(one, seeded) > 0.05, `${difference(one, seeded)}`);
});

test('the image uses the colours of the show', async () => {
  const colors = { background: '#102a6b', accent: '#ff2d55', text: '#fff' };
  const size = { width: 480, height: 270 };
  const shown = await picture({ ...size, material: { colors, title: 'Hearts' }, prompt: 'a big heart' });
  assert.ok(shareOf(shown, [0x10, 0x2a, 0x6b], 60) > 0.15, 'background');
  assert.ok(shareOf(shown, [0xff, 0x2d, 0x55], 50) > 0.01, 'accent');
  assert.ok(shareOf(shown, [255, 255, 255], 8) > 0.005, 'text');
});

test('invalid colours are ignored', async () => {
  for (const colors of ['red', 7, null, [], { background: 'url(file:///etc/passwd)', accent: {}, text: '#ggg' }])
    assert.deepEqual(await drawn({ material: { colors } }), await drawn());
});

/** Text and shade must be that far apart, whatever is behind them. */
const PALETTES: readonly (readonly [background: string, accent: string, text: string])[] = [
  ['#ffffff', '#ffff00', '#111111'],
  ['#808080', '#808080', '#7f7f7f'],
  ['#000000', '#ffffff', '#ffffff'],
  ['#ff0000', '#00ff00', '#0000ff'],
  ['#fff7e8', '#e4572e', '#fff7e8'],
];
for (const [background, accent, text] of PALETTES) {
  test(`a title in ${text} on ${background} has a contrast of at least 4.5 to everything behind it`, async () => {
    const size = { width: 320, height: 320, prompt: 'waves, sun and a city' };
    const shown = await picture({ ...size, material: { title: 'MMMM', colors: { background, accent, text } } });
    const ink = colorOf(text) ?? [0, 0, 0];
    // The line of the title: what is not ink or its smooth edge is background.
    const line = shown.colors.filter((_, i) => {
      const [x, y] = [i % 320, Math.floor(i / 320)];
      return x > 26 && x < 294 && y > 36 && y < 60;
    });
    assert.ok(
      line.some((color) => distance(color, ink) < 8),
      'no ink',
    );
    const ratios = line.map((color) => contrast(color, ink)).toSorted((a, b) => b - a);
    assert.ok((ratios[Math.floor(ratios.length * 0.3)] ?? 0) >= 4.5, `${ratios[Math.floor(ratios.length * 0.3)]}`);
  });
}

test('for every text colour there is a shade on which it is readable', () => {
  for (let grey = 0; grey < 256; grey += 5) {
    const text: Color = [grey, 255 - grey, grey];
    const palette = { ...paletteOf({}, grey), text };
    assert.ok(contrast(text, shadeOf(palette)) >= 4.5, `${text}`);
  }
});

test('contrast is computed as in WCAG', () => {
  assert.equal(contrast([255, 255, 255], [0, 0, 0]), 21);
  assert.ok(Math.abs(contrast([255, 255, 255], [0x76, 0x76, 0x76]) - 4.54) < 0.01);
  assert.ok(Math.abs(luminance([255, 0, 0]) - 0.2126) < 1e-9);
});

const HOSTILE = [
  '',
  '🚀👩‍🚀🏳️‍🌈',
  'שלום עולם, למה טילים עפים?',
  'مرحبا بالعالم 123 abc',
  '\u202eevil\u202c \u0000\u001b[31m <svg onload=x> ${{ secrets }} `$(id)` url(file:///etc/passwd)',
  'x'.repeat(100_000),
  'なぜロケットは飛ぶのか？'.repeat(20),
  '\ud83d broken \ude80',
  'Z̴̡̛͔a̵̧̕l̷̰̇g̶̨̈́o̴̱͝'.repeat(50),
];
test('no title and no prompt can break the drawing', async () => {
  for (const text of HOSTILE)
    for (const size of [
      { width: 90, height: 160 },
      { width: 160, height: 90 },
    ])
      assert.ok(
        (await drawn({ ...size, prompt: text, material: { title: text } })).length > 500,
        JSON.stringify(text.slice(0, 20)),
      );
});

test('a right-to-left title is aligned to the right', async () => {
  const at = { width: 400, height: 400, prompt: 'hills' };
  const plain = await picture({ ...at, material: { title: null } });
  const middleOf = async (title: string): Promise<number> => {
    const shown = await picture({ ...at, material: { title, colors: { text: '#ffffff' } } });
    const xs = shown.colors.flatMap((color, i) =>
      distance(color, [255, 255, 255]) < 8 && distance(plain.colors[i] ?? [0, 0, 0], [255, 255, 255]) > 60
        ? [i % 400]
        : [],
    );
    return xs.reduce((sum, x) => sum + x, 0) / xs.length;
  };
  assert.ok((await middleOf('שלום')) > 200);
  assert.ok((await middleOf('Hello')) < 200);
});

test('a title with letters that no font has is left out, which is reported', async () => {
  const title = 'Rockets \u{1E5D0}';
  const reply = await draw(asked({ material: { title } }), contextOf());
  assert.ok(reply.ok);
  assert.match(JSON.stringify(reply.value.raw), /no font here has the letters of the title/);
});

test('without a title the words of the prompt are drawn; with null, nothing', () => {
  assert.equal(titleOf(undefined, '**A fox** in the forest. Wide shot.')?.text, 'A fox in the forest.');
  assert.equal(
    titleOf(undefined, 'one two three four five six seven eight nine ten')?.text,
    'one two three four five six seven eight nine …',
  );
  assert.equal(titleOf(null, 'A fox'), null);
  assert.equal(titleOf('', 'A fox'), null);
  assert.equal(titleOf('  \u202eHow\n rockets\u0000 work ', '')?.text, 'How rockets work');
});

test('lines break at spaces, in Japanese between words, and inside a word only if it is too long', () => {
  const measure = (text: string) => [...text].length;
  assert.deepEqual(wrapped('How rockets work', 11, measure), ['How rockets', 'work']);
  assert.deepEqual(wrapped('Donaudampfschiff', 6, measure), ['Donaud', 'ampfsc', 'hiff']);
  assert.ok(breakable('なぜロケットは飛ぶのか').length > 2);
  assert.deepEqual(breakable('Well-known, isn’t it?'), ['Well-known, ', 'isn’t ', 'it?']);
});

/** The scene of a prompt, as the provider sees it. */
const scene = (prompt: string, more: Partial<SceneAsk> = {}): Scene =>
  sceneOf({ prompt, seed: 1, material: {}, before: null, ...more });

test('every thing can be drawn', async () => {
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  for (const { name, parts } of THINGS)
    for (const { outline } of parts) {
      const [left = 0, top = 0, right = 0, bottom = 0] = new canvas.value.Path2D(outline).getBounds();
      assert.ok(right > left || bottom > top, `${name}: ${outline}`);
      assert.ok(left > -15 && top > -15 && right < 115 && bottom < 115, `${name}: ${outline}`);
    }
});

const HEAD = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(25)]);
HEAD.writeUInt32BE(13, 8);

function textChunk(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text, 'latin1'));
  return Buffer.concat([length, Buffer.from(`tEXt${text}`, 'latin1'), Buffer.alloc(4)]);
}

const reference = (data: Uint8Array): FilePart => ({ name: 'frames/start.png', mediaType: 'image/png', data });

test('an image with a reference is a new one with the same sky and kind of landscape', async () => {
  const at = { prompt: 'a tree on a hill at sunset', seed: 3, material: { title: null } };
  const start = await drawn({ ...at, width: 200, height: 200 });
  const before = recalled(Buffer.from(start));
  assert.deepEqual([before?.land, before?.hour, before?.thing], ['hills', 'dusk', 'tree']);
  const next = (prompt: string) => scene(prompt, { seed: 5, before });
  const { land, hour, sky, things } = next('a bird');
  assert.deepEqual([land, hour, sky], ['hills', 'dusk', before?.sky]);
  assert.deepEqual(
    things.map(({ name }) => name),
    ['bird'],
  );
  assert.deepEqual([next('a boat at night').hour, next('the sea').land], ['night', 'sea']);
  assert.deepEqual(
    next('it goes on').things.map(({ name }) => name),
    ['tree'],
  );
});

test('an image with a reference has its colours and is clearly different', async () => {
  const size = { width: 200, height: 200, material: { title: null }, prompt: 'a tree on a hill' };
  const start = await drawn({ ...size, seed: 3 });
  const [before, after] = [
    await pixelsOf(start),
    await picture({ ...size, prompt: 'a bird', reference: reference(start) }),
  ];
  assert.ok(difference(before, after) > 0.3, `${difference(before, after)}`);
  const corner = ({ colors }: Pixels): Color => colors[0] ?? [0, 0, 0];
  assert.ok(distance(corner(before), corner(after)) < 6, `${corner(before)} and ${corner(after)}`);
  const again = await drawn({ ...size, prompt: 'a bird', reference: reference(start) });
  assert.deepEqual(await pixelsOf(again), after);
});

test('of an image by another provider only the colours are used', async () => {
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  const ctx = canvas.value.createCanvas(64, 64).getContext('2d');
  ctx.fillStyle = '#7a1020';
  ctx.fillRect(0, 0, 64, 64);
  ctx.fillStyle = '#20e0ff';
  ctx.fillRect(20, 40, 30, 20);
  const data = new Uint8Array(ctx.canvas.toBuffer('image/png'));
  const shown = await picture({
    prompt: 'a cat',
    width: 320,
    height: 180,
    material: { title: '' },
    reference: reference(data),
  });
  assert.ok(shareOf(shown, [0x7a, 0x10, 0x20], 60) > 0.08, `${shareOf(shown, [0x7a, 0x10, 0x20], 60)}`);
  assert.ok(shareOf(shown, [0x20, 0xe0, 0xff], 40) > 0.01, `${shareOf(shown, [0x20, 0xe0, 0xff], 40)}`);
});

test('what an image says about itself is used only as far as it is possible', () => {
  const png = (memory: object) => Buffer.concat([HEAD, textChunk(`Scene\0${JSON.stringify(memory)}`)]);
  const wrong = {
    land: 'hell',
    hour: 7,
    sky: 'x',
    thing: {},
    colors: { background: 'url(x)', accent: '#fff', text: '#000' },
  };
  assert.deepEqual(recalled(png(wrong)), {});
  assert.deepEqual(recalled(png({ land: 'sea', sky: 5, more: 1 })), { land: 'sea', sky: 5 });
  assert.deepEqual(scene('go on', { before: recalled(png({ thing: '__proto__' })) }).things, []);
  for (const text of ['Scene\0{', 'Scene\0null', 'Scene\0[]', 'Scene', 'Other\0{}'])
    assert.equal(recalled(Buffer.concat([HEAD, textChunk(text)])), null);
  assert.equal(recalled(Buffer.alloc(3)), null);
});

test('no text is drawn for an empty title, or after a reference without text', async () => {
  const prompt = 'a tree';
  const silent = await drawn({ prompt, material: { title: null, colors: { background: '#123456' } } });
  // The title takes part in the colours that are not said; these here are.
  const colors = { background: '#123456', accent: '#ff9900', text: '#ffffff' };
  assert.deepEqual(
    await drawn({ prompt, material: { title: '', colors } }),
    await drawn({ prompt, material: { title: null, colors } }),
  );
  const after = (material: ImageRequest['material']) =>
    drawn({ prompt, material: { colors, ...material }, reference: reference(silent) });
  assert.deepEqual(await after({}), await after({ title: '' }));
  assert.notDeepEqual(await after({ title: 'Part two' }), await after({}));
});

test('a reference that is no image, or a decompression bomb, is refused by its name', async () => {
  const bomb = Buffer.from(await drawn());
  for (const side of [16, 20]) bomb.writeUInt32BE(20_000, side);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
  );
  for (const data of [new Uint8Array(), svg, bomb, Buffer.from('\x89PNG\r\n\x1a\nrubbish', 'latin1')]) {
    const { kind, message } = await fault({ reference: reference(data) });
    assert.equal(kind, 'invalid');
    assert.match(message, /frames\/start\.png/);
  }
});

test('an aborted call ends without an image', async () => {
  const reply = await draw(asked({}), contextOf({ signal: AbortSignal.abort() }));
  assert.ok(!reply.ok);
});
