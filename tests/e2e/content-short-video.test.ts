/** A short video as it is shipped, but with fewer frames, from the sample feeds to the gate. One run for all tests. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SHORT_VIDEO } from './content-manifests.ts';
import { loudnessOf, measured, needsFfmpeg } from './content-measure.ts';
import { ContentProject, type Ran } from './content-project.ts';

const LIMIT = { timeout: 300_000 };
const VIDEO = 'runs/v.run/composition/video.mp4';

let project: ContentProject;
let ran: Ran;
before(async () => {
  project = new ContentProject({ as: 'shipped' });
  // A frame takes 40 ms of a processor, and nothing that is looked at depends on how many there are.
  project.change('pipelines/short-video.yaml', 'fps: 30', 'fps: 6');
  project.write('runs/v.yaml', SHORT_VIDEO);
  ran = await project.cli('run', 'v', '--waiting-ok');
}, LIMIT);
after(() => project[Symbol.asyncDispose]());

test('a short video is upright, H.264 with AAC, and between 20 and 60 seconds long', LIMIT, async () => {
  assert.equal(ran.code, 0, ran.shown);
  const { seconds, ...streams } = await measured(project.path(VIDEO));
  assert.deepEqual(streams, { video: 'h264 1080x1920', audio: 'aac' });
  assert.ok(seconds >= 20 && seconds <= 60, `${seconds} s`);
});

test('a short video has the usual loudness by an independent measurement', { ...LIMIT, ...needsFfmpeg }, () => {
  const lufs = loudnessOf(project.path(VIDEO));
  assert.ok(Math.abs(lufs + 16) <= 1.5, `${lufs} LUFS`);
});

test(
  'captions of a short video contain all spoken text, in order, within the video, in both formats',
  LIMIT,
  async () => {
    const srt = project.text('runs/v.run/captions/captions.srt');
    const vtt = project.text('runs/v.run/captions/captions.vtt');
    const times = [...srt.matchAll(/(\d+):(\d+):(\d+),(\d+) --> (\d+):(\d+):(\d+),(\d+)/g)].map((match) => {
      const [h1 = 0, m1 = 0, s1 = 0, f1 = 0, h2 = 0, m2 = 0, s2 = 0, f2 = 0] = match.slice(1).map(Number);
      return [h1 * 3600 + m1 * 60 + s1 + f1 / 1000, h2 * 3600 + m2 * 60 + s2 + f2 / 1000] as const;
    });
    const { seconds } = await measured(project.path(VIDEO));
    for (const [index, [start, end]] of times.entries()) {
      assert.ok(start < end && end <= seconds, `caption ${index} is from ${start} to ${end}`);
      assert.ok(start >= (times[index - 1]?.[1] ?? 0) - 0.01, `caption ${index} is too early`);
    }
    assert.match(vtt, /^WEBVTT\n/);
    assert.equal(vtt.match(/-->/g)?.length, times.length);
    const lines: readonly { readonly text: string }[] = JSON.parse(
      JSON.stringify(Object(project.checkpoint('v').stages.content_generation?.result?.output).value.lines),
    );
    const said = srt
      .replace(/^\d+$|^.*-->.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    assert.equal(
      said,
      lines
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  },
);

test('the lineage of a short video leads to its script, voice, trend report and feeds', LIMIT, async () => {
  const { stdout } = await project.cli('lineage', VIDEO);
  for (const source of ['script/answer.json', 'voice/scene-1/line.wav', 'trend-report.md', 'entries.json'])
    assert.ok(stdout.includes(source), `${source} is missing in\n${stdout}`);
  const entries = project.text('runs/v.run/trend_collection/entries.json');
  for (const feed of ['field-notes.rss.xml', 'night-desk.atom.xml', 'workbench.feed.json'])
    assert.ok(entries.includes(`"from": "templates/short-video/sample-feeds/${feed}"`), feed);
});

test(
  'a short video waits for a person, who gets a contact sheet, a thumbnail and the results of the checks',
  LIMIT,
  async () => {
    const { status } = project.checkpoint('v');
    assert.equal(status, 'awaiting_approval');
    assert.match(project.text('runs/v.run/asked/review.1.yaml'), /12 of 12 checks are good/);
    for (const picture of ['probe/sheet.png', 'thumbnail/thumbnail.png'])
      assert.ok(project.files('v').has(`runs/v.run/${picture}`), picture);
  },
);
