/** Offline images: what is drawn and where, as words, seed and reference have it. No pixels. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { horizonOf, standsOf, zoneOf } from '../../src/providers/offline/image/place.ts';
import { furnished, type Scene, type SceneAsk, sceneOf } from '../../src/providers/offline/image/scene.ts';
import { THINGS } from '../../src/providers/offline/image/things.ts';
import { titleOf } from '../../src/providers/offline/image/title.ts';

/** The scene of a prompt, as the provider sees it. */
const scene = (prompt: string, more: Partial<SceneAsk> = {}): Scene =>
  sceneOf({ prompt, seed: 1, material: {}, before: null, ...more });
const thingsIn = (prompt: string, more: Partial<SceneAsk> = {}): readonly string[] =>
  scene(prompt, more).things.map(({ name }) => name);

test('words of the prompt choose place, time of day and things, in their order', () => {
  const { land, hour, shot } = scene('Close-up: a robot reads a book in the forest at night');
  assert.deepEqual([land, hour, shot], ['forest', 'night', 'close']);
  assert.deepEqual(thingsIn('Close-up: a robot reads a book in the forest at night'), ['robot', 'book']);
});

for (const [prompt, things] of [
  ["A spider's web can catch the wind", ['spider', 'web', 'wind']],
  ['The scarf of an educated seamstress, starting scarcely', []],
  ['Caring, staring, sealing and booked carpets', ['book']],
  ['Two foxes and their batteries', ['cat', 'battery']],
  ['Rockets’ keys', ['rocket', 'key']],
  ['it was raining on wolves', ['cat', 'rain']],
  ['Leaves, cities and knives', ['leaf']],
] as const) {
  test(`things are recognised by whole words: "${prompt}"`, () => {
    assert.deepEqual(thingsIn(prompt), things);
  });
}

test('the most common subjects can be drawn', () => {
  const words = `spider web moss rain drop stream river sea fish bird forest mountain moon planet rocket sun star lamp moth
    frost glass window snail shell pencil paper book city road train car boat bridge balloon tree leaf flower seed fire
    candle ice snow cloud lightning wind clock key door house hand eye heart brain cell DNA magnet battery robot computer
    music microphone graph money map globe telescope microscope bread apple cat dog horse person child crowd`;
  const missing = words.split(/\s+/).filter((word) => thingsIn(`the ${word}`).length === 0);
  assert.deepEqual(missing, []);
});

test('a word that only suggests a thing counts if no thing is named', () => {
  assert.deepEqual(thingsIn('Why rockets fly'), ['rocket']);
  assert.deepEqual(thingsIn('flying'), ['bird']);
});

test('among several things the first is the main one, after which weather and places come', () => {
  assert.deepEqual(thingsIn('A cat, a dog, a horse and a fish'), ['cat', 'dog', 'horse']);
  assert.deepEqual(thingsIn('Wind and rain over the bridge'), ['bridge', 'wind', 'rain']);
  assert.deepEqual(thingsIn('The stream finds the sea'), ['wave']);
});

for (const [prompt, things] of [
  ["Bird's-eye view: a train", ['train']],
  ['View over a shoulder: a key', ['key']],
  ['Low angle of a boat', ['boat']],
  ['A clock. Mood: quiet as snow, colours of the sea.\nStyle: a book with stars', ['clock']],
  ['A clock without hands, no people, no logos', ['clock']],
  ['A clock for curious children', ['clock']],
  ['Cover of "Moon Kids", about a clock', ['clock']],
  ['Cover of "The Moon"', ['moon']],
] as const) {
  test(`words that do not describe the image are not drawn: ${JSON.stringify(prompt)}`, () => {
    assert.deepEqual(thingsIn(prompt), things);
  });
}

test('of a template only the part that describes the image is drawn, and never the name of the show', () => {
  const material = { prompt: 'The clock of Moon Kids', style: 'like stars', show: 'Moon Kids' };
  assert.deepEqual(thingsIn('Style like stars, same moon: The clock of Moon Kids. Like a book.', { material }), [
    'clock',
  ]);
  const elsewhere = { prompt: 'a whale that the prompt does not say' };
  assert.deepEqual(thingsIn('a book', { material: elsewhere }), ['book']);
});

test('if no thing is named, one that fits the landscape is drawn, if there is one', () => {
  assert.deepEqual(
    furnished(scene('the tip of the desert', { seed: 2 })).things.map(({ lands }) => lands.includes('desert')),
    [true],
  );
  assert.deepEqual(
    furnished(scene('a cat in the desert')).things.map(({ name }) => name),
    ['cat'],
  );
  assert.deepEqual(furnished(scene('abstract')).things, []);
});

test('words about the camera are no title', () => {
  assert.equal(titleOf(undefined, 'Wide shot: a fox in the snow. Style: oil')?.text, 'a fox in the snow.');
  assert.equal(titleOf(undefined, 'Wide shot: ')?.text, undefined);
});

const LANDSCAPE = { width: 1280, height: 720 };
const UPRIGHT = { width: 1080, height: 1920 };

test('words about the camera decide the size of the main thing and the horizon', () => {
  const of = (prompt: string) => {
    const seen = scene(prompt);
    return { size: standsOf(LANDSCAPE, seen, null)[0].size, horizon: horizonOf(LANDSCAPE, seen) };
  };
  const [wide, medium, close] = [of('Wide shot: a cat'), of('Medium shot: a cat'), of('Close-up: a cat')];
  assert.ok(wide.size * 1.3 < medium.size && medium.size * 1.2 < close.size);
  const [low, above] = [of('Low angle: a cat'), of('A cat, seen from above')];
  assert.ok(above.horizon < medium.horizon && medium.horizon < low.horizon);
});

test('in an upright image the main thing is at about 40 % of the height, and the area of captions is empty', () => {
  for (const shot of ['', 'Wide shot: ', 'Medium shot: ', 'Close-up: ', 'Low angle: ', "Bird's eye view: "])
    for (const { name, words } of THINGS)
      for (const seed of [1, 2, 3]) {
        const seen = scene(`${shot}${words.split(' ')[0]} with a lamp and a moth`, { seed });
        const stands = standsOf(UPRIGHT, seen, null);
        const [middle, ends] = [stands[0].y / 1920, stands.map(({ y, size }) => (y + size / 2) / 1920)];
        assert.ok(middle > 0.34 && middle < 0.48, `${shot}${name}: ${middle}`);
        assert.ok(Math.max(...ends) < 0.63, `${shot}${name}: ${ends}`);
      }
});

test('things are inside the image, smaller than the main one, and not behind the text', () => {
  const title = { text: 'A title', origin: 'title' } as const;
  for (const size of [LANDSCAPE, UPRIGHT, { width: 900, height: 900 }])
    for (const seed of [1, 2, 3, 4, 5, 6])
      for (const words of [null, title]) {
        const [main, ...others] = standsOf(size, scene('Close-up: a cat, a lamp and a moth', { seed }), words);
        assert.equal(others.length, 2);
        for (const other of others) assert.ok(other.size < main.size * 0.6);
        const zone = zoneOf(size);
        for (const { x, y, size: side } of [main, ...others]) {
          const [left, right, top, bottom] = [x - side / 2, x + side / 2, y - side / 2, y + side / 2];
          assert.ok(left > 0 && right < size.width && top > 0 && bottom < size.height, JSON.stringify({ size, seed }));
          if (words === null) continue;
          const isFree = zone.side === 'left' ? left > zone.x + zone.width : top > zone.y + zone.height * 0.9;
          assert.ok(isFree, JSON.stringify({ size, seed, left, top, zone }));
        }
      }
});

test('scenes of one video differ in time of day and side, even with similar prompts', () => {
  const scenes = [7, 8, 9, 10].map((seed) => scene('the spider', { seed }));
  assert.equal(new Set(scenes.map(({ hour }) => hour)).size, 4);
  assert.ok(new Set(scenes.map(({ side }) => side)).size === 3);
  assert.ok(new Set(scenes.map(({ land }) => land)).size > 1);
});

test('every thing is found by its first word, and no two share a name', () => {
  assert.equal(new Set(THINGS.map(({ name }) => name)).size, THINGS.length);
  for (const { name, words } of THINGS) assert.deepEqual(thingsIn(`${words.split(' ')[0]}`), [name]);
});
