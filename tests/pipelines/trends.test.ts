/** Which theme wins, and that it does so for the reasons that are said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../pipelines/short-video/feeds.ts';
import { clustersOf } from '../../pipelines/short-video/trends.ts';

const entry = (title: string, text: string, from: string, day: string): Entry => ({
  id: title,
  title,
  text,
  url: null,
  published: `2026-11-${day}T00:00:00.000Z`,
  source: { name: from, from },
  also: [],
});
const SILK = [
  entry('Spider silk is thin', 'A strand of spider silk is thinner than hair.', 'A', '20'),
  entry('Spider silk in surgery', 'Threads of spider silk close wounds.', 'B', '19'),
];
const MOSS = [
  entry('Moss wakes up', 'Dry moss turns green with a drop of water.', 'A', '20'),
  entry('Moss on the wall', 'The moss on a wall drinks with every leaf of moss.', 'A', '20'),
];

test('a theme of several sources is preferred to one that a single source repeats', () => {
  const [best, second] = clustersOf([...SILK, ...MOSS], []);
  assert.deepEqual([best?.theme, best?.sources, second?.sources], ['spider silk', 2, 1]);
});

test('the theme of an earlier video counts as less new', () => {
  const earlier = [{ theme: 'spider silk', keywords: ['spider', 'silk', 'thread', 'strand', 'hair'] }];
  const [best, second] = clustersOf([...SILK, ...MOSS], earlier);
  assert.ok(best?.keywords.includes('moss'));
  assert.ok((second?.novelty ?? 1) < 0.5);
});

test('of two equally frequent themes the more recent one wins', () => {
  const old = MOSS.map((moss) => ({
    ...moss,
    published: '2026-11-01T00:00:00.000Z',
    source: { name: `${moss.id}`, from: 'x' },
  }));
  assert.equal(clustersOf([...old, ...SILK], [])[0]?.theme, 'spider silk');
});

test('the order of the feeds has no effect', () => {
  const forwards = clustersOf([...SILK, ...MOSS], []);
  const backwards = clustersOf([...MOSS].reverse().concat([...SILK].reverse()), []);
  assert.deepEqual(
    forwards.map(({ theme, score }) => [theme, score]),
    backwards.map(({ theme, score }) => [theme, score]),
  );
});

test('every score of 400 entries in any script is between 0 and 1', () => {
  const texts = ['蜘蛛の糸は細い', 'خيط العنكبوت', '🕷️ 🕸️', '', 'Silk'];
  const many = Array.from({ length: 400 }, (_, index) =>
    entry(`${texts[index % 5]} ${index}`, texts[(index * 3) % 5] ?? '', `s${index % 7}`, '20'),
  );
  const figures = clustersOf(many, []).flatMap(({ frequency, recency, novelty, score }) => [
    frequency,
    recency,
    novelty,
    score,
  ]);
  assert.ok(figures.every((figure) => figure >= 0 && figure <= 1));
});
