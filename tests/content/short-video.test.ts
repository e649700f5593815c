/** The stages of the short video that collect, choose, cut and check. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import analyseStage from '../../pipelines/short-video/analyse.ts';
import collectStage from '../../pipelines/short-video/collect.ts';
import type { Entry } from '../../pipelines/short-video/feeds.ts';
import narrationStage from '../../pipelines/short-video/narration.ts';
import timelineStage from '../../pipelines/short-video/timeline.ts';
import { clustersOf, termsOf } from '../../pipelines/short-video/trends.ts';
import { loadJsonSchemas } from '../../src/adapters/json-schema.ts';
import { called } from './modules.ts';

const rss = (title: string, count: number): string =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://f.example</link><description>d</description>${Array.from({ length: count }, (_, index) => `<item><title>${title} ${index}</title></item>`).join('')}</channel></rss>`;
const answer = (body: unknown) => ({ status: 200, headers: {}, body });
const entry = (title: string, source = 'A', published: string | null = '2026-11-20T00:00:00.000Z'): Entry => ({
  ...{ id: `${source} ${title}`, title, text: title, url: null, published, also: [] },
  source: { name: source, from: `${source}.xml` },
});
const outputOf = <T>(value: unknown): T => JSON.parse(JSON.stringify(value));

test('feeds are fetched concurrently, and a broken one is left out with a warning', async () => {
  const urls = ['https://a.example', 'https://b.example', 'https://c.example'];
  const fetched = [answer(rss('Moss', 2)), null, answer('no feed')];
  const { output, warnings } = await called(collectStage, { urls, fetched, samples: { 'x.xml': rss('Sample', 9) } });
  const { entries, sources } = outputOf<{
    entries: readonly Entry[];
    sources: readonly { entries: number; problem: string | null }[];
  }>(output);
  assert.deepEqual([entries.length, sources.map((source) => source.entries), warnings.length], [2, [2, 0, 0], 2]);
  assert.match(sources[1]?.problem ?? '', /could not be fetched/);
});

test('without URLs the samples are used, and if no feed works, every reason is reported', async () => {
  const { output } = await called(collectStage, { urls: [], fetched: [], samples: { 'x.xml': rss('Sample', 3) } });
  assert.equal(outputOf<{ entries: readonly unknown[] }>(output).entries.length, 3);
  const bad = {
    urls: ['https://a.example', 'https://b.example'],
    fetched: [null, answer(rss('Empty', 0))],
    samples: {},
  };
  await assert.rejects(called(collectStage, bad), /a\.example: it could not.*b\.example: it has no entries/);
});

test('the report says what was chosen and why, and nothing from a feed is interpreted as Markdown', async () => {
  const entries = [
    entry('Moss | <b>drinks</b> [rain](javascript:x)', 'A'),
    entry('Moss drinks rain', 'B'),
    entry('Stars', 'C'),
  ];
  const { output, files } = await called(analyseStage, { entries, theme: '', themes: { videos: {} } });
  const { reasons } = outputOf<{ reasons: readonly string[] }>(output);
  const report = files['trend-report.md'] ?? '';
  assert.ok(reasons.length >= 3 && report.startsWith('# Theme: '));
  assert.doesNotMatch(report, /<b>|[^\\]\]\(javascript|[^\\]\| <|(?<!\\)\[rain/);
});

test('a requested theme is used, with the entries that mention it, if any', async () => {
  const entries = [entry('Moss drinks rain'), entry('Stars are far')];
  const asked = async (theme: string) =>
    outputOf<{ theme: string; entries: readonly Entry[] }>(
      (await called(analyseStage, { entries, theme, themes: null })).output,
    );
  assert.deepEqual(
    (await asked('moss')).entries.map(({ title }) => title),
    ['Moss drinks rain'],
  );
  assert.deepEqual(await asked('خيوط 🕸️').then(({ theme, entries: own }) => [theme, own.length]), ['خيوط 🕸️', 0]);
});

test('when a run is repeated its own theme does not count as an earlier one', async () => {
  const entries = [entry('Moss drinks rain', 'A'), entry('Moss and rain', 'B')];
  const themes = { videos: { r: { theme: 'moss', keywords: ['moss', 'rain', 'drink'] } } };
  const novelty = async (run: string) =>
    outputOf<{ clusters: readonly { novelty: number }[] }>(
      (await called(analyseStage, { entries, theme: '', themes }, run)).output,
    ).clusters[0]?.novelty;
  assert.equal(await novelty('r'), 1);
  assert.ok(Number(await novelty('other')) < 1);
});

test('entries without dates, with equal texts, or in other scripts are scored normally', () => {
  for (const entries of [
    [entry('Moss', 'A', null), entry('Rain', 'B', null)],
    Array.from({ length: 30 }, (_, index) => entry('The same title', `S${index}`)),
    [entry('苔が雨を飲む'), entry('عنكبوت وخيط', 'B'), entry('🕷️', 'C')],
    [entry('the and of')],
  ])
    for (const { score, theme, ...figures } of clustersOf(entries, [])) {
      assert.notEqual(theme, '');
      for (const figure of [score, figures.frequency, figures.recency, figures.novelty])
        assert.ok(figure >= 0 && figure <= 1);
    }
});

test('singular and plural are the same term, and stop words are no terms', () => {
  assert.deepEqual(termsOf("Spiders and the spider's stories, is it a glass?"), ['spider', 'spider', 'story', 'glass']);
});

test('a narration is as long as the video, and its first scene is always spoken', async () => {
  const scenes = Array.from({ length: 10 }, (_, index) => ({
    narration: `Scene ${index} has ${'some words '.repeat(10)}.`,
  }));
  const { output, warnings } = await called(narrationStage, { scenes, seconds: 20 });
  const { lines, words } = outputOf<{ lines: readonly { scene: number; speed: number }[]; words: number }>(output);
  assert.ok(words / 2.8 / (lines[0]?.speed ?? 1) < 30, `${words} words`);
  assert.deepEqual([lines[0]?.scene, warnings.length], [0, 1]);
  assert.equal(lines.at(-1)?.scene, 9);
  await assert.rejects(called(narrationStage, { scenes: [{ narration: '[music]' }], seconds: 20 }), /narration/);
});

test('images follow the voice without gaps, and a video lasts at least twenty seconds', async () => {
  const lines = [
    { scene: 0, text: 'One two three.' },
    { scene: 2, text: 'عنكبوت وخيط 🕷️' },
  ];
  const tracks = [
    { start: 0, end: 3 },
    { start: 3.35, end: 6 },
  ];
  const { output } = await called(timelineStage, {
    lines,
    tracks,
    pictures: ['a.png', 'b.png'],
    moves: ['zoom_in', 'zoom_out', 'pan_left'],
  });
  const { seconds, scenes, captions } = outputOf<{
    seconds: number;
    scenes: readonly { move: string; seconds: number }[];
    captions: readonly { start: number; end: number; text: string }[];
  }>(output);
  assert.ok(seconds >= 20);
  assert.equal(
    scenes.reduce((sum, scene) => sum + scene.seconds, 0),
    seconds,
  );
  assert.deepEqual(
    scenes.map(({ move }) => move),
    ['zoom_in', 'pan_left'],
  );
  assert.deepEqual([captions[0]?.start, captions.at(-1)?.end, captions.at(-1)?.text], [0, 6, 'عنكبوت وخيط 🕷️']);
});

test('a hashtag is one word, in any language', async () => {
  const file = path.join(import.meta.dirname, '../../schemas/short-video/script.schema.json');
  const { items } = JSON.parse(readFileSync(file, 'utf8')).properties.hashtags;
  const { check } = await loadJsonSchemas();
  for (const tag of ['#tides', '#spring_tide2', '#ज्वार', '#月', '#المد', '#น้ำขึ้น'])
    assert.deepEqual(check(items, tag), [], tag);
  for (const none of ['tides', '#', '#two words', '#a-b']) assert.equal(check(items, none).length, 1, none);
});
