/** An episode as it is shipped, from its manifest to its MP3, and what the show knows afterwards. One run for all tests. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import { PODCAST } from './content-manifests.ts';
import { loudnessOf, measured, needsFfmpeg, tagsOf } from './content-measure.ts';
import { ContentProject, type Ran } from './content-project.ts';

const LIMIT = { timeout: 240_000 };
const MP3 = 'runs/a.run/mixing/episode.mp3';
const COVERED = 'shows/curious-kids/concepts_covered.json';
const EPISODES = 'shows/curious-kids/episodes.json';

let project: ContentProject;
let ran: Ran;
before(async () => {
  project = new ContentProject({ as: 'shipped' });
  project.write('runs/a.yaml', { ...PODCAST, auto_approve: ['outline_review'] });
  ran = await project.cli('run', 'a');
}, LIMIT);
after(() => project[Symbol.asyncDispose]());

interface Outline {
  readonly title: string;
  readonly concepts: readonly string[];
  readonly segments: readonly { readonly title: string }[];
}
const outline = (): Outline => JSON.parse(project.text('runs/a.run/outlining/answer.json'));

test('an episode has the requested length within a fifth', LIMIT, async () => {
  assert.equal(ran.code, 0, ran.shown);
  const { seconds, video, audio } = await measured(project.path(MP3));
  const wanted = PODCAST.inputs.minutes * 60;
  assert.ok(Math.abs(seconds - wanted) < wanted / 5, `${seconds} s for ${wanted}`);
  assert.deepEqual([video, audio], [null, 'mp3']);
});

test('an episode has a loudness of -16 LUFS by an independent measurement', {
  ...LIMIT,
  ...needsFfmpeg,
}, () => {
  const lufs = loudnessOf(project.path(MP3));
  assert.ok(Math.abs(lufs + 16) <= 1, `${lufs} LUFS`);
});

test('an episode has its title, number, cover, and a chapter per segment', LIMIT, async () => {
  const { title, album, track, cover, chapters } = tagsOf(project.path(MP3));
  const { title: wanted, segments } = outline();
  assert.deepEqual([title, album, track], [wanted, 'Curious Kids', '1']);
  assert.ok(cover > 10_000, `${cover} bytes`);
  assert.deepEqual(
    chapters.map((chapter) => chapter.title),
    segments.map((segment) => segment.title),
  );
  const { seconds } = await measured(project.path(MP3));
  for (const [index, { start, end }] of chapters.entries()) {
    assert.ok(start < end && end <= seconds + 0.1, `chapter ${index} is from ${start} to ${end}`);
    assert.ok(Math.abs(start - (chapters[index - 1]?.end ?? start)) < 0.01, `a gap before chapter ${index}`);
  }
});

test('the lineage of an episode leads to its script, voices and notes', LIMIT, async () => {
  const { stdout } = await project.cli('lineage', MP3);
  for (const source of ['script', 'speech', 'outlining', 'cover', 'ideation', 'shows/curious-kids/notes/rockets.md'])
    assert.ok(stdout.includes(source), `${source} is missing in\n${stdout}`);
});

test('a show remembers once what its episode explained, however often the run is repeated', LIMIT, async () => {
  const [covered, episodes] = [project.text(COVERED), project.text(EPISODES)];
  assert.deepEqual(JSON.parse(covered), { episodes: { a: outline().concepts } });
  const { number, audio, title } = JSON.parse(episodes).episodes.a;
  assert.deepEqual([number, audio, title], [1, MP3, outline().title]);
  assert.equal((await project.cli('run', 'a')).code, 0);
  assert.deepEqual([project.text(COVERED), project.text(EPISODES)], [covered, episodes]);
});

test('the next episode knows what earlier ones have covered, and has the next number', LIMIT, async () => {
  project.write('runs/b.yaml', { ...PODCAST, inputs: { ...PODCAST.inputs, topic: 'Why the sky is blue' } });
  const { code, shown } = await project.cli('run', 'b', '--until', 'ideation', '--waiting-ok');
  assert.equal(code, 0, shown);
  const [, told = ''] = /<covered>([\s\S]*?)<\/covered>/.exec(project.text('runs/b.run/ideation/prompt.md')) ?? [];
  assert.deepEqual(
    told.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : [])),
    outline().concepts,
  );
  const { result } = project.tasks('b').plan ?? {};
  const plan: JsonObject = JSON.parse(JSON.stringify(result?.output));
  assert.equal(JSON.parse(JSON.stringify(plan.value)).number, 2);
});
