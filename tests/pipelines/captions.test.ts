/** Captions: nothing is lost, nothing overlaps, nothing is too long to read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionsOf, piecesOf } from '../../pipelines/short-video/captions.ts';
import { checksOf } from '../../pipelines/short-video/checks.ts';
import { fitting } from '../../pipelines/short-video/narration.ts';

const TEXTS = [
  'One strand of spider silk is about twenty times thinner than a human hair, and it stretches before it breaks.',
  'خيط العنكبوت أرق من شعرة الإنسان بعشرين مرة وهو أقوى من الفولاذ بنفس الوزن.',
  '蜘蛛の糸は人間の髪の毛よりも二十倍細く、同じ重さの鋼よりも強い。風の方向に巣を作ることは決してない。',
  '🕷️🕸️👩‍👩‍👧‍👦 Look!',
  'Word',
];

test('the pieces of a text add up to the text', () => {
  for (const text of TEXTS) assert.equal(piecesOf(text).join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
});

test('a text in a language without spaces gets no added spaces', () => {
  const text =
    '今日はとても良い天気ですね公園へ散歩に行きましょうそして美味しい昼ご飯を食べてから帰りましょうよね皆さん';
  assert.equal(piecesOf(text).join(''), text);
});

test('no piece has more than 60 characters, and no emoji sequence is split', () => {
  for (const piece of TEXTS.flatMap(piecesOf)) assert.ok([...new Intl.Segmenter().segment(piece)].length <= 60, piece);
  assert.ok(
    piecesOf(TEXTS[3] ?? '')
      .join(' ')
      .includes('👩‍👩‍👧‍👦'),
  );
});

test('a piece of Chinese or Japanese is as wide as one of other languages, and none begins with punctuation', () => {
  const texts = [
    TEXTS[2] ?? '',
    '他说：「你好，朋友」，然后走了。海面每天升高两次，这叫大潮。月亮是半圆的时候，潮水比较小，「小潮」就是这样。',
  ];
  for (const piece of texts.flatMap(piecesOf)) {
    assert.ok([...piece].length <= 30, piece);
    assert.doesNotMatch(piece, /[「（]$|^[」，。]/, piece);
  }
});

test('captions follow one another and end with their line', () => {
  const captions = captionsOf([
    { text: TEXTS[0] ?? '', start: 0, end: 6 },
    { text: 'And that is all.', start: 6.4, end: 8 },
  ]);
  assert.ok(captions.every(({ start, end }, index) => end > start && start >= (captions[index - 1]?.end ?? 0)));
  assert.deepEqual([captions[0]?.start, captions.at(-2)?.end, captions.at(-1)?.end], [0, 6, 8]);
});

test('a slow voice gets more captions, so that none is shown too long for the checks', () => {
  const captions = captionsOf([{ text: TEXTS[2] ?? '', start: 0, end: 24 }]);
  for (const { start, end } of captions) assert.ok(end - start < 8, `${start} to ${end}`);
  assert.equal(captions.map(({ text }) => text).join(''), TEXTS[2]);
});

test('a script that is too long loses scenes from its middle, then sentences, never its beginning', () => {
  const long = Array.from({ length: 10 }, (_, scene) => ({
    scene,
    text: 'One two three four five six. Seven eight nine ten.',
  }));
  const kept = fitting(long, 20);
  assert.deepEqual([kept[0]?.scene, kept.at(-1)?.scene], [0, 9]);
  assert.ok(kept.length < 10);
});

const PROBE = {
  seconds: 30,
  bytes: 5_000_000,
  video: { width: 1080, height: 1920, codec: 'avc1.42e01f', black: false, frozen: false },
  audio: { codec: 'mp4a.40.2', lufs: -16.2, silent: false },
};
const failed = (probe: Parameters<typeof checksOf>[0]['probe']): readonly string[] =>
  checksOf({ probe, captions: [{ start: 0, end: 2, text: 'a' }], seconds: 30, most_bytes: 1e8 })
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);

test('a good video passes, and every fault is found by its own check', () => {
  assert.deepEqual(failed(PROBE), []);
  assert.deepEqual(failed({ ...PROBE, seconds: 15 }), ['duration', 'duration as planned']);
  assert.deepEqual(failed({ ...PROBE, video: { ...PROBE.video, height: 1080 } }), ['resolution']);
  assert.deepEqual(failed({ ...PROBE, video: { ...PROBE.video, black: true } }), ['black frames']);
  assert.deepEqual(failed({ ...PROBE, video: { ...PROBE.video, frozen: true } }), ['frozen frames']);
  assert.deepEqual(failed({ ...PROBE, audio: { ...PROBE.audio, lufs: -30 } }), ['loudness']);
  assert.deepEqual(failed({ ...PROBE, audio: { ...PROBE.audio, silent: true } }), ['silence']);
  assert.deepEqual(failed({ ...PROBE, bytes: 2e8 }), ['file size']);
  assert.deepEqual(failed({ ...PROBE, video: null, audio: null }), ['pictures', 'sound']);
});

test('what could not be checked is reported, and is no fault', () => {
  const blind = {
    ...PROBE,
    video: { ...PROBE.video, black: null, frozen: null },
    audio: { ...PROBE.audio, lufs: null, silent: null },
  };
  const checks = checksOf({ probe: blind, captions: [{ start: 0, end: 2, text: 'a' }], seconds: 30, most_bytes: 1e8 });
  const unseen = checks.filter(({ found }) => found === 'not looked at').map(({ name }) => name);
  assert.deepEqual([unseen, failed(blind)], [['black frames', 'frozen frames', 'loudness', 'silence'], []]);
});
