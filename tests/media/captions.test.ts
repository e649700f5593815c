import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BY_CHARACTERS, brokenCaptions, LINE_LIMIT, toSrt, toVtt } from '../../src/media/captions.ts';
import { balanced, cutOff } from '../../src/media/line-breaks.ts';

const linesOf = (text: string, limit = LINE_LIMIT) => balanced(text, limit, BY_CHARACTERS.width);

const LONG =
  'A rocket pushes gas down very fast, and the gas pushes the rocket up, which works in empty space as well.';

test('an SRT file has numbers, rounded times and the text', () => {
  const text = toSrt([
    { start: 0, end: 1.23456, text: 'Hello' },
    { start: 3661.5, end: 3662, text: 'Bye' },
  ]);
  assert.equal(text, '1\n00:00:00,000 --> 00:00:01,235\nHello\n\n2\n01:01:01,500 --> 01:01:02,000\nBye\n');
});

test('a WebVTT file has its header, and times with a point', () => {
  assert.equal(toVtt([{ start: 0, end: 1, text: 'Hi' }]), 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHi\n');
});

test('a text can neither end a caption nor start a tag', () => {
  const hostile = { start: 0, end: 5, text: 'a\n\n2\n00:00:00,000 --> 00:00:09,000 <b>&amp;\u202e\u0000' };
  assert.equal(toVtt([hostile]).split(' --> ').length, 2);
  assert.equal(toVtt([hostile]).match(/[<\u202e\0]/), null);
  assert.equal(toSrt([hostile]).split('-->').length, 2);
  assert.equal(toSrt([hostile]).match(/[<\u202e\0]/), null);
});

test('captions have at most two lines of 42 characters, and their share of the time', () => {
  const broken = brokenCaptions([{ start: 10, end: 16, text: LONG }], BY_CHARACTERS);
  assert.ok(broken.length > 1);
  for (const { lines } of broken) {
    assert.ok(lines.length <= 2);
    for (const line of lines) assert.ok(line.length <= LINE_LIMIT, line);
  }
  assert.equal(broken[0]?.start, 10);
  assert.equal(broken.at(-1)?.end, 16);
  assert.equal(broken.flatMap(({ lines }) => lines).join(' '), LONG);
});

test('two lines are about the same length', () => {
  const lines = linesOf('Have you ever wondered how rockets really fly');
  const [first = '', second = ''] = lines;
  assert.ok(Math.abs(first.length - second.length) < 12, lines.join(' / '));
});

test('no line has a single word if another line can give it some', () => {
  assert.deepEqual(linesOf('What do we really mean when', 24), ['What do we', 'really mean when']);
  assert.deepEqual(linesOf('one two three four five six seven eight nine ten', 42), [
    'one two three four five',
    'six seven eight nine ten',
  ]);
});

test('text without enough time ends in dots, after a word and within its line', () => {
  const room = { limit: 12, width: BY_CHARACTERS.width };
  assert.deepEqual(cutOff(['one two', 'three, four', 'five'], 2, room), ['one two', 'three, four…']);
  assert.deepEqual(cutOff(['one', 'three, fours', 'five'], 2, room), ['one', 'three…']);
  assert.deepEqual(cutOff(['Donaudampfsc', 'hifffahrtsge', 'sellschaft'], 2, room), ['Donaudampfsc', 'hifffahrtsg…']);
  assert.deepEqual(cutOff(['one', 'two'], 2, room), ['one', 'two']);
});

test('a word that fits is not cut to balance lines', () => {
  const long = 'b'.repeat(28);
  assert.deepEqual(linesOf(`aaa ${long} cc`, 28), ['aaa', long, 'cc']);
});

test('scripts without spaces are broken between words, and no bracket is at the wrong end of a line', () => {
  const thai = 'น้ำขึ้นน้ำลงเกิดจากแรงดึงดูดของดวงจันทร์และดวงอาทิตย์';
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(thai)];
  const ends = new Set(words.map(({ index, segment }) => index + segment.length));
  let at = 0;
  for (const line of linesOf(thai, 16)) {
    at += line.length;
    assert.ok(ends.has(at), line);
  }
  const chinese = '他说：「你好，朋友」，然后走了。海面每天升高两次，这叫大潮。';
  for (let limit = 12; limit < 40; limit += 1) {
    const lines = linesOf(chinese, limit);
    assert.equal(lines.join(''), chinese);
    for (const line of lines) assert.doesNotMatch(line, /^[，。：」]|「$/, lines.join(' / '));
  }
});

test('a line of Chinese, Japanese or Korean has half as many characters', () => {
  const text = '月亮的引力把海水拉向自己，所以海面每天升高两次，这就是潮汐。';
  for (const { lines } of brokenCaptions([{ start: 0, end: 9, text }], BY_CHARACTERS))
    for (const line of lines) assert.ok(line.length <= LINE_LIMIT / 2, line);
});

test('an overlong word is cut between characters as people see them', () => {
  const family = '👨‍👩‍👧‍👦';
  const lines = linesOf(family.repeat(60));
  assert.deepEqual(lines.join(''), family.repeat(60));
  assert.equal(lines[0], family.repeat(LINE_LIMIT));
});

test('a character with combining marks counts as one', () => {
  const widths = ['é', 'e\u0301', 'ё', 'Ω', '日', '👩‍🚀', 'añ ü', 'a\u0301ñ ü'].map(BY_CHARACTERS.width);
  assert.deepEqual(widths, [1, 1, 1, 1, 2, 1, 4, 4]);
});

test('a whole book can be one caption', () => {
  const lines = balanced('a '.repeat(150_000), LINE_LIMIT, (text) => text.length);
  assert.equal(lines.length, Math.ceil(150_000 / 21));
});

test('captions are sorted, do not overlap, and those without text or time are left out', () => {
  const broken = brokenCaptions(
    [
      { start: 2, end: 4, text: 'second' },
      { start: 0, end: 3, text: 'first' },
      { start: 5, end: 5, text: 'never' },
      { start: 6, end: 7, text: '  ' },
    ],
    BY_CHARACTERS,
  );
  assert.deepEqual(broken, [
    { start: 0, end: 2, lines: ['first'] },
    { start: 2, end: 4, lines: ['second'] },
  ]);
});
