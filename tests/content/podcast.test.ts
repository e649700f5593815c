/** The stages of the podcast that count, sort and time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import linesStage from '../../pipelines/podcast/lines.ts';
import planStage from '../../pipelines/podcast/plan.ts';
import timingStage from '../../pipelines/podcast/timing.ts';
import { called } from './modules.ts';

const person = (id: string) => ({ id, name: id.toUpperCase(), voices: { offline: 'slt' } });
const SHOW = { name: 'Show', premise: 'p', audience: 'a', tone: 't', characters: [person('mia'), person('theo')] };
const PLAN = { minutes: 2, number: 0, show: SHOW, covered: { episodes: {} }, episodes: { episodes: {} } };
const CAST = [person('mia'), person('theo')];

const turn = (speaker: string, text: string, more = {}) => ({
  speaker,
  text,
  emotion: 'neutral',
  pace: 'normal',
  ...more,
});
const wordy = (count: number): string => `${Array.from({ length: count }, (_, index) => `word${index}`).join(' ')}.`;

test('the plan of an episode knows what other episodes have covered, but not earlier tries of its own run', async () => {
  const covered = { episodes: { r: ['own'], a: ['thrust', 'fuel'], b: 'broken' } };
  const episodes = { episodes: { a: { number: 4 }, b: {} } };
  const { output } = await called(planStage, { ...PLAN, covered, episodes });
  assert.deepEqual([output.covered, output.number], [['thrust', 'fuel'], 5]);
  assert.equal((await called(planStage, { ...PLAN, number: 9, episodes })).output.number, 9);
});

test('a prompt does not grow with the number of episodes: it contains the newest two hundred concepts', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`e${index}`, [`a${index}`, `b${index}`, `c${index}`]]),
  );
  const { output } = await called(planStage, { ...PLAN, covered: { episodes: many } });
  assert.equal(output.covered.length, 200);
  assert.equal(output.covered.at(-1), 'c99');
});

test('a longer episode plans more words and segments', async () => {
  const figures = await Promise.all([1, 2, 10, 60].map((minutes) => called(planStage, { ...PLAN, minutes })));
  const words = figures.map(({ output }) => output.words);
  assert.deepEqual(
    words,
    [...words].sort((a, b) => a - b),
  );
  for (const { output } of figures) assert.ok(output.segments >= 2 && output.segments <= 12);
});

test('machine files of a show with another shape are refused with the expected one', async () => {
  for (const broken of [null, [], 'x', { episodes: [] }, { videos: {} }])
    await assert.rejects(
      called(planStage, { ...PLAN, covered: broken }),
      /concepts_covered\.json.*\{ "episodes": \{\} \}/,
    );
});

test('lines are ordered by segment and turn, each with the voice of its speaker, by id or by name', async () => {
  const scripts = [
    { turns: [turn('mia', wordy(50)), turn('THEO', wordy(50))] },
    { turns: [turn(' Mia ', wordy(50)), turn('theo', wordy(50))] },
  ];
  const { output } = await called(linesStage, { scripts, cast: CAST, words: 200 });
  assert.deepEqual(
    output.lines.map(({ id, segment, speaker, speed }) => [id, segment, speaker, speed]),
    [
      ['01-01-mia', 0, 'mia', 1],
      ['01-02-theo', 0, 'theo', 1],
      ['02-01-mia', 1, 'mia', 1],
      ['02-02-theo', 1, 'theo', 1],
    ],
  );
  assert.deepEqual(output.lines[0]?.voice, { offline: 'slt' });
});

test('only spoken text reaches a voice, and a turn with only directions makes no line', async () => {
  const scripts = [
    {
      turns: [
        turn('mia', `**Look** (laughs) [drums] ${wordy(100)} https://x.example/a`),
        turn('theo', '[long pause]'),
        turn('theo', wordy(100)),
      ],
    },
  ];
  const { output } = await called(linesStage, { scripts, cast: CAST, words: 200 });
  assert.equal(output.lines.length, 2);
  assert.match(output.lines[0]?.text ?? '', /^Look word0 word1/);
  assert.doesNotMatch(output.lines[0]?.text ?? '', /[*[\](]|laughs|drums|http/);
});

test('a script that is too long loses turns, reports that, and keeps its beginning and end', async () => {
  const turns = Array.from({ length: 30 }, (_, index) => turn(index % 2 ? 'theo' : 'mia', `t${index} ${wordy(20)}`));
  const { output, warnings } = await called(linesStage, { scripts: [{ turns }], cast: CAST, words: 300 });
  assert.ok(output.words <= 330, `${output.words}`);
  assert.match(warnings.join(), /too long/);
  assert.deepEqual([output.lines[0]?.text.slice(0, 2), output.lines.at(-1)?.text.slice(0, 3)], ['t0', 't29']);
});

test('a script that is much too short is refused before a voice is paid', async () => {
  const scripts = [{ turns: [turn('mia', wordy(20)), turn('theo', wordy(20))] }];
  await assert.rejects(called(linesStage, { scripts, cast: CAST, words: 300 }), /40 words/);
});

test('an unknown speaker is refused with the list of known ones', async () => {
  const scripts = [{ turns: [turn('ミア', wordy(100)), turn('theo', wordy(100))] }];
  await assert.rejects(called(linesStage, { scripts, cast: CAST, words: 200 }), /"ミア".*mia, theo/);
});

test('chapters begin with their segments, even if a segment has lost all its lines', async () => {
  const line = (segment: number) => ({ segment, speaker: 'mia', emotion: 'neutral' });
  const args = {
    lines: [line(0), line(0), line(2)],
    spoken: [5, 5, 5],
    titles: ['One', 'Two', 'Three'],
    seconds: 20,
    jingle: 1,
  };
  const { output } = await called(timingStage, args);
  const { chapters, tracks }: { chapters: unknown; tracks: readonly unknown[] } = JSON.parse(JSON.stringify(output));
  assert.deepEqual(chapters, [
    { title: 'One', track: 0 },
    { title: 'Three', track: 2 },
  ]);
  assert.equal(tracks.length, 3);
});
