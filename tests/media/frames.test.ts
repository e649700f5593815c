import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCanvas } from '../../src/media/canvas.ts';
import { captionSheet } from '../../src/media/caption-sheet.ts';
import { fontsFor } from '../../src/media/fonts.ts';
import { type Film, movingStills, type Picture, render } from '../../src/media/frames.ts';
import { stillOf } from '../../src/media/pictures.ts';
import { picture } from './drawing.ts';

const loaded = await loadCanvas();
if (!loaded.ok) throw new Error(loaded.error.message);
const canvas = loaded.value;
const size = { width: 64, height: 96 };

/** A picture of one colour, which writes down what becomes of it. */
function plain(colour: string, said: string[] = []): Picture {
  return {
    async paint(context, seconds, alpha) {
      said.push(`${colour} ${seconds.toFixed(1)}`);
      context.globalAlpha = alpha;
      context.fillStyle = colour;
      context.fillRect(0, 0, size.width, size.height);
      context.globalAlpha = 1;
    },
    close: async () => void said.push(`${colour} closed`),
  };
}

const film = (change: Partial<Film>): Film => ({ size, fps: 10, scenes: [], transition: 0, captions: null, ...change });

/** Red, green and blue of the middle of each frame. */
async function colours(shown: Film): Promise<readonly string[]> {
  const source = render(shown, canvas);
  const seen: string[] = [];
  for (let index = 0; index < source.count; index += 1) {
    const rgba = await source.frame(index);
    const at = ((size.height / 2) * size.width + size.width / 2) * 4;
    seen.push(Array.from(rgba.subarray(at, at + 3)).join(' '));
  }
  await source.close();
  return seen;
}

test('scenes follow each other, each for its duration', async () => {
  const scenes = [
    { picture: plain('#ff0000'), seconds: 0.2 },
    { picture: plain('#0000ff'), seconds: 0.3 },
  ];
  assert.deepEqual(await colours(film({ scenes })), ['255 0 0', '255 0 0', '0 0 255', '0 0 255', '0 0 255']);
});

test('a cross-fade takes place in the first seconds of a scene, while the previous one continues', async () => {
  const said: string[] = [];
  const scenes = [
    { picture: plain('#ff0000', said), seconds: 0.5 },
    { picture: plain('#0000ff', said), seconds: 1 },
  ];
  const seen = await colours(film({ scenes, transition: 0.4 }));
  assert.equal(seen[5], '255 0 0');
  assert.match(seen[7] ?? '', /^12[78] 0 12[78]$/);
  assert.equal(seen[9], '0 0 255');
  assert.ok(said.includes('#ff0000 0.8'), 'it goes on beyond its end');
});

test('a cross-fade takes at most half of a scene', async () => {
  const scenes = [
    { picture: plain('#ff0000'), seconds: 0.4 },
    { picture: plain('#0000ff'), seconds: 0.4 },
  ];
  assert.equal((await colours(film({ scenes, transition: 9 })))[6], '0 0 255');
});

test('sources that are no longer visible are released, and all of them at the end', async () => {
  const said: string[] = [];
  const scenes = ['#ff0000', '#00ff00', '#0000ff'].map((colour) => ({ picture: plain(colour, said), seconds: 0.2 }));
  await colours(film({ scenes }));
  assert.ok(said.indexOf('#ff0000 closed') < said.indexOf('#0000ff 0.1'));
  for (const colour of ['#00ff00', '#0000ff']) assert.ok(said.includes(`${colour} closed`));
});

test('a clip between two images begins with the first and ends with the second', async () => {
  const [red, blue] = [await plainStill('#ff0000'), await plainStill('#0000ff')];
  const moving = movingStills({ start: red, end: blue, move: 'zoom_in', seconds: 1 });
  const seen = await colours(film({ scenes: [{ picture: moving, seconds: 1 }] }));
  assert.equal(seen[0], '255 0 0');
  assert.equal(seen.at(-1), '0 0 255');
  assert.match(seen[5] ?? '', /^12\d 0 12\d$/);
});

async function plainStill(colour: string) {
  const drawn = canvas.createCanvas(size.width, size.height);
  const context = drawn.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, size.width, size.height);
  const still = await stillOf(await drawn.encode('png'), 'still.png');
  assert.ok(still.ok);
  return still.value;
}

test('an image that is far larger than the frame is scaled down once, keeping its aspect ratio', async () => {
  const still = await stillOf(await picture(0, { width: 1600, height: 800 }), 'wide.png');
  assert.ok(still.ok);
  const { width, height } = await still.value.open({ width: 100, height: 100 });
  assert.deepEqual([width, height], [250, 125]);
});

test('a caption is visible only during its time, in every script', async () => {
  const white = { picture: plain('#ffffff'), seconds: 1 };
  for (const text of ['Rockets fly', 'שלום עולם', 'مرحبا بالعالم', '火箭', '👩‍🚀🚀']) {
    const { typeface } = await fontsFor(text);
    const captions = captionSheet([{ start: 0.3, end: 0.6, text }], { size, typeface }, canvas);
    const source = render(film({ scenes: [white], captions }), canvas);
    const isDark: boolean[] = [];
    for (let index = 0; index < 10; index += 1) isDark.push((await source.frame(index)).some((value) => value < 100));
    const wanted = [3, 4, 5];
    assert.deepEqual(
      isDark.flatMap((dark, index) => (dark ? [index] : [])),
      wanted,
      text,
    );
  }
});

test('the memory of a frame is released when the next one is requested', async () => {
  const source = render(film({ scenes: [{ picture: plain('#ff0000'), seconds: 0.2 }] }), canvas);
  const first = await source.frame(0);
  assert.equal(first.length, size.width * size.height * 4);
  await source.frame(1);
  assert.equal(first.length, 0);
  await source.close();
});
