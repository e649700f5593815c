/** What the offline provider tells, as a listener hears it: who speaks, what is named, what stays together, how long it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { keyPhrases } from '../../src/providers/offline/text/key-phrases.ts';
import { unitsOf } from '../../src/providers/offline/text/words.ts';
import { write } from '../../src/providers/offline/text.ts';
import { contextOf, textRequest } from '../rig/provider.ts';

const file = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const ROCKETS = file('shows/curious-kids/notes/rockets.md');
const schemaOf = (path: string): JsonObject => {
  const schema: Json = JSON.parse(file(`schemas/${path}.schema.json`));
  assert.ok(isJsonObject(schema));
  return schema;
};
const [OUTLINE, SCRIPT] = [schemaOf('podcast/outline'), schemaOf('podcast/script')];
const [VIDEO, VISUALS, BOARD] = [
  schemaOf('short-video/script'),
  schemaOf('short-video/visuals'),
  schemaOf('storyboard/storyboard'),
];
const KIDS = {
  name: 'Curious Kids',
  characters: [
    { id: 'mia', name: 'Mia', role: 'host', personality: 'Asks what everybody wants to ask.' },
    { id: 'theo', name: 'Theo', role: 'expert', personality: 'Explains by things from the kitchen.' },
  ],
};
/** Who tells is the one who greets; the guest asks. */
const WONDERS = {
  name: 'Small Wonders',
  characters: [
    { id: 'ada', name: 'Ada', role: 'narrator', personality: 'Says what she sees.' },
    { id: 'finn', name: 'Finn', role: 'guest', personality: 'A sceptic who wants to know how anybody found out.' },
  ],
};

async function json(material: JsonObject, schema: JsonObject): Promise<JsonObject> {
  const reply = await write(textRequest({ system: null, prompt: 'Write it.', material, schema }), contextOf());
  assert.ok(reply.ok);
  const value: Json = JSON.parse(reply.value.value.text);
  assert.ok(isJsonObject(value));
  return value;
}

const rows = (value: JsonObject, list: string): readonly JsonObject[] => {
  const found = value[list];
  assert.ok(Array.isArray(found));
  return found.filter(isJsonObject);
};
const texts = (value: JsonObject, list: string, key: string): readonly string[] =>
  rows(value, list).map((row) => String(row[key]));
const words = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const segment = (index: number, more: JsonObject, of: JsonObject): JsonObject => ({
  ...{ title: 'How rockets work', hook: 'What pushes a rocket?', index, total: 2, source: ROCKETS },
  ...{ speakers: ['mia', 'theo'], show: KIDS, segment: { title: 'Rockets', points: [], ...of } },
  ...more,
});

for (const wanted of [50, 65, 90, 91, 140, 300]) {
  for (const [show, asker] of [
    [KIDS, 'mia'],
    [WONDERS, 'finn'],
  ] as const) {
    test(`in ${wanted} words of ${show.name}, ${asker} asks the questions and the other one explains`, async () => {
      for (const index of [0, 1]) {
        const turns = rows(await json(segment(index, { show }, { words: wanted }), SCRIPT), 'turns');
        assert.equal(new Set(turns.map(({ speaker }) => speaker)).size, 2);
        for (const [i, { speaker, text }] of turns.entries()) {
          const isTold =
            String(text)
              .split(/(?<=[.!?])\s+/)
              .filter((part) => flat(ROCKETS).includes(part)).length > 0;
          if (isTold) assert.notEqual(speaker, asker, String(text));
          if (/\?$/.test(String(text)) && i > 0) assert.equal(speaker, asker, String(text));
          assert.notEqual(speaker, turns[i - 1]?.speaker);
        }
      }
    });
  }
}

test('the narrator may welcome people as well, but a guest does not', async () => {
  const [first] = rows(await json(segment(0, { show: WONDERS }, { words: 120 }), SCRIPT), 'turns');
  assert.equal(first?.speaker, 'ada');
  assert.match(String(first?.text), /Small Wonders/);
});

for (const wanted of [65, 94, 146, 220, 400]) {
  test(`a dialogue of ${wanted} words deviates by at most 8 % on average, if there is enough material`, async () => {
    let got = 0;
    for (const index of [0, 1])
      got += words(texts(await json(segment(index, {}, { words: wanted }), SCRIPT), 'turns', 'text').join(' '));
    assert.ok(Math.abs(got / (2 * wanted) - 1) <= 0.08, `${got} words instead of ${2 * wanted}`);
  });
}

test('among possible versions one close to the requested number of words is chosen', async () => {
  const away: number[] = [];
  for (let wanted = 60; wanted <= 160; wanted += 10) {
    const said = texts(await json(segment(0, {}, { words: wanted }), SCRIPT), 'turns', 'text').join(' ');
    away.push(Math.abs(words(said) / wanted - 1));
  }
  assert.ok(away.reduce((sum, share) => sum + share, 0) / away.length < 0.05, away.join(' '));
});

test('a verb in the past tense is no idea', () => {
  const told = 'In the night a ship sank in the harbour. A door fell in. The captain wrote a long letter.';
  for (const { text } of keyPhrases([told], new Set())) assert.doesNotMatch(text, /sank|fell|wrote/);
});

test('ideas are nouns of the text, two words before one, and never a verb', () => {
  const units = unitsOf(ROCKETS).map(({ text }) => text);
  const names = keyPhrases(units, new Set(['rocket', 'work'])).map(({ text }) => text);
  const best = names.slice(0, 8);
  for (const name of ['second tank', 'endless fall', 'equal push']) assert.ok(best.includes(name), best.join(', '));
  for (const verb of ['pushed', 'pushes', 'falls', 'float', 'falling'])
    for (const name of names) assert.ok(!name.split(' ').includes(verb), name);
});

test('the object of a comparison is no idea of the text', () => {
  const text = 'The engine is like a bottle of lemonade. The engine has a bell. The engine is as hot as a small star.';
  const names = keyPhrases([text], new Set()).map((phrase) => phrase.text);
  assert.ok(names.includes('engine'));
  for (const name of names) assert.doesNotMatch(name, /lemonade|bottle|star/);
});

test('an idea in a summary has its article, even if the sentence that names it is in no segment', async () => {
  const told = await json({ topic: 'How rockets work', source: ROCKETS, count: 3, show: KIDS }, OUTLINE);
  const concepts = told.concepts as readonly string[];
  const summary = String(told.summary);
  assert.match(summary, /On the way we meet (?:the|an?) .*, (?:the|an?) .* and (?:the|an?) /, concepts.join(', '));
});

test('the title of a segment comes from the segment, and its goal says what it contains', async () => {
  const outline = await json({ topic: 'How rockets work', source: ROCKETS, count: 4, show: KIDS }, OUTLINE);
  for (const { title, goal, points } of rows(outline, 'segments')) {
    assert.match(String(title), /^(?:The \p{L}+(?: \p{L}+)?|\p{L}+ and \p{L}+)$/u);
    const said = /“(.+)”/.exec(String(goal))?.[1] ?? '';
    if (said === '') assert.match(String(goal), /can explain .+ in their own words/);
    else assert.ok(flat(ROCKETS).includes(said), said);
    assert.ok(Array.isArray(points) && points.length > 1);
  }
});

const MARKDOWN = `---
title: Notes about mosses
---
# How mosses live on the walls of old houses

What they drink and what they eat
=================================

- [x] Moss drinks with [all of its leaves](https://example.org/a "why") at once.
1. A cushion of moss holds **twenty times** its weight in water.[^1]
> * Dry moss is not dead for many years.

**What nobody has found out about moss**

| Moss | Water |
|------|-------|

\`\`\`js
let moss = 'is a word in a program here';
\`\`\`
![A picture of moss on a wall](moss.png)
[^1]: Measured in a kitchen with a scale.`;

test('a summary names ideas as in the text, including those of an earlier stage that it does not tell', async () => {
  const concepts = ['Second tank', 'Air', 'Equal push'];
  const { summary } = await json(
    { topic: 'How rockets work', source: ROCKETS, show: KIDS, concept: { concepts }, segments: 3, words: 60 },
    OUTLINE,
  );
  assert.match(String(summary), /we meet a second tank, the air and an equal push\.$/);
});

test('of Markdown only sentences are used: no headings, marks, tables, code or links', () => {
  assert.deepEqual(
    unitsOf(MARKDOWN).map(({ text }) => text),
    [
      'Moss drinks with all of its leaves at once.',
      'A cushion of moss holds twenty times its weight in water.',
      'Dry moss is not dead for many years.',
    ],
  );
});

test('a code block is left out up to its closing fence, and text after an unclosed fence is used', () => {
  const moss = 'Moss drinks with all of its leaves at once.';
  const told = (...lines: string[]): readonly string[] => unitsOf(lines.join('\n')).map(({ text }) => text);
  for (const fence of ['```', '~~~']) {
    assert.deepEqual(told(moss, `  ${fence}`, 'let moss = 1;', '``~', `${fence}js`, ` ${fence} `, moss), [moss, moss]);
    assert.match(told(`${fence}js`, '', moss).join(), /Moss drinks/);
  }
  assert.match(told('```', '', moss, '~~~').join(), /Moss drinks/, 'another fence is no end');
  assert.equal(told('```x\n'.repeat(200_000), moss).at(-1)?.endsWith(moss), true);
});

const STORY = [
  'A drop of rain hangs on the tip of a pine needle above a sleeping forest.',
  'It falls.',
  'On the ground a dry cushion of moss drinks the drop and turns green.',
  'A thin stream begins below the moss and runs over stones.',
  'The stream finds the sea at sunrise.',
];

for (const count of [2, 4]) {
  test(`a story in ${count} scenes keeps all its sentences, in their order`, async () => {
    const board = await json({ topic: 'The way of a drop', story: STORY.join(' '), count, seconds: 16 }, BOARD);
    assert.equal(texts(board, 'scenes', 'motion').join(' '), STORY.join(' '));
  });
}

test('images of a storyboard show what happens, and each scene begins with the last image of the one before', async () => {
  const board = await json({ topic: 'The way of a drop', source: STORY.join(' '), count: 4, seconds: 16 }, BOARD);
  const [starts, ends] = [texts(board, 'scenes', 'start_prompt'), texts(board, 'scenes', 'end_prompt')];
  assert.match(starts[0] ?? '', /drop of rain hangs on the tip/);
  assert.match(ends.at(-1) ?? '', /stream finds the sea at sunrise/);
  assert.deepEqual(starts.slice(1), ends.slice(0, -1));
  assert.equal(new Set(ends).size, ends.length);
  assert.match(String(board.style), /shapes|light/);
});

const ENTRIES = [
  {
    title: 'Spiders tune webs',
    text: 'Most spiders see badly. They listen with their legs instead, and wait for hours.',
  },
  {
    title: 'Spider silk is thinner than a thought',
    text: 'One strand of spider silk is about twenty times thinner than a human hair. It is tougher than steel, because it stretches before it breaks.',
  },
  {
    title: 'A web in the wind',
    text: 'A garden spider never builds by accident. First she lets a single thread of spider silk float out from a twig. If the breeze turns, she eats the bridge and starts again, because silk is too precious to leave behind.',
  },
];
const VIDEO_WISH = { theme: 'spider silk', source: ENTRIES, seconds: 30, words: 75, count: 3 };
const HANGING = /^(?:it|she|he|they|that|this|these|those|so|but|first she|if the breeze turns, she)\b/i;

test('a short video has a specific title, opens with it and ends with a closing line', async () => {
  const video = await json(VIDEO_WISH, VIDEO);
  const lines = texts(video, 'scenes', 'narration');
  assert.equal(video.title, 'Spider silk is thinner than a thought');
  assert.match(lines[0] ?? '', /^Spider silk is thinner than a thought\./);
  assert.match(lines.at(-1) ?? '', /spider silk\.$/);
});

test('without titles, a short video opens with the most surprising sentence', async () => {
  const source =
    'Moss grows on walls. A leaf of moss is one cell thick. It drinks at once. Nobody has ever seen a root of moss.';
  const video = await json({ theme: 'moss', source, seconds: 20, words: 40, count: 3 }, VIDEO);
  assert.match(texts(video, 'scenes', 'narration')[0] ?? '', /^Nobody has ever seen a root of moss\./);
});

test('a sentence that begins with a pronoun follows the one that it refers to, or is left out', async () => {
  for (const [words, seconds] of [
    [30, 20],
    [50, 25],
    [75, 30],
    [120, 50],
  ]) {
    const video = await json({ ...VIDEO_WISH, words: words ?? 0, seconds: seconds ?? 0, count: 4 }, VIDEO);
    const all = ENTRIES.map(({ title, text }) => `${title}. ${text}`).join(' ');
    for (const line of texts(video, 'scenes', 'narration')) {
      const [first = '', ...more] = line.split(/(?<=[.!?])\s+/);
      assert.doesNotMatch(first, HANGING);
      for (const [i, text] of more.entries())
        if (HANGING.test(text)) assert.ok(all.includes(`${[first, ...more][i]} ${text}`), line);
    }
  }
});

test('if a sentence is unwanted, sentences that depend on it are left out as well', async () => {
  const bridge =
    'A garden spider built a bridge of forty strong threads between two old trees in one single autumn night, although the wind blew from the west.';
  const hanging = 'First she lets a single thread of silk float out from a twig, and then she waits until it sticks.';
  const source = `Silk is tougher than steel of the same weight. ${bridge} ${hanging}`;
  const outline = await json({ topic: 'Spiders', source, count: 2, feedback: 'leave out the bridge' }, OUTLINE);
  assert.match(JSON.stringify(outline), /tougher than steel/);
  assert.doesNotMatch(JSON.stringify(outline), /bridge of forty|First she lets/);
});

test('images are made for the written scenes, even after requested changes', async () => {
  const scenes = ['The wind catches a web.', 'Is silk a kind of steel?'].map((narration) => ({ narration }));
  const feedback = ['shorter, and start with the thread'];
  const visuals = await json({ theme: 'spider silk', scenes, feedback }, VISUALS);
  const prompts = texts(visuals, 'scenes', 'prompt');
  assert.equal(prompts.length, scenes.length);
  assert.match(prompts[0] ?? '', /wind catches a web/);
  assert.match(prompts[1] ?? '', /Spider silk, shown as/i);
});

test('feedback changes the opening of an outline, its content and its length', async () => {
  const wish = { topic: 'How rockets work', source: ROCKETS, count: 3, minutes: 2, show: KIDS };
  const before = rows(await json(wish, OUTLINE), 'segments');
  const after = rows(await json({ ...wish, feedback: ['shorter, and start with the launch'] }, OUTLINE), 'segments');
  assert.equal(after[0]?.title, 'The launch');
  assert.match(String(Array.isArray(after[0]?.points) ? after[0].points[0] : ''), /launch pad/);
  assert.match(String(after[0]?.goal), /launch/);
  assert.ok(after.length < before.length);
});

test('an order that a person chose is kept', async () => {
  const points = [
    'The gas gets as hot as the surface of a small star and wants to get out.',
    'Blow up a balloon and let it go.',
  ];
  const source = `${points[1]} The air rushes out of the back with a hiss. ${points[0]} Nobody should stand behind a rocket.`;
  const material = { ...segment(0, { source }, { words: 100, points }), total: 1 };
  const said = texts(await json(material, SCRIPT), 'turns', 'text').join(' ');
  assert.ok(said.indexOf('gas gets') >= 0 && said.indexOf('gas gets') < said.indexOf('Blow up'), said);
});

test('facts are used under any name if they belong to nothing in particular', async () => {
  const prose =
    'Ghent is a city in Belgium with a castle from the year 1180. The castle stands in the middle of the city.';
  const schema = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 60 } } };
  for (const name of ['facts', 'research', 'background', 'part', 'source']) {
    const { text } = await json({ topic: 'Ghent', [name]: prose }, schema);
    assert.match(String(text), /castle/, name);
  }
});

test('a video that was sent back as too long becomes shorter, whatever its new opening', async () => {
  const source = [
    'Spider silk is thinner than a thought. One strand of spider silk is about twenty times thinner than a human hair.',
    'Spiders tune their webs like strings. Most spiders that build webs see badly.',
    'Spiders cannot be farmed because they eat each other, so people teach yeast to make the protein of spider silk and spin it in a bath of salt water. The first threads of spider silk went into fishing lines. A spider does it better and for nothing.',
    'A cape was made by a million spiders. It took eight people and five years to collect the silk for it.',
  ].map((text, at) => ({ id: String(at), text }));
  const count = async (feedback: readonly string[]): Promise<number> => {
    const video = await json(
      { theme: 'spider silk', source, seconds: 30, words: 75, count: 5, feedback: [...feedback] },
      VIDEO,
    );
    return words(texts(video, 'scenes', 'narration').join(' '));
  };
  const before = await count([]);
  assert.ok((await count(['shorter'])) < before * 0.9);
  assert.ok((await count(['shorter, and begin with the cape'])) < before * 0.9);
});
