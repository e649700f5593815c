/** Figures, lines and pauses of an episode. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readShow } from '../../pipelines/lib/show.ts';
import { spoken } from '../../pipelines/lib/words.ts';
import { blocksOf, shortened, wordsOf } from '../../pipelines/podcast/lines.ts';
import { figuresOf, nextNumber } from '../../pipelines/podcast/plan.ts';
import { timed } from '../../pipelines/podcast/timing.ts';

const turn = (text: string) => ({ speaker: 'mia', text, emotion: 'neutral', pace: 'normal' });

test('a voice gets only spoken text, without directions, marks and URLs', () => {
  assert.equal(spoken('**Wow** (laughs) [music]! See https://x.example/a now, 2 < 3.'), 'Wow! See now, 2 3.');
});

test('tags and links of a model are not read aloud; emojis stay for the captions', () => {
  const table = [
    ['Wait. <break time="1s"/> Now <b>loudly</b>.', 'Wait. Now loudly.'],
    ['See [the study](https://x.example/a_b?c=d) (2019), and ![a cat](cat.png).', 'See the study (2019), and.'],
    ['It is there (see https://x.example/a). Is it?', 'It is there. Is it?'],
    ['Look 🕷️ <i>there</i> 👩‍👩‍👧‍👦!', 'Look 🕷️ there 👩‍👩‍👧‍👦!'],
    ['Rock ’n’ roll', 'Rock ’n’ roll'],
    ['क्\u200dष and 5 > 3 © 2019', 'क्\u200dष and 5 3 © 2019'],
  ] as const;
  for (const [text, said] of table) assert.equal(spoken(text), said);
});

test('an episode that is repeated keeps its number, and the next one gets the next', () => {
  const episodes = { ep001: { number: 1 }, ep002: { number: 2 } };
  assert.deepEqual([nextNumber(episodes, 'ep001'), nextNumber(episodes, 'ep003'), nextNumber({}, 'a')], [1, 3, 1]);
});

test('the number of words matches the minutes of an episode', () => {
  for (const minutes of [1, 2, 10, 60]) {
    const { words, seconds } = figuresOf(minutes);
    assert.ok(words / 2.8 < seconds && words / 2.8 > seconds * 0.7);
  }
});

test('a script that is too long loses turns where it is longest, and keeps the ends of its segments', () => {
  const ten = Array.from({ length: 10 }, (_, index) => turn(`turn ${index} ${'word '.repeat(20)}`));
  const kept = shortened([ten, ten.slice(0, 3)], 200);
  assert.ok(wordsOf(kept.flat()) <= 200);
  assert.deepEqual([kept[0]?.[0], kept[0]?.at(-1), kept[1]?.length], [ten[0], ten[9], 3]);
});

test('a script loses a question together with its answer, so that nobody speaks twice in a row', () => {
  const talk = Array.from({ length: 10 }, (_, index) =>
    turn(index % 2 ? 'The answer is a long one.' : 'Is this a question?'),
  );
  const [kept = []] = shortened([talk], 40);
  assert.deepEqual([kept.length, kept.every(({ text }, index) => text.endsWith('?') === (index % 2 === 0))], [8, true]);
});

test('a long turn is spoken in blocks of whole sentences', () => {
  const text = 'This is a sentence of some length. '.repeat(60).trim();
  assert.ok(blocksOf(text).every((block) => block.length <= 900 && block.endsWith('.')));
  assert.equal(blocksOf(text).join(' '), text);
});

test('pauses fill what is missing to the length of the episode, within limits', () => {
  const lines = Array.from({ length: 11 }, (_, index) => ({
    segment: 0,
    speaker: index % 2 ? 'a' : 'b',
    emotion: 'neutral',
  }));
  const total = (seconds: number) => timed(lines, { spoken: 50, seconds }).reduce((sum, { pause }) => sum + pause, 0);
  assert.deepEqual(
    [total(55), total(500), total(50)].map((sum) => Math.round(sum)),
    [5, 7, 3],
  );
});

test('all mistakes of a blueprint are reported at once', () => {
  const broken = {
    name: 'X',
    characters: [{ id: 'a', name: 'A', voices: {} }],
    music: 'loud',
    colors: { accent: 'red' },
  };
  assert.throws(() => readShow(broken, 2), /premise.*audience.*tone.*1 of the 2.*music.*colors\.accent/s);
});
